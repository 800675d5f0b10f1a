// Extracted values as tables, for spreadsheets, statistics programs and back.
#pragma once

#include "core/base/csv.h"
#include "core/extraction/grid.h"
#include "core/review/reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace winnow::review {

/// Places in PDFs as one cell: a JSON list of objects with sha256, page (from 1), rects, quote, prefix, suffix. Empty
/// for none.
[[nodiscard]] std::string evidenceAsText(const std::vector<Evidence>& evidence);
/// Back; InvalidInput if the text is no such list.
[[nodiscard]] Result<std::vector<Evidence>> evidenceFrom(std::string_view text);

/// Their words as one cell, separated by " | ".
[[nodiscard]] std::string quotesAsText(const std::vector<Evidence>& evidence);

/// "stated", "not-reported", "unclear", "not-applicable": as takeValues reads them.
[[nodiscard]] std::string_view keyOf(Answer answer);

/// One row a value that this reviewer may see: study, name, field, value, unit, answer, source, reviewer, pages,
/// quotes, evidence. takeValues takes it back. Unbounded: ask in a job.
[[nodiscard]] Result<csv::Table> valuesTable(Reader& reader);

/// The review's value of every address by study, for the tables of core/extraction/grid.h; what is open has its address
/// in `open` and no value.
[[nodiscard]] Result<std::vector<extraction::StudyValues>> valuesByStudy(Reader& reader);

/// What speaks against the review's values: study, name, values (addresses, separated by "; "), concern, finding.
[[nodiscard]] Result<csv::Table> findingsTable(Reader& reader);

} // namespace winnow::review
