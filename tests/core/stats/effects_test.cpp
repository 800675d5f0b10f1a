// Laws and edges of effect sizes that hold without reference results.
#include "core/stats/effects.h"
#include "core/stats/studytable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace winnow::stats {
namespace {

using enum Column;

StudyNumbers table(double a, double b, double c, double d)
{
    StudyNumbers study;
    study[Ai] = a;
    study[Bi] = b;
    study[Ci] = c;
    study[Di] = d;
    return study;
}

StudyNumbers means(double m1, double sd1, double n1, double m2, double sd2, double n2)
{
    StudyNumbers study;
    study[M1i] = m1;
    study[Sd1i] = sd1;
    study[N1i] = n1;
    study[M2i] = m2;
    study[Sd2i] = sd2;
    study[N2i] = n2;
    return study;
}

Effect only(Measure measure, const StudyNumbers& study, const EffectOptions& options = {})
{
    const std::vector<StudyNumbers> one{study};
    const auto found = effects(measure, one, options);
    EXPECT_TRUE(found) << (found ? "" : found.error().message.toStdString());
    return found ? found->all.front() : Effect{};
}

EffectOptions withoutGiven()
{
    EffectOptions options;
    options.takesGiven = false;
    return options;
}

TEST(Effects, ExchangingTheGroupsChangesTheSignAlone)
{
    for (const Measure measure : {Measure::RiskRatio, Measure::OddsRatio, Measure::RiskDifference,
             Measure::PetoOddsRatio, Measure::ArcsineDifference}) {
        const Effect one = only(measure, table(4, 16, 9, 12));
        const Effect other = only(measure, table(9, 12, 4, 16));
        EXPECT_NEAR(one.estimate, -other.estimate, 1e-14) << nameOf(measure);
        EXPECT_NEAR(one.variance, other.variance, 1e-14) << nameOf(measure);
    }
    for (const Measure measure : {Measure::MeanDifference, Measure::StandardizedMeanDifference,
             Measure::StandardizedMeanDifferenceHeteroscedastic, Measure::RatioOfMeans}) {
        const Effect one = only(measure, means(10, 2, 20, 12, 3, 25));
        const Effect other = only(measure, means(12, 3, 25, 10, 2, 20));
        EXPECT_NEAR(one.estimate, -other.estimate, 1e-14) << nameOf(measure);
        EXPECT_NEAR(one.variance, other.variance, 1e-14) << nameOf(measure);
    }
}

TEST(Effects, GroupSizesStandForThoseWithoutEvents)
{
    StudyNumbers bySize;
    bySize[Ai] = 4;
    bySize[N1i] = 20;
    bySize[Ci] = 9;
    bySize[N2i] = 21;
    EXPECT_EQ(only(Measure::OddsRatio, bySize).estimate, only(Measure::OddsRatio, table(4, 16, 9, 12)).estimate);
}

TEST(Effects, WhatIsMissingIsNotZero)
{
    const auto found = effects(Measure::RiskRatio, std::vector{table(1, 9, Missing, 7), table(1, 9, 2, 7)});
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->all[0].isUsable());
    EXPECT_TRUE(found->all[1].isUsable());
    EXPECT_EQ(usable(*found).positions, std::vector<std::size_t>{1});
    EXPECT_THAT(found->warnings, testing::SizeIs(1));
}

TEST(Effects, ImpossibleNumbersAreRefusedWithTheStudysName)
{
    StudyNumbers study = table(12, Missing, 2, 7);
    study[N1i] = 10;
    study.label = "Ada 2011";
    const auto found = effects(Measure::RiskRatio, std::vector{study});
    ASSERT_FALSE(found);
    EXPECT_THAT(found.error().message.toStdString(), testing::HasSubstr("Ada 2011"));
    EXPECT_FALSE(effects(Measure::MeanDifference, std::vector{means(1, -2, 10, 2, 2, 10)}));
    EXPECT_FALSE(effects(Measure::OddsRatio, std::vector{table(1, 2, 3, 4)},
        {.add = {},
            .to = CorrectionTo::OnlyZero,
            .dropDoubleZero = false,
            .variance = VarianceType::Unbiased,
            .reportedLevel = 95}));
}

