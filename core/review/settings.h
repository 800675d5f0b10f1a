// Settings of a review that are more than a line of text, as they lie in the file.
#pragma once

#include "core/base/result.h"
#include "core/model/analysisplan.h"
#include "core/model/appraisal.h"
#include "core/model/flow.h"
#include "core/model/views.h"

#include <optional>
#include <string>
#include <vector>

namespace winnow::review {

[[nodiscard]] std::string toJson(const AppraisalPlan& plan);
/// Bounded: at most 100 outcomes. Empty text is no plan.
[[nodiscard]] AppraisalPlan planFromJson(const std::string& json);

[[nodiscard]] std::string toJson(const AnalysisPlan& plan);
/// InvalidInput if the text is no plan. Bounded: at most 20 moderators.
[[nodiscard]] Result<AnalysisPlan> analysisPlanFromJson(const std::string& json);

[[nodiscard]] std::string toJson(const std::vector<TermCategory>& terms);
/// Empty text is no terms. Bounded: at most 50 categories of 1,000 terms; what is beyond is left out.
[[nodiscard]] std::vector<TermCategory> termsFromJson(const std::string& json);

/// "12 15": studies and reports. Anything else is none.
[[nodiscard]] std::string toText(const StudyCount& count);
[[nodiscard]] std::optional<StudyCount> studyCountFrom(const std::string& text);

/// Reasons are kept by their words, since their numbers are of one file. `reasons`: those of both stages.
[[nodiscard]] std::string toJson(const std::vector<SavedFilter>& filters, const std::vector<Reason>& reasons);
/// Bounded: at most 200. A reason that is no longer known is left out of its filter.
[[nodiscard]] std::vector<SavedFilter> filtersFromJson(const std::string& json, const std::vector<Reason>& reasons);

} // namespace winnow::review
