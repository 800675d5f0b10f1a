#include "core/figure/plane.h"

#include "core/figure/ticks.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace winnow::figure {

namespace {

constexpr double TickSize = 8;

/// The part of a line that lies within the rectangle (Liang and Barsky 1984).
std::optional<std::pair<QPointF, QPointF>> cut(QPointF from, QPointF to, const QRectF& within)
{
    const QPointF way = to - from;
    double begin = 0;
    double end = 1;
    const double steps[4] = {-way.x(), way.x(), -way.y(), way.y()};
    const double room[4] = {
        from.x() - within.left(), within.right() - from.x(), from.y() - within.top(), within.bottom() - from.y()};
    for (int side = 0; side < 4; ++side) {
        if (steps[side] == 0) {
            if (room[side] < 0)
                return std::nullopt;
            continue;
        }
        const double share = room[side] / steps[side];
        if (steps[side] < 0)
            begin = std::max(begin, share);
        else
            end = std::min(end, share);
    }
    if (!(begin <= end))
        return std::nullopt;
    return std::pair{from + begin * way, from + end * way};
}

} // namespace

Axis Axis::about(const QString& title, std::span<const double> values, double margin)
{
    Axis axis;
    axis.title = title;
    double lower = std::numeric_limits<double>::infinity();
    double upper = -lower;
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        lower = std::min(lower, value);
        upper = std::max(upper, value);
    }
    if (lower > upper) {
        lower = 0;
        upper = 1;
    }
    if (!(upper - lower > 1e-12 * (std::abs(lower) + std::abs(upper)))) {
        const double half = lower == 0 ? 1 : std::abs(lower) / 2;
        lower -= half;
        upper += half;
    }
    axis.lower = lower - margin * (upper - lower);
    axis.upper = upper + margin * (upper - lower);
    return axis;
}

Plane::Plane(Sheet& sheet, Axis across, Axis up, double top, double height, double right)
    : m_sheet(sheet)
    , m_across(std::move(across))
    , m_up(std::move(up))
{
    const double size = m_sheet.size(TickSize);
    const double line = Lettering::height(size);
    const int most = std::max(2, static_cast<int>(height / (2 * line)));
    double numbers = 0;
    for (const double tick : ticks(m_up, most))
        numbers = std::max(numbers, m_sheet.lettering().width(text(m_up, tick), size));
    const double title = m_up.title.isEmpty() ? 0 : line + m_sheet.size(4);
    const double left = Sheet::Margin + title + numbers + m_sheet.size(6);
    m_area = QRectF(left, top, std::max(40.0, m_sheet.width() - Sheet::Margin - right - left), height);
    drawUp(Sheet::Margin + line / 2);
    drawAcross();
}

double Plane::share(const Axis& axis, double value) const
{
    const double share = (value - axis.lower) / (axis.upper - axis.lower);
    return axis.isReversed ? 1 - share : share;
}

QPointF Plane::at(double x, double y) const
{
    return {m_area.left() + m_area.width() * share(m_across, x), m_area.bottom() - m_area.height() * share(m_up, y)};
}

bool Plane::shows(double x, double y) const
{
    return m_area.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(at(x, y));
}

std::vector<double> Plane::ticks(const Axis& axis, int most) const
{
    if (!axis.isRatio)
        return differenceTicks(axis.lower, axis.upper, most, axis.isWhole ? 1 : 0);
    auto values = ratioTicks(std::exp(axis.lower), std::exp(axis.upper), most);
    for (double& value : values)
        value = std::log(value);
    return values;
}

QString Plane::text(const Axis& axis, double tick) const
{
    // exp(log(x)) is x but for the last digits, which are not shown.
    return roundText(axis.isRatio ? std::exp(tick) : tick);
}

