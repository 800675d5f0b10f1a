// A judgement of the risk of bias as a disc with a sign in it, and what the signs mean.
#pragma once

#include "core/figure/chartframe.h"
#include "core/figure/riskfigure.h"

namespace winnow::figure {

inline constexpr double RiskLightSize = 13; ///< points across, before letters

void riskLight(Sheet& sheet, QPointF middle, RiskLevel level);
/// Not applicable where the row has none.
[[nodiscard]] RiskLevel levelAt(const RiskRow& row, std::size_t domain);
/// The levels that occur, and what the domains' codes stand for; gives the y below.
double riskLegend(Sheet& sheet, double top, const RiskTable& table);

} // namespace winnow::figure
