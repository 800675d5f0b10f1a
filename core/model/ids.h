// The ids that cross rooms. Each is the row's number in this review file.
#pragma once

#include "core/base/id.h"

namespace winnow {

using OpId = Id<struct OpTag>; ///< an act in the journal
using ReviewerId = Id<struct ReviewerTag>; ///< a person
using SearchId = Id<struct SearchTag>; ///< a search run in a source
using ImportId = Id<struct ImportTag>; ///< a file read in
using RecordId = Id<struct RecordTag>; ///< what a database returned
using CitationId = Id<struct CitationTag>; ///< what is screened: a record, or the group of its duplicates
using ReasonId = Id<struct ReasonTag>; ///< an exclusion reason
using StudyId = Id<struct StudyTag>; ///< what reports describe; numbered as its first report's citation

} // namespace winnow
