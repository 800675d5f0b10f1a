#include "core/figure/recallcurve.h"

#include "core/base/csv.h"
#include "core/figure/chartframe.h"
#include "core/prisma/prisma.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

QString number(double value)
{
    return prisma::number(std::llround(value));
}

/// A colour between two, opaque: formats differ in what they make of transparency.
QColor between(const QColor& from, const QColor& to, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

RecallCurve::Found present(const RecallCurve& curve)
{
    return curve.seen.empty() ? RecallCurve::Found{} : curve.seen.back();
}

QString foundInWords(const RecallCurve& curve)
{
    const RecallCurve::Found now = present(curve);
    return tr("%1 relevant among the %2 of %3 records screened")
        .arg(prisma::number(now.found), prisma::number(now.screened), prisma::number(curve.records));
}

QString expectedInWords(const RecallCurve& curve)
{
    if (curve.expected.empty())
        return {};
    const RecallCurve::Expected& all = curve.expected.back();
    return tr("expected in all: %1 (95 % interval %2 to %3)").arg(number(all.found), number(all.low), number(all.high));
}

class RecallChart {
public:
    RecallChart(const RecallCurve& curve, const Look& look)
        : m_curve(curve)
        , m_sheet(look)
    {
    }

    Drawing run()
    {
        Chart head;
        head.title = m_curve.title;
        if (!m_curve.title.isEmpty())
            head.subtitle = described();
        double y = legend(m_curve.title.isEmpty() ? Sheet::Margin : m_sheet.heading(head));
        measure();
        m_top = y + m_sheet.size(TickSize) / 2;
        const double title =
            m_sheet.lettering().width(tr("Relevant records found"), m_sheet.size(Sheet::TextSize)); // beside the axis
        m_bottom = m_top + std::max(m_sheet.width() * PlotHeight, title + m_sheet.size(4));
        axes();
        band();
        lines();
        marks();
        y = m_bottom + m_sheet.size(4) + Lettering::height(m_sheet.size(TickSize)) + m_sheet.size(2);
        m_sheet.text(tr("Records screened"), (m_left + m_right) / 2, y, Sheet::TextSize, m_sheet.look().palette.muted,
            Qt::AlignHCenter);
        y += Lettering::height(m_sheet.size(Sheet::TextSize)) + Sheet::Margin;
        return m_sheet.finish(m_curve.title,
            (m_curve.title.isEmpty() ? QString() : m_curve.title + QStringLiteral(". ")) + described(), y);
    }

private:
    static constexpr double TickSize = 8;
    static constexpr double PlotHeight = 0.5; ///< of the width

    [[nodiscard]] QString described() const
    {
        QStringList parts;
        for (const QString& part : {m_curve.subtitle, foundInWords(m_curve), expectedInWords(m_curve)})
            if (!part.isEmpty())
                parts += part;
        return parts.join(u" · ");
    }

    [[nodiscard]] QColor bandColor() const
    {
        const Palette& palette = m_sheet.look().palette;
        return between(palette.background, palette.warning, 0.22);
    }

    /// What the colours are, in a line or, where that is too narrow, one below the other.
    double legend(double y)
    {
        const Palette& palette = m_sheet.look().palette;
        std::vector<std::pair<QString, QColor>> keys{{tr("found"), palette.bar}};
        if (!m_curve.expected.empty()) {
            keys.emplace_back(tr("expected"), palette.warning);
            keys.emplace_back(tr("its 95 % interval"), bandColor());
        }
        const double line = Lettering::height(m_sheet.size(TickSize));
        const double swatch = m_sheet.size(14);
        double x = Sheet::Margin;
        for (const auto& [words, color] : keys) {
            const double needed = swatch + m_sheet.size(4) + m_sheet.lettering().width(words, m_sheet.size(TickSize));
            if (x > Sheet::Margin && x + needed > m_sheet.width() - Sheet::Margin) {
                x = Sheet::Margin;
                y += line;
            }
            m_sheet.rectangle({x, y + line / 2 - m_sheet.size(2), swatch, m_sheet.size(4)}, color);
            m_sheet.text(words, x + swatch + m_sheet.size(4), y, TickSize, palette.muted);
            x += needed + m_sheet.size(14);
        }
        return y + line + m_sheet.size(6);
    }

    void measure()
    {
        const auto found = static_cast<double>(present(m_curve).found);
        double most = std::max(found, 1.0);
        if (!m_curve.expected.empty()) {
            const RecallCurve::Expected& all = m_curve.expected.back();
            // An interval that is wide open, as after a few records, would press the curve flat: it is cut.
            most = std::max({most, all.found, std::min(all.high, 2 * all.found + 5)});
        }
        m_ticks = countTicks(static_cast<std::int64_t>(std::ceil(most)), 5);
        double widest = 0;
        for (const double tick : m_ticks)
            widest = std::max(widest, m_sheet.lettering().width(tickText(tick), m_sheet.size(TickSize)));
        m_left = Sheet::Margin + Lettering::height(m_sheet.size(Sheet::TextSize)) + widest + m_sheet.size(8);
        m_right = m_sheet.width() - Sheet::Margin;
    }

    [[nodiscard]] double across(double screened) const
    {
        return m_left + (m_right - m_left) * screened / static_cast<double>(std::max<std::int64_t>(m_curve.records, 1));
    }
    [[nodiscard]] double upwards(double found) const
    {
        return m_bottom - (m_bottom - m_top) * std::min(1.0, found / m_ticks.back());
    }

    void axes()
    {
        const Palette& palette = m_sheet.look().palette;
        const double line = Lettering::height(m_sheet.size(TickSize));
        for (const double tick : m_ticks) {
            const double y = upwards(tick);
            m_sheet.line({m_left, y}, {m_right, y}, palette.grid);
            m_sheet.text(
                tickText(tick), m_left - m_sheet.size(5), y - line / 2, TickSize, palette.muted, Qt::AlignRight);
        }
        m_sheet.uprightText(tr("Relevant records found"),
            {Sheet::Margin + Lettering::height(m_sheet.size(Sheet::TextSize)) / 2, (m_top + m_bottom) / 2},
            Sheet::TextSize, palette.muted);
        m_sheet.line({m_left, m_bottom}, {m_right, m_bottom}, palette.axis);
        m_sheet.line({m_left, m_top}, {m_left, m_bottom}, palette.axis);
        double free = m_left - m_sheet.size(20); // right of the last number
        for (const double tick : acrossTicks()) {
            const QString words = tickText(tick);
            const double half = m_sheet.lettering().width(words, m_sheet.size(TickSize)) / 2;
            const double middle = std::min(across(tick), m_sheet.width() - Sheet::Margin / 2 - half);
            m_sheet.line({across(tick), m_bottom}, {across(tick), m_bottom + m_sheet.size(3)}, palette.axis);
            if (middle - half < free)
                continue;
            free = middle + half + m_sheet.size(6);
            m_sheet.text(words, middle, m_bottom + m_sheet.size(4), TickSize, palette.muted, Qt::AlignHCenter);
        }
    }

    [[nodiscard]] std::vector<double> acrossTicks() const
    {
        std::vector<double> ticks = countTicks(m_curve.records, 5);
        std::erase_if(ticks, [this](double tick) { return tick > static_cast<double>(m_curve.records); });
        return ticks;
    }

    void band()
    {
        if (m_curve.expected.size() < 2)
            return;
        QPolygonF around;
        for (const RecallCurve::Expected& point : m_curve.expected)
            around.append({across(static_cast<double>(point.screened)), upwards(point.high)});
        for (auto point = m_curve.expected.rbegin(); point != m_curve.expected.rend(); ++point)
            around.append({across(static_cast<double>(point->screened)), upwards(point->low)});
        Shape shape;
        shape.path.addPolygon(around);
        shape.path.closeSubpath();
        shape.fill = bandColor();
        m_sheet.shape(std::move(shape));
    }

    void lines()
    {
        const Palette& palette = m_sheet.look().palette;
        QPolygonF found;
        for (const RecallCurve::Found& point : m_curve.seen)
            found.append({across(static_cast<double>(point.screened)), upwards(static_cast<double>(point.found))});
        QPolygonF expected;
        for (const RecallCurve::Expected& point : m_curve.expected)
            expected.append({across(static_cast<double>(point.screened)), upwards(point.found)});
        curve(expected, palette.warning, 1.2);
        curve(found, palette.bar, 2);
    }

    void curve(const QPolygonF& points, const QColor& color, double width)
    {
        if (points.size() < 2)
            return;
        Shape shape;
        shape.path.addPolygon(points);
        shape.stroke = color;
        shape.width = width;
        m_sheet.shape(std::move(shape));
    }

    void marks()
    {
        const double reach = m_sheet.size(7);
        const auto at = [&](double x, double y, const QString& words) {
            const QRectF plot(m_left, m_top, m_right - m_left, m_bottom - m_top);
            m_sheet.mark(QRectF(x - reach, y - reach, 2 * reach, 2 * reach).intersected(plot), words, -1);
        };
        const RecallCurve::Found now = present(m_curve);
        const QPointF place(across(static_cast<double>(now.screened)), upwards(static_cast<double>(now.found)));
        Shape dot;
        dot.path.addEllipse(place, m_sheet.size(2.5), m_sheet.size(2.5));
        dot.fill = m_sheet.look().palette.bar;
        m_sheet.shape(std::move(dot));
        at(place.x(), place.y(), foundInWords(m_curve));
        if (!m_curve.expected.empty())
            at(m_right, upwards(m_curve.expected.back().found), expectedInWords(m_curve));
    }

    const RecallCurve& m_curve;
    Sheet m_sheet;
    std::vector<double> m_ticks;
    double m_left = 0;
    double m_right = 0;
    double m_top = 0;
    double m_bottom = 0;
};

} // namespace

Drawing recallFigure(const RecallCurve& curve, const Look& look)
{
    return RecallChart(curve, look).run();
}

QByteArray recallCsv(const RecallCurve& curve)
{
    const auto decimal = [](double value) { return QString::number(value, 'f', 2).toStdString(); };
    std::string csv = csv::line({tr("Records screened").toStdString(), tr("Relevant records found").toStdString(),
        tr("Expected").toStdString(), tr("Lower 95 % limit").toStdString(), tr("Upper 95 % limit").toStdString()});
    for (const RecallCurve::Found& point : curve.seen)
        csv += csv::line({std::to_string(point.screened), std::to_string(point.found), {}, {}, {}});
    for (const RecallCurve::Expected& point : curve.expected)
        csv += csv::line(
            {std::to_string(point.screened), {}, decimal(point.found), decimal(point.low), decimal(point.high)});
    return QByteArray::fromStdString(csv);
}

} // namespace winnow::figure
