// Tables as text: comma-separated values, read leniently and written strictly (RFC 4180, UTF-8).
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::csv {

struct Row {
    std::vector<std::string> cells;
    std::size_t line = 0; ///< 1-based line on which it begins
};

/// A table with one row of headings. Rows are as long as the headings.
struct Table {
    std::vector<std::string> headings; ///< trimmed, lower case
    std::vector<Row> rows;
    char separator = ','; ///< that it was read with; where it is another one, a comma can be a decimal sign

    [[nodiscard]] std::optional<std::size_t> column(std::string_view heading) const;
    /// The trimmed text of a row in a column of this name; empty if there is no such column.
    [[nodiscard]] std::string_view cell(const Row& row, std::string_view heading) const;
};

/// Reads a table separated by comma, semicolon or tab (whichever the headings use), with or without a byte order mark.
/// Empty lines are skipped; undoes what `escaped` put before a formula. InvalidInput with the line if a quotation does
/// not end, a row has more cells than headings, or the bytes are not UTF-8.
[[nodiscard]] Result<Table> parse(std::string_view bytes);

/// With an apostrophe before what a spreadsheet would take for a formula (= + - @ TAB CR at the beginning), unless it
/// is a number.
[[nodiscard]] std::string guarded(std::string_view cell);
/// A cell as it is written: guarded, and quoted where it must be.
[[nodiscard]] std::string escaped(std::string_view cell);

/// One line with its line end (CR LF).
[[nodiscard]] std::string line(const std::vector<std::string>& cells);

} // namespace winnow::csv
