// Tables for spreadsheets: CSV (UTF-8 with a byte order mark, so that spreadsheets take it for that) and Excel.
#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/writing.h"

#include <xlsxwriter.h>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

/// The decision that a table shows for a stage; the others are carried.
const GivenDecision* decisionAt(const Record& record, Stage stage)
{
    const auto found = std::ranges::find(record.decisions, stage, &GivenDecision::stage);
    return found == record.decisions.end() ? nullptr : &*found;
}

template <Stage stage> std::string verdict(const Record& record)
{
    constexpr std::array Words = {"exclude", "include", "maybe"};
    const GivenDecision* const decision = decisionAt(record, stage);
    return decision ? Words[static_cast<std::size_t>(decision->verdict)] : "";
}

template <Stage stage, std::string GivenDecision::* member> std::string said(const Record& record)
{
    const GivenDecision* const decision = decisionAt(record, stage);
    return decision ? decision->*member : std::string{};
}

template <std::string Record::* member> std::string text(const Record& record)
{
    return record.*member;
}

template <std::vector<std::string> Record::* member> std::string list(const Record& record)
{
    return listed(record.*member);
}

template <std::string TrialFacts::* member> std::string trialText(const Record& record)
{
    return record.trial.*member;
}

template <std::vector<std::string> TrialFacts::* member> std::string trialList(const Record& record)
{
    return listed(record.trial.*member);
}

struct RecordColumn {
    const char* heading;
    std::string (*value)(const Record&);
};
constexpr auto TitleAbstract = Stage::TitleAbstract;
constexpr auto FullText = Stage::FullText;
constexpr std::array Columns = {
    RecordColumn{"verdict", verdict<TitleAbstract>},
    RecordColumn{"reason", said<TitleAbstract, &GivenDecision::reason>},
    RecordColumn{"decision_note", said<TitleAbstract, &GivenDecision::note>},
    RecordColumn{"fulltext_verdict", verdict<FullText>},
    RecordColumn{"fulltext_reason", said<FullText, &GivenDecision::reason>},
    RecordColumn{"fulltext_note", said<FullText, &GivenDecision::note>},
    RecordColumn{"labels", list<&Record::labels>},
    RecordColumn{"note", text<&Record::note>},
    RecordColumn{"source_id", text<&Record::sourceId>},
    RecordColumn{"kind", [](const Record& record) { return std::string{key(record.kind)}; }},
    RecordColumn{"title", text<&Record::title>},
    RecordColumn{"original_title", text<&Record::originalTitle>},
    RecordColumn{"abstract", text<&Record::abstract>},
    RecordColumn{"authors", list<&Record::authors>},
    RecordColumn{
        "year", [](const Record& record) { return record.year == 0 ? std::string{} : std::to_string(record.year); }},
    RecordColumn{"date", text<&Record::date>},
    RecordColumn{"journal", text<&Record::journal>},
    RecordColumn{"journal_abbreviation", text<&Record::journalAbbreviation>},
    RecordColumn{"volume", text<&Record::volume>},
    RecordColumn{"issue", text<&Record::issue>},
    RecordColumn{"pages", text<&Record::pages>},
    RecordColumn{"doi", text<&Record::doi>},
    RecordColumn{"pmid", text<&Record::pmid>},
    RecordColumn{"pmcid", text<&Record::pmcid>},
    RecordColumn{"wos", text<&Record::wos>},
    RecordColumn{"registrations", list<&Record::registrations>},
    RecordColumn{"language", text<&Record::language>},
    RecordColumn{"types", list<&Record::types>},
    RecordColumn{"keywords", list<&Record::keywords>},
    RecordColumn{"mesh", list<&Record::mesh>},
    RecordColumn{"urls", list<&Record::urls>},
    RecordColumn{"notices", list<&Record::notices>},
    RecordColumn{"editors", list<&Record::editors>},
    RecordColumn{"publisher", text<&Record::publisher>},
    RecordColumn{"serials", list<&Record::serials>},
    RecordColumn{"trial.status", trialText<&TrialFacts::status>},
    RecordColumn{"trial.phases", trialList<&TrialFacts::phases>},
    RecordColumn{"trial.enrolment",
        [](const Record& record) {
            return record.trial.enrolment == 0 ? std::string{} : std::to_string(record.trial.enrolment);
        }},
    RecordColumn{"trial.study_type", trialText<&TrialFacts::studyType>},
    RecordColumn{"trial.conditions", trialList<&TrialFacts::conditions>},
    RecordColumn{"trial.interventions", trialList<&TrialFacts::interventions>},
    RecordColumn{"trial.sponsors", trialList<&TrialFacts::sponsors>},
    RecordColumn{"trial.countries", trialList<&TrialFacts::countries>},
    RecordColumn{"trial.registered", trialText<&TrialFacts::registered>},
    RecordColumn{"trial.started", trialText<&TrialFacts::started>},
    RecordColumn{"trial.completed", trialText<&TrialFacts::completed>},
    RecordColumn{"trial.updated", trialText<&TrialFacts::updated>},
};

