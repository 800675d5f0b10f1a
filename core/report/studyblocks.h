// What a report says of the included studies one by one: what they are like, how likely they are biased, what they
// found.
#pragma once

#include "core/extraction/grid.h"
#include "core/report/document.h"
#include "core/review/reader.h"

#include <vector>

namespace winnow::report {

/// A table a section of the form that has values: a row a study; of a repeated section, but for adverse events, a row
/// an item ("arm 2"). What extractors differ on says so.
[[nodiscard]] std::vector<Block> characteristics(const Form& form, const std::vector<extraction::StudyValues>& studies);

/// With what and of what it is judged, for the methods; nothing while no instrument is chosen.
[[nodiscard]] Result<std::vector<Block>> riskMethods(review::Reader& reader);
/// Traffic lights, their summary and what the judgements rest on, for each outcome that is judged; nothing while there
/// are no judgements.
[[nodiscard]] Result<std::vector<Block>> riskOfBias(review::Reader& reader);

/// Tables of efficacy and safety, adverse events by arm, and each outcome that is known over time.
[[nodiscard]] std::vector<Block> resultsOfStudies(
    const Form& form, const std::vector<extraction::StudyValues>& studies);

} // namespace winnow::report
