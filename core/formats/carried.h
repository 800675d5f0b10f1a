// What no field of a format can hold, carried beside its own fields so that it comes back on import: the decisions of
// each stage with their reviewer, reason and note, labels, the note, the facts of a trial, and any value that the
// format's own fields would give back otherwise than it was.
//
// It is one line of JSON, `{"decisions":[{"stage":"title-abstract","verdict":"exclude","reason":"…","reviewer":"…"}],
// "labels":["…"],"note":"…"}`, with the names of formats::fieldNames. Where it stands:
//
//   RIS      N1  - WINNOW: {…}          BibTeX    winnow = {{…}}
//   MEDLINE  GN  - WINNOW: {…}          CSL JSON  "custom": {"winnow": {…}}
//   CSV, Excel: a last column "winnow"
#pragma once

#include "core/model/record.h"

#include <string>
#include <string_view>

namespace winnow::formats {

/// What stands before it in a field that may hold other text, too.
inline constexpr std::string_view CarriedMark = "WINNOW: ";
/// The name of a field or column of its own.
inline constexpr std::string_view CarriedField = "winnow";

/// What `record` holds otherwise than `given`, as JSON without line ends, "&" and braces in texts; empty: nothing.
[[nodiscard]] std::string carried(const Record& record, const Record& given);

/// Puts back what carried() gave, with or without its mark. False, and nothing done, if `text` is something else.
bool takeCarried(std::string_view text, Record& record);

/// "article", "conference-paper", "registration" …
[[nodiscard]] std::string_view key(RecordKind kind);

} // namespace winnow::formats
