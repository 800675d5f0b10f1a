#include "core/formats/sheet.h"

#include <xlsxwriter.h>

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace winnow::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("formats", text);
}

constexpr lxw_row_t MostRows = 1048576;

tl::unexpected<Error> failed(const QString& why)
{
    return fail(ErrorKind::Io, tr("The Excel file cannot be written: %1. Nothing was written.").arg(why));
}

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

/// Only what a spreadsheet shows as it was written: "007" and 20 digits are names rather than amounts.
std::optional<double> numberIn(std::string_view cell)
{
    constexpr std::size_t ExactDigits = 15;
    const std::string_view digits = cell.starts_with('-') ? cell.substr(1) : cell;
    if (digits.empty() || digits.size() > ExactDigits
        || digits.find_first_not_of("0123456789.") != std::string_view::npos || digits.front() == '.'
        || digits.back() == '.' || (digits.size() > 1 && digits[0] == '0' && digits[1] != '.'))
        return {};
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return error == std::errc{} && end == cell.data() + cell.size() ? std::optional(value) : std::nullopt;
}

} // namespace

std::string_view partOf(std::string_view text, std::size_t longest)
{
    if (text.size() <= longest)
        return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

Sheet::Sheet(std::string name, Cells cells)
    : m_name(std::move(name))
    , m_cells(cells)
    , m_folder(m_temporary.path().toStdString())
{
}

Sheet::~Sheet()
{
    if (m_book)
        workbook_close(m_book);
}

Result<> Sheet::open()
{
    if (!m_temporary.isValid())
        return failed(m_temporary.errorString());
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = m_folder.data();
    m_book = workbook_new_opt((m_folder + "/book.xlsx").c_str(), &options);
    if (!m_book)
        return failed(tr("no memory"));
    m_sheet = workbook_add_worksheet(m_book, m_name.c_str());
    return {};
}

Result<> Sheet::head(const std::vector<std::string>& headings)
{
    TRY(open());
    lxw_format* const bold = workbook_add_format(m_book);
    format_set_bold(bold);
    worksheet_freeze_panes(m_sheet, 1, 0);
    return write(headings, bold);
}

Result<> Sheet::row(const std::vector<std::string>& cells)
{
    return write(cells, nullptr);
}

Result<> Sheet::write(const std::vector<std::string>& cells, lxw_format* format)
{
    if (m_row >= MostRows)
        return fail(ErrorKind::InvalidInput,
            tr("An Excel sheet holds %1 rows and this file would have more. Nothing was written; choose CSV.")
                .arg(MostRows));
    lxw_col_t column = 0;
    for (const std::string& cell : cells) {
        const std::optional<double> number = m_cells == Cells::Numbers ? numberIn(cell) : std::nullopt;
        std::string_view rest = cell;
        do {
            const std::string part{partOf(rest, LongestCell)};
            rest.remove_prefix(part.size());
            lxw_error error = LXW_NO_ERROR;
            if (number)
                error = worksheet_write_number(m_sheet, m_row, column, *number, format);
            else if (!part.empty())
                error = worksheet_write_string(m_sheet, m_row, column, escapedForExcel(part).c_str(), format);
            if (error != LXW_NO_ERROR)
                return failed(tr("row %1 was not taken").arg(m_row + 1));
            ++column;
        } while (!rest.empty() && &cell == &cells.back());
        if (!rest.empty())
            return fail(ErrorKind::InvalidInput,
                tr("Row %1 has a text that is too long for a cell of Excel. Nothing was written; choose CSV.")
                    .arg(m_row + 1));
    }
    ++m_row;
    return {};
}

Result<> Sheet::finish(const ByteSink& sink)
{
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
        TRY(sink({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    }
    return {};
}

Result<QByteArray> toXlsx(const csv::Table& table, std::string_view name)
{
    Sheet sheet{std::string{name}, Sheet::Cells::Numbers};
    TRY(sheet.head(table.headings));
    for (const csv::Row& row : table.rows)
        TRY(sheet.row(row.cells));
    QByteArray bytes;
    TRY(sheet.finish([&bytes](std::string_view part) -> Result<> {
        bytes.append(part.data(), static_cast<qsizetype>(part.size()));
        return {};
    }));
    return bytes;
}

} // namespace winnow::formats
