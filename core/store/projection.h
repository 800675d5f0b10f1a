// Projections: the state that follows from the journal. Only these functions write it.
//
// Per key, the newest event whose op is not undone. One way for all: after an act, an undo, a redo and a merge the
// touched keys are projected again; from scratch gives the same (a property test holds us to it).
#pragma once

#include "core/base/progress.h"
#include "core/model/ids.h"
#include "core/model/views.h"
#include "core/store/sqlite.h"

#include <string>
#include <vector>

namespace winnow::store {

/// The citation a record belongs to; none if its import is undone.
[[nodiscard]] Result<CitationId> citationOf(Connection& connection, RecordId record);
/// The records of a citation, the leading one first; empty if there is no such citation.
[[nodiscard]] Result<std::vector<RecordId>> recordsOf(Connection& connection, CitationId citation);

[[nodiscard]] Result<std::int64_t> citationCount(Connection& connection);

/// Projects all that an op's events touch: after the act itself, and again whenever the op is undone or redone.
/// The flags and citations that changed.
[[nodiscard]] Result<Changes> projectOp(Connection& connection, OpId op);

/// Projects everything of these citations, within an act.
[[nodiscard]] Result<> projectCitations(Connection& connection, const std::vector<CitationId>& citations);

/// Marks what `op` (of kind undo or redo) undoes, and projects what that touches.
[[nodiscard]] Result<Changes> projectUndo(Connection& connection, OpId op);

/// Puts the keys of new records in place; `hashes` are (hash, record) and are sorted here.
[[nodiscard]] Result<> addKeys(Connection& connection, std::vector<std::pair<std::int64_t, std::int64_t>>& hashes);

/// Empties every projection and makes it again from the journal.
[[nodiscard]] Result<> rebuild(Connection& connection, Progress& progress);

/// A digest of each projection's content, to compare before and after a rebuild.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> projectionDigests(Connection& connection);

} // namespace winnow::store