std::vector<std::string> headingsOf(const std::vector<std::string>& extras)
{
    std::vector<std::string> headings = extras;
    for (const RecordColumn& column : Columns)
        headings.emplace_back(column.heading);
    headings.emplace_back(CarriedField);
    return headings;
}

class TableWriter : public PagedWriter {
protected:
    /// No cell but the last is longer than `longestCell` bytes; what is cut off is carried.
    TableWriter(ByteSink sink, std::vector<std::string> headings, std::size_t longestCell)
        : PagedWriter(Format::Table, std::move(sink))
        , m_extras(std::move(headings))
        , m_longestCell(longestCell)
    {
    }
    [[nodiscard]] std::vector<std::string> headings() const { return headingsOf(m_extras); }
    [[nodiscard]] std::vector<std::string> cells(const Entry& entry) const;
    [[nodiscard]] std::string head() const override { return "\xEF\xBB\xBF" + csv::line(headings()); }
    [[nodiscard]] std::string one(const Entry& entry) const override { return csv::line(cells(entry)); }

private:
    std::vector<std::string> m_extras;
    std::size_t m_longestCell;
};

/// At most `longest` bytes of it, whole characters.
std::string_view partOf(std::string_view text, std::size_t longest)
{
    if (text.size() <= longest)
        return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

std::vector<std::string> TableWriter::cells(const Entry& entry) const
{
    std::vector<std::string> cells;
    for (const std::string& heading : m_extras) {
        const auto extra = std::ranges::find(entry.extras, heading, &Extra::heading);
        cells.push_back(extra == entry.extras.end() ? std::string{} : extra->value);
    }
    for (const RecordColumn& column : Columns)
        cells.emplace_back(partOf(plain(column.value(entry.record), LineEnds::Keep), m_longestCell));
    cells.push_back(entry.carried);
    return cells;
}

class CsvWriter final : public TableWriter {
public:
    CsvWriter(ByteSink sink, std::vector<std::string> headings)
        : TableWriter(std::move(sink), std::move(headings), std::string::npos)
    {
    }
};

QString tr(const char* text)
{
    return QCoreApplication::translate("formats", text);
}

// In characters; bytes are never fewer than those.
constexpr std::size_t LongestCell = 32767;
constexpr lxw_row_t MostRows = 1048576;

/// The library writes to files only: the workbook grows in a temporary folder, row by row, and is handed on at the end.
class XlsxWriter final : public TableWriter {
public:
    XlsxWriter(ByteSink sink, std::vector<std::string> headings)
        : TableWriter(std::move(sink), std::move(headings), LongestCell)
        , m_folder(m_temporary.path().toStdString())
    {
    }
    ~XlsxWriter() override
    {
        if (m_book)
            workbook_close(m_book);
    }
    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;

private:
    [[nodiscard]] Result<> write(const std::vector<Entry>& page) override;
    [[nodiscard]] Result<> close() override;
    [[nodiscard]] Result<> open();
    [[nodiscard]] Result<> row(const std::vector<std::string>& cells, lxw_format* format);
    [[nodiscard]] static tl::unexpected<Error> failed(const QString& why)
    {
        return fail(ErrorKind::Io, tr("The Excel file cannot be written: %1. Nothing was written.").arg(why));
    }

    QTemporaryDir m_temporary;
    std::string m_folder;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    lxw_row_t m_row = 0;
};

/// What would be read as an escaped character ("_x000D_") with its underscore escaped.
std::string escapedForExcel(std::string_view text)
{
    constexpr std::size_t Length = 7;
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view word = text.substr(at, Length);
        const bool escape = word.size() == Length && word.starts_with("_x") && word.back() == '_'
            && word.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
        out += escape ? "_x005F_" : "_";
        if (!escape)
            out.back() = text[at];
    }
    return out;
}

