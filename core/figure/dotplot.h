// Dots with intervals, a row each question, those of the groups beneath each other: adverse events of the arms.
#pragma once

#include "core/figure/forest.h"

namespace winnow::figure {

struct Dot {
    std::size_t series = 0; ///< of DotPlot::series
    double value = 0;
    Span interval;
    QString words; ///< for the tooltip and the screen reader: "Cells 5/30: 16.7 % [5.6, 34.7]"
};

struct DotRow {
    bool isHeading = false; ///< bold, nothing else
    QString label;
    QStringList cells; ///< one a column of DotPlot::columns; may be fewer
    std::vector<Dot> dots;
    int index = -1; ///< for marks
};

struct DotPlot {
    QString title;
    QString subtitle;
    QString labelHeading; ///< "Adverse event"
    QStringList columns; ///< headings of the data columns
    QString axis; ///< title of the axis
    bool isPercent = true; ///< the axis ends at 100 at most
    QStringList series; ///< at most three; colour and shape tell them apart, so that a grey print does too
    std::vector<DotRow> rows;
    QStringList notes; ///< beneath
};

/// Columns as wide as their text; as high as it has rows. The axis begins at 0 and reaches to the end of the longest
/// interval. A mark a row.
[[nodiscard]] Drawing dotPlot(const DotPlot& plot, const Look& look = {});

/// A line a dot: heading, row, series, value, lower, upper.
[[nodiscard]] QByteArray dotPlotCsv(const DotPlot& plot);

} // namespace winnow::figure
