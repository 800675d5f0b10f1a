// A line chart of coefficients over the course of the work.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace winnow::figure {

/// Coefficients between −1 and 1, one value a stretch; none where there is no value.
struct Course {
    struct Line {
        QString name;
        std::vector<std::optional<double>> values; ///< as long as `stretches`
    };
    QString title;
    QString stretchLabel; ///< under the axis: "Records both judged"
    QStringList stretches; ///< "1–100"
    std::vector<Line> lines; ///< at most four; colour, shape and a name at its end tell them apart
};

/// As high as it needs to be. A mark for each stretch says all its values; it opens nothing.
[[nodiscard]] Drawing courseChart(const Course& course, const Look& look = {});

} // namespace winnow::figure
