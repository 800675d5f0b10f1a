// Extracted values as they lie in the file, with what they rest on, and what an adjudicator agreed.
#pragma once

#include "core/model/form.h"
#include "core/store/sqlite.h"

#include <vector>

namespace winnow::store {

/// By study, address, reviewer; of one reviewer or all (none), of one study or all (none), whoever may see them.
[[nodiscard]] Result<std::vector<Value>> values(Connection& connection, ReviewerId reviewer, StudyId study);
/// By study and address; of one study or all (none).
[[nodiscard]] Result<std::vector<AgreedValue>> agreedValues(Connection& connection, StudyId study);

} // namespace winnow::store
