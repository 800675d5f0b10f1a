// A figure as data: items with places. One painter draws it in the window and into SVG, PDF and PNG alike.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QColor>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <variant>
#include <vector>

class QPainter;

namespace winnow::figure {

/// Text within a rectangle; wrapped by whoever laid the figure out, never by the painter.
struct Text {
    QRectF place; ///< what the text covers, in points; the layout has measured it
    QString text; ///< one line
    double size = 10; ///< points
    bool bold = false;
    Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter;
    QColor color = Qt::black;
    double rotation = 0; ///< degrees, clockwise, about the middle of `place`
};

/// A shape: bar, box, line, arrow head.
struct Shape {
    QPainterPath path;
    QColor fill; ///< invalid: not filled
    QColor stroke; ///< invalid: no outline
    double width = 1; ///< of the outline, points
    Qt::BrushStyle pattern = Qt::SolidPattern;
};

using Item = std::variant<Shape, Text>;

/// A part that stands for records or values: answers mouse and keyboard, and is a door to what it counts.
struct Mark {
    QRectF place;
    QString label; ///< for the tooltip and the screen reader: "Phase 1/2: 26 studies"
    int index = 0; ///< which of the figure's categories; whoever made the figure knows what it opens. −1: nothing
};

/// A figure ready to be painted. Coordinates are points (1/72 inch), y downwards, from (0, 0) to `size`.
struct Drawing {
    QSizeF size;
    QString title; ///< also the document title of SVG and PDF
    QString description; ///< for screen readers
    std::vector<Item> items;
    std::vector<Mark> marks;
    QColor background = Qt::white;
    double onPaper = 1; ///< how large it is made in a file: smaller where it would be wider than it was to be
};

/// Paints with the painter's present transformation. Painting and saving need a QGuiApplication (for its fonts), not a
/// display: the platform "offscreen" will do.
void paint(QPainter& painter, const Drawing& drawing);

/// Text stays text; fonts have others of the same widths named after them.
[[nodiscard]] QByteArray toSvg(const Drawing& drawing);

/// Writes SVG (text stays text), PDF (fonts embedded) or PNG (300 dpi) by the file name's ending: to a temporary name,
/// then renamed, so that no half file is left. InvalidInput for another ending, Io or Full if it cannot be written.
[[nodiscard]] Result<> save(const Drawing& drawing, const QString& path);

/// A figure's data (CSV) the same safe way.
[[nodiscard]] Result<> write(const QByteArray& bytes, const QString& path);

} // namespace winnow::figure
