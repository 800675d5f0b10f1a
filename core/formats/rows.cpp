#include "core/formats/rows.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

/// What a quotation mark within a quoted cell means that is neither doubled nor in front of a delimiter.
enum class Quoting : std::uint8_t {
    Off, ///< there are no quoted cells
    Lenient, ///< it is a character of the cell
    Closing, ///< it ends the quotation; the cell goes on to the next delimiter
};

struct Scan {
    std::size_t length = 0; ///< of the row, if it is complete
    bool complete = false;
    bool loneQuote = false;
    std::size_t opened = npos; ///< where a quotation begins that holds a line end or is still open; the first
    bool open = false; ///< the text ends within a quotation
};

/// Reads one row in one way. Looks at each byte once.
class Scanner {
public:
    Scanner(std::string_view text, bool last, char delimiter, Quoting quoting, std::vector<Cell>& cells)
        : m_text(text)
        , m_last(last)
        , m_delimiter(delimiter)
        , m_quoting(quoting)
        , m_cells(cells)
    {
        m_cells.clear();
    }

    Scan run()
    {
        for (;;) {
            if (!cell())
                return m_scan;
            if (m_at == m_text.size()) { // only with m_last
                m_scan.length = m_at;
                m_scan.complete = true;
                return m_scan;
            }
            if (m_text[m_at] == m_delimiter) {
                ++m_at;
                continue;
            }
            return lineEnd();
        }
    }

private:
    /// Takes a cell; m_at is then at what ends it. False if the text ends before that.
    bool cell()
    {
        const std::size_t begin = m_at;
        if (m_quoting != Quoting::Off) {
            // Some write a space behind the delimiter.
            const std::size_t ink =
                m_delimiter == ' ' ? begin : std::min(m_text.find_first_not_of(' ', begin), m_text.size());
            if (ink < m_text.size() && m_text[ink] == '"')
                return quoted(ink);
        }
        m_at = endOfPlain(begin);
        if (m_at == m_text.size() && !m_last)
            return false;
        m_cells.push_back({m_text.substr(begin, m_at - begin), false});
        return true;
    }

    [[nodiscard]] std::size_t endOfPlain(std::size_t at) const
    {
        const char* const data = m_text.data();
        const std::size_t size = m_text.size();
        while (at < size && data[at] != m_delimiter && data[at] != '\n' && data[at] != '\r')
            ++at;
        return at;
    }

    [[nodiscard]] bool endsCell(std::size_t at) const
    {
        return at == m_text.size() ? m_last : m_text[at] == m_delimiter || m_text[at] == '\n' || m_text[at] == '\r';
    }

    bool quoted(std::size_t mark)
    {
        const std::size_t begin = mark + 1;
        std::size_t at = begin;
        for (;;) {
            at = m_text.find('"', at);
            if (at == npos || (at + 1 == m_text.size() && !m_last))
                return leftOpen(mark);
            if (endsCell(at + 1))
                break;
            if (m_text[at + 1] == '"') {
                at += 2;
                continue;
            }
            // Spaces between the mark and the delimiter.
            const std::size_t ink = m_text.find_first_not_of(' ', at + 1);
            if (ink == npos && !m_last)
                return leftOpen(mark);
            if (endsCell(std::min(ink, m_text.size()))) {
                take(mark, begin, at);
                m_at = std::min(ink, m_text.size());
                return true;
            }
            m_scan.loneQuote = true;
            if (m_quoting == Quoting::Closing) {
                const std::size_t end = endOfPlain(at);
                if (end == m_text.size() && !m_last)
                    return false;
                take(mark, begin, end);
                m_at = end;
                return true;
            }
            ++at;
        }
        take(mark, begin, at);
        m_at = at + 1;
        return true;
    }

    void take(std::size_t mark, std::size_t begin, std::size_t end)
    {
        const std::string_view inner = m_text.substr(begin, end - begin);
        m_cells.push_back({inner, true});
        if (m_scan.opened == npos && (inner.find('\n') != npos || inner.find('\r') != npos))
            m_scan.opened = mark;
    }

    bool leftOpen(std::size_t mark)
    {
        m_scan.open = true;
        m_scan.opened = std::min(m_scan.opened, mark);
        if (m_last) {
            m_cells.push_back({m_text.substr(mark + 1), true});
            m_at = m_text.size();
        }
        return m_last;
    }

