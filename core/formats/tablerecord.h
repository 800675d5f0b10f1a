// From a table's row to a record.
#pragma once

#include "core/formats/headings.h"
#include "core/formats/people.h"
#include "core/formats/reporting.h"
#include "core/formats/rows.h"
#include "core/model/record.h"

#include <string>
#include <vector>

namespace winnow::formats {

/// All that a table's header says of its rows.
struct TableHeader {
    std::vector<std::string> headings;
    Plan plan;
    Commas commas = Commas::Unknown; ///< in its column of authors

    /// The column that cell `i` of a row of `cells` belongs to; headings.size() for one that belongs to none.
    [[nodiscard]] std::size_t columnOf(std::size_t i, std::size_t cells) const;
};

/// Fills the record from the cells of its row.
void fillFromRow(Record& record, const TableHeader& header, const std::vector<Cell>& cells, std::vector<Note>& notes);

} // namespace winnow::formats
