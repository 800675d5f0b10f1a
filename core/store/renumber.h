// The one order of acts, imports and records that all copies of a review agree on.
#pragma once

#include "core/store/sqlite.h"

namespace winnow::store {

/// Numbers acts by stamp, then device; imports and their records by the acts that brought them. Within a transaction,
/// with foreign keys and checks off; the projections are to be made anew afterwards. Where all is in order already, as
/// in a file that nothing was merged into, nothing is written.
[[nodiscard]] Result<> inCommonOrder(Connection& connection);

/// Fills the table of twins from the imports: see schema/0003.sql.
[[nodiscard]] Result<> findTwins(Connection& connection);

} // namespace winnow::store
