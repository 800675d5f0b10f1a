// A work package: a copy of the review for one reviewer, as one file, that does not tell what others said.
#pragma once

#include "core/base/progress.h"
#include "core/model/ids.h"
#include "core/model/screening.h"
#include "core/store/sqlite.h"

#include <QString>

namespace winnow::store {

/// Writes it to `path`: whole or not at all; Conflict if there is a file of that name.
///
/// Left out, of everybody but `reviewer`: decisions and settlements at `stage` and at any blind stage, notes on
/// citations, while a stage is blind labels too, and what undid or redid those. Their places in the journal stay, with
/// their hashes (table "withheld"), so that the chain can be checked and a merge fills them in. Nothing of it is left
/// in the bytes of the file. Names give way to neutral ones.
[[nodiscard]] Result<> writePackage(
    Connection& connection, const QString& path, ReviewerId reviewer, Stage stage, Progress& progress);

} // namespace winnow::store
