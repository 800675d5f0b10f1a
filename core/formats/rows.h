// Text with a delimiter (CSV, TSV) as rows of cells, read leniently: what real exports do wrong is put right where the
// number of columns tells how.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// How a file writes its rows.
struct Dialect {
    char delimiter = ',';
    /// False where a quotation mark is a character like any other (Web of Science).
    bool quotes = true;
    std::size_t columns = 0; ///< cells of a row; 0: not known yet
};

struct Cell {
    std::string_view text; ///< without the quotation marks around it; doubled ones within still are
    bool quoted = false;
};

/// What had to be put right to read a row.
enum class RowTrouble : std::uint8_t {
    None,
    FewCells,
    ManyCells,
    LoneQuote, ///< a quotation mark within a quoted cell that is not doubled
    OpenQuote, ///< a quotation mark is not closed: the row was ended where the next one begins
    OtherDelimiter,
};

struct Row {
    std::size_t length = 0; ///< in bytes, with its line end; 0: more text is needed to tell
    RowTrouble trouble = RowTrouble::None;
};

/// The row at the start of `text`; `last`: nothing follows the text. `cells` is used again.
///
/// A row that was cut out so and is read alone has the same cells.
[[nodiscard]] Row cutRow(std::string_view text, bool last, const Dialect& dialect, std::vector<Cell>& cells);

/// The cell's text: trimmed, doubled quotation marks made single, line ends as LF, ="…" (EBSCO's guard against Excel)
/// taken off.
[[nodiscard]] std::string cellText(const Cell& cell);

/// True if no cell holds more than white space.
[[nodiscard]] bool isBlank(const std::vector<Cell>& cells);

} // namespace winnow::formats
