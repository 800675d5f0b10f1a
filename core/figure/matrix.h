// A table of circles: how many studies have two things at once. Of interventions by outcomes it is an evidence map.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace winnow::figure {

struct Matrix {
    QString title;
    QString subtitle;
    QString rowLabel;
    QString columnLabel;
    QStringList rows; ///< an empty one is not stated, and drawn hatched
    QStringList columns;
    QString noRow; ///< what an empty row is called; empty: "Not stated"
    QString noColumn;
    std::vector<std::vector<std::int64_t>> counts; ///< by row and column
};

/// Circles with areas as the counts, each with its number; none for 0. As wide as its columns need, at least
/// `look.width`. The mark of a cell has the index row × columns + column.
[[nodiscard]] Drawing matrixChart(const Matrix& matrix, const Look& look = {});

/// A row a cell that is not empty: row, column, count.
[[nodiscard]] QByteArray matrixCsv(const Matrix& matrix);

} // namespace winnow::figure
