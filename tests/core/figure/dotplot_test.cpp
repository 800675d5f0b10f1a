// Dot plots and courses, as data.
#include "core/figure/dotplot.h"
#include "core/figure/timecourse.h"
#include "tests/core/figure/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace winnow::figure {
namespace {

using namespace Qt::Literals::StringLiterals;

DotPlot dots(int rows, int inRow, const QString& label)
{
    DotPlot plot;
    plot.title = u"Adverse events by arm"_s;
    plot.labelHeading = u"Adverse event and study"_s;
    plot.columns = {u"Experimental"_s, u"Comparator"_s};
    plot.axis = u"Patients with the event, %, and 95 % interval"_s;
    plot.series = {u"Experimental"_s, u"Comparator"_s, u"Other arms"_s};
    plot.notes = {QString(400, u'n').replace(50, 1, u' ')};
    for (int i = 0; i < rows; ++i) {
        if (i % 10 == 0) {
            DotRow heading;
            heading.isHeading = true;
            heading.label = u"General disorders and administration site conditions"_s;
            plot.rows.push_back(heading);
        }
        DotRow row;
        row.label = label;
        row.cells = {u"5/30; 7/123456"_s, u"0/28"_s};
        row.index = i;
        for (int k = 0; k < inRow; ++k)
            row.dots.push_back(
                {static_cast<std::size_t>(k % 3), i * 3.0 + k, {0, std::min(100.0, i * 5.0 + 20)}, u"x"_s});
        plot.rows.push_back(row);
    }
    return plot;
}

TEST(DotPlot, IsLegibleWithAnyNumberOfRowsAndLargeLetters)
{
    for (const int rows : {0, 1, 30, 200})
        for (const int inRow : {1, 2, 6})
            for (const double letters : {1.0, 2.0}) {
                Look look;
                look.letters = letters;
                test::expectLegible(dotPlot(dots(std::min(rows, 33), inRow, QString(rows, u'W')), look),
                    std::to_string(rows) + " × " + std::to_string(inRow));
            }
}

TEST(DotPlot, AMarkStandsForEachRowAndSaysItsDots)
{
    DotPlot plot = dots(1, 2, u"Fever · Suk 2016"_s);
    plot.rows[1].dots[0].words = u"Cells 5/30: 16.7 %"_s;
    plot.rows[1].dots[1].words = u"Control 0/28: 0.0 %"_s;
    const Drawing drawing = dotPlot(plot);
    ASSERT_EQ(drawing.marks.size(), 1U);
    EXPECT_EQ(drawing.marks[0].label, u"Fever · Suk 2016: Cells 5/30: 16.7 %; Control 0/28: 0.0 %"_s);
    EXPECT_EQ(drawing.marks[0].index, 0);
    EXPECT_EQ(dotPlotCsv(plot),
        QByteArray("group,row,series,value,lower,upper\r\n"
                   "General disorders and administration site conditions,Fever · Suk 2016,Experimental,0,0,20\r\n"
                   "General disorders and administration site conditions,Fever · Suk 2016,Comparator,1,0,20\r\n"));
}

TEST(DotPlot, ItsAxisEndsWhereNothingCanLie)
{
    DotPlot plot = dots(1, 1, u"a"_s);
    plot.rows[1].dots[0] = {0, 100, {69, 100}, u"10/10"_s};
    const QStringList words = test::words(dotPlot(plot));
    EXPECT_TRUE(words.contains(u"100"_s));
    EXPECT_FALSE(words.contains(u"120"_s));
}

TimeCourse course(int lines, int points, const QString& label)
{
    TimeCourse made;
    made.title = u"MELD over time"_s;
    made.timeAxis = u"Months"_s;
    made.valueAxis = u"MELD"_s;
    made.series = {u"Experimental"_s, u"Comparator"_s};
    for (int i = 0; i < lines; ++i) {
        TimeLine line;
        line.label = label;
        line.series = static_cast<std::size_t>(i % 2);
        line.index = i;
        for (int k = 0; k < points; ++k)
            line.points.push_back({k * 3.0, 20.0 - k + i * 0.3, k % 2 == 0 ? Span{18.0 - k, 22.0} : Span{}, u"w"_s});
        made.lines.push_back(line);
    }
    return made;
}

TEST(TimeCourse, IsLegibleWithManyLinesAndLargeLetters)
{
    for (const int lines : {0, 1, 12, 60})
        for (const int points : {1, 4})
            for (const double letters : {1.0, 2.0}) {
                Look look;
                look.letters = letters;
                test::expectLegible(timeCourse(course(lines, points, QString(lines, u'W')), look),
                    std::to_string(lines) + " × " + std::to_string(points));
            }
}

TEST(TimeCourse, AMarkStandsForEachPoint)
{
    const TimeCourse made = course(2, 3, u"A 2001, cells"_s);
    const Drawing drawing = timeCourse(made);
    ASSERT_EQ(drawing.marks.size(), 6U);
    EXPECT_EQ(drawing.marks[0].label, u"A 2001, cells, w"_s);
    EXPECT_EQ(drawing.marks[5].index, 1);
    EXPECT_TRUE(timeCourseCsv(made).startsWith(
        "line,series,time,value,lower,upper\r\n\"A 2001, cells\",Experimental,0,20,18,22\r\n"));
}

} // namespace
} // namespace winnow::figure
