// From an export file into the review: one act, whole or not at all.
#pragma once

#include "core/base/progress.h"
#include "core/model/views.h"
#include "core/store/journal.h"

#include <vector>

namespace winnow::review {

/// Records of the import that are newer versions of what was there, the first `limit`; all if negative.
[[nodiscard]] Result<std::vector<ChangedRecord>> changedRecords(
    store::Connection& connection, ImportId import, int limit);

[[nodiscard]] Result<ImportResult> importInto(
    store::Connection& connection, const store::Writer& writer, const ImportRequest& request, Progress& progress);

} // namespace winnow::review
