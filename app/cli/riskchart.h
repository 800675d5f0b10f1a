// Risk-of-bias judgements as a figure.
#pragma once

#include "core/extraction/robvis.h"
#include "core/figure/riskfigure.h"

namespace winnow::cli {

/// A table of robvis as the figures take it: levels by what its judgements mean, words as its tool has them.
[[nodiscard]] figure::RiskTable riskTable(const extraction::RobvisTable& table, const QString& title);

} // namespace winnow::cli
