// A meta-analysis that the review keeps, computed from its values.
#pragma once

#include "core/model/analysisplan.h"
#include "core/synthesis/analysis.h"
#include "core/synthesis/results.h"

#include <vector>

namespace winnow::synthesis {

/// The plan with the results it was computed from.
struct Synthesis {
    AnalysisPlan plan;
    ResultsTable results;
    Analysis analysis;
};

/// What the groups of a review's own results are called: AnalysisOptions::groups.
[[nodiscard]] std::string groupNames();

/// What the plan asks, with leave-one-out, cumulative results and influence, so that every figure can be drawn.
[[nodiscard]] AnalysisOptions optionsOf(const AnalysisPlan& plan);

/// As tableOfResults and analyse.
[[nodiscard]] Result<Synthesis> synthesize(
    const Form& form, const std::vector<extraction::StudyValues>& studies, const AnalysisPlan& plan);

/// The measures that can be made of an outcome's results, the usual one first; the usual method of each is REML.
[[nodiscard]] std::vector<stats::Measure> measuresFor(const Outcome& outcome);

} // namespace winnow::synthesis
