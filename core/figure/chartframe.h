// What all charts have in common: the drawing that grows, title and subtitle at the top.
#pragma once

#include "core/figure/charts.h"
#include "core/figure/lettering.h"

namespace winnow::figure {

/// Collects a drawing's items. Sizes of text are points before Look::letters.
class Sheet {
public:
    static constexpr double Margin = 12;
    static constexpr double TitleSize = 12;
    static constexpr double TextSize = 9;

    explicit Sheet(const Look& look)
        : m_look(look)
    {
    }

    [[nodiscard]] const Look& look() const { return m_look; }
    [[nodiscard]] const Lettering& lettering() const { return m_lettering; }
    [[nodiscard]] double size(double points) const { return points * m_look.letters; }
    [[nodiscard]] double width() const { return m_look.width; }

    /// Writes a line whose left, middle or right (by `align`) stands at x; `top` is the line's top.
    void text(const QString& line, double x, double top, double points, const QColor& color,
        Qt::Alignment align = Qt::AlignLeft, Weight weight = Weight::Regular);
    /// The same turned by a quarter, reading upwards, with its middle at `middle`.
    void uprightText(
        const QString& line, QPointF middle, double points, const QColor& color, Weight weight = Weight::Regular);
    void shape(Shape shape) { m_drawing.items.push_back(std::move(shape)); }
    void rectangle(const QRectF& place, const QColor& fill, const QColor& stroke = {}, double radius = 0);
    /// A hatched bar: the lines are shapes of their own, since SVG would lose a pattern.
    void hatched(const QRectF& place, const QColor& color);
    void line(QPointF from, QPointF to, const QColor& color, double width = 0.75);
    void mark(const QRectF& place, const QString& label, int index)
    {
        m_drawing.marks.emplace_back(place, label, index);
    }

    /// Title, subtitle and n; gives the y below them.
    double heading(const Chart& chart);
    double heading(const QString& title, const QString& under);
    /// The drawing, as high as `bottom` says, rounded up to whole points, so that a page can have just its size.
    Drawing finish(const QString& title, const QString& description, double bottom);

private:
    Look m_look;
    Lettering m_lettering;
    Drawing m_drawing;
};

/// "Not stated", or the label with what would break a line taken out and cut at 300 characters.
[[nodiscard]] QString shownLabel(const Category& category);
/// For the tooltip and the screen reader: "Phase 2: 12".
[[nodiscard]] QString spoken(const Category& category);
[[nodiscard]] QString spoken(const Chart& chart);

/// The number at a tick.
[[nodiscard]] QString tickText(double tick);

[[nodiscard]] Drawing yearChart(const Chart& chart, const Look& look);

} // namespace winnow::figure
