#include "core/formats/workbook.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/formats/tablestart.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace winnow::formats {

namespace {

/// A cell of CSV that is read as it stands: nothing put before formulas, nothing cut.
void appendCell(std::string& line, std::string_view cell)
{
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos && !cell.starts_with(' ')) {
        line += cell;
        return;
    }
    line += '"';
    for (const char c : cell) {
        if (c == '"')
            line += '"';
        if (c != '\0')
            line += c;
    }
    line += '"';
}

/// The rows of a sheet as a text of comma-separated values.
class SheetText final : public ByteSource {
public:
    explicit SheetText(std::unique_ptr<SheetRows> rows)
        : m_rows(std::move(rows))
    {
    }

    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        while (m_at == m_text.size() && !m_ended)
            TRY(more());
        const std::size_t count = std::min(capacity, m_text.size() - m_at);
        m_text.copy(buffer, count, m_at);
        m_at += count;
        return count;
    }

    /// The row that stands on a line of the text.
    [[nodiscard]] std::uint64_t rowOn(std::uint64_t line) const
    {
        const auto behind = std::ranges::upper_bound(m_lines, line, {}, &RowStart::line);
        return behind == m_lines.begin() ? line : std::prev(behind)->row;
    }

private:
    struct RowStart {
        std::uint64_t line;
        std::uint64_t row;
    };

    Result<> more()
    {
        constexpr std::size_t Worthwhile = 64U << 10U;
        m_text.clear();
        m_at = 0;
        std::vector<SheetRow> rows;
        for (std::size_t size = 0; size < Worthwhile;) {
            SheetRow row;
            if (!TRY(m_rows->next(row))) {
                m_ended = true;
                break;
            }
            // A sheet leaves out the cells at the end of a row that are empty.
            m_columns = std::max(m_columns, row.cells.size());
            for (const std::string& cell : row.cells)
                size += cell.size() + 1;
            rows.push_back(std::move(row));
        }
        for (const SheetRow& row : rows)
            append(row);
        return {};
    }

    void append(const SheetRow& row)
    {
        m_lines.push_back({m_line, row.number});
        const std::size_t begin = m_text.size();
        for (std::size_t i = 0; i < m_columns; ++i) {
            if (i > 0)
                m_text += ',';
            if (i < row.cells.size())
                appendCell(m_text, row.cells[i]);
        }
        m_text += '\n';
        for (std::size_t i = begin; i < m_text.size(); ++i) {
            const bool pair = m_text[i] == '\r' && i + 1 < m_text.size() && m_text[i + 1] == '\n';
            m_line += !pair && (m_text[i] == '\n' || m_text[i] == '\r') ? 1U : 0U;
        }
    }

    std::unique_ptr<SheetRows> m_rows;
    std::size_t m_columns = 0; ///< of the widest row so far
    std::string m_text;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1;
    std::vector<RowStart> m_lines;
    bool m_ended = false;
};

/// The first sheet whose headings are known, else the first that has anything in it, and whether others have, too.
struct Choice {
    std::size_t sheet = 0;
    std::vector<std::string> others;
};

Result<Choice> choose(const Workbook& book)
{
    constexpr std::size_t MostSheets = 50;
    Choice choice;
    std::vector<std::size_t> filled;
    std::size_t known = book.sheets().size();
    for (std::size_t i = 0; i < std::min(book.sheets().size(), MostSheets); ++i) {
        SheetText text{TRY(book.rows(i))};
        std::string sample(TableStart::SampleBytes, '\0');
        std::size_t size = 0;
        while (size < sample.size()) {
            const std::size_t got = TRY(text.read(sample.data() + size, sample.size() - size));
            if (got == 0)
                break;
            size += got;
        }
        sample.resize(size);
        if (trimmed(sample).empty())
            continue;
        filled.push_back(i);
        if (known == book.sheets().size() && TableStart::find(sample, true, {}).header.plan.tellsRecords())
            known = i;
    }
    choice.sheet = known < book.sheets().size() ? known : filled.empty() ? 0 : filled.front();
    for (const std::size_t i : filled) {
        if (i != choice.sheet)
            choice.others.push_back(book.sheets()[i]);
    }
    return choice;
}

/// Tells how much of the packed file has been read: the text has no size of its own.
class Waiting final : public Progress {
public:
    explicit Waiting(Progress& whole)
        : m_whole(whole)
    {
    }
    [[nodiscard]] bool step(std::int64_t, std::int64_t) override { return m_whole.step(0, 0); }

private:
    Progress& m_whole;
};

