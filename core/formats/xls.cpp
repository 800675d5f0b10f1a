// Excel's format until 2003 (BIFF8, and BIFF5 before it): records in one stream of a compound file. Sources: [MS-XLS],
// and OpenOffice.org's documentation of the Excel file format.
#include "core/formats/compoundfile.h"
#include "core/formats/encoding.h"
#include "core/formats/workbook.h"

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <optional>

namespace winnow::formats {

namespace {

enum class Type : std::uint16_t {
    Formula = 0x0006,
    End = 0x000A,
    DateMode = 0x0022,
    Password = 0x002F,
    Continue = 0x003C,
    Sheet = 0x0085,
    ManyNumbers = 0x00BD,
    RichLabel = 0x00D6,
    Style = 0x00E0,
    Strings = 0x00FC,
    SharedLabel = 0x00FD,
    Number = 0x0203,
    Label = 0x0204,
    Truth = 0x0205,
    FormulaText = 0x0207,
    ShortNumber = 0x027E,
    NumberFormat = 0x041E,
    Begin = 0x0809,
};

/// The data of a record, those of its continuations behind it.
class Data {
public:
    explicit Data(std::vector<std::string_view> parts)
        : m_parts(std::move(parts))
    {
    }

    [[nodiscard]] bool ended() { return rest() == 0; }

    std::uint32_t number(std::size_t width)
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < width; ++i)
            value |= static_cast<std::uint32_t>(byte()) << (8 * i);
        return value;
    }
    double real()
    {
        const std::uint64_t low = number(4);
        return std::bit_cast<double>(low | static_cast<std::uint64_t>(number(4)) << 32U);
    }
    void skip(std::size_t bytes)
    {
        for (std::size_t left = bytes; left > 0;) {
            const std::size_t step = std::min(left, rest());
            if (step == 0)
                return;
            m_at += step;
            left -= step;
        }
    }

    /// A string of BIFF8 with its length, in `width` bytes, and flags before it.
    std::string text(std::size_t width)
    {
        const std::size_t length = number(width);
        const std::uint32_t flags = number(1);
        const std::size_t runs = (flags & 8U) != 0 ? number(2) : 0;
        const std::size_t further = (flags & 4U) != 0 ? number(4) : 0;
        std::string out = characters(length, (flags & 1U) != 0);
        skip(4 * runs + further);
        return out;
    }
    /// One of BIFF5, in the encoding of its system.
    std::string oldText(std::size_t width)
    {
        const std::size_t length = number(width);
        std::string bytes;
        while (bytes.size() < length && rest() > 0)
            bytes += static_cast<char>(byte());
        std::string scratch;
        return std::string{Encoding::named("windows-1252").decode(bytes, scratch).text};
    }

private:
    /// Bytes left in the part; goes on to the next part where there are none.
    std::size_t rest()
    {
        while (m_part < m_parts.size() && m_at >= m_parts[m_part].size()) {
            ++m_part;
            m_at = 0;
        }
        return m_part < m_parts.size() ? m_parts[m_part].size() - m_at : 0;
    }
    unsigned char byte() { return rest() > 0 ? static_cast<unsigned char>(m_parts[m_part][m_at++]) : 0U; }

    /// Where a string goes on in the next part, that begins with flags of its own.
    std::string characters(std::size_t length, bool wide)
    {
        QString out;
        while (length > 0) {
            const std::size_t before = m_part;
            if (rest() == 0)
                break;
            if (m_part != before)
                wide = (byte() & 1U) != 0;
            const std::size_t width = wide ? 2 : 1;
            const std::size_t here = std::min(length, rest() / width);
            if (here == 0) {
                m_at += rest(); // half a character
                continue;
            }
            for (std::size_t i = 0; i < here; ++i)
                out += QChar{static_cast<char16_t>(number(width))};
            length -= here;
        }
        return out.toStdString();
    }

    std::vector<std::string_view> m_parts;
    std::size_t m_part = 0;
    std::size_t m_at = 0;
};

struct BiffRecord {
    Type type = Type::End;
    Data data{{}};
};

/// The records of a stream, one after the other.
class Records {
public:
    Records(std::string_view stream, std::size_t at)
        : m_stream(stream)
        , m_at(at)
    {
    }

    std::optional<BiffRecord> next()
    {
        std::vector<std::string_view> parts;
        const std::optional<std::uint16_t> type = take(parts);
        if (!type)
            return std::nullopt;
        while (peek() == static_cast<std::uint16_t>(Type::Continue))
            (void)take(parts);
        return BiffRecord{static_cast<Type>(*type), Data{std::move(parts)}};
    }

private:
    [[nodiscard]] std::optional<std::uint16_t> peek() const
    {
        if (m_at + 4 > m_stream.size())
            return std::nullopt;
        return two(m_at);
    }
    [[nodiscard]] std::uint16_t two(std::size_t at) const
    {
        return static_cast<std::uint16_t>(
            static_cast<unsigned char>(m_stream[at]) | static_cast<unsigned char>(m_stream[at + 1]) << 8);
    }
    std::optional<std::uint16_t> take(std::vector<std::string_view>& parts)
    {
        const std::optional<std::uint16_t> type = peek();
        if (!type)
            return std::nullopt;
        parts.push_back(m_stream.substr(m_at + 4, two(m_at + 2)));
        m_at += 4 + parts.back().size();
        return type;
    }

