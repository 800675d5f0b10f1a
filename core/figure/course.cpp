#include "core/figure/course.h"

#include "core/figure/chartframe.h"
#include "core/figure/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace winnow::figure {

namespace {

constexpr double TickSize = 8;
constexpr double PlotHeight = 0.36; ///< of the width

QString shown(double value)
{
    return QString::number(value, 'f', 2).replace(u'-', QChar{0x2212});
}

class CourseChart {
public:
    CourseChart(const Course& course, const Look& look)
        : m_course(course)
        , m_sheet(look)
    {
        for (const Course::Line& line : course.lines)
            for (const std::optional<double>& value : line.values)
                m_lowest = std::min(m_lowest, value.value_or(0));
        m_lowest = m_lowest < 0 ? std::max(-1.0, std::floor(m_lowest * 5) / 5) : 0;
    }

    Drawing run()
    {
        double y = Sheet::Margin;
        for (const QString& line : m_sheet.lettering().wrapped(
                 m_course.title, m_sheet.size(Sheet::TitleSize), m_sheet.width() - 2 * Sheet::Margin, Weight::Bold)) {
            m_sheet.text(
                line, Sheet::Margin, y, Sheet::TitleSize, m_sheet.look().palette.text, Qt::AlignLeft, Weight::Bold);
            y += Lettering::height(m_sheet.size(Sheet::TitleSize));
        }
        y += m_sheet.size(6);
        m_top = y + m_sheet.size(4);
        m_bottom = m_top + m_sheet.width() * PlotHeight;
        double names = 0;
        for (const Course::Line& line : m_course.lines)
            names = std::max(names, m_sheet.lettering().width(line.name, m_sheet.size(TickSize)));
        m_left = Sheet::Margin + m_sheet.lettering().width(shown(-0.88), m_sheet.size(TickSize)) + m_sheet.size(6);
        m_right = m_sheet.width() - Sheet::Margin - names - m_sheet.size(10);
        axis();
        for (std::size_t i = 0; i < m_course.lines.size(); ++i)
            line(i);
        endNames();
        marks();
        const double below = m_bottom + m_sheet.size(4);
        stretches(below);
        return m_sheet.finish(
            m_course.title, m_spoken, below + 2 * Lettering::height(m_sheet.size(TickSize)) + Sheet::Margin);
    }

private:
    [[nodiscard]] double x(std::size_t stretch) const
    {
        const auto count = static_cast<double>(m_course.stretches.size());
        return m_left + (m_right - m_left) * (static_cast<double>(stretch) + 0.5) / std::max(count, 1.0);
    }
    [[nodiscard]] double y(double value) const
    {
        return m_bottom - (m_bottom - m_top) * (std::clamp(value, m_lowest, 1.0) - m_lowest) / (1 - m_lowest);
    }
    [[nodiscard]] QColor color(std::size_t line) const
    {
        const Palette& palette = m_sheet.look().palette;
        return std::array{palette.bar, palette.warning, palette.text, palette.muted}.at(line % 4);
    }

    void axis()
    {
        const Palette& palette = m_sheet.look().palette;
        const double line = Lettering::height(m_sheet.size(TickSize));
        for (const double tick : differenceTicks(m_lowest, 1, 6)) {
            m_sheet.line({m_left, y(tick)}, {m_right, y(tick)}, std::abs(tick) < 1e-9 ? palette.axis : palette.grid);
            m_sheet.text(
                roundText(tick), m_left - m_sheet.size(4), y(tick) - line / 2, TickSize, palette.muted, Qt::AlignRight);
        }
    }

