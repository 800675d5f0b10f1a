// What is said of how studies are extracted, on every page that says it.
#pragma once

#include "core/model/team.h"

#include <QString>

namespace winnow::ui {

/// What the rule means, in plain words, and what follows from it.
[[nodiscard]] QString extractionRuleWords(const StageRule& rule);
/// What will be seen once extractors' values are opened to all, or hidden when they are closed again.
[[nodiscard]] QString extractionOpeningWords(bool open);

} // namespace winnow::ui
