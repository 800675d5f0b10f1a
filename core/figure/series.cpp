#include "core/figure/series.h"

#include <array>
#include <utility>

namespace winnow::figure {

QColor seriesColor(const Palette& palette, std::size_t series)
{
    return std::array{palette.bar, palette.warning, palette.muted}.at(series % 3);
}

void point(Sheet& sheet, QPointF middle, double across, std::size_t series)
{
    const Palette& palette = sheet.look().palette;
    const double half = across / 2;
    Shape shape;
    switch (series % 3) {
    case 0:
        shape.path.addEllipse(middle, half, half);
        break;
    case 1:
        shape.path.addRect(QRectF(middle.x() - half * 0.9, middle.y() - half * 0.9, across * 0.9, across * 0.9));
        break;
    default:
        shape.path.addPolygon(QPolygonF({middle + QPointF(0, -half * 1.2), middle + QPointF(half * 1.1, half * 0.9),
            middle + QPointF(-half * 1.1, half * 0.9)}));
        shape.path.closeSubpath();
    }
    const bool hollow = series % 3 == 1;
    shape.fill = hollow ? palette.background : seriesColor(palette, series);
    shape.stroke = hollow ? seriesColor(palette, series) : palette.background;
    shape.width = hollow ? 1.2 : 0.5;
    sheet.shape(std::move(shape));
}

double seriesLegend(Sheet& sheet, double top, const QStringList& names)
{
    constexpr double Size = 8;
    const double size = sheet.size(Size);
    const double line = Lettering::height(size);
    const double symbol = sheet.size(6);
    double x = Sheet::Margin;
    double y = top;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString name =
            sheet.lettering().elided(names[i], size, sheet.width() - 2 * Sheet::Margin - symbol - sheet.size(4));
        const double width = symbol + sheet.size(4) + sheet.lettering().width(name, size);
        if (x > Sheet::Margin && x + width > sheet.width() - Sheet::Margin) {
            x = Sheet::Margin;
            y += line + sheet.size(2);
        }
        point(sheet, {x + symbol / 2, y + line / 2}, symbol, static_cast<std::size_t>(i));
        sheet.text(name, x + symbol + sheet.size(4), y, Size, sheet.look().palette.text);
        x += width + sheet.size(12);
    }
    return names.isEmpty() ? top : y + line + sheet.size(4);
}

} // namespace winnow::figure
