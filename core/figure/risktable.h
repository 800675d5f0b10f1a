// Judgements of risk of bias as the figures take them.
#pragma once

#include "core/extraction/robvis.h"
#include "core/figure/riskfigure.h"

namespace winnow::figure {

/// A table of robvis: levels by what its judgements mean, words as its tool has them. Rows are numbered for marks.
[[nodiscard]] RiskTable riskTable(const extraction::RobvisTable& table, const QString& title);

} // namespace winnow::figure