void Plane::drawUp(double left)
{
    const Palette& palette = m_sheet.look().palette;
    const double size = m_sheet.size(TickSize);
    const double line = Lettering::height(size);
    const int most = std::max(2, static_cast<int>(m_area.height() / (2 * line)));
    for (const double tick : ticks(m_up, most)) {
        const double y = at(m_across.lower, tick).y();
        if (y < m_area.top() - 1e-6 || y > m_area.bottom() + 1e-6)
            continue;
        m_sheet.line({m_area.left(), y}, {m_area.right(), y}, palette.grid);
        // At the lower end the numbers of both axes would meet.
        const double top = std::clamp(y - line / 2, m_area.top() - line / 2, m_area.bottom() - line * 0.9);
        m_sheet.text(text(m_up, tick), m_area.left() - m_sheet.size(5), top, TickSize, palette.text, Qt::AlignRight);
    }
    m_sheet.line(m_area.topLeft(), m_area.bottomLeft(), palette.axis);
    if (!m_up.title.isEmpty())
        m_sheet.uprightText(m_sheet.lettering().elided(m_up.title, size, m_area.height()), {left, m_area.center().y()},
            TickSize, palette.text);
}

void Plane::drawAcross()
{
    const Palette& palette = m_sheet.look().palette;
    const double size = m_sheet.size(TickSize);
    const double gap = m_sheet.size(6);
    const auto haveRoom = [&](const std::vector<double>& some) {
        double free = m_area.left() - m_sheet.size(3);
        for (const double tick : some) {
            const double half = m_sheet.lettering().width(text(m_across, tick), size) / 2;
            const double x = at(tick, m_up.lower).x();
            if (x - half < free || x + half > m_sheet.width() - Sheet::Margin)
                return false;
            free = x + half + gap;
        }
        return true;
    };
    std::vector<double> shown;
    for (int most = 11; most >= 1; --most) {
        shown = ticks(m_across, most);
        if (m_across.isReversed)
            std::ranges::reverse(shown);
        if (haveRoom(shown))
            break;
    }
    const double y = m_area.bottom();
    m_sheet.line(m_area.bottomLeft(), m_area.bottomRight(), palette.axis);
    for (const double tick : shown) {
        const double x = at(tick, m_up.lower).x();
        if (x < m_area.left() - 1e-6 || x > m_area.right() + 1e-6)
            continue;
        m_sheet.line({x, y}, {x, y + m_sheet.size(3)}, palette.axis);
        if (haveRoom({tick}))
            m_sheet.text(text(m_across, tick), x, y + m_sheet.size(4), TickSize, palette.text, Qt::AlignHCenter);
    }
    m_bottom = y + m_sheet.size(6) + Lettering::height(size);
    if (m_across.title.isEmpty())
        return;
    const QString title = m_sheet.lettering().elided(m_across.title, size, m_area.width());
    m_sheet.text(title, m_area.center().x(), m_bottom, TickSize, palette.text, Qt::AlignHCenter);
    m_bottom += Lettering::height(size) + m_sheet.size(4);
}

void Plane::line(QPointF from, QPointF to, const QColor& color, double width, double dash)
{
    const auto seen = cut(at(from.x(), from.y()), at(to.x(), to.y()), m_area);
    if (!seen)
        return;
    const QPointF way = seen->second - seen->first;
    const double length = std::hypot(way.x(), way.y());
    if (dash <= 0 || length <= 0) {
        m_sheet.line(seen->first, seen->second, color, width);
        return;
    }
    for (int i = 0; 2 * dash * i < length; ++i) {
        const double begin = 2 * dash * i;
        m_sheet.line(seen->first + way * (begin / length),
            seen->first + way * (std::min(length, begin + dash) / length), color, width);
    }
}

void Plane::area(const std::vector<QPointF>& outline, const QColor& fill)
{
    QPolygonF polygon;
    for (const QPointF point : outline)
        polygon.append(at(point.x(), point.y()));
    const QPolygonF seen = polygon.intersected(QPolygonF(m_area));
    if (seen.isEmpty())
        return;
    Shape shape;
    shape.path.addPolygon(seen);
    shape.path.closeSubpath();
    shape.fill = fill;
    m_sheet.shape(std::move(shape));
}

