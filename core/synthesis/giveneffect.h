// Effects that studies give themselves: "RR 0.61 (95 % CI 0.39–0.95)", "MD −2.5 (SE 0.8)".
#pragma once

#include "core/extraction/reportedvalue.h"
#include "core/model/form.h"
#include "core/stats/interval.h"
#include "core/stats/measures.h"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace winnow::synthesis {

/// Whether papers give the measure between two arms: HR, RR, OR, RD, IRR, MD, SMD.
[[nodiscard]] bool canBeGiven(stats::Measure measure);
/// Whether an effect is of the measure. No measure stands for another; an effect without a name passes as a hazard
/// ratio alone, as there is hardly another of times to an event.
[[nodiscard]] bool isGivenAs(stats::Measure measure, extraction::Measure said);

/// How to take what is printed.
struct GivenAsked {
    stats::Measure measure = stats::Measure::RiskRatio;
    std::string outcome; ///< its label, for units
    std::string unit; ///< of mean differences; as in extraction::conversion
    bool isReversed = false; ///< comparator against experimental arm
    double df = stats::Missing; ///< of the t that the interval of a mean difference rests on; Missing: normal
};

/// An effect of the experimental arm against the comparator, on the analysed scale (ratios as logarithms).
struct GivenEffect {
    double estimate = stats::Missing;
    double standardError = stats::Missing;
    /// As a study prints it, at 95 % (from one of another level, or from the standard error), on the scale people read.
    stats::Interval interval;
    std::vector<std::string> remarks; ///< what was done to it, a clause each
};

/// Or why it cannot be taken: “OR 0.61 (0.39–0.95)” is no risk ratio. The standard error is the interval's width over
/// two quantiles (Cochrane Handbook 6.3), of the normal distribution, or of t for means of small groups (6.5.2.3); an
/// interval whose level is not said is one of 95 %. Standard errors are taken for differences; that of a ratio may be
/// of the ratio or of its logarithm. `text` is what was read, for messages.
[[nodiscard]] tl::expected<GivenEffect, std::string> givenEffect(
    const extraction::Reading& reading, const std::string& text, const GivenAsked& asked);

} // namespace winnow::synthesis
