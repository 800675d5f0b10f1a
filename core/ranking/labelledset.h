// A set of records of which it is known which are relevant, as those for ASReview's simulations.
#pragma once

#include "core/base/result.h"
#include "core/ranking/features.h"

#include <string>
#include <string_view>
#include <vector>

namespace winnow::ranking {

struct LabelledSet {
    struct Record {
        std::string title;
        std::string abstract;
        std::string keywords;
    };
    std::vector<Record> records;
    std::vector<bool> relevant; ///< of each
    [[nodiscard]] std::size_t included() const;
    [[nodiscard]] Features features(Model model) const;
};

/// From the bytes of a CSV with columns title, abstract, keywords (any may be missing) and label_included, included or
/// another name that ASReview knows, of which the first is read. InvalidInput, with the line, if there is no such
/// column, or a label is neither 1 nor 0, or no record has text.
[[nodiscard]] Result<LabelledSet> readLabelledSet(std::string_view bytes);

} // namespace winnow::ranking
