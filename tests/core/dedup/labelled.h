// Sets of records of which it is known which are one citation, beside the checkout; and made-up records.
#pragma once

#include "core/dedup/duplicates.h"

#include <string>
#include <vector>

namespace winnow::dedup {

struct Labelled {
    std::vector<Record> records;
    std::vector<std::string> clusters; ///< of each record: the same for the same citation
    [[nodiscard]] std::vector<Item> items() const; ///< numbered from 1
};

/// Empty if it cannot be read.
[[nodiscard]] Labelled readLabelled(const std::string& set);

/// As the review by Rathbone and others (2015) counts, from all groups and what a person would be asked.
struct Score {
    int removable = 0; ///< records less citations
    int found = 0; ///< of those, by itself
    int foundOrAsked = 0; ///< and when a person answers every doubtful pair
    int impure = 0; ///< groups with two citations
};
[[nodiscard]] Score score(const Labelled& labelled, const Groups& groups);

/// An article that has everything.
[[nodiscard]] Record article();

} // namespace winnow::dedup
