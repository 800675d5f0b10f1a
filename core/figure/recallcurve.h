// The curve of relevant records found against records screened, and what is expected of the rest.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <vector>

namespace winnow::figure {

struct RecallCurve {
    struct Found {
        std::int64_t screened = 0;
        std::int64_t found = 0;
    };
    struct Expected {
        std::int64_t screened = 0;
        double found = 0;
        double low = 0; ///< of a 95 % interval
        double high = 0;
    };
    QString title; ///< empty: the plot alone is drawn, as whoever shows it says the rest
    QString subtitle; ///< one line under the title: whose decisions, a notice
    std::int64_t records = 0; ///< screened and unseen together
    std::vector<Found> seen; ///< from nothing to where screening stands
    std::vector<Expected> expected; ///< from there to the last record; empty: nothing can be expected
};

/// The found as a line, the expected as another in its interval; never says that enough was screened.
[[nodiscard]] Drawing recallFigure(const RecallCurve& curve, const Look& look = {});

/// Every point as CSV: screened, found, expected, low, high.
[[nodiscard]] QByteArray recallCsv(const RecallCurve& curve);

} // namespace winnow::figure
