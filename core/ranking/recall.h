// What can be said of the recall while screening goes on, and how it is said.
#pragma once

#include "core/ranking/stopping.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace winnow::ranking {

/// A point of the curve of relevant records found.
struct FoundPoint {
    std::size_t screened = 0;
    std::size_t found = 0;
};

/// What is expected further on.
struct ExpectedPoint {
    std::size_t screened = 0;
    double found = 0;
    Interval found95;
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
    std::vector<ExpectedPoint> expectedCurve; ///< from there to the end

    [[nodiscard]] bool targetReached() const { return chanceOfMissing < 1 - target.confidence; }
    [[nodiscard]] double expectedRecall() const;
    [[nodiscard]] Interval expectedRecall95() const;
};

/// `relevant`: of each decision in its order; `records`: screened and unseen together.
[[nodiscard]] StoppingFigures stoppingFigures(
    const std::vector<bool>& relevant, std::size_t records, const StoppingTarget& target);

// In words, for the screen. None of them says that screening is done.

/// What the projection expects, with its interval.
[[nodiscard]] QString estimateInWords(const StoppingFigures& figures);
/// The hypergeometric rule's number.
[[nodiscard]] QString ruleInWords(const StoppingFigures& figures);
/// What stopping after so many irrelevant records in a row has cost in simulations.
[[nodiscard]] QString runInWords(const StoppingFigures& figures);
/// What QBCB asks for, where a random sample that was screened beforehand held so many relevant records.
[[nodiscard]] QString sampleInWords(std::size_t sampledRelevant, const StoppingTarget& target);
/// What a random sample of the unseen says of how many relevant records are among them (Clopper & Pearson).
[[nodiscard]] QString elusionInWords(const StoppingFigures& figures, std::size_t sampled, std::size_t relevant);
/// For the methods section: what was screened, found, and claimed by which rule, with its source. `inLearnedOrder`: how
/// many decisions at least were made in an order by relevance; none: it is not known.
[[nodiscard]] QString statement(
    const StoppingFigures& figures, std::optional<std::size_t> inLearnedOrder = std::nullopt);

} // namespace winnow::ranking
