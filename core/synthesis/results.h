// A table for a meta-analysis, made of the results that were extracted.
#pragma once

#include "core/base/csv.h"
#include "core/base/result.h"
#include "core/extraction/grid.h"
#include "core/stats/measures.h"

#include <string>
#include <vector>

namespace winnow::synthesis {

/// Which results: of an outcome of the form at a time.
struct ResultsAsked {
    std::string outcome; ///< its id
    /// As a time of the form, or as typed; one of as many days is the same ("1 year", "12 months"). Empty: of each
    /// study the last one after baseline that has both groups.
    std::string time;
    stats::Measure measure = stats::Measure::RiskRatio; ///< decides which columns are needed
    std::vector<std::string> fields = {}; ///< of the form, a column each: for subgroups and moderators
};

struct ResultsTable {
    /// slab, year, the columns of the measure as metafor names them, yi and vi if a study gives its effect itself, and
    /// the fields that were asked for. A field of the arms is that of the experimental arms; where these differ, their
    /// words are joined, and a number is none. Of a date the year counts.
    csv::Table table;
    std::vector<StudyId> studies; ///< of each row
    std::vector<std::string> leftOut; ///< "Yu 2017: no comparator has a result", a study each
    std::vector<StudyId> leftOutStudies; ///< of each of these
    std::vector<std::string> remarks; ///< what was computed or taken from elsewhere: "Lin 2017: SD from its SE"
};

/// One row a study that has what the measure needs; every other with a result of the outcome is left out by name.
/// Arms of one role are taken together (Cochrane Handbook 23.3.4), arms of no role never; measures of one group take
/// the experimental arms. A study is left out while extractors differ on what its row would be made of. n is the
/// cell's, else that given beside it, else the arm's analysed or randomised patients; SDs are taken from SE or from the
/// interval of a mean; medians are converted (Luo et al. 2018, Wan et al. 2014); numbers in another unit than the
/// outcome's are converted, and the study is left out where that is not known. A study whose arms cannot be used enters
/// by the one contrast of an experimental arm and a comparator that gives the measure itself, with an interval or SE,
/// turned round where it is written so (giveneffect.h); hazard and rate ratios come from contrasts alone. Each such
/// step is a remark. NotFound if the form has no such outcome, or no study has a result for it at that time, with the
/// times that have; InvalidInput for a measure that cannot be made of extracted results.
[[nodiscard]] Result<ResultsTable> tableOfResults(
    const Form& form, const std::vector<extraction::StudyValues>& studies, const ResultsAsked& asked);

} // namespace winnow::synthesis
