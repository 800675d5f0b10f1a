#include "core/figure/course.h"

#include <gtest/gtest.h>

namespace winnow::figure {
namespace {

using namespace Qt::Literals::StringLiterals;

Course example()
{
    return {u"Agreement over time"_s, u"Records both judged"_s, {u"1–100"_s, u"101–200"_s, u"201–240"_s},
        {{u"Agreement"_s, {0.9, 0.95, 1.0}}, {u"Kappa"_s, {0.6, std::nullopt, -0.2}}}};
}

QStringList textsOf(const Drawing& drawing)
{
    QStringList texts;
    for (const Item& item : drawing.items)
        if (const auto* text = std::get_if<Text>(&item))
            texts.append(text->text);
    return texts;
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

TEST(CourseChart, KeepsEverythingWithinItsEdges)
{
    for (const double width : {200.0, 504.0, 1000.0}) {
        Look look;
        look.width = width;
        const Drawing drawing = courseChart(example(), look);
        const QRectF page(QPointF(0, 0), drawing.size);
        for (const Item& item : drawing.items) {
            const QRectF place = std::holds_alternative<Text>(item) ? std::get<Text>(item).place
                                                                    : std::get<Shape>(item).path.boundingRect();
            EXPECT_TRUE(page.adjusted(-1, -1, 1, 1).contains(place) || place.isNull()) << width;
        }
    }
}

TEST(CourseChart, NamesItsLinesAndItsAxis)
{
    const QStringList texts = textsOf(courseChart(example()));
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
