// Forest plots as data: what stands where.
#include "core/figure/forest.h"
#include "core/figure/ticks.h"
#include "tests/core/figure/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace winnow::figure {
namespace {

QString key(const char* text)
{
    return QString::fromUtf8(text);
}

ForestRow study(const QString& label, double estimate, double lower, double upper, double weight)
{
    ForestRow row;
    row.label = label;
    row.cells = {key("12/345"), key("67/890")};
    row.estimate = estimate;
    row.interval = {lower, upper};
    row.weight = weight;
    row.index = 0;
    return row;
}

Forest plot(int studies)
{
    Forest forest;
    forest.title = key("Mortality");
    forest.labelHeading = key("Study");
    forest.columns = {key("Cells"), key("Control")};
    forest.effectHeading = key("RR [95 % CI]");
    forest.isRatio = true;
    forest.favoursLower = key("Favours cells");
    forest.favoursHigher = key("Favours control");
    for (int i = 0; i < studies; ++i) {
        const double middle = std::exp(0.4 * std::sin(i));
        forest.rows.push_back(study(key("Study %1").arg(i), middle, middle / 1.8, middle * 1.8, 100.0 / studies));
    }
    ForestRow pooled = study(key("All studies"), 0.9, 0.8, 1.1, 100);
    pooled.kind = ForestKind::Pooled;
    pooled.index = -1;
    pooled.prediction = {0.5, 1.6};
    forest.rows.push_back(pooled);
    ForestRow note;
    note.kind = ForestKind::Note;
    note.label = key("Heterogeneity: τ² = 0.1, I² = 40 %");
    forest.rows.push_back(note);
    return forest;
}

/// Triangles that are not diamonds: heads of arrows.
int arrows(const Drawing& drawing)
{
    return static_cast<int>(std::count_if(drawing.items.begin(), drawing.items.end(), [](const Item& item) {
        const auto* shape = std::get_if<Shape>(&item);
        // Move, two lines, one more to close.
        return shape != nullptr && shape->fill.isValid() && shape->path.elementCount() == 4
            && QPointF(shape->path.elementAt(3)) == QPointF(shape->path.elementAt(0));
    }));
}

TEST(ForestPlot, IsLegibleWithAnyNumberOfStudies)
{
    for (const int studies : {0, 1, 2, 13, 200})
        test::expectLegible(forestPlot(plot(studies)), std::to_string(studies));
}

TEST(ForestPlot, IsLegibleWithLongNamesLargeLettersAndOtherScripts)
{
    Forest forest = plot(5);
    forest.rows[0].label = QString(300, u'W');
    forest.rows[1].label = key("שלום ומחקרים אחרים");
    forest.rows[2].label = key("研究 2021");
    forest.favoursLower = QString(200, u'l');
    forest.favoursHigher = QString(200, u'h');
    for (const double letters : {1.0, 2.0}) {
        Look look;
        look.letters = letters;
        test::expectLegible(forestPlot(forest, look), std::to_string(letters));
    }
}

TEST(ForestPlot, HasTheRiskOfBiasBesideTheStudies)
{
    Forest forest = plot(30);
    forest.risk.domains = {{key("D1"), key("Randomisation")}, {key("A long code"), key("Missing outcome data")}};
    forest.risk.words = {key("Low"), key("Some concerns"), key("High")};
    forest.risk.rows.push_back({key("Study 0"), {RiskLevel::Low, RiskLevel::Moderate}, RiskLevel::High, {}, -1});
    forest.rows[0].risk = 0;
    forest.rows[1].risk = 7; // there is no such row
    Look look;
    for (const double letters : {1.0, 2.0}) {
        look.letters = letters;
        test::expectLegible(forestPlot(forest, look), "with judgements");
    }
    const QStringList words = test::words(forestPlot(forest));
    EXPECT_EQ(words.count(key("+")), 1);
    EXPECT_EQ(words.count(key("×")), 1);
    EXPECT_TRUE(words.contains(key("D1: Randomisation")));
    EXPECT_EQ(test::words(forestPlot(plot(30))).count(key("D1")), 0);
}

TEST(ForestPlot, ExtremeIntervalsEndInArrowsWithinThePage)
{
    Forest forest = plot(6);
    const Drawing before = forestPlot(forest);
    forest.rows.insert(forest.rows.begin(), study(key("Wide"), 1.1, 1e-9, 1e9, 0.1));
    forest.rows.insert(
        forest.rows.begin(), study(key("One end"), 1.2, 0.9, std::numeric_limits<double>::infinity(), 1));
    const Drawing after = forestPlot(forest);
    test::expectLegible(after, "extreme");
    EXPECT_EQ(arrows(after) - arrows(before), 3);
}

TEST(ForestPlot, KeepsTheWidthOfAColumnOnPaperAsFarAsLettersCanBeRead)
{
    Forest forest = plot(12);
    forest.columns = {QStringLiteral("Experimental, events of total"), QStringLiteral("Comparator, events of total")};
    for (ForestRow& row : forest.rows)
        row.cells = {QStringLiteral("1,234/12,345"), QStringLiteral("1,234/12,345")};
    const auto drawn = [&forest](double width) {
        Look look;
        look.width = width;
        return forestPlot(forest, look);
    };
    const Drawing drawing = drawn(504);
    ASSERT_GT(drawing.size.width(), 504) << "its columns need more";
    EXPECT_NEAR(drawing.size.width() * drawing.onPaper, 504, 0.5);
    EXPECT_GT(drawn(200).onPaper, 0.6) << "5.6 points are the least";
    EXPECT_EQ(drawn(1500).onPaper, 1);
}

TEST(ForestPlot, AStudyWithoutAnEstimateStaysInTheTable)
{
    Forest forest = plot(3);
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    forest.rows.insert(forest.rows.begin(), study(key("Silent 2001"), unknown, unknown, unknown, unknown));
    const Drawing drawing = forestPlot(forest);
    EXPECT_TRUE(test::words(drawing).contains(key("Silent 2001")));
    EXPECT_TRUE(test::words(drawing).contains(key("not estimable")));
    test::expectLegible(drawing, "not estimable");
}

TEST(ForestPlot, EffectsHaveOneNumberOfDecimals)
{
    const auto words = [](bool isRatio, std::vector<ForestRow> rows) {
        Forest forest;
        forest.isRatio = isRatio;
        forest.rows = std::move(rows);
        return test::words(forestPlot(forest));
    };
    const QStringList differences =
        words(false, {study(key("A"), -0.01, -0.03, 0.01, 50), study(key("B"), 0.000068, -0.0002, 0.0003, 50)});
    EXPECT_THAT(differences, testing::Contains(key("−0.010 [−0.030, 0.010]")));
    EXPECT_THAT(differences, testing::Contains(key("0.000 [−0.000, 0.000]")));
    EXPECT_THAT(words(false, {study(key("A"), 1200, 900, 1500, 100)}), testing::Contains(key("1200 [900, 1500]")));
    EXPECT_THAT(words(false, {study(key("A"), 0.00012, 0.00002, 0.00022, 100)}),
        testing::Contains(key("0.00012 [0.00002, 0.00022]")));
    EXPECT_THAT(words(true, {study(key("A"), 0.8, 0.5, 469522.406, 50), study(key("B"), 0.002, 0.0001, 0.4, 50)}),
        testing::IsSupersetOf({key("0.800 [0.500, 469522]"), key("0.002 [0.000, 0.400]")}));
}

TEST(ForestPlot, EveryStudyAnswersTheMouse)
{
    EXPECT_EQ(forestPlot(plot(7)).marks.size(), 7U);
}

TEST(ForestTicks, AreRoundOnLogarithmicAxes)
{
    EXPECT_THAT(ratioTicks(0.09, 12, 9), testing::ElementsAre(0.1, 0.2, 0.5, 1, 2, 5, 10));
    EXPECT_THAT(ratioTicks(0.009, 120, 5), testing::ElementsAre(0.01, 0.1, 1, 10, 100));
    EXPECT_THAT(ratioTicks(1e-5, 1e5, 3), testing::Contains(1));
    EXPECT_EQ(roundText(0.05), key("0.05"));
    EXPECT_EQ(roundText(0.00001), key("0.00001"));
    EXPECT_EQ(roundText(200), key("200"));
}

TEST(ForestTicks, AreRoundOnLinearAxesAndNeverMoreThanAskedFor)
{
    EXPECT_THAT(differenceTicks(-0.95, 1.05, 5), testing::ElementsAre(-0.5, 0, 0.5, 1));
    EXPECT_THAT(differenceTicks(2012.9, 2015.1, 10), testing::Contains(2013.5));
    EXPECT_THAT(differenceTicks(2012.9, 2015.1, 10, 1), testing::ElementsAre(2013, 2014, 2015));
    EXPECT_THAT(differenceTicks(-0.02, 1.02, 2, 1), testing::ElementsAre(0, 1));
    for (int most = 1; most < 12; ++most)
        EXPECT_LE(differenceTicks(-3.7, 12.2, most).size(), static_cast<std::size_t>(most));
}

TEST(ForestPlot, ItsNumbersAreWrittenAsATable)
{
    const QByteArray table = forestCsv(plot(2));
    EXPECT_EQ(table.count('\n'), 4); // headings, two studies, the pooled estimate
    EXPECT_TRUE(table.startsWith("label,Cells,Control,estimate,lower,upper,weight"));
}

} // namespace
} // namespace winnow::figure
