// From an export file into the review: one act, whole or not at all.
#pragma once

#include "core/base/progress.h"
#include "core/model/views.h"
#include "core/store/journal.h"

namespace winnow::review {

[[nodiscard]] Result<ImportResult> importInto(
    store::Connection& connection, const store::Writer& writer, const ImportRequest& request, Progress& progress);

} // namespace winnow::review
