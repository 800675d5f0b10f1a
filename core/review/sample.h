// The sample review, made on the reader's own machine from the files under resources/sample.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>

namespace winnow::review {

/// Makes the sample at `path` as a person would: imports its export files, decides, attaches, extracts. Every act is in
/// its journal. Conflict if there is a file; failing or cancelled, it leaves none.
[[nodiscard]] Result<> makeSample(const QString& path, Progress& progress);

} // namespace winnow::review
