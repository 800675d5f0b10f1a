// Forest plots: studies with their intervals, the pooled estimate as a diamond.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"
#include "core/figure/riskfigure.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cmath>
#include <limits>
#include <vector>

namespace winnow::figure {

/// A range on the scale that is shown; NaN if there is none.
struct Span {
    double lower = std::numeric_limits<double>::quiet_NaN();
    double upper = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] bool isKnown() const { return !std::isnan(lower) && !std::isnan(upper); }
};

enum class ForestKind : std::uint8_t {
    Study, ///< a square as large as its weight, and a line
    Heading, ///< of a subgroup: bold, nothing else
    Pooled, ///< a diamond as wide as the interval
    Note, ///< text in small letters across the page: heterogeneity, test of subgroups
};

struct ForestRow {
    ForestKind kind = ForestKind::Study;
    QString label;
    QStringList cells; ///< one a column of Forest::columns; may be fewer
    double estimate = std::numeric_limits<double>::quiet_NaN(); ///< NaN: "not estimable"
    Span interval;
    Span prediction; ///< of a pooled row: a bar beneath its diamond
    double weight = std::numeric_limits<double>::quiet_NaN(); ///< percent
    int index = -1; ///< of the study, for marks
    int risk = -1; ///< which row of Forest::risk is the study's; −1: none
};

struct Forest {
    QString title;
    QString labelHeading; ///< "Study"
    QStringList columns; ///< headings of the data columns
    QString effectHeading; ///< "RR [95 % CI]"
    bool isRatio = false; ///< a logarithmic axis about 1; otherwise a linear one about 0
    bool hasNullLine = true; ///< proportions and means have none
    QString favoursLower; ///< under the axis, left of no effect
    QString favoursHigher;
    std::vector<ForestRow> rows;
    RiskTable risk; ///< a column of discs a domain, and overall, beside the studies; without rows: none
};

/// Lays the plot out: columns as wide as their text, so that none overlap, as high as it has rows. Where columns leave
/// too little room the page becomes wider than `look.width`. Intervals beyond the axis end in arrows. A mark a study.
[[nodiscard]] Drawing forestPlot(const Forest& forest, const Look& look = {});

/// The plot's numbers as CSV.
[[nodiscard]] QByteArray forestCsv(const Forest& forest);

} // namespace winnow::figure
