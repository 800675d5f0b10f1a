// Two axes with round numbers and the plane between them, for plots of points.
#pragma once

#include "core/figure/chartframe.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <limits>
#include <span>

namespace winnow::figure {

/// What an axis shows. With `isRatio` the values are natural logarithms and the numbers on it what they are of.
struct Axis {
    QString title;
    double lower = 0;
    double upper = 1;
    bool isRatio = false;
    bool isReversed = false; ///< the lower end on the right, or at the top
    bool isWhole = false; ///< only whole numbers on it: years, counts

    /// A range about the values, with a margin; values that are not finite are passed over.
    [[nodiscard]] static Axis about(const QString& title, std::span<const double> values, double margin = 0.05);
};

/// Lays out and draws the axes at once: as much room to the left as the numbers need, as many numbers as have room.
/// Everything drawn through it is cut at the plane's edges.
class Plane {
public:
    /// `top` and `height` of the plane itself; `right` is kept free beside it.
    Plane(Sheet& sheet, Axis across, Axis up, double top, double height, double right = 0);

    [[nodiscard]] const QRectF& area() const { return m_area; }
    [[nodiscard]] QPointF at(double x, double y) const;
    [[nodiscard]] bool shows(double x, double y) const;
    /// Below the numbers and the title of the axis.
    [[nodiscard]] double bottom() const { return m_bottom; }

    /// Lines and areas in the units of the axes.
    void line(QPointF from, QPointF to, const QColor& color, double width = 0.75, double dash = 0);
    void area(const std::vector<QPointF>& outline, const QColor& fill);
    /// A disc of so many points across; hollow ones are filled with the background. Not drawn where it is not shown.
    void disc(QPointF where, double across, const QColor& color, bool hollow = false);
    /// A name beside a disc, where it has room; false, and nothing drawn, if there is none.
    bool label(QPointF where, double across, const QString& text);

private:
    [[nodiscard]] double share(const Axis& axis, double value) const;
    [[nodiscard]] std::vector<double> ticks(const Axis& axis, int most) const;
    [[nodiscard]] QString text(const Axis& axis, double tick) const;
    void drawUp(double left);
    void drawAcross();

    Sheet& m_sheet;
    Axis m_across;
    Axis m_up;
    QRectF m_area;
    double m_bottom = 0;
    std::vector<QRectF> m_taken; ///< by discs and their names
};

/// Swatches with words, in as many lines as they need; gives the y below.
struct Swatch {
    QColor color;
    QString words;
    bool isDisc = false;
    bool isHollow = false;
};
double legend(Sheet& sheet, double top, const std::vector<Swatch>& swatches);

/// Small muted lines, wrapped; gives the y below.
double notes(Sheet& sheet, double top, const QStringList& lines);

/// A share of one colour in another.
[[nodiscard]] QColor mixed(const QColor& ground, const QColor& colour, double share);

} // namespace winnow::figure
