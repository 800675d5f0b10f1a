// What a meta-analysis of the review's own results is asked.
#pragma once

#include <string>
#include <vector>

namespace winnow {

/// A meta-analysis that the review keeps. Its results are never kept: they are computed from the values of the day.
struct AnalysisPlan {
    std::string id; ///< given by the review
    std::string title; ///< for people
    std::string outcome; ///< its id in the form
    std::string time; ///< of the form, or as typed; empty: of each study the last one that has both groups
    std::string measure = "RR"; ///< this and what follows as metafor names it
    std::string method = "REML";
    std::string model; ///< of the method GLMM: "UM.FS" …; empty: the usual one
    std::string test = "z"; ///< "z", "knha", "adhoc"; with GLMM "z", "t"
    bool dropDoubleZero = false; ///< tables without, or only with, events in both groups
    std::string subgroup; ///< id of a field; empty: none
    std::vector<std::string> moderators; ///< ids of fields, or "year"
    std::string sortBy; ///< rows of the forest plot: "label", "effect", "weight"; empty: as the studies stand
    std::string favours; ///< "lower,higher": words under its axis
    bool operator==(const AnalysisPlan&) const = default;
};

} // namespace winnow
