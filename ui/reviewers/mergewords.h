// What splitting and bringing in came to, in plain words.
#pragma once

#include "core/model/views.h"

#include <QStringList>

namespace winnow::ui {

[[nodiscard]] QString wordsOf(const SplitResult& result);
[[nodiscard]] QStringList wordsOf(const MergePreview& preview);
[[nodiscard]] QStringList wordsOf(const MergeResult& result);

} // namespace winnow::ui
