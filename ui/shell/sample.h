// The sample review, made when it is first asked for.
#pragma once

#include "core/base/result.h"

#include <QObject>

#include <functional>

namespace winnow::ui {

/// Makes it at `path` on a thread beside the window, unless it is there already (with what the user did in it); `then`
/// is called on this thread, unless `context` is gone.
void makeSampleBeside(QObject* context, const QString& path, std::function<void(const Result<>&)> then);

} // namespace winnow::ui