    Scan lineEnd()
    {
        if (m_text[m_at] == '\r' && m_at + 1 == m_text.size() && !m_last)
            return m_scan;
        m_scan.length = m_at + (m_text.substr(m_at).starts_with("\r\n") ? 2U : 1U);
        m_scan.complete = true;
        return m_scan;
    }

    std::string_view m_text;
    bool m_last;
    char m_delimiter;
    Quoting m_quoting;
    std::vector<Cell>& m_cells;
    std::size_t m_at = 0;
    Scan m_scan;
};

bool isBlankCell(const Cell& cell)
{
    return trimmed(cell.text).empty();
}

/// As many cells as there are columns; empty ones beyond do not count.
bool fits(const std::vector<Cell>& cells, std::size_t columns)
{
    return columns == 0 || cells.size() == columns
        || (cells.size() > columns
            && std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(columns), cells.end(), isBlankCell));
}

/// Takes the quotation marks off a cell that was read without regard to them, if all within it are doubled.
void unquote(Cell& cell)
{
    const std::string_view text = trimmed(cell.text);
    if (text.size() < 2 || text.front() != '"' || text.back() != '"')
        return;
    const std::string_view inner = text.substr(1, text.size() - 2);
    for (std::size_t at = inner.find('"'); at != npos; at = inner.find('"', at + 2)) {
        if (!inner.substr(at).starts_with("\"\""))
            return;
    }
    cell = {inner, true};
}

/// Where in `text` the row ends whose quotation, opened at `opened`, is never closed: before the first line that is
/// itself a whole row. 0 if there is none; npos if more text is needed to tell.
std::size_t endOfOpenRow(std::string_view text, bool last, const Dialect& dialect, std::size_t opened)
{
    constexpr std::size_t Farthest = 1U << 20U;
    constexpr std::size_t LongestRow = 64U << 10U; // that is tried
    constexpr int MostLines = 200;
    if (dialect.columns < 2)
        return 0;
    std::vector<Cell> cells;
    std::size_t at = opened;
    for (int i = 0; i < MostLines; ++i) {
        at = text.find_first_of("\r\n", at);
        if (at == npos)
            return !last && text.size() < Farthest ? npos : 0;
        if (at > Farthest)
            return 0;
        at += text.substr(at).starts_with("\r\n") ? 2U : 1U;
        const std::string_view rest = text.substr(at, LongestRow);
        const bool all = last && rest.size() == text.size() - at;
        const Scan scan = Scanner{rest, all, dialect.delimiter, Quoting::Lenient, cells}.run();
        if (!scan.complete && !all && rest.size() < LongestRow)
            return npos;
        if (!scan.complete || scan.open || scan.loneQuote || cells.size() != dialect.columns || isBlank(cells))
            continue;
        (void)Scanner{text.substr(0, at), true, dialect.delimiter, Quoting::Lenient, cells}.run();
        if (cells.size() <= dialect.columns)
            return at;
    }
    return 0;
}

/// The row as another delimiter would have it, if that gives the right number of cells. `line` is one line.
bool readOtherwise(std::string_view line, const Dialect& dialect, std::vector<Cell>& cells)
{
    for (const char delimiter : {',', ';', '\t', '|'}) {
        if (delimiter == dialect.delimiter)
            continue;
        const Scan scan = Scanner{line, true, delimiter, Quoting::Lenient, cells}.run();
        if (scan.length == line.size() && !scan.loneQuote && cells.size() == dialect.columns)
            return true;
    }
    return false;
}

/// A whole row in which a quotation is not closed. The mark stands there by mistake if the row has the right number of
/// cells without it; else the quoted cell goes on to the end of the row.
void readOpenRow(std::string_view row, const Dialect& dialect, std::vector<Cell>& cells)
{
    const Scan plain = Scanner{row, true, dialect.delimiter, Quoting::Off, cells}.run();
    if (plain.length == row.size() && cells.size() == dialect.columns) {
        std::ranges::for_each(cells, unquote);
        for (Cell& cell : cells) {
            if (!cell.quoted && cell.text.starts_with('"'))
                cell.text.remove_prefix(1);
        }
        return;
    }
    (void)Scanner{row, true, dialect.delimiter, Quoting::Lenient, cells}.run();
}

