// How the series of a plot are told apart: by colour, and by shape for those who do not see it.
#pragma once

#include "core/figure/chartframe.h"

#include <QStringList>

namespace winnow::figure {

/// Disc, hollow square, triangle; the fourth is as the first.
void point(Sheet& sheet, QPointF middle, double across, std::size_t series);
[[nodiscard]] QColor seriesColor(const Palette& palette, std::size_t series);
/// Names with their shapes, in as many lines as they need; gives the y below.
double seriesLegend(Sheet& sheet, double top, const QStringList& names);

} // namespace winnow::figure
