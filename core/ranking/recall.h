// What can be said of the recall while screening goes on, and how it is said.
#pragma once

#include "core/ranking/stopping.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace winnow::ranking {

/// A point of the curve of relevant records found.
struct FoundPoint {
    std::size_t screened = 0;
    std::size_t found = 0;
};

/// How screening stands, from the decisions in the order they were taken.
struct StoppingFigures {
    std::size_t records = 0; ///< in all
    std::size_t screened = 0;
    std::size_t found = 0;
    std::size_t run = 0; ///< irrelevant since the last relevant one
    StoppingTarget target;

    /// That the recall aimed at is not reached (hypergeometric rule).
    double chanceOfMissing = 1;
    /// The highest recall, in steps of a tenth of a percent, that the rule would grant now with that confidence.
    double recallAtLeast = 0;

    /// Relevant records among the unseen, if new ones keep coming at a rate that falls exponentially: a Poisson process
    /// (Sneyd & Stevenson, EMNLP 2019), with the 95 % interval of its rate and of chance. Not a guarantee.
    double expectedUnseen = 0;
    Interval unseen95;
    std::vector<FoundPoint> curve; ///< at most some 200 points, the last one as it stands
    std::vector<FoundPoint> expectedCurve; ///< from there to the end

    [[nodiscard]] bool targetReached() const { return chanceOfMissing < 1 - target.confidence; }
    [[nodiscard]] double expectedRecall() const;
};

/// `relevant`: of each decision in its order; `records`: screened and unseen together.
[[nodiscard]] StoppingFigures stoppingFigures(
    const std::vector<bool>& relevant, std::size_t records, const StoppingTarget& target);

/// The hypergeometric rule's number in words, for the screen.
[[nodiscard]] QString ruleInWords(const StoppingFigures& figures);
/// What stopping after so many irrelevant records in a row has cost in simulations.
[[nodiscard]] QString runInWords(const StoppingFigures& figures);
/// For the methods section: what was screened, found, and claimed by which rule, with its source.
[[nodiscard]] QString statement(const StoppingFigures& figures);

} // namespace winnow::ranking
