// One filter within another.
#pragma once

#include "core/model/views.h"

namespace winnow::ui {

/// Both hold of what is chosen by hand (verdict, label, reason, years, language, type, source, abstract); the rest is
/// that of `filter`.
[[nodiscard]] Filter narrowedBy(Filter filter, const Filter& by);

} // namespace winnow::ui
