#include "core/figure/course.h"
#include "tests/core/figure/layout.h"

#include <gtest/gtest.h>

namespace winnow::figure {
namespace {

using namespace Qt::Literals::StringLiterals;

Course example()
{
    return {u"Agreement over time"_s, u"Records both judged"_s, {u"1–100"_s, u"101–200"_s, u"201–240"_s},
        {{u"Agreement"_s, {0.9, 0.95, 1.0}}, {u"Kappa"_s, {0.6, std::nullopt, -0.2}}}};
}

} // namespace

TEST(CourseChart, SaysEachStretchInWords)
{
    const Drawing drawing = courseChart(example());
    ASSERT_EQ(drawing.marks.size(), 3U);
    EXPECT_EQ(drawing.marks[0].label, u"1–100: Agreement 0.90, Kappa 0.60"_s);
    EXPECT_EQ(drawing.marks[1].label, u"101–200: Agreement 0.95"_s) << "kappa has no value there";
    EXPECT_EQ(drawing.marks[2].label, u"201–240: Agreement 1.00, Kappa −0.20"_s);
    EXPECT_TRUE(drawing.description.contains(drawing.marks[2].label));
}

TEST(CourseChart, IsLegibleAtAnyWidth)
{
    for (const double width : {200.0, 504.0, 1000.0}) {
        Look look;
        look.width = width;
        const Drawing drawing = courseChart(example(), look);
        test::expectLegible(drawing, std::to_string(width));
    }
}

TEST(CourseChart, NamesItsLinesAndItsAxis)
{
    const QStringList texts = test::words(courseChart(example()));
    for (const QString& text : {u"Agreement"_s, u"Kappa"_s, u"Records both judged"_s, u"1"_s, u"0"_s})
        EXPECT_TRUE(texts.contains(text)) << text.toStdString();
}

TEST(CourseChart, OfNothingIsAnEmptyFrame)
{
    const Drawing drawing = courseChart({});
    EXPECT_TRUE(drawing.marks.empty());
    EXPECT_GT(drawing.size.height(), 0);
}

} // namespace winnow::figure
