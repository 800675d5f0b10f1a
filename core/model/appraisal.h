// What a review appraises its studies by.
#pragma once

#include <string>
#include <vector>

namespace winnow {

/// The instrument for the risk of bias, and what it is asked of. Judgements are values of studies; those of an
/// instrument, effect or outcome that is no longer asked stay.
struct AppraisalPlan {
    std::string instrument; ///< its id ("rob2"); empty: none is chosen yet
    std::string effect; ///< "assignment" or "adhering", where the instrument asks for it
    std::vector<std::string> outcomes; ///< ids or words; none: a study is judged as a whole
    bool operator==(const AppraisalPlan&) const = default;
};

} // namespace winnow
