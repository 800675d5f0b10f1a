#include "core/base/csv.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>

namespace winnow::csv {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("csv", text);
}

/// What a spreadsheet program would compute with, were it not escaped; or what looks as if it had been.
bool beginsFormula(std::string_view cell)
{
    cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
    return !cell.empty() && std::string_view{"=+-@\t\r"}.find(cell.front()) != std::string_view::npos;
}

bool isNumber(std::string_view cell)
{
    if (!cell.empty() && (cell.front() == '+'))
        cell.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return error == std::errc{} && end == cell.data() + cell.size();
}

char separatorOf(std::string_view bytes)
{
    std::size_t counts[3] = {};
    constexpr std::string_view Separators = ",;\t";
    bool quoted = false;
    for (const char c : bytes) {
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == '\n' || c == '\r')
            break;
        if (const auto at = Separators.find(c); at != std::string_view::npos)
            ++counts[at];
    }
    return Separators[static_cast<std::size_t>(std::max_element(counts, counts + 3) - counts)];
}

/// Cuts bytes into rows; knows nothing of headings.
class Cutter {
public:
    explicit Cutter(std::string_view bytes)
        : m_bytes(bytes)
        , m_separator(separatorOf(bytes))
    {
    }

    [[nodiscard]] char separator() const { return m_separator; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_bytes.size(); }

    Result<Row> next()
    {
        Row row;
        row.line = m_line;
        for (;;) {
            row.cells.push_back(TRY(cell()));
            if (atEnd())
                return row;
            const char c = m_bytes[m_at++];
            if (c == m_separator)
                continue;
            if (c == '\r' && !atEnd() && m_bytes[m_at] == '\n')
                ++m_at;
            ++m_line;
            return row;
        }
    }

private:
    [[nodiscard]] bool endsCell(char c) const { return c == m_separator || c == '\n' || c == '\r'; }

    Result<std::string> cell()
    {
        if (atEnd() || m_bytes[m_at] != '"')
            return plain();
        const std::size_t began = m_line;
        ++m_at;
        std::string text;
        for (; !atEnd(); ++m_at) {
            const char c = m_bytes[m_at];
            if (c == '"') {
                if (m_at + 1 < m_bytes.size() && m_bytes[m_at + 1] == '"') {
                    ++m_at;
                } else {
                    ++m_at;
                    return text + plain();
                }
            }
            if (c == '\n')
                ++m_line;
            text += c;
        }
        return fail(ErrorKind::InvalidInput,
            tr("The quotation that begins on line %1 does not end; add the missing quotation mark.").arg(began));
    }

    std::string plain()
    {
        const std::size_t begin = m_at;
        while (!atEnd() && !endsCell(m_bytes[m_at]))
            ++m_at;
        return std::string{m_bytes.substr(begin, m_at - begin)};
    }

    std::string_view m_bytes;
    char m_separator;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

} // namespace

std::optional<std::size_t> Table::column(std::string_view heading) const
{
    const auto found = std::find(headings.begin(), headings.end(), heading);
    if (found == headings.end())
        return {};
    return static_cast<std::size_t>(found - headings.begin());
}

std::string_view Table::cell(const Row& row, std::string_view heading) const
{
    const auto at = column(heading);
    return at ? trimmed(row.cells[*at]) : std::string_view{};
}

Result<Table> parse(std::string_view bytes)
{
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF")
        bytes.remove_prefix(3);
    if (!isUtf8(bytes))
        return fail(ErrorKind::InvalidInput, tr("The table is not in UTF-8; save it as “CSV UTF-8” and try again."));
    Table table;
    Cutter cutter{bytes};
    table.separator = cutter.separator();
    while (!cutter.atEnd()) {
        Row row = TRY(cutter.next());
        if (std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return trimmed(cell).empty(); }))
            continue;
        if (table.headings.empty()) {
            for (const std::string& heading : row.cells)
                table.headings.push_back(lowerAscii(trimmed(heading)));
            continue;
        }
        if (row.cells.size() > table.headings.size())
            return fail(ErrorKind::InvalidInput,
                tr("Line %1 of the table has %2 cells and there are %3 headings; put quotation marks round a cell with "
                   "a separator in it.")
                    .arg(row.line)
                    .arg(row.cells.size())
                    .arg(table.headings.size()));
        row.cells.resize(table.headings.size());
        for (std::string& cell : row.cells)
            if (cell.starts_with('\'') && beginsFormula(cell))
                cell.erase(0, 1);
        table.rows.push_back(std::move(row));
    }
    if (table.headings.empty())
        return fail(ErrorKind::InvalidInput, tr("The table is empty; its first line must name the columns."));
    return table;
}

std::string guarded(std::string_view cell)
{
    return (beginsFormula(cell) && !isNumber(cell) ? "'" : "") + std::string{cell};
}

std::string escaped(std::string_view cell)
{
    const std::string text = guarded(cell);
    if (text.find_first_of("\",;\t\r\n") == std::string::npos && text == trimmed(text))
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string line(const std::vector<std::string>& cells)
{
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            text += ',';
        text += escaped(cells[i]);
    }
    return text + "\r\n";
}

} // namespace winnow::csv
