#include "core/figure/timecourse.h"

#include "core/base/csv.h"
#include "core/figure/plane.h"
#include "core/figure/series.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <string>

namespace winnow::figure {

namespace {

std::string number(double value)
{
    return std::isnan(value) ? std::string{} : QString::number(value, 'g', 17).toStdString();
}

class CourseLayout {
public:
    CourseLayout(const TimeCourse& course, const Look& look)
        : m_course(course)
        , m_sheet(look)
    {
        for (const TimeLine& line : course.lines)
            m_names = std::max(m_names, m_sheet.lettering().width(line.label, m_sheet.size(NameSize)));
        m_names = std::min(m_names, m_sheet.width() * NamesMost);
    }

    Drawing run()
    {
        std::vector<double> times;
        std::vector<double> values;
        for (const TimeLine& line : m_course.lines)
            for (const TimePoint& at : line.points) {
                times.push_back(at.time);
                values.insert(values.end(), {at.value, at.interval.lower, at.interval.upper});
            }
        double top = m_sheet.heading(m_course.title, m_course.subtitle);
        top = seriesLegend(m_sheet, top, m_course.series) + m_sheet.size(2);
        const double right = m_names > 0 ? m_names + m_sheet.size(Gap) : 0;
        Plane plane(m_sheet, Axis::about(m_course.timeAxis, times), Axis::about(m_course.valueAxis, values), top,
            0.55 * m_sheet.width(), right);
        for (std::size_t i = 0; i < m_course.lines.size(); ++i)
            draw(plane, i);
        QStringList beneath = m_course.notes;
        if (const std::size_t unnamed = names(plane); unnamed > 0)
            beneath.append(QCoreApplication::translate("figure", "Without room for their names: %1 lines.")
                    .arg(QString::number(unnamed)));
        const double bottom = notes(m_sheet, plane.bottom() + m_sheet.size(2), beneath);
        return m_sheet.finish(m_course.title, m_spoken.join(QStringLiteral("; ")), bottom + Sheet::Margin);
    }

private:
    static constexpr double NameSize = 8;
    static constexpr double NamesMost = 0.34; ///< of the width
    static constexpr double Gap = 14;
    static constexpr double PointSize = 6;

    /// Lines stand a little beside each other, so that bars at the same time can be told apart.
    [[nodiscard]] double aside(std::size_t line) const
    {
        const double step = std::min(m_sheet.size(2.5), m_sheet.size(16) / static_cast<double>(m_course.lines.size()));
        return step * (static_cast<double>(line) - static_cast<double>(m_course.lines.size() - 1) / 2);
    }
    [[nodiscard]] QPointF place(const Plane& plane, std::size_t line, double time, double value) const
    {
        QPointF at = plane.at(time, value) + QPointF(aside(line), 0);
        at.setX(std::clamp(at.x(), plane.area().left(), plane.area().right()));
        return at;
    }

    void draw(const Plane& plane, std::size_t which)
    {
        const TimeLine& line = m_course.lines[which];
        const QColor color = seriesColor(m_sheet.look().palette, line.series);
        const double dash = line.series == 0 ? 0 : m_sheet.size(line.series == 1 ? 4 : 1.5);
        const double tail = m_sheet.size(2);
        for (std::size_t i = 0; i < line.points.size(); ++i) {
            const TimePoint& at = line.points[i];
            if (i > 0)
                dashed(place(plane, which, line.points[i - 1].time, line.points[i - 1].value),
                    place(plane, which, at.time, at.value), color, dash);
            if (!at.interval.isKnown())
                continue;
            const QPointF lower = place(plane, which, at.time, at.interval.lower);
            const QPointF upper = place(plane, which, at.time, at.interval.upper);
            m_sheet.line(lower, upper, color);
            for (const QPointF end : {lower, upper})
                m_sheet.line(end - QPointF(tail, 0), end + QPointF(tail, 0), color);
        }
        const double size = m_sheet.size(PointSize);
        for (const TimePoint& at : line.points) {
            const QPointF middle = place(plane, which, at.time, at.value);
            point(m_sheet, middle, size, line.series);
            const QString words = line.label + QStringLiteral(", ") + at.words;
            m_spoken.append(words);
            m_sheet.mark(QRectF(middle.x() - size, middle.y() - size, 2 * size, 2 * size), words, line.index);
        }
    }

    void dashed(QPointF from, QPointF to, const QColor& color, double dash)
    {
        const QPointF way = to - from;
        const double length = std::hypot(way.x(), way.y());
        if (dash <= 0 || length <= 0)
            return m_sheet.line(from, to, color, 1.2);
        for (double begin = 0; begin < length; begin += 2 * dash)
            m_sheet.line(
                from + way * (begin / length), from + way * (std::min(length, begin + dash) / length), color, 1.2);
    }

    /// At the right, in order of the last values, moved apart, with a thin line to each; how many had no room.
    std::size_t names(const Plane& plane)
    {
        const double height = Lettering::height(m_sheet.size(NameSize));
        struct Name {
            double y = 0;
            std::size_t line = 0;
        };
        std::vector<Name> wanted;
        for (std::size_t i = 0; i < m_course.lines.size(); ++i)
            if (const auto& points = m_course.lines[i].points; !points.empty())
                wanted.push_back({plane.at(points.back().time, points.back().value).y(), i});
        std::ranges::stable_sort(wanted, {}, &Name::y);
        const auto most = static_cast<std::size_t>(plane.area().height() / height);
        const std::size_t unnamed = wanted.size() > most ? wanted.size() - most : 0;
        if (unnamed > 0)
            wanted.resize(most);
        // Downwards each below the one before, then upwards where the last would leave the plane.
        double least = plane.area().top();
        for (Name& name : wanted) {
            name.y = std::max(name.y - height / 2, least);
            least = name.y + height;
        }
        double last = plane.area().bottom();
        for (auto name = wanted.rbegin(); name != wanted.rend(); ++name) {
            name->y = std::min(name->y, last - height);
            last = name->y;
        }
        const double x = plane.area().right() + m_sheet.size(Gap);
        for (const Name& name : wanted) {
            const TimeLine& line = m_course.lines[name.line];
            const QPointF end = place(plane, name.line, line.points.back().time, line.points.back().value);
            m_sheet.line(end + QPointF(m_sheet.size(PointSize / 2), 0), {x - m_sheet.size(2), name.y + height / 2},
                mixed(m_sheet.look().palette.background, seriesColor(m_sheet.look().palette, line.series), 0.45), 0.5);
            m_sheet.text(m_sheet.lettering().elided(line.label, m_sheet.size(NameSize), m_names), x, name.y, NameSize,
                seriesColor(m_sheet.look().palette, line.series));
        }
        return unnamed;
    }

    const TimeCourse& m_course;
    Sheet m_sheet;
    double m_names = 0;
    QStringList m_spoken;
};

} // namespace

Drawing timeCourse(const TimeCourse& course, const Look& look)
{
    return CourseLayout{course, look}.run();
}

QByteArray timeCourseCsv(const TimeCourse& course)
{
    std::string text = csv::line({"line", "series", "time", "value", "lower", "upper"});
    for (const TimeLine& line : course.lines)
        for (const TimePoint& point : line.points) {
            const auto series = static_cast<qsizetype>(line.series);
            text += csv::line({line.label.toStdString(),
                series < course.series.size() ? course.series[series].toStdString() : std::string{}, number(point.time),
                number(point.value), number(point.interval.lower), number(point.interval.upper)});
        }
    return QByteArray::fromStdString(text);
}

} // namespace winnow::figure