/// A row in a file with quoted cells that is not as it should be; `first` is what its plain reading gave.
Row mendedRow(std::string_view text, bool last, const Dialect& dialect, const Scan& first, std::vector<Cell>& cells)
{
    constexpr std::size_t FarOpen = 1U << 20U; // an open quotation is taken for a mistake from here on
    if (!first.complete && (!first.open || text.size() < FarOpen))
        return {};
    if (first.loneQuote) {
        const Scan closing = Scanner{text, last, dialect.delimiter, Quoting::Closing, cells}.run();
        if (closing.complete && closing.opened == npos && cells.size() == dialect.columns)
            return {closing.length, RowTrouble::LoneQuote};
    }
    if (first.opened != npos) {
        const std::size_t end = endOfOpenRow(text, last, dialect, first.opened);
        if (end == npos)
            return {};
        if (end != 0) {
            readOpenRow(text.substr(0, end), dialect, cells);
            return {end, RowTrouble::OpenQuote};
        }
    }
    const Scan again = Scanner{text, last, dialect.delimiter, Quoting::Lenient, cells}.run();
    if (!again.complete)
        return {};
    if (again.open) {
        readOpenRow(text.substr(0, again.length), dialect, cells);
        return {again.length, RowTrouble::OpenQuote};
    }
    if (fits(cells, dialect.columns))
        return {again.length, RowTrouble::LoneQuote};
    const bool few = cells.size() < dialect.columns;
    if (few && again.opened == npos && !isBlank(cells)) {
        if (readOtherwise(text.substr(0, again.length), dialect, cells))
            return {again.length, RowTrouble::OtherDelimiter};
        (void)Scanner{text, last, dialect.delimiter, Quoting::Lenient, cells}.run();
    }
    return {again.length, few ? RowTrouble::FewCells : RowTrouble::ManyCells};
}

} // namespace

bool isBlank(const std::vector<Cell>& cells)
{
    return std::ranges::all_of(cells, isBlankCell);
}

Row cutRow(std::string_view text, bool last, const Dialect& dialect, std::vector<Cell>& cells)
{
    // Between tabs most files quote nothing, and titles begin and end with quotation marks of their own.
    if (!dialect.quotes || dialect.delimiter == '\t') {
        const Scan plain = Scanner{text, last, dialect.delimiter, Quoting::Off, cells}.run();
        if (!plain.complete)
            return {};
        if (!dialect.quotes && !fits(cells, dialect.columns))
            return {plain.length, cells.size() < dialect.columns ? RowTrouble::FewCells : RowTrouble::ManyCells};
        if (!dialect.quotes || (fits(cells, dialect.columns) && dialect.columns != 0)) {
            if (dialect.quotes)
                std::ranges::for_each(cells, unquote);
            return {plain.length, RowTrouble::None};
        }
    }
    const Scan scan = Scanner{text, last, dialect.delimiter, Quoting::Lenient, cells}.run();
    const bool suspicious = scan.loneQuote && scan.opened != npos;
    if (scan.complete && !scan.open && !suspicious && fits(cells, dialect.columns))
        return {scan.length, RowTrouble::None};
    if (dialect.columns == 0)
        return scan.complete ? Row{scan.length, RowTrouble::None} : Row{};
    return mendedRow(text, last, dialect, scan, cells);
}

std::string cellText(const Cell& cell)
{
    std::string_view text = trimmed(cell.text);
    const bool guarded = text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"');
    if (guarded)
        text = text.substr(2, text.size() - 3);
    if (text.find('"') == npos && text.find('\r') == npos)
        return std::string{text};
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = std::min(text.find_first_of("\"\r", at), text.size());
        out.append(text, at, next - at);
        at = next;
        if (at == text.size())
            break;
        if (text[at] == '\r') {
            at += text.substr(at).starts_with("\r\n") ? 1U : 0U;
            out += '\n';
        } else {
            at += cell.quoted && text.substr(at).starts_with("\"\"") ? 1U : 0U;
            out += '"';
        }
        ++at;
    }
    return out;
}

} // namespace winnow::formats
