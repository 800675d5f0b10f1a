// An Excel workbook of one sheet, written row by row: text is text and never a formula.
#pragma once

#include "core/base/csv.h"
#include "core/formats/writer.h"

#include <QByteArray>
#include <QTemporaryDir>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace winnow::formats {

/// In characters; bytes are never fewer than those.
inline constexpr std::size_t LongestCell = 32767;

/// At most `longest` bytes of it, whole characters.
[[nodiscard]] std::string_view partOf(std::string_view text, std::size_t longest);

/// The library writes to files only: the workbook grows in a temporary folder, row by row, and is handed on at the end.
class Sheet {
public:
    enum class Cells : std::uint8_t {
        Text, ///< all as they are
        Numbers, ///< numbers as numbers, the rest as text
    };
    Sheet(std::string name, Cells cells);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    [[nodiscard]] Result<> head(const std::vector<std::string>& headings); ///< first of all
    /// What is too long for the last cell goes on in the next ones; InvalidInput if another one is.
    [[nodiscard]] Result<> row(const std::vector<std::string>& cells);
    [[nodiscard]] Result<> finish(const ByteSink& sink); ///< to be called once

private:
    [[nodiscard]] Result<> open();
    [[nodiscard]] Result<> write(const std::vector<std::string>& cells, lxw_format* format);

    std::string m_name;
    Cells m_cells;
    QTemporaryDir m_temporary;
    std::string m_folder;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    std::uint32_t m_row = 0;
};

/// The table as a workbook, numbers as numbers.
[[nodiscard]] Result<QByteArray> toXlsx(const csv::Table& table, std::string_view name);

} // namespace winnow::formats
