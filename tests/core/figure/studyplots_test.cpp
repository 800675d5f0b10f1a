// Plots of studies as points, as data: what stands where.
#include "core/figure/plane.h"
#include "core/figure/studyplots.h"
#include "tests/core/figure/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace winnow::figure {
namespace {

QString key(const char* text)
{
    return QString::fromUtf8(text);
}

Funnel funnel(int studies)
{
    Funnel plot;
    plot.title = key("Mortality");
    plot.effect = key("Risk ratio");
    plot.isRatio = true;
    plot.pooled = -0.4;
    for (int i = 0; i < studies; ++i) {
        StudyPoint study;
        study.label = key("Study %1").arg(i);
        study.estimate = -0.4 + 0.5 * std::sin(i);
        study.standardError = 0.05 + 0.01 * (i % 40);
        study.index = i;
        plot.studies.push_back(study);
    }
    plot.hasContours = true;
    plot.contourSlopes = {1.645, 1.960, 2.576};
    plot.contourWords = {key("p > 0.10"), key("0.10 ≥ p > 0.05"), key("0.05 ≥ p > 0.01"), key("p ≤ 0.01")};
    plot.notes = {key("Egger's test: p = 0.2")};
    return plot;
}

Look large()
{
    Look look;
    look.letters = 2;
    return look;
}

TEST(FunnelPlot, IsLegibleWithAnyNumberOfStudiesAndLargeLetters)
{
    for (const int studies : {0, 1, 2, 30, 500}) {
        test::expectLegible(funnelPlot(funnel(studies)), std::to_string(studies));
        test::expectLegible(funnelPlot(funnel(studies), large()), std::to_string(studies) + " large");
    }
}

TEST(FunnelPlot, PreciseStudiesStandAtTheTop)
{
    Funnel plot = funnel(2);
    plot.studies[0].standardError = 0.1;
    plot.studies[1].standardError = 0.4;
    const Drawing drawing = funnelPlot(plot);
    ASSERT_EQ(drawing.marks.size(), 2U);
    EXPECT_LT(drawing.marks[0].place.center().y(), drawing.marks[1].place.center().y());
}

TEST(FunnelPlot, StudiesFilledInAreNamedAndOpenNothing)
{
    Funnel plot = funnel(5);
    StudyPoint filled;
    filled.estimate = 0.3;
    filled.standardError = 0.2;
    filled.isFilledIn = true;
    plot.studies.push_back(filled);
    const Drawing drawing = funnelPlot(plot);
    EXPECT_EQ(drawing.marks.size(), 5U);
    EXPECT_TRUE(test::words(drawing).contains(key("Filled in (trim and fill)")));
    EXPECT_THAT(studyPlotCsv(plot).toStdString(), testing::EndsWith("yes\r\n"));
}

TEST(FunnelPlot, NumbersOfRatiosAreRatios)
{
    EXPECT_TRUE(test::words(funnelPlot(funnel(20))).contains(key("1")));
}

TEST(StudyPlots, HostileNumbersAreLeftOut)
{
    Funnel plot = funnel(3);
    const double infinite = std::numeric_limits<double>::infinity();
    plot.studies[0].estimate = infinite;
    plot.studies[1].standardError = std::numeric_limits<double>::quiet_NaN();
    plot.studies[2].standardError = 0;
    test::expectLegible(funnelPlot(plot), "none left");
    EXPECT_TRUE(funnelPlot(plot).marks.empty());

    Galbraith galbraith;
    static_cast<StudyPlot&>(galbraith) = plot;
    test::expectLegible(galbraithPlot(galbraith), "none left");

    Baujat baujat;
    baujat.studies = {{key("a"), infinite, 1, 0}, {key("b"), 0, 0, 1}};
    EXPECT_EQ(baujatPlot(baujat).marks.size(), 1U);
}

TEST(GalbraithPlot, IsLegibleAndShowsTheEffectsOwnScale)
{
    Galbraith plot;
    static_cast<StudyPlot&>(plot) = funnel(25);
    plot.pooled = -0.4;
    for (const Look& look : {Look{}, large()})
        test::expectLegible(galbraithPlot(plot, look), std::to_string(look.letters));
    EXPECT_EQ(galbraithPlot(plot).marks.size(), 25U);
}

TEST(BaujatPlot, NamesTheFarthestStudiesWhereThereIsRoom)
{
    Baujat plot;
    for (int i = 0; i < 60; ++i)
        plot.studies.push_back({key("A study with quite a long name %1").arg(i), i * 0.1, i * 0.01, i});
    plot.studies.push_back({key("Far out"), 12, 0.3, 60});
    for (const Look& look : {Look{}, large()})
        test::expectLegible(baujatPlot(plot, look), std::to_string(look.letters));
    EXPECT_TRUE(test::words(baujatPlot(plot)).contains(key("Far out")));
}

TEST(BubblePlot, IsLegibleAndSmallStudiesLieInFront)
{
    Bubble plot;
    plot.moderator = key("Latitude");
    plot.effect = key("Risk ratio");
    plot.isRatio = true;
    for (int i = 0; i < 12; ++i) {
        BubblePoint study;
        study.label = key("Study %1").arg(i);
        study.estimate = -0.1 * i;
        study.standardError = 0.2;
        study.weight = i + 1;
        study.moderator = 10 + i;
        study.index = i;
        plot.studies.push_back(study);
    }
    for (int i = 0; i <= 10; ++i)
        plot.line.push_back({10 + i * 1.1, -0.1 * i, -0.1 * i - 0.3, -0.1 * i + 0.3});
    for (const Look& look : {Look{}, large()})
        test::expectLegible(bubblePlot(plot, look), std::to_string(look.letters));
    EXPECT_EQ(bubblePlot(plot).marks.back().index, 0);
    EXPECT_EQ(bubbleCsv(plot).count('\n'), 13);
}

TEST(BubblePlot, HasNoHalfYears)
{
    Bubble plot;
    for (const int year : {2013, 2014}) {
        BubblePoint study;
        study.estimate = year - 2013.4;
        study.standardError = 0.2;
        study.moderator = year;
        plot.studies.push_back(study);
    }
    const auto isAmong = [&](const char* tick) { return test::words(bubblePlot(plot)).contains(key(tick)); };
    EXPECT_TRUE(isAmong("2013") && isAmong("2014"));
    EXPECT_FALSE(isAmong("2013.2") || isAmong("2013.5"));
    plot.studies.front().moderator = 2012.9; // no year, then
    EXPECT_TRUE(isAmong("2013.2") || isAmong("2013.5"));
}

TEST(Axis, ASingleValueStillHasARange)
{
    const double values[] = {5, 5};
    const Axis axis = Axis::about(key("x"), values);
    EXPECT_LT(axis.lower, 5);
    EXPECT_GT(axis.upper, 5);
}

} // namespace
} // namespace winnow::figure