TEST(Effects, AHazardRatioComesFromItsIntervalOrFromTheLogRankTest)
{
    StudyNumbers reported;
    reported[Hr] = 0.5;
    reported[Lb] = 0.25;
    reported[Ub] = 1;
    const Effect effect = only(Measure::HazardRatio, reported);
    EXPECT_NEAR(effect.estimate, std::log(0.5), 1e-14);
    EXPECT_NEAR(std::sqrt(effect.variance), std::log(4) / (2 * 1.959963984540054), 1e-14);
    StudyNumbers logRank;
    logRank[Ome] = -7.4;
    logRank[V] = 80.6;
    EXPECT_NEAR(only(Measure::HazardRatio, logRank).estimate, -7.4 / 80.6, 1e-14);
}

TEST(Effects, EveryMeasureIsFoundByItsName)
{
    for (const Measure measure : allMeasures())
        EXPECT_EQ(measureNamed(nameOf(measure)), measure);
    EXPECT_FALSE(measureNamed("NNT"));
}

TEST(Effects, BackTransformationsStayWhereTheirQuantitiesLie)
{
    EXPECT_EQ(fromDoubleArcsine(0, 20), 0);
    EXPECT_EQ(fromDoubleArcsine(1.6, 20), 1);
    EXPECT_EQ(backTransformed(Measure::ArcsineProportion, -0.1, Missing), 0);
    EXPECT_EQ(backTransformed(Measure::SquareRootRate, -0.1, Missing), 0);
    EXPECT_NEAR(backTransformed(Measure::LogitProportion, 0, Missing), 0.5, 1e-15);
}

TEST(Effects, TheDoubleArcsineComesBackToTheProportion)
{
    StudyNumbers study;
    study[Xi] = 7;
    study[Ni] = 20;
    EXPECT_NEAR(fromDoubleArcsine(only(Measure::DoubleArcsineProportion, study).estimate, 20), 0.35, 1e-12);
}

TEST(StudyTable, CellsAreNumbersOrEmptyAndNothingElse)
{
    const auto parsed = csv::parse("Slab,AI,n1i\nAda,1,\xE2\x88\x92"
                                   "2\nBen,NA,\n");
    ASSERT_TRUE(parsed);
    const auto studies = studiesOf(*parsed);
    ASSERT_TRUE(studies);
    EXPECT_EQ((*studies)[0].label, "Ada");
    EXPECT_EQ((*studies)[0][N1i], -2);
    EXPECT_TRUE(std::isnan((*studies)[1][Ai]));
    const auto wrong = csv::parse("ai\nthree\n");
    ASSERT_TRUE(wrong);
    const auto refused = studiesOf(*wrong);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message.toStdString(), testing::HasSubstr("three"));
}

TEST(Effects, OfTwoGroupsAreTakenAsGivenOnlyWhereTheGroupsAreMissing)
{
    StudyNumbers given;
    given[Yi] = -0.5;
    given[Sei] = 0.2;
    given[Ni] = 80;
    for (const Measure measure : {Measure::RiskRatio, Measure::OddsRatio, Measure::RiskDifference, Measure::RateRatio,
             Measure::MeanDifference, Measure::StandardizedMeanDifference, Measure::RatioOfMeans}) {
        const Effect effect = only(measure, given);
        EXPECT_TRUE(effect.given) << nameOf(measure);
        EXPECT_EQ(effect.estimate, -0.5) << nameOf(measure);
        EXPECT_NEAR(effect.variance, 0.04, 1e-15) << nameOf(measure);
        EXPECT_EQ(effect.size, 80) << nameOf(measure);
        EXPECT_FALSE(only(measure, given, withoutGiven()).isUsable()) << nameOf(measure);
    }
    EXPECT_FALSE(only(Measure::LogitProportion, given).isUsable()) << "which has a size to come back by";
    StudyNumbers both = table(4, 16, 9, 12);
    both[Yi] = 7;
    both[Vi] = 1;
    EXPECT_EQ(only(Measure::RiskRatio, both).estimate, only(Measure::RiskRatio, table(4, 16, 9, 12)).estimate);
    StudyNumbers none = table(0, 20, 0, 21); // known, and says nothing: what is given does not replace it
    none[Yi] = 7;
    none[Vi] = 1;
    EffectOptions dropping;
    dropping.dropDoubleZero = true;
    EXPECT_FALSE(only(Measure::RiskRatio, none, dropping).isUsable());
    StudyNumbers lone; // no precision
    lone[Yi] = 1;
    EXPECT_FALSE(only(Measure::RiskRatio, lone).given);
}

} // namespace
} // namespace winnow::stats
