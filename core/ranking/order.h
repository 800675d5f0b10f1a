// Which record comes next: the highest score, sometimes one by chance.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace winnow::ranking {

/// Certainty sampling, mixed with chance as wished: a record that the learner thinks little of is then met early.
struct OrderRules {
    double randomShare = 0; ///< of the places, taken by records drawn at random
    std::uint64_t seed = 0; ///< the same seed, the same draw
};

/// `candidates` (numbers of records) by falling score, those of the same score by number; random ones in between.
[[nodiscard]] std::vector<std::uint32_t> ordered(
    std::span<const double> scores, std::vector<std::uint32_t> candidates, const OrderRules& rules);

} // namespace winnow::ranking
