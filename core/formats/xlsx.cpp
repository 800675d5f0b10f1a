// Excel's own format since 2007 (ECMA-376): XML in a ZIP archive. The archive lies in memory, what is in it is unpacked
// as it is read; only the strings that sheets share are kept.
#include "core/base/text.h"
#include "core/formats/workbook.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

#include <zip.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

namespace winnow::formats {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr std::uint64_t MostUnpacked = 4ULL << 30U; // of one part
constexpr std::size_t MostShared = 256U << 20U;
constexpr std::size_t MostColumns = 16384; // Excel's limit

tl::unexpected<Error> damaged(const QString& detail = {})
{
    return fail(ErrorKind::Unsupported,
        QCoreApplication::translate("formats",
            "The Excel file is damaged, or locked by a password. Nothing was imported. Open it in a spreadsheet "
            "program, save it again, and import that."),
        detail);
}

tl::unexpected<Error> tooLarge()
{
    return fail(ErrorKind::Unsupported,
        QCoreApplication::translate("formats",
            "The Excel file unpacks to more than any export holds. Nothing was imported. Save it as CSV and import "
            "that."));
}

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::shared_ptr<zip_t>;

/// One part of the archive as a stream of XML.
class Part {
public:
    static Result<std::unique_ptr<Part>> open(const Archive& archive, const std::string& name)
    {
        auto part = std::unique_ptr<Part>(new Part);
        part->m_archive = archive;
        part->m_file.reset(zip_fopen(archive.get(), name.c_str(), ZIP_FL_NOCASE));
        if (!part->m_file)
            return damaged(toQString(name));
        return part;
    }

    /// The next start or end of an element, or text. EndDocument at the end.
    Result<QXmlStreamReader::TokenType> next()
    {
        for (;;) {
            const QXmlStreamReader::TokenType token = m_xml.readNext();
            if (token == QXmlStreamReader::DTD || token == QXmlStreamReader::EntityReference)
                return damaged(u"document type"_s); // no spreadsheet program writes one
            if (token != QXmlStreamReader::Invalid) {
                if (token == QXmlStreamReader::StartElement || token == QXmlStreamReader::EndElement
                    || token == QXmlStreamReader::Characters || token == QXmlStreamReader::EndDocument)
                    return token;
                continue;
            }
            if (m_xml.error() != QXmlStreamReader::PrematureEndOfDocumentError)
                return damaged(m_xml.errorString());
            TRY(feed());
        }
    }
    [[nodiscard]] const QXmlStreamReader& xml() const { return m_xml; }
    [[nodiscard]] bool is(QLatin1StringView name) const { return m_xml.name() == name; }
    [[nodiscard]] std::string attribute(QLatin1StringView name) const
    {
        return m_xml.attributes().value(name).toString().toStdString();
    }

private:
    Part() = default;

    Result<> feed()
    {
        std::array<char, 64U << 10U> buffer{};
        const zip_int64_t got = zip_fread(m_file.get(), buffer.data(), buffer.size());
        if (got <= 0)
            return damaged(got < 0 ? u"unpacking"_s : u"the XML ends too soon"_s);
        m_unpacked += static_cast<std::uint64_t>(got);
        if (m_unpacked > MostUnpacked)
            return tooLarge();
        m_xml.addData(QByteArray(buffer.data(), static_cast<qsizetype>(got)));
        return {};
    }

    Archive m_archive;
    std::unique_ptr<zip_file_t, CloseFile> m_file;
    QXmlStreamReader m_xml;
    std::uint64_t m_unpacked = 0;
};

/// "_x000D_" is how Excel writes what XML cannot hold.
std::string unescaped(std::string text)
{
    std::size_t at = text.find("_x");
    while (at != std::string::npos) {
        unsigned value = 0;
        const bool whole = at + 7 <= text.size() && text[at + 6] == '_';
        const char* const digits = text.data() + at + 2;
        if (whole && std::from_chars(digits, digits + 4, value, 16).ptr == digits + 4)
            text.replace(
                at, 7, value == 0 ? std::string{} : QString{QChar{static_cast<char16_t>(value)}}.toStdString());
        at = text.find("_x", at + 1);
    }
    return text;
}

/// What all sheets share.
struct Shared {
    std::string text; ///< all strings, one behind the other
    std::vector<std::size_t> ends;
    std::vector<bool> dates; ///< by the number of a cell's style
    bool since1904 = false;

    [[nodiscard]] std::string_view string(std::size_t index) const
    {
        if (index >= ends.size())
            return {};
        const std::size_t begin = index == 0 ? 0 : ends[index - 1];
        return std::string_view{text}.substr(begin, ends[index] - begin);
    }
};

/// "BC12" → 54, from 0; nothing if it is no reference.
std::optional<std::size_t> columnIn(std::string_view reference)
{
    std::size_t column = 0;
    std::size_t letters = 0;
    for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z' && letters < 4;
        ++letters)
        column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
    if (letters == 0 || column > MostColumns)
        return std::nullopt;
    return column - 1;
}