void tell(Receipt& receipt, const char* text, const std::string& argument)
{
    ++receipt.problemCount;
    if (receipt.problems.size() < Receipt::MaxProblems)
        receipt.problems.push_back({Severity::Note, 0, 0,
            QCoreApplication::translate("formats", text).arg(toQString(argument)).toStdString()});
}

} // namespace

Result<Receipt> readWorkbook(Lines& lines, Format format, OpenWorkbook open, std::unique_ptr<PieceReader> reader,
    const Sink& sink, Progress& progress, std::int64_t size)
{
    constexpr std::uint64_t Largest = 512U << 20U;
    while (TRY(lines.grow())) {
        if (lines.total() > Largest)
            return fail(ErrorKind::Unsupported,
                QCoreApplication::translate("formats",
                    "The Excel file is larger than any that is read (%1 MB). Save it as CSV and import that.")
                    .arg(Largest >> 20U));
        if (!progress.step(0, size))
            return fail(ErrorKind::Cancelled,
                QCoreApplication::translate("formats", "Reading was stopped. Nothing was imported."));
    }
    const std::unique_ptr<Workbook> book = TRY(open(lines.bytes(0, lines.total())));
    if (book->sheets().empty())
        return fail(ErrorKind::Unsupported,
            QCoreApplication::translate("formats", "There is no sheet in the Excel file. Export the records again."));
    const Choice choice = TRY(choose(*book));
    SheetText text{TRY(book->rows(choice.sheet))};
    const Sink numbered = [&](Record&& record) -> Result<> {
        record.line = text.rowOn(record.line);
        record.rawOffset = 0;
        return sink(std::move(record));
    };
    Lines rows{text};
    Waiting waiting{progress};
    Receipt receipt = TRY(readPieces(rows, Encoding::named("UTF-8"), format, std::move(reader), numbered, waiting, 0));
    for (Problem& problem : receipt.problems)
        problem.line = problem.line == 0 ? 0 : text.rowOn(problem.line);
    for (const std::string& other : choice.others)
        tell(receipt,
            QT_TRANSLATE_NOOP("formats", "The sheet “%1” was not read; save it as a file of its own for that."), other);
    receipt.bytes = lines.total();
    receipt.sha256 = lines.sha256();
    receipt.recordBytes = receipt.records > 0 ? receipt.bytes : 0;
    receipt.separatorBytes = receipt.bytes - receipt.recordBytes;
    receipt.rejectedBytes = 0;
    return receipt;
}

std::string excelDate(double day, bool since1904)
{
    using namespace std::chrono;
    constexpr double LastDay = 2958465; // 9999-12-31
    if (!(day >= 1) || day > LastDay)
        return excelNumber(day);
    // Excel believes in 29 February 1900, which is why its calendar begins on 30 December 1899 from March 1900 on.
    const sys_days begin = since1904 ? sys_days{year{1904} / 1 / 1} : sys_days{year{1899} / 12 / 30};
    const auto whole = static_cast<int>(std::floor(day));
    const year_month_day date{begin + days{whole}};
    std::array<char, 40> text{};
    int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    const auto minutes = static_cast<int>(std::lround((day - whole) * 24 * 60));
    if (minutes > 0 && minutes < 24 * 60)
        length += std::snprintf(text.data() + length, text.size() - static_cast<std::size_t>(length), " %02d:%02d",
            minutes / 60, minutes % 60);
    return std::string(text.data(), static_cast<std::size_t>(length));
}

std::string excelNumber(double value)
{
    std::array<char, 40> text{};
    constexpr double LargestWhole = 9e15;
    if (std::abs(value) < LargestWhole && value == std::floor(value)) {
        const auto [end, error] =
            std::to_chars(text.data(), text.data() + text.size(), static_cast<std::int64_t>(value));
        return std::string(text.data(), end);
    }
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return std::string(text.data(), end);
}

bool showsDate(int builtIn)
{
    // ECMA-376, part 1, 18.8.30; 27 to 36 and 50 to 58 are dates in East Asian Excels.
    return (builtIn >= 14 && builtIn <= 17) || builtIn == 22 || (builtIn >= 27 && builtIn <= 36)
        || (builtIn >= 50 && builtIn <= 58);
}

bool showsDate(std::string_view pattern)
{
    bool quoted = false;
    bool bracketed = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '"')
            quoted = !quoted;
        else if (c == '\\' || c == '_' || c == '*')
            ++i;
        else if (c == '[' || c == ']')
            bracketed = c == '[';
        else if (!quoted && !bracketed && (c == 'y' || c == 'Y' || c == 'd' || c == 'D'))
            return true;
    }
    return false;
}

} // namespace winnow::formats
