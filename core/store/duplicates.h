// What a search for duplicates reads, and what came of it: lists of pairs, and why records stand together.
#pragma once

#include "core/base/progress.h"
#include "core/model/record.h"
#include "core/store/pairs.h"

#include <functional>
#include <optional>
#include <vector>

namespace winnow::store {

/// An import that stands; its records are numbered in one run.
struct StandingImport {
    std::int64_t import = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    bool checked = false; ///< the program has looked for duplicates of its records
};

/// How far the program has looked for duplicates.
struct RunState {
    bool any = false; ///< a run stands
    double joinFrom = 0; ///< thresholds of the newest
    double showFrom = 0;
    std::vector<StandingImport> imports; ///< without empty ones, by number
};
[[nodiscard]] Result<RunState> runState(Connection& connection);

/// Calls `take` for every record of the imports that is no newer version, by number, with the fields that duplicates
/// are told by. One record at a time is in memory.
[[nodiscard]] Result<> eachComparable(Connection& connection, const std::vector<StandingImport>& imports,
    const std::function<Result<>(RecordId, Record&&)>& take);

/// A record and another that its source names in it; both stand, and are originals.
struct NamedRelation {
    RecordId record;
    RecordId target;
    RelationKind kind = RelationKind::Related;
};
[[nodiscard]] Result<std::vector<NamedRelation>> namedRelations(Connection& connection);

/// What people hold of pairs.
[[nodiscard]] Result<std::vector<StoredPair>> answeredPairs(Connection& connection);
/// What the program holds, but for doubtful pairs, of records up to a number.
[[nodiscard]] Result<std::vector<StoredPair>> programPairsBefore(Connection& connection, RecordId end);

/// A pair with the citations its records stand in.
struct ListedPair {
    StoredPair pair;
    CitationId first;
    CitationId second;
    double weight = 0; ///< see there
};
/// Those that nobody has answered and that do not stand together already; the weightiest first.
///
/// Weight is how likely the two are the same times how much it matters: 1 if one of them has come as far as a report
/// (a study could be counted twice), 1/2 if not (a record could be screened twice), 1/8 if both are screened out (a
/// number in the flow).
[[nodiscard]] Result<std::vector<ListedPair>> waitingPairs(Connection& connection, int limit, int offset);
[[nodiscard]] Result<std::int64_t> waitingPairCount(Connection& connection);
/// Those that a person has answered; the most alike first.
[[nodiscard]] Result<std::vector<ListedPair>> answeredPairs(Connection& connection, int limit, int offset);
/// Those linked by the program or a person, by number.
[[nodiscard]] Result<std::vector<ListedPair>> linkedPairs(Connection& connection, int limit, int offset);
[[nodiscard]] Result<std::int64_t> linkedPairCount(Connection& connection);
/// Those of a citation, whichever side it is on.
[[nodiscard]] Result<std::vector<ListedPair>> linksOf(Connection& connection, CitationId citation);

/// Records that duplicates were joined by.
struct JoinedCounts {
    std::int64_t byProgram = 0;
    std::int64_t byPerson = 0;
};
[[nodiscard]] Result<JoinedCounts> joinedCounts(Connection& connection);

/// Why a record stands in its citation: what connects it with another of its records, nearer to the leading one.
struct Together {
    enum class Kind { SamePmid, SameWos, Program, Person, Version };
    RecordId record;
    RecordId with;
    Kind kind = Kind::Program;
    StoredPair pair; ///< of Program and Person
    ReviewerId reviewer; ///< of Person
};
/// One for each record but the leading one, in order.
[[nodiscard]] Result<std::vector<Together>> whyTogether(Connection& connection, CitationId citation);
/// The records of a citation that are no newer versions, in order.
[[nodiscard]] Result<std::vector<RecordId>> originalsOf(Connection& connection, CitationId citation);
/// The citations of several records after `after`, at most `limit`, by number.
[[nodiscard]] Result<std::vector<CitationId>> joinedAfter(Connection& connection, CitationId after, int limit);

} // namespace winnow::store
