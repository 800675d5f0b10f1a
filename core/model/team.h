// Several reviewers: how many judge a stage, what each may see, who has what to do.
//
// Blind: while a stage has more than one reviewer and its conflicts are not opened, nobody sees anything of what
// another said there: no decision, reason or note, no label another hung on, no count that hangs on them. The boxes are
// the same for everybody, so a blind stage moves no citation: it stays where it stood before the stage.
#pragma once

#include "core/model/ids.h"
#include "core/model/screening.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace winnow {

/// How a stage is judged.
struct StageRule {
    int reviewers = 1; ///< decisions each citation needs
    bool opened = false; ///< conflicts are open: what others said can be seen, and settled
    [[nodiscard]] bool blind() const { return reviewers > 1 && !opened; }
    bool operator==(const StageRule&) const = default;
};

/// Citations that reviewers have to look at together. Empty while the stage is blind.
enum class TeamList : std::uint8_t {
    Conflicts = 1, ///< judged differently, not settled
    Maybes = 2, ///< somebody said "maybe", not settled
    UnanimousExclusions = 3, ///< all who judged it, two or more, excluded it
    DifferentReasons = 4, ///< of those, for different reasons
    Settled = 5, ///< by an adjudicator
    AwaitingOthers = 6, ///< fewer decisions than the stage needs, at least one
    UnanimousInclusions = 7, ///< all who judged it, two or more, included it
};

/// How many citations are in each list; none while the stage is blind.
struct TeamCounts {
    std::int64_t conflicts = 0;
    std::int64_t maybes = 0;
    std::int64_t unanimousExclusions = 0;
    std::int64_t differentReasons = 0;
    std::int64_t settled = 0;
    std::int64_t awaitingOthers = 0;
    std::int64_t unanimousInclusions = 0;
    bool operator==(const TeamCounts&) const = default;
};

struct TeamMember {
    ReviewerId id;
    std::string name; ///< on this computer, else the file's neutral one
    bool owner = false; ///< began the review: opens conflicts, splits the work
    bool me = false;
    std::int64_t assigned[2] = {0, 0}; ///< citations, by stage − 1
    std::optional<std::int64_t> decided[2]; ///< citations judged; none of others where the stage is blind
    std::optional<std::int64_t> assignedDecided[2]; ///< of those assigned
};

/// What an adjudicator says of a citation; it outranks the votes, which stay.
struct Settlement {
    CitationId citation;
    Stage stage = Stage::TitleAbstract;
    std::optional<Verdict> verdict; ///< none: taken back, the votes count again
    ReasonId reason; ///< only with Exclude
    std::string note;
};

struct SplitRequest {
    Stage stage = Stage::TitleAbstract;
    std::vector<ReviewerId> reviewers;
    std::vector<CitationId> citations; ///< none: all that wait at the stage and are assigned to nobody
    int each = 0; ///< reviewers a citation; 0: as many as the stage needs
    double overlap = 0; ///< 0 to 1: share of citations for one reviewer more
    std::uint64_t seed = 0;
};

} // namespace winnow
