#include "core/figure/timecourse.h"

#include "core/base/csv.h"
#include "core/figure/plane.h"
#include "core/figure/series.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace winnow::figure {

namespace {

std::string number(double value)
{
    return std::isnan(value) ? std::string{} : QString::number(value, 'g', 17).toStdString();
}

} // namespace

Drawing timeCourse(const TimeCourse& course, const Look& look)
{
    Sheet sheet(look);
    const Palette& palette = look.palette;
    std::vector<double> times;
    std::vector<double> values;
    for (const TimeLine& line : course.lines)
        for (const TimePoint& point : line.points) {
            times.push_back(point.time);
            values.insert(values.end(), {point.value, point.interval.lower, point.interval.upper});
        }
    double top = sheet.heading(course.title, course.subtitle);
    top = seriesLegend(sheet, top, course.series);
    Plane plane(
        sheet, Axis::about(course.timeAxis, times), Axis::about(course.valueAxis, values), top, 0.55 * sheet.width());
    const double size = sheet.size(6);
    const double tail = sheet.size(2);
    for (const TimeLine& line : course.lines) {
        const QColor color = seriesColor(palette, line.series);
        const double dash = line.series == 0 ? 0 : sheet.size(line.series == 1 ? 4 : 1.5);
        for (std::size_t i = 0; i < line.points.size(); ++i) {
            const TimePoint& point = line.points[i];
            if (i > 0)
                plane.line(
                    {line.points[i - 1].time, line.points[i - 1].value}, {point.time, point.value}, color, 1.2, dash);
            if (!point.interval.isKnown())
                continue;
            plane.line({point.time, point.interval.lower}, {point.time, point.interval.upper}, color);
            for (const double end : {point.interval.lower, point.interval.upper}) {
                const QPointF at = plane.at(point.time, end);
                sheet.line(at - QPointF(tail, 0), at + QPointF(tail, 0), color);
            }
        }
    }
    QStringList spoken;
    for (const TimeLine& line : course.lines)
        for (const TimePoint& at : line.points) {
            plane.take({at.time, at.value}, size);
            const QPointF middle = plane.at(at.time, at.value);
            point(sheet, middle, size, line.series);
            const QString words = line.label + QStringLiteral(", ") + at.words;
            spoken.append(words);
            sheet.mark(QRectF(middle.x() - size, middle.y() - size, 2 * size, 2 * size), words, line.index);
        }
    for (const TimeLine& line : course.lines)
        if (!line.points.empty())
            plane.label({line.points.back().time, line.points.back().value}, size, line.label);
    const double bottom = notes(sheet, plane.bottom() + sheet.size(2), course.notes);
    return sheet.finish(course.title, spoken.join(QStringLiteral("; ")), bottom + Sheet::Margin);
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
