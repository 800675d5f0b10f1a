// A measure over time, a line an arm.
#pragma once

#include "core/figure/forest.h"

namespace winnow::figure {

struct TimePoint {
    double time = 0; ///< in the axis' unit
    double value = 0;
    Span interval;
    QString words; ///< for the tooltip and the screen reader
};

struct TimeLine {
    QString label; ///< study and arm, beside its last point where it has room
    std::size_t series = 0; ///< of TimeCourse::series
    std::vector<TimePoint> points; ///< in order of time
    int index = -1; ///< for marks
};

struct TimeCourse {
    QString title;
    QString subtitle;
    QString timeAxis; ///< "Months"
    QString valueAxis;
    QStringList series; ///< at most three; colour and kind of line tell them apart
    std::vector<TimeLine> lines;
    QStringList notes; ///< beneath
};

/// Lines with a bar at each point that has an interval. A mark a point.
[[nodiscard]] Drawing timeCourse(const TimeCourse& course, const Look& look = {});

/// A line a point: label, series, time, value, lower, upper.
[[nodiscard]] QByteArray timeCourseCsv(const TimeCourse& course);

} // namespace winnow::figure