template <typename Number> std::optional<Number> numberIn(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

class XlsxRows final : public SheetRows {
public:
    XlsxRows(std::unique_ptr<Part> part, std::shared_ptr<const Shared> shared)
        : m_part(std::move(part))
        , m_shared(std::move(shared))
    {
    }

    Result<bool> next(SheetRow& row) override
    {
        while (!m_ended) {
            const QXmlStreamReader::TokenType token = TRY(m_part->next());
            m_ended = token == QXmlStreamReader::EndDocument
                || (token == QXmlStreamReader::EndElement && m_part->is("sheetData"_L1));
            if (token != QXmlStreamReader::StartElement || !m_part->is("row"_L1))
                continue;
            m_number = numberIn<std::uint64_t>(m_part->attribute("r"_L1)).value_or(m_number + 1);
            row.number = m_number;
            row.cells.clear();
            TRY(readRow(row));
            if (std::ranges::any_of(row.cells, [](const std::string& cell) { return !cell.empty(); }))
                return true;
        }
        return false;
    }

private:
    Result<> readRow(SheetRow& row)
    {
        std::size_t bytes = 0;
        std::size_t column = 0;
        for (;;) {
            const QXmlStreamReader::TokenType token = TRY(m_part->next());
            if (token == QXmlStreamReader::EndDocument
                || (token == QXmlStreamReader::EndElement && m_part->is("row"_L1)))
                return {};
            if (token != QXmlStreamReader::StartElement || !m_part->is("c"_L1))
                continue;
            column = columnIn(m_part->attribute("r"_L1)).value_or(column);
            if (column >= MostColumns)
                return damaged(u"columns"_s);
            if (row.cells.size() <= column)
                row.cells.resize(column + 1);
            row.cells[column] = TRY(readCell());
            bytes += row.cells[column].size();
            if (bytes > MaxRecordBytes)
                return tooLarge();
            ++column;
        }
    }

    Result<std::string> readCell()
    {
        const std::string type = m_part->attribute("t"_L1);
        const std::size_t style = numberIn<std::size_t>(m_part->attribute("s"_L1)).value_or(0);
        std::string value;
        bool inside = false;
        bool phonetic = false;
        for (;;) {
            const QXmlStreamReader::TokenType token = TRY(m_part->next());
            if (token == QXmlStreamReader::EndDocument || (token == QXmlStreamReader::EndElement && m_part->is("c"_L1)))
                break;
            if (token == QXmlStreamReader::Characters) {
                if (inside && !phonetic)
                    value += m_part->xml().text().toUtf8().toStdString();
                if (value.size() > MaxRecordBytes)
                    return tooLarge();
                continue;
            }
            const bool starts = token == QXmlStreamReader::StartElement;
            if (m_part->is("v"_L1) || m_part->is("t"_L1))
                inside = starts;
            else if (m_part->is("rPh"_L1))
                phonetic = starts;
        }
        return shown(type, style, std::move(value));
    }

    [[nodiscard]] std::string shown(const std::string& type, std::size_t style, std::string&& value) const
    {
        if (type == "s")
            return std::string{m_shared->string(numberIn<std::size_t>(value).value_or(m_shared->ends.size()))};
        if (type == "inlineStr" || type == "str")
            return unescaped(std::move(value));
        if (type == "b")
            return value == "1" ? "TRUE" : "FALSE";
        if (type == "e")
            return {};
        const std::optional<double> number = numberIn<double>(value);
        if (!number || !std::isfinite(*number))
            return std::move(value);
        const bool date = style < m_shared->dates.size() && m_shared->dates[style];
        return date ? excelDate(*number, m_shared->since1904) : excelNumber(*number);
    }

    std::unique_ptr<Part> m_part;
    std::shared_ptr<const Shared> m_shared;
    std::uint64_t m_number = 0;
    bool m_ended = false;
};

Result<> readSharedStrings(const Archive& archive, Shared& shared)
{
    if (zip_name_locate(archive.get(), "xl/sharedStrings.xml", ZIP_FL_NOCASE) < 0)
        return {};
    const std::unique_ptr<Part> part = TRY(Part::open(archive, "xl/sharedStrings.xml"));
    std::string text;
    bool inside = false;
    bool phonetic = false;
    for (;;) {
        const QXmlStreamReader::TokenType token = TRY(part->next());
        if (token == QXmlStreamReader::EndDocument)
            return {};
        if (token == QXmlStreamReader::Characters) {
            if (inside && !phonetic)
                text += part->xml().text().toUtf8().toStdString();
        } else if (part->is("t"_L1)) {
            inside = token == QXmlStreamReader::StartElement;
        } else if (part->is("rPh"_L1)) {
            phonetic = token == QXmlStreamReader::StartElement;
        } else if (part->is("si"_L1) && token == QXmlStreamReader::EndElement) {
            shared.text += unescaped(std::move(text));
            shared.ends.push_back(shared.text.size());
            text.clear();
        }
        if (shared.text.size() + text.size() + shared.ends.size() * sizeof(std::size_t) > MostShared)
            return tooLarge();
    }
}

Result<> readStyles(const Archive& archive, Shared& shared)
{
    if (zip_name_locate(archive.get(), "xl/styles.xml", ZIP_FL_NOCASE) < 0)
        return {};
    const std::unique_ptr<Part> part = TRY(Part::open(archive, "xl/styles.xml"));
    std::map<int, bool> own;
    bool cells = false;
    for (;;) {
        const QXmlStreamReader::TokenType token = TRY(part->next());
        if (token == QXmlStreamReader::EndDocument)
            return {};
        const bool starts = token == QXmlStreamReader::StartElement;
        if (token == QXmlStreamReader::Characters)
            continue;
        if (part->is("cellXfs"_L1)) {
            cells = starts;
        } else if (starts && part->is("numFmt"_L1)) {
            own[numberIn<int>(part->attribute("numFmtId"_L1)).value_or(-1)] =
                showsDate(std::string_view{part->attribute("formatCode"_L1)});
        } else if (starts && cells && part->is("xf"_L1) && shared.dates.size() < MostColumns * 4) {
            const int id = numberIn<int>(part->attribute("numFmtId"_L1)).value_or(0);
            const auto found = own.find(id);
            shared.dates.push_back(found != own.end() ? found->second : showsDate(id));
        }
    }
}

class XlsxWorkbook final : public Workbook {
public:
    static Result<std::unique_ptr<Workbook>> open(std::string_view bytes)
    {
        auto book = std::make_unique<XlsxWorkbook>();
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        zip_t* const archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
        if (!archive && source)
            zip_source_free(source);
        zip_error_fini(&error);
        if (!archive)
            return damaged();
        book->m_archive = Archive{archive, CloseArchive{}};
        if (zip_name_locate(archive, "xl/workbook.xml", ZIP_FL_NOCASE) < 0)
            return fail(ErrorKind::Unsupported,
                QCoreApplication::translate("formats",
                    "This is a ZIP archive without an Excel sheet, not an export of records. Unpack it and import what "
                    "is in it."));
        TRY(book->readSheets());
        TRY(readStyles(book->m_archive, *book->m_shared));
        TRY(readSharedStrings(book->m_archive, *book->m_shared));
        return std::unique_ptr<Workbook>{std::move(book)};
    }

    [[nodiscard]] const std::vector<std::string>& sheets() const override { return m_names; }
    [[nodiscard]] Result<std::unique_ptr<SheetRows>> rows(std::size_t sheet) const override
    {
        std::unique_ptr<Part> part = TRY(Part::open(m_archive, m_parts.at(sheet)));
        return std::unique_ptr<SheetRows>{std::make_unique<XlsxRows>(std::move(part), m_shared)};
    }

private:
    Result<> readSheets()
    {
        std::unordered_map<std::string, std::string> targets;
        const std::unique_ptr<Part> relations = TRY(Part::open(m_archive, "xl/_rels/workbook.xml.rels"));
        for (;;) {
            const QXmlStreamReader::TokenType token = TRY(relations->next());
            if (token == QXmlStreamReader::EndDocument)
                break;
            if (token == QXmlStreamReader::StartElement && relations->is("Relationship"_L1))
                targets[relations->attribute("Id"_L1)] = relations->attribute("Target"_L1);
        }
        const std::unique_ptr<Part> book = TRY(Part::open(m_archive, "xl/workbook.xml"));
        for (;;) {
            const QXmlStreamReader::TokenType token = TRY(book->next());
            if (token == QXmlStreamReader::EndDocument)
                return {};
            if (token != QXmlStreamReader::StartElement)
                continue;
            if (book->is("workbookPr"_L1)) {
                const std::string date = book->attribute("date1904"_L1);
                m_shared->since1904 = date == "1" || date == "true";
            }
            if (!book->is("sheet"_L1) || book->attribute("state"_L1).ends_with("idden"))
                continue;
            std::string target = targets[idOf(*book)];
            if (target.starts_with('/'))
                target.erase(0, 1);
            else
                target.insert(0, "xl/");
            // A sheet of charts has no rows.
            if (target.find("chartsheets/") != std::string::npos
                || zip_name_locate(m_archive.get(), target.c_str(), ZIP_FL_NOCASE) < 0)
                continue;
            m_names.push_back(book->attribute("name"_L1));
            m_parts.push_back(std::move(target));
        }
    }

    /// r:id, whatever the prefix.
    static std::string idOf(const Part& part)
    {
        const QXmlStreamAttributes attributes = part.xml().attributes();
        for (const QXmlStreamAttribute& attribute : attributes) {
            if (attribute.name() == "id"_L1)
                return attribute.value().toString().toStdString();
        }
        return {};
    }

    Archive m_archive;
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    std::vector<std::string> m_names;
    std::vector<std::string> m_parts;
};

} // namespace

Result<std::unique_ptr<Workbook>> openXlsx(std::string_view bytes)
{
    return XlsxWorkbook::open(bytes);
}

} // namespace winnow::formats
