#include "core/figure/chartframe.h"

#include "core/prisma/prisma.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

} // namespace

void Sheet::text(
    const QString& line, double x, double top, double points, const QColor& color, Qt::Alignment align, Weight weight)
{
    if (line.isEmpty())
        return;
    const double w = m_lettering.width(line, size(points), weight);
    const double left = align & Qt::AlignHCenter ? x - w / 2 : align & Qt::AlignRight ? x - w : x;
    m_drawing.items.emplace_back(Text{QRectF(left, top, w, Lettering::height(size(points))), line, size(points),
        weight == Weight::Bold, Qt::AlignLeft | Qt::AlignVCenter, color, 0});
}

void Sheet::uprightText(const QString& line, QPointF middle, double points, const QColor& color, Weight weight)
{
    const QSizeF lying(m_lettering.width(line, size(points), weight), Lettering::height(size(points)));
    m_drawing.items.emplace_back(Text{QRectF(middle - QPointF(lying.width() / 2, lying.height() / 2), lying), line,
        size(points), weight == Weight::Bold, Qt::AlignLeft | Qt::AlignVCenter, color, -90});
}

void Sheet::rectangle(const QRectF& place, const QColor& fill, const QColor& stroke, double radius)
{
    Shape shape;
    if (radius > 0)
        shape.path.addRoundedRect(place, radius, radius);
    else
        shape.path.addRect(place);
    shape.fill = fill;
    shape.stroke = stroke;
    m_drawing.items.emplace_back(std::move(shape));
}

void Sheet::hatched(const QRectF& place, const QColor& color)
{
    if (place.isEmpty())
        return;
    constexpr double Step = 4;
    Shape lines;
    lines.stroke = color;
    lines.width = 0.6;
    // Lines x + y = c, cut at the rectangle's edges.
    const double end = place.right() + place.bottom();
    for (int n = static_cast<int>(std::ceil((place.left() + place.top()) / Step)); n * Step < end; ++n) {
        const double c = n * Step;
        const double fromX = std::max(place.left(), c - place.bottom());
        const double toX = std::min(place.right(), c - place.top());
        if (toX - fromX < 0.01)
            continue;
        lines.path.moveTo(fromX, c - fromX);
        lines.path.lineTo(toX, c - toX);
    }
    shape(std::move(lines));
    rectangle(place, {}, color);
}

void Sheet::line(QPointF from, QPointF to, const QColor& color, double width)
{
    Shape shape;
    shape.path.moveTo(from);
    shape.path.lineTo(to);
    shape.stroke = color;
    shape.width = width;
    m_drawing.items.emplace_back(std::move(shape));
}

double Sheet::heading(const Chart& chart)
{
    QString under = chart.n ? tr("n = %1").arg(prisma::number(*chart.n)) : QString();
    if (!chart.subtitle.isEmpty())
        under += (under.isEmpty() ? QString() : QStringLiteral(" · ")) + chart.subtitle;
    return heading(chart.title, under);
}

double Sheet::heading(const QString& title, const QString& under)
{
    double y = Margin;
    const double room = width() - 2 * Margin;
    for (const QString& line : m_lettering.wrapped(title, size(TitleSize), room, Weight::Bold, 3)) {
        text(line, Margin, y, TitleSize, m_look.palette.text, Qt::AlignLeft, Weight::Bold);
        y += Lettering::height(size(TitleSize));
    }
    for (const QString& line : m_lettering.wrapped(under, size(TextSize), room, Weight::Regular, 4)) {
        text(line, Margin, y, TextSize, m_look.palette.muted);
        y += Lettering::height(size(TextSize));
    }
    return y + size(8);
}

Drawing Sheet::finish(const QString& title, const QString& description, double bottom)
{
    m_drawing.size = QSizeF(std::ceil(width()), std::ceil(bottom));
    m_drawing.onPaper = m_look.onPaper;
    m_drawing.title = title;
    m_drawing.description = description;
    m_drawing.background = m_look.palette.background;
    return std::move(m_drawing);
}

QString shownLabel(const Category& category)
{
    const QString label = category.label.simplified();
    if (label.isEmpty())
        return tr("Not stated");
    return label.size() > 300 ? label.left(299) + QChar(0x2026) : label;
}

QString tickText(double tick)
{
    // 2^63, the first number that is none of 64 bits with a sign.
    constexpr double Limit = 9223372036854775808.0;
    return prisma::number(tick < Limit ? static_cast<std::int64_t>(tick) : std::numeric_limits<std::int64_t>::max());
}

QString spoken(const Category& category)
{
    return tr("%1: %2").arg(shownLabel(category), prisma::number(category.count));
}

QString spoken(const Chart& chart)
{
    QStringList parts;
    for (const Category& category : chart.categories)
        parts += spoken(category);
    return chart.title + QStringLiteral(". ")
        + (parts.isEmpty() ? tr("Nothing to count yet.") : parts.join(QStringLiteral("; ")));
}

} // namespace winnow::figure
