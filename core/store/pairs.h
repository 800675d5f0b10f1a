// What the program found, and people said, of two records: the events, and what holds of each pair.
//
// A person's answer outranks the program's for ever. Of the program, only the newest standing run that looked at a pair
// is heard: a run looks at every pair whose later record is numbered from its first to its last record.
#pragma once

#include "core/dedup/duplicates.h"
#include "core/model/ids.h"
#include "core/model/record.h"
#include "core/store/sqlite.h"

#include <optional>
#include <string>
#include <vector>

namespace winnow::store {

/// To be stored, as an answer of the program or of a person; only ever add at the end.
enum class Said : std::uint8_t { Apart = 0, Same = 1, Linked = 2, Doubtful = 3 };

/// Two records, the first with the smaller number, and what holds of them.
struct StoredPair {
    RecordId record;
    RecordId other;
    bool byPerson = false;
    std::optional<Said> said = {}; ///< none, in an event: a person's answer taken back
    std::optional<RelationKind> relation = {}; ///< of `record` to `other`, if linked
    double likeness = 0;
    std::string rule =
        {}; ///< dedup::Evidence as text; empty: a source named the one in the other, or a person's word alone
};

/// One search for duplicates by the program.
struct RunEvent {
    std::int64_t first = 0; ///< records it compared with all before them
    std::int64_t last = 0;
    double joinFrom = 0; ///< thresholds; 0: the program's own
    double showFrom = 0;
    std::vector<std::int64_t> imports; ///< that stood when it looked
    std::vector<std::int64_t> compared; ///< of those, the ones that were new to it
};

/// Puts all that holds of the pairs an act speaks of in place, after it was done, undone or redone; the records whose
/// citations may be others now.
[[nodiscard]] Result<std::vector<RecordId>> projectPairs(Connection& connection, OpId op);
/// The same of every pair, from scratch.
[[nodiscard]] Result<> projectAllPairs(Connection& connection);

/// What holds of the pairs a record is in.
[[nodiscard]] Result<std::vector<StoredPair>> pairsOf(Connection& connection, RecordId record);
/// What holds of two records, in either order; none if nothing was said.
[[nodiscard]] Result<std::optional<StoredPair>> pairOf(Connection& connection, RecordId one, RecordId other);
/// As the engine takes it.
[[nodiscard]] dedup::Pair enginePair(const StoredPair& stored);
/// Without the relation, which the engine does not tell the direction of.
[[nodiscard]] StoredPair storedPair(const dedup::Pair& pair);

} // namespace winnow::store