    std::string_view m_stream;
    std::size_t m_at;
};

tl::unexpected<Error> noWorkbook()
{
    return fail(ErrorKind::Unsupported,
        QCoreApplication::translate("formats",
            "This is an old Office file without an Excel sheet that can be read, or a damaged one. Nothing was "
            "imported. Export the search results again as CSV, RIS or plain text."));
}

/// A cell: text of its own, or one that sheets share.
struct XlsCell {
    std::uint32_t column = 0;
    std::uint32_t shared = NotShared;
    std::string text;
    static constexpr std::uint32_t NotShared = 0xFFFFFFFF;
};
using XlsCells = std::map<std::uint32_t, std::vector<XlsCell>>; ///< by row

struct XlsShared {
    std::string stream;
    std::vector<std::string> strings;
    std::vector<bool> dates; ///< by the number of a cell's style
    bool since1904 = false;
    bool old = false; ///< BIFF5
};

class XlsRows final : public SheetRows {
public:
    XlsRows(std::shared_ptr<const XlsShared> shared, XlsCells cells)
        : m_shared(std::move(shared))
        , m_cells(std::move(cells))
        , m_row(m_cells.begin())
    {
    }

    Result<bool> next(SheetRow& row) override
    {
        if (m_row == m_cells.end())
            return false;
        row.number = m_row->first + 1;
        row.cells.clear();
        std::size_t bytes = 0;
        for (const XlsCell& cell : m_row->second) {
            const bool shared = cell.shared != XlsCell::NotShared;
            const std::string& text =
                shared && cell.shared < m_shared->strings.size() ? m_shared->strings[cell.shared] : cell.text;
            bytes += text.size();
            if (bytes > MaxRecordBytes)
                return noWorkbook();
            if (row.cells.size() <= cell.column)
                row.cells.resize(cell.column + 1);
            row.cells[cell.column] = text;
        }
        ++m_row;
        return true;
    }

private:
    std::shared_ptr<const XlsShared> m_shared;
    XlsCells m_cells;
    XlsCells::const_iterator m_row;
};

/// Takes the cells of one sheet.
class SheetReading {
public:
    explicit SheetReading(const XlsShared& shared)
        : m_shared(shared)
    {
    }

    XlsCells read(std::size_t offset)
    {
        Records records{m_shared.stream, offset};
        int depth = 0; // charts within the sheet begin and end, too
        while (std::optional<BiffRecord> record = records.next()) {
            if (record->type == Type::Begin)
                ++depth;
            else if (record->type == Type::End && --depth <= 0)
                break;
            else if (depth == 1)
                take(record->type, record->data);
        }
        return std::move(m_cells);
    }

private:
    void take(Type type, Data& data)
    {
        if (type == Type::FormulaText) {
            put(m_shared.old ? data.oldText(2) : data.text(2));
            return;
        }
        if (type != Type::Formula && type != Type::ManyNumbers && type != Type::RichLabel && type != Type::SharedLabel
            && type != Type::Number && type != Type::Label && type != Type::Truth && type != Type::ShortNumber)
            return;
        m_row = data.number(2);
        m_column = data.number(2);
        if (type == Type::ManyNumbers) {
            takeNumbers(data);
            return;
        }
        const std::uint32_t style = data.number(2);
        switch (type) {
        case Type::SharedLabel:
            m_cells[m_row].push_back({m_column, data.number(4), {}});
            break;
        case Type::Label:
        case Type::RichLabel:
            put(m_shared.old ? data.oldText(2) : data.text(2));
            break;
        case Type::Number:
            put(shown(data.real(), style));
            break;
        case Type::ShortNumber:
            put(shown(shortNumber(data.number(4)), style));
            break;
        case Type::Truth: {
            const bool value = data.number(1) != 0;
            if (data.number(1) == 0)
                put(value ? "TRUE" : "FALSE");
            break;
        }
        default:
            takeResult(data, style);
            break;
        }
    }

    void takeNumbers(Data& data)
    {
        constexpr std::uint32_t MostColumns = 256;
        // The last two bytes are the last column.
        while (m_column < MostColumns) {
            const std::uint32_t style = data.number(2);
            if (data.ended())
                return;
            put(shown(shortNumber(data.number(4)), style));
            ++m_column;
        }
    }

