// How well a few typed letters fit a name.
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace winnow::ui {

struct FuzzyMatch {
    int score = 0; ///< larger is better
    std::vector<qsizetype> positions; ///< of the letters that fit, ascending
};

/// All letters of `typed` in this order in `name`, in any case and form of diacritics; none if they are not.
/// Beginnings of words and runs of letters weigh more. An empty `typed` fits everything equally.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(const QString& typed, const QString& name);

} // namespace winnow::ui
