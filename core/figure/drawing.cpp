#include "core/figure/drawing.h"

#include "core/figure/lettering.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPen>

namespace winnow::figure {

namespace {

void paintShape(QPainter& painter, const Shape& shape)
{
    painter.setBrush(shape.fill.isValid() ? QBrush(shape.fill, shape.pattern) : QBrush(Qt::NoBrush));
    painter.setPen(shape.stroke.isValid() ? QPen(shape.stroke, shape.width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin)
                                          : QPen(Qt::NoPen));
    painter.drawPath(shape.path);
}

/// In SVG a text keeps its size in points, to be edited; everywhere else it is drawn at the size it was measured at
/// and scaled, so that letters stand exactly where the layout put them.
void paintText(QPainter& painter, const Text& text, const Lettering& lettering)
{
    const Weight weight = text.bold ? Weight::Bold : Weight::Regular;
    const double width = lettering.width(text.text, text.size, weight);
    double x = -text.place.width() / 2;
    if (text.align & Qt::AlignHCenter)
        x = -width / 2;
    else if (text.align & Qt::AlignRight)
        x = text.place.width() / 2 - width;
    const double y = -Lettering::height(text.size) / 2 + text.size * Lettering::Baseline;

    painter.save();
    painter.translate(text.place.center());
    if (text.rotation != 0)
        painter.rotate(text.rotation);
    painter.translate(x, y);
    painter.setPen(text.color);
    const bool svg = painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::SVG;
    QFont font = Lettering::font(Lettering::MeasuredSize, weight);
    if (svg)
        font.setPointSizeF(text.size);
    else
        painter.scale(text.size / Lettering::MeasuredSize, text.size / Lettering::MeasuredSize);
    painter.setFont(font);
    painter.drawText(QPointF(0, 0), text.text);
    painter.restore();
}

} // namespace

void paint(QPainter& painter, const Drawing& drawing)
{
    const Lettering lettering;
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRectF(QPointF(0, 0), drawing.size), drawing.background);
    for (const Item& item : drawing.items) {
        if (const auto* shape = std::get_if<Shape>(&item))
            paintShape(painter, *shape);
        else
            paintText(painter, std::get<Text>(item), lettering);
    }
    painter.restore();
}

} // namespace winnow::figure
