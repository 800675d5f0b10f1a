// What extractors said differently, on the command line.
#pragma once

#include "app/cli/commands.h"

namespace winnow::cli {

void addReconcileCommand(CLI::App& app, Call& call); ///< one of those of extraction

} // namespace winnow::cli
