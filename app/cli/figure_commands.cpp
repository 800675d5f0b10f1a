// chart, prisma
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/prisma/prisma.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace winnow::cli {

void addFigureCommands(CLI::App&, Call&) { }

} // namespace winnow::cli
