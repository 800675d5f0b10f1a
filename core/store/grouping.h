// Which records are one citation: those that a chain of equal PMIDs or Web of Science accession numbers connects.
#pragma once

#include "core/model/ids.h"
#include "core/store/sqlite.h"

#include <vector>

namespace winnow::store {

struct Regrouped {
    std::vector<CitationId> citations; ///< as they are now; without decisions yet
    std::vector<CitationId> gone; ///< no longer the number of a citation
};

/// Makes each record of a standing import (numbered `first` to `last`) a citation of its own; the records whose
/// identifiers meet those of others, to be regrouped.
[[nodiscard]] Result<std::vector<RecordId>> addSingles(Connection& connection, std::int64_t first, std::int64_t last);
/// Takes the citations of an undone import away; the records that stood in groups with them, to be regrouped.
[[nodiscard]] Result<std::vector<RecordId>> removeSingles(
    Connection& connection, std::int64_t first, std::int64_t last);

/// Finds the groups that the records belong to now, and writes them. Does not depend on the order of anything.
[[nodiscard]] Result<Regrouped> regroup(Connection& connection, const std::vector<RecordId>& seeds);

} // namespace winnow::store