    /// Of a formula: a number, or in the same bytes that a text follows.
    void takeResult(Data& data, std::uint32_t style)
    {
        const double result = data.real();
        const auto bits = std::bit_cast<std::uint64_t>(result);
        if (bits >> 48U != 0xFFFFU)
            put(shown(result, style));
        else if ((bits & 0xFFU) == 1)
            put((bits >> 16U & 0xFFU) != 0 ? "TRUE" : "FALSE");
    }

    /// Thirty bits of a number, and whether it is whole and a hundred times what it stands for.
    static double shortNumber(std::uint32_t bits)
    {
        const double value = (bits & 2U) != 0 ? static_cast<double>(static_cast<std::int32_t>(bits) >> 2)
                                              : std::bit_cast<double>(static_cast<std::uint64_t>(bits & ~3U) << 32U);
        return (bits & 1U) != 0 ? value / 100 : value;
    }

    [[nodiscard]] std::string shown(double value, std::uint32_t style) const
    {
        if (!std::isfinite(value))
            return {};
        return style < m_shared.dates.size() && m_shared.dates[style] ? excelDate(value, m_shared.since1904)
                                                                      : excelNumber(value);
    }

    void put(std::string text)
    {
        if (!text.empty())
            m_cells[m_row].push_back({m_column, XlsCell::NotShared, std::move(text)});
    }

    const XlsShared& m_shared;
    XlsCells m_cells;
    std::uint32_t m_row = 0;
    std::uint32_t m_column = 0;
};

class XlsWorkbook final : public Workbook {
public:
    static Result<std::unique_ptr<Workbook>> open(std::string_view bytes)
    {
        auto book = std::make_unique<XlsWorkbook>();
        std::optional<std::string> stream = compoundStream(bytes, u"Workbook");
        if (!stream)
            stream = compoundStream(bytes, u"Book");
        if (!stream)
            return noWorkbook();
        book->m_shared->stream = std::move(*stream);
        TRY(book->readGlobals());
        return std::unique_ptr<Workbook>{std::move(book)};
    }

    [[nodiscard]] const std::vector<std::string>& sheets() const override { return m_names; }
    [[nodiscard]] Result<std::unique_ptr<SheetRows>> rows(std::size_t sheet) const override
    {
        return std::unique_ptr<SheetRows>{
            std::make_unique<XlsRows>(m_shared, SheetReading{*m_shared}.read(m_offsets.at(sheet)))};
    }

private:
    Result<> readGlobals()
    {
        Records records{m_shared->stream, 0};
        std::optional<BiffRecord> record = records.next();
        if (!record || record->type != Type::Begin)
            return noWorkbook();
        constexpr std::uint32_t Biff8 = 0x0600;
        m_shared->old = record->data.number(2) < Biff8;
        std::map<std::uint32_t, bool> formats;
        std::vector<std::uint32_t> styles;
        while ((record = records.next()) && record->type != Type::End) {
            Data& data = record->data;
            switch (record->type) {
            case Type::Password:
                return fail(ErrorKind::Unsupported,
                    QCoreApplication::translate("formats",
                        "The Excel file is locked by a password. Nothing was imported. Save it without one and import "
                        "that."));
            case Type::DateMode:
                m_shared->since1904 = data.number(2) == 1;
                break;
            case Type::NumberFormat: {
                const std::uint32_t id = data.number(2);
                const std::string pattern = m_shared->old ? data.oldText(1) : data.text(2);
                formats[id] = showsDate(std::string_view{pattern});
                break;
            }
            case Type::Style:
                data.skip(2);
                styles.push_back(data.number(2));
                break;
            case Type::Sheet:
                takeSheet(data);
                break;
            case Type::Strings:
                takeStrings(data);
                break;
            default:
                break;
            }
        }
        for (const std::uint32_t style : styles) {
            const auto own = formats.find(style);
            m_shared->dates.push_back(own != formats.end() ? own->second : showsDate(static_cast<int>(style)));
        }
        return {};
    }

    void takeSheet(Data& data)
    {
        const std::uint32_t offset = data.number(4);
        const std::uint32_t hidden = data.number(1);
        const std::uint32_t kind = data.number(1);
        if (hidden != 0 || kind != 0 || offset >= m_shared->stream.size())
            return;
        m_offsets.push_back(offset);
        m_names.push_back(m_shared->old ? data.oldText(1) : data.text(1));
    }

    void takeStrings(Data& data)
    {
        data.skip(8);
        while (!data.ended())
            m_shared->strings.push_back(data.text(2));
    }

    std::shared_ptr<XlsShared> m_shared = std::make_shared<XlsShared>();
    std::vector<std::size_t> m_offsets;
    std::vector<std::string> m_names;
};

} // namespace

Result<std::unique_ptr<Workbook>> openXls(std::string_view bytes)
{
    return XlsWorkbook::open(bytes);
}

} // namespace winnow::formats
