// Splits the records of a stage among reviewers.
#pragma once

#include "core/base/result.h"
#include "core/model/screening.h"

#include <cstdint>
#include <vector>

namespace winnow::screening {

struct Split {
    std::vector<ReviewerId> reviewers;
    int each = 1; ///< how many reviewers judge a record; at most as many as there are
    double overlap = 0; ///< 0 to 1: the share of records that one reviewer more judges, for agreement
    std::uint64_t seed = 0;
};

struct Assigned {
    CitationId citation;
    ReviewerId reviewer;
    auto operator<=>(const Assigned&) const = default;
};

/// The same for the same seed on every computer, and whatever the order of the citations given. Balanced: no reviewer
/// has over one record more than another, and pairs of reviewers meet about equally often. By citation, then reviewer.
/// InvalidInput, with nothing split, if there is nobody, somebody twice, or the numbers make no sense.
[[nodiscard]] Result<std::vector<Assigned>> split(std::vector<CitationId> citations, const Split& split);

} // namespace winnow::screening
