// Why a PDF or a page of it cannot be shown, in words.
#pragma once

#include "core/base/result.h"
#include "core/pdf/wire.h"

namespace winnow::pdf {

/// Of a file that cannot be opened.
[[nodiscard]] Error explain(Trouble trouble, const QString& path);
/// Of a page that cannot be shown.
[[nodiscard]] QString explainPage(Trouble trouble);

[[nodiscard]] Error tookTooLong(const QString& path);
[[nodiscard]] Error helperBroke(const QString& path);
[[nodiscard]] Error helperMissing(const QString& program);
/// Of a copy that cannot be written.
[[nodiscard]] Error notWritten(const QString& copy, const QString& why);
[[nodiscard]] QString notOverOriginal();
[[nodiscard]] QString pageTookTooLong();
[[nodiscard]] QString pageBroke();

} // namespace winnow::pdf
