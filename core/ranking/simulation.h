// Replays a labelled set: what a reviewer would have found, and when, had they followed the learned order.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/ranking/classifier.h"

#include <optional>
#include <vector>

namespace winnow::ranking {

/// How well an order found the relevant records; priors left out, unseen records come last. Definitions as
/// asreview.metrics and asreview-insights have them, but for wss95, which is Cohen's (JAMIA 2006).
struct Quality {
    double loss = 0; ///< (mean rank − (P+1)/2) / (N−P): 0 perfect, about ½ by chance
    double ndcg = 0;
    double wss95 = 0; ///< work saved over sampling at 95 % recall: 1 − rank of the ⌈0.95·P⌉th relevant / N − 0.05
    double recall10 = 0; ///< of the relevant, found in the first ⌊N/10⌋
    double erf10 = 0; ///< found in the first tenth beyond what chance finds, as a share of the relevant
    double atd = 0; ///< mean rank of the relevant
};
/// `found`: whether the 1st, 2nd … record was relevant; `records` in all. None relevant: all zero.
[[nodiscard]] Quality qualityOf(const std::vector<bool>& found, std::size_t records);

struct SimulationRules {
    std::vector<std::uint32_t> priorIncluded; ///< judged before it begins
    std::vector<std::uint32_t> priorExcluded;
    bool untilLastFound = true; ///< else until every record was seen
};

struct Simulated {
    std::vector<std::uint32_t> order; ///< records as they were chosen, without the priors
    std::vector<bool> relevant; ///< of each
    Quality quality;
    std::size_t cycles = 0; ///< of learning
};

/// As ASReview's simulation mode: in the records' order until both classes are known, then relearned after every
/// decision, the highest score next, ties by the records' order. InvalidInput if a prior is no record or has the other
/// label.
[[nodiscard]] Result<Simulated> simulate(
    const Features& features, const std::vector<bool>& relevant, const SimulationRules& rules, Progress& progress);
[[nodiscard]] Result<Simulated> simulate(
    Classifier& classifier, const std::vector<bool>& relevant, const SimulationRules& rules, Progress& progress);

} // namespace winnow::ranking
