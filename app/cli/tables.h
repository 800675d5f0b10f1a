// Tables handed to a command, and what came of them.
#pragma once

#include "app/cli/commands.h"
#include "core/base/csv.h"
#include "core/review/tables.h"

namespace winnow::cli {

/// "-" is standard input.
[[nodiscard]] Result<csv::Table> readTable(const std::string& path);

/// Says how many rows were taken (`said` has %1 for it) and which were not: then done with problems.
[[nodiscard]] Outcome report(const review::Taken& taken, const QString& said, Output& output);

} // namespace winnow::cli