void Plane::disc(QPointF where, double across, const QColor& color, bool hollow)
{
    if (!shows(where.x(), where.y()))
        return;
    const QPointF middle = at(where.x(), where.y());
    Shape shape;
    shape.path.addEllipse(middle, across / 2, across / 2);
    shape.fill = hollow ? m_sheet.look().palette.background : color;
    shape.stroke = hollow ? color : m_sheet.look().palette.background;
    shape.width = hollow ? 1 : 0.5;
    m_sheet.shape(std::move(shape));
    m_taken.emplace_back(middle.x() - across / 2, middle.y() - across / 2, across, across);
}

bool Plane::label(QPointF where, double across, const QString& text)
{
    if (!shows(where.x(), where.y()) || text.isEmpty())
        return false;
    const double size = m_sheet.size(TickSize);
    const QPointF middle = at(where.x(), where.y());
    const double width = m_sheet.lettering().width(text, size);
    const double height = Lettering::height(size);
    const double off = across / 2 + m_sheet.size(2);
    const QPointF corners[4] = {{middle.x() + off, middle.y() - height / 2},
        {middle.x() - off - width, middle.y() - height / 2}, {middle.x() - width / 2, middle.y() - off - height},
        {middle.x() - width / 2, middle.y() + off}};
    for (const QPointF corner : corners) {
        const QRectF place(corner, QSizeF(width, height));
        const bool isFree = std::ranges::none_of(m_taken, [&](const QRectF& taken) { return taken.intersects(place); });
        if (!m_area.contains(place) || !isFree)
            continue;
        m_sheet.text(text, corner.x(), corner.y(), TickSize, m_sheet.look().palette.text);
        m_taken.push_back(place);
        return true;
    }
    return false;
}

double legend(Sheet& sheet, double top, const std::vector<Swatch>& swatches)
{
    const Palette& palette = sheet.look().palette;
    const double size = sheet.size(TickSize);
    const double line = Lettering::height(size);
    const double side = sheet.size(7);
    double x = Sheet::Margin;
    double y = top;
    for (const Swatch& swatch : swatches) {
        const QString words =
            sheet.lettering().elided(swatch.words, size, sheet.width() - 2 * Sheet::Margin - side - sheet.size(4));
        const double width = side + sheet.size(4) + sheet.lettering().width(words, size);
        if (x > Sheet::Margin && x + width > sheet.width() - Sheet::Margin) {
            x = Sheet::Margin;
            y += line + sheet.size(2);
        }
        const QRectF place(x, y + (line - side) / 2, side, side);
        Shape shape;
        if (swatch.isDisc)
            shape.path.addEllipse(place);
        else
            shape.path.addRect(place);
        shape.fill = swatch.isHollow ? palette.background : swatch.color;
        shape.stroke = swatch.isDisc ? swatch.color : palette.axis;
        shape.width = swatch.isDisc ? 1 : 0.5;
        sheet.shape(std::move(shape));
        sheet.text(words, x + side + sheet.size(4), y, TickSize, palette.text);
        x += width + sheet.size(12);
    }
    return swatches.empty() ? top : y + line + sheet.size(4);
}

double notes(Sheet& sheet, double top, const QStringList& lines)
{
    const double size = sheet.size(TickSize);
    double y = top;
    for (const QString& note : lines)
        for (const QString& line : sheet.lettering().wrapped(note, size, sheet.width() - 2 * Sheet::Margin)) {
            sheet.text(line, Sheet::Margin, y, TickSize, sheet.look().palette.muted);
            y += Lettering::height(size);
        }
    return y;
}

QColor mixed(const QColor& ground, const QColor& colour, double share)
{
    const auto mix = [share](float a, float b) { return a + static_cast<float>(share) * (b - a); };
    return QColor::fromRgbF(
        mix(ground.redF(), colour.redF()), mix(ground.greenF(), colour.greenF()), mix(ground.blueF(), colour.blueF()));
}

} // namespace winnow::figure
