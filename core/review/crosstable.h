// Included studies by two things at once: phase by cell source, intervention by outcome.
#pragma once

#include "core/figure/matrix.h"
#include "core/review/reader.h"

#include <string>
#include <vector>

namespace winnow::review {

/// What studies can be laid out by.
struct CrossField {
    std::string id; ///< a field's, "outcome" or "year"
    std::string label;
};

/// A study stands in each cell whose two values it has; one without a value stands in the last row or column, "".
struct CrossTable {
    CrossField rowField;
    CrossField columnField;
    std::vector<std::string> rows; ///< "": not stated, last
    std::vector<std::string> columns;
    std::vector<std::vector<std::vector<StudyId>>> cells; ///< by row and column
    std::vector<std::pair<StudyId, std::string>> studies; ///< all, with their names
};

/// "year" (of the first report), "outcome" (those with a result), then the fields of the form but for free text that is
/// asked of events.
[[nodiscard]] Result<std::vector<CrossField>> crossFields(Reader& reader);

/// Of the review's values; what extractors left open is not stated. Choices stand in the form's order, years and
/// numbers in theirs, other words by how many studies have them. At most `most` rows and columns: the rarest are put
/// together as "other", numbers and dates as ranges; years never. NotFound for a field that is none of crossFields.
/// Unbounded: ask in a job.
[[nodiscard]] Result<CrossTable> crossTable(
    Reader& reader, const std::string& row, const std::string& column, std::size_t most = 16);

/// The table as a figure: cell (row, column) is the mark row × columns + column.
[[nodiscard]] figure::Matrix matrixOf(const CrossTable& table, const QString& notice = {});

} // namespace winnow::review