Result<> XlsxWriter::open()
{
    if (m_book)
        return {};
    if (!m_temporary.isValid())
        return failed(m_temporary.errorString());
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = m_folder.data();
    m_book = workbook_new_opt((m_folder + "/book.xlsx").c_str(), &options);
    if (!m_book)
        return failed(tr("no memory"));
    m_sheet = workbook_add_worksheet(m_book, "Citations");
    lxw_format* const bold = workbook_add_format(m_book);
    format_set_bold(bold);
    worksheet_freeze_panes(m_sheet, 1, 0);
    return row(headings(), bold);
}

Result<> XlsxWriter::row(const std::vector<std::string>& cells, lxw_format* format)
{
    if (m_row >= MostRows)
        return fail(ErrorKind::InvalidInput,
            tr("An Excel sheet holds %1 rows and this file would have more. Nothing was written; choose CSV.")
                .arg(MostRows));
    lxw_col_t column = 0;
    for (const std::string& cell : cells) {
        // What is too long for a cell goes on in the next one; only the last column ever does.
        std::string_view rest = cell;
        do {
            const std::string part{partOf(rest, LongestCell)};
            rest.remove_prefix(part.size());
            if (!part.empty()
                && worksheet_write_string(m_sheet, m_row, column, escapedForExcel(part).c_str(), format)
                    != LXW_NO_ERROR)
                return failed(tr("row %1 was not taken").arg(m_row + 1));
            ++column;
        } while (!rest.empty() && &cell == &cells.back());
    }
    ++m_row;
    return {};
}

Result<> XlsxWriter::write(const std::vector<Entry>& page)
{
    TRY(open());
    for (const Entry& entry : page)
        TRY(row(cells(entry), nullptr));
    return {};
}

Result<> XlsxWriter::close()
{
    TRY(open());
    const lxw_error error = workbook_close(std::exchange(m_book, nullptr));
    if (error != LXW_NO_ERROR)
        return failed(QString::fromUtf8(lxw_strerror(error)));
    QFile file{m_temporary.filePath(QStringLiteral("book.xlsx"))};
    if (!file.open(QIODevice::ReadOnly))
        return failed(file.errorString());
    constexpr qint64 Chunk = 1 << 20;
    while (!file.atEnd()) {
        const QByteArray bytes = file.read(Chunk);
        if (bytes.isEmpty())
            return failed(file.errorString());
        TRY(give({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    }
    return {};
}

} // namespace

std::unique_ptr<Writer> csvWriter(ByteSink sink, std::vector<std::string> headings)
{
    return std::make_unique<CsvWriter>(std::move(sink), std::move(headings));
}

std::unique_ptr<Writer> xlsxWriter(ByteSink sink, std::vector<std::string> headings)
{
    return std::make_unique<XlsxWriter>(std::move(sink), std::move(headings));
}

} // namespace winnow::formats
