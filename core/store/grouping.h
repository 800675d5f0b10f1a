// Which records are one citation: those that people, or the program, hold to be the same.
//
// Edges: equal PMIDs, equal Web of Science accession numbers, and pairs answered "same" connect records. Within what
// they connect, people's answers come first (see dedup::groups), and no citation ever holds two records that a person
// put apart. Newer versions of a record stand with it whatever else holds. All of it follows from the present state,
// never from the order of events.
#pragma once

#include "core/model/ids.h"
#include "core/store/sqlite.h"

#include <vector>

namespace winnow::store {

/// How a record stands in its citation. To be stored, in joined.how.
enum class Standing : std::uint8_t {
    Counted = 0, ///< the first of a database or register, else the first: the one that PRISMA counts
    ByProgram = 1, ///< a duplicate
    ByPerson = 2,
    Version = 3, ///< a newer version of another of its records; not counted
};

struct Regrouped {
    std::vector<CitationId> citations; ///< as they are now; without decisions yet
    std::vector<CitationId> gone; ///< no longer the number of a citation
};

/// Makes each record of a standing import (numbered `first` to `last`) a citation of its own; the records that meet
/// others, to be regrouped.
[[nodiscard]] Result<std::vector<RecordId>> addSingles(Connection& connection, std::int64_t first, std::int64_t last);
/// Takes the citations of an undone import away; the records that stood in groups with them, to be regrouped.
[[nodiscard]] Result<std::vector<RecordId>> removeSingles(
    Connection& connection, std::int64_t first, std::int64_t last);

/// Finds the groups that the records belong to now, and writes them. Does not depend on the order of anything.
[[nodiscard]] Result<Regrouped> regroup(Connection& connection, const std::vector<RecordId>& seeds);

} // namespace winnow::store