    /// A line broken where there is no value, with a shape of its own at each.
    void line(std::size_t which)
    {
        const std::vector<std::optional<double>>& values = m_course.lines[which].values;
        Shape path;
        path.stroke = color(which);
        path.width = 1.2;
        const double r = m_sheet.size(2.4);
        Shape points;
        points.fill = color(which);
        bool drawing = false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!values[i]) {
                drawing = false;
                continue;
            }
            const QPointF at(x(i), y(*values[i]));
            if (drawing)
                path.path.lineTo(at);
            else
                path.path.moveTo(at);
            drawing = true;
            if (which % 3 == 0)
                points.path.addEllipse(at, r, r);
            else if (which % 3 == 1)
                points.path.addRect(QRectF(at - QPointF(r, r), QSizeF(2 * r, 2 * r)));
            else
                points.path.addPolygon(
                    QPolygonF({at + QPointF(0, -r * 1.3), at + QPointF(r * 1.2, r), at + QPointF(-r * 1.2, r)}));
        }
        m_sheet.shape(std::move(path));
        m_sheet.shape(std::move(points));
    }

    /// Beside the last value of each line, moved apart where they would stand on each other.
    void endNames()
    {
        const double height = Lettering::height(m_sheet.size(TickSize));
        std::vector<std::pair<double, std::size_t>> places;
        for (std::size_t i = 0; i < m_course.lines.size(); ++i) {
            const std::vector<std::optional<double>>& values = m_course.lines[i].values;
            const auto last = std::find_if(values.rbegin(), values.rend(), [](const auto& v) { return v.has_value(); });
            if (last != values.rend())
                places.emplace_back(y(**last) - height / 2, i);
        }
        std::sort(places.begin(), places.end());
        double least = m_top - height;
        for (const auto& [wanted, which] : places) {
            const double top = std::max(wanted, least);
            m_sheet.text(m_course.lines[which].name, m_right + m_sheet.size(6), top, TickSize, color(which));
            least = top + height;
        }
    }

    void marks()
    {
        const double half = m_course.stretches.isEmpty() ? 0 : (x(0) - m_left);
        for (qsizetype i = 0; i < m_course.stretches.size(); ++i) {
            const auto stretch = static_cast<std::size_t>(i);
            QStringList said;
            for (const Course::Line& line : m_course.lines)
                if (stretch < line.values.size() && line.values[stretch])
                    said.append(line.name + u' ' + shown(*line.values[stretch]));
            const QString words = m_course.stretches[i] + QStringLiteral(": ") + said.join(QStringLiteral(", "));
            m_spoken += (m_spoken.isEmpty() ? QString() : QStringLiteral("; ")) + words;
            m_sheet.mark(QRectF(x(stretch) - half, m_top, 2 * half, m_bottom - m_top), words, -1);
        }
    }

    /// Every stretch, or every second, third …, as there is room.
    void stretches(double top)
    {
        const Palette& palette = m_sheet.look().palette;
        double widest = 1;
        for (const QString& stretch : m_course.stretches)
            widest = std::max(widest, m_sheet.lettering().width(stretch, m_sheet.size(TickSize)) + m_sheet.size(6));
        const double step =
            m_course.stretches.isEmpty() ? widest : (m_right - m_left) / static_cast<double>(m_course.stretches.size());
        const auto every = std::max<qsizetype>(1, static_cast<qsizetype>(std::ceil(widest / step)));
        for (qsizetype i = 0; i < m_course.stretches.size(); i += every)
            m_sheet.text(
                m_course.stretches[i], x(static_cast<std::size_t>(i)), top, TickSize, palette.muted, Qt::AlignHCenter);
        m_sheet.text(m_course.stretchLabel, (m_left + m_right) / 2, top + Lettering::height(m_sheet.size(TickSize)),
            TickSize, palette.muted, Qt::AlignHCenter);
    }

    const Course& m_course;
    Sheet m_sheet;
    double m_lowest = 0;
    double m_top = 0;
    double m_bottom = 0;
    double m_left = 0;
    double m_right = 0;
    QString m_spoken;
};

} // namespace

Drawing courseChart(const Course& course, const Look& look)
{
    return CourseChart(course, look).run();
}

} // namespace winnow::figure
