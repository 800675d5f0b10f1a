#include "core/figure/recallcurve.h"

#include "tests/core/figure/layout.h"

#include <gmock/gmock.h>

namespace winnow::figure {
namespace {

/// Half of the records screened, the relevant ones falling off.
RecallCurve half(std::int64_t records)
{
    RecallCurve curve;
    curve.title = QStringLiteral("Relevant records found");
    curve.subtitle = QStringLiteral("all reviewers together");
    curve.records = records;
    for (int step = 0; step <= 20; ++step)
        curve.seen.push_back({records * step / 40, records * step / 400});
    const auto found = static_cast<double>(curve.seen.back().found);
    for (int step = 0; step <= 10; ++step)
        curve.expected.push_back({records / 2 + records * step / 20, found + step, found, found + 3 * step});
    return curve;
}

TEST(RecallFigure, IsLegibleAtAnyWidthAndSize)
{
    RecallCurve nothing;
    nothing.title = QStringLiteral("Relevant records found");
    RecallCurve untitled = half(5'000);
    untitled.title.clear();
    RecallCurve begun = half(1);
    begun.expected.clear();
    RecallCurve whole = half(400);
    whole.expected.clear();
    RecallCurve open = half(300);
    open.expected.back().high = 1e6;
    for (const auto& [name, curve] : {std::pair("nothing", nothing), std::pair("begun", begun),
             std::pair("small", half(40)), std::pair("large", half(1'234'567)), std::pair("whole", whole),
             std::pair("wide open", open), std::pair("untitled", untitled)})
        for (const double letters : {1.0, 1.4, 2.0})
            for (const double width : {150.0, 200.0, 300.0, 504.0, 720.0}) {
                if (letters > 1 && width < 300)
                    continue; // a panel as narrow as that has smaller letters
                Look look;
                look.width = width;
                look.letters = letters;
                test::expectLegible(recallFigure(curve, look),
                    name + std::string(" × ") + std::to_string(letters) + ", " + std::to_string(width));
            }
}

TEST(RecallFigure, SaysInWordsWhatItDraws)
{
    const Drawing drawing = recallFigure(half(400));
    EXPECT_EQ(drawing.description,
        QStringLiteral("Relevant records found. all reviewers together · 20 relevant among the 200 of 400 records "
                       "screened · expected in all: 30 (95 % interval 20 to 50)"));
    ASSERT_EQ(drawing.marks.size(), 2U);
    EXPECT_EQ(drawing.marks[0].label, QStringLiteral("20 relevant among the 200 of 400 records screened"));
    EXPECT_EQ(drawing.marks[0].index, -1) << "it opens nothing";
}

TEST(RecallFigure, DrawsTheFoundUpToWhereScreeningStandsAndTheExpectedFromThere)
{
    Look look;
    const Drawing drawing = recallFigure(half(400), look);
    QRectF found;
    QRectF expected;
    for (const Item& item : drawing.items)
        if (const auto* shape = std::get_if<Shape>(&item)) {
            if (shape->stroke == look.palette.bar)
                found = shape->path.boundingRect();
            if (shape->stroke == look.palette.warning)
                expected = shape->path.boundingRect();
        }
    EXPECT_GT(found.width(), 100);
    EXPECT_NEAR(found.right(), expected.left(), 1e-6);
    EXPECT_NEAR(found.top(), expected.bottom(), 1e-6);
    EXPECT_NEAR(found.width(), expected.width(), 1e-6) << "half and half";
}

TEST(RecallFigure, GivesEveryPointAsData)
{
    const QList<QByteArray> lines = recallCsv(half(400)).split('\n');
    EXPECT_EQ(lines[0].trimmed(),
        QByteArray("Records screened,Relevant records found,Expected,Lower 95 % limit,Upper 95 % limit"));
    EXPECT_EQ(lines[21].trimmed(), QByteArray("200,20,,,"));
    EXPECT_EQ(lines[32].trimmed(), QByteArray("400,,30.00,20.00,50.00"));
}

} // namespace
} // namespace winnow::figure
