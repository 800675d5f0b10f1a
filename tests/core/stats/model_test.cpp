// Laws and edges of meta-analyses that hold without reference results.
#include "core/stats/mantelhaenszel.h"
#include "core/stats/model.h"
#include "core/stats/sensitivity.h"
#include "core/stats/smallstudy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace winnow::stats {
namespace {

struct Data {
    std::vector<double> y;
    std::vector<double> v;
};

Data made(std::size_t k, double tau2, std::uint64_t seed)
{
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> variance{0.01, 0.3};
    std::normal_distribution<double> normal;
    Data data;
    for (std::size_t i = 0; i < k; ++i) {
        data.v.push_back(variance(random));
        data.y.push_back(normal(random) * std::sqrt(tau2 + data.v.back()));
    }
    return data;
}

Fit fitOf(const Data& data, const ModelOptions& options = {})
{
    const auto found = fit(data.y, data.v, options);
    EXPECT_TRUE(found) << (found ? "" : found.error().message.toStdString());
    return found ? *found : Fit{};
}

TEST(Model, EveryEstimatorScalesWithTheUnits)
{
    const Data data = made(12, 0.2, 1);
    Data scaled = data;
    for (double& y : scaled.y)
        y *= 1000;
    for (double& v : scaled.v)
        v *= 1e6;
    for (const Estimator estimator : allEstimators()) {
        const Fit one = fitOf(data, {estimator, Inference::Wald, 95});
        const Fit other = fitOf(scaled, {estimator, Inference::Wald, 95});
        EXPECT_NEAR(other.tau2, 1e6 * one.tau2, 1e-5 * one.tau2 + 1e-9) << nameOf(estimator);
        EXPECT_NEAR(other.pooled().estimate, 1000 * one.pooled().estimate, 1e-8) << nameOf(estimator);
    }
}

TEST(Model, TheLikelihoodIsHighestWhereItsEstimateLies)
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const Data data = made(8, 0.1, seed);
        for (const Estimator estimator : {Estimator::MaximumLikelihood, Estimator::RestrictedMaximumLikelihood}) {
            const Fit found = fitOf(data, {estimator, Inference::Wald, 95});
            Moments moments{data.y, data.v};
            for (const double other : {0.0, found.tau2 * 0.99, found.tau2 * 1.01, found.tau2 + 1e-3})
                EXPECT_LE(logLikelihood(moments, estimator, other), found.logLikelihood + 1e-12) << seed;
        }
    }
}

TEST(Model, AConstantAsDesignIsThePlainModel)
{
    const Data data = made(9, 0.2, 3);
    for (const Estimator estimator : allEstimators()) {
        const auto design = fit(data.y, data.v, Eigen::MatrixXd::Ones(9, 1), true, {estimator, Inference::AdHoc, 95});
        ASSERT_TRUE(design);
        const Fit plain = fitOf(data, {estimator, Inference::AdHoc, 95});
        EXPECT_NEAR(design->tau2, plain.tau2, 1e-12) << nameOf(estimator);
        EXPECT_NEAR(design->pooled().standardError, plain.pooled().standardError, 1e-12) << nameOf(estimator);
        if (!std::isnan(plain.tau2Error)) {
            EXPECT_NEAR(design->tau2Error, plain.tau2Error, 1e-12) << nameOf(estimator);
        }
    }
}

TEST(Model, OneStudyGivesItselfAndSaysSo)
{
    const Fit one = fitOf({{0.4}, {0.04}}, {Estimator::RestrictedMaximumLikelihood, Inference::KnappHartung, 95});
    EXPECT_EQ(one.pooled().estimate, 0.4);
    EXPECT_NEAR(one.pooled().standardError, 0.2, 1e-15);
    EXPECT_TRUE(std::isnan(one.df));
    EXPECT_EQ(one.i2, 0);
    EXPECT_GE(one.warnings.size(), 2U);
}

TEST(Model, EqualStudiesHaveNoVarianceBetweenThem)
{
    const Data data{{0.3, 0.3, 0.3}, {0.1, 0.2, 0.3}};
    for (const Estimator estimator : allEstimators()) {
        const Fit found = fitOf(data, {estimator, Inference::AdHoc, 95});
        EXPECT_NEAR(found.tau2, 0, 1e-30) << nameOf(estimator);
        EXPECT_NEAR(found.pooled().estimate, 0.3, 1e-15) << nameOf(estimator);
    }
}

TEST(Model, AZeroVarianceIsRefusedWhereItWouldBeDividedBy)
{
    const Data data{{0.3, 0.5, 0.9}, {0, 0.1, 0.1}};
    EXPECT_FALSE(fit(data.y, data.v, {Estimator::DerSimonianLaird, Inference::Wald, 95}));
    EXPECT_FALSE(fit(data.y, data.v, {Estimator::EqualEffects, Inference::Wald, 95}));
    const Data apart{{0.3, 2.5, -1.9, 4}, {0, 0.1, 0.1, 0.2}};
    const auto hedges = fit(apart.y, apart.v, {Estimator::Hedges, Inference::Wald, 95});
    ASSERT_TRUE(hedges);
    EXPECT_TRUE(std::isnan(hedges->q));
}

TEST(Model, WhatCannotBeFittedIsRefusedInWords)
{
    EXPECT_FALSE(fit(std::vector<double>{}, std::vector<double>{}));
    EXPECT_FALSE(fit(std::vector{1.0}, std::vector{-1.0}));
    EXPECT_FALSE(fit(std::vector{Missing}, std::vector{1.0}));
    const Data data = made(4, 0.1, 5);
    EXPECT_FALSE(fit(data.y, data.v, Eigen::MatrixXd::Ones(4, 2), true)); // columns depend on one another
    EXPECT_FALSE(fit(data.y, data.v, Eigen::MatrixXd::Random(4, 4), false)); // too few studies
}

TEST(Model, QProfileHoldsWhereQMeetsItsQuantiles)
{
    const Data data = made(15, 0.3, 7);
    Moments moments{data.y, data.v};
    const TauInterval interval = qProfile(moments, 95);
    ASSERT_GT(interval.tau2.lower, 0);
    EXPECT_NEAR(moments.at(interval.tau2.lower, Moments::Depth::Fit).yPy, 26.11894804503737, 1e-9);
    EXPECT_NEAR(moments.at(interval.tau2.upper, Moments::Depth::Fit).yPy, 5.628726103029, 1e-9);
}

TEST(Sensitivity, TheLastCumulativeStepIsTheWholeAnalysis)
{
    const Data data = made(10, 0.2, 11);
    const auto steps = cumulative(data.y, data.v, orderBy(data.v));
    ASSERT_TRUE(steps);
    EXPECT_NEAR(steps->back().pooled.estimate, fitOf(data).pooled().estimate, 1e-10);
    EXPECT_EQ(steps->back().k, 10U);
}

TEST(Sensitivity, EqualKeysKeepTheirOrderAndMissingOnesComeLast)
{
    const std::vector<double> keys{2, Missing, 1, 2, 1};
    EXPECT_THAT(orderBy(keys), testing::ElementsAre(2, 4, 0, 3, 1));
}

TEST(SmallStudy, ExactRankTestsCountTheOrders)
{
    // Of 3! = 6 orders one agrees in all pairs, so p = 2/6.
    const RankTest three = kendall(std::vector{1.0, 2.0, 3.0}, std::vector{1.0, 2.0, 3.0});
    EXPECT_TRUE(three.exact);
    EXPECT_NEAR(three.tau, 1, 1e-15);
    EXPECT_NEAR(three.p, 1.0 / 3, 1e-14);
    EXPECT_FALSE(kendall(std::vector{1.0, 1.0, 3.0}, std::vector{1.0, 2.0, 3.0}).exact);
}

TEST(SmallStudy, ASymmetricFunnelMissesNothing)
{
    const Data data{{-0.5, 0.5, -0.2, 0.2, 0}, {0.4, 0.4, 0.1, 0.1, 0.05}};
    const auto filled = trimAndFill(data.y, data.v, TrimFill::L0);
    ASSERT_TRUE(filled);
    EXPECT_EQ(filled->missing, 0);
    EXPECT_EQ(filled->estimates, data.y);
}

StudyNumbers table(double a, double b, double c, double d)
{
    StudyNumbers study;
    study[Column::Ai] = a;
    study[Column::Bi] = b;
    study[Column::Ci] = c;
    study[Column::Di] = d;
    return study;
}

TEST(MantelHaenszel, TheContinuityCorrectionNeverTurnsATestUp)
{
    // |O − E| = 0.08, less than the half that is taken off.
    const auto found = mantelHaenszel(Measure::OddsRatio, std::vector{table(3, 7, 4, 10)});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->association.statistic, 0);
    EXPECT_EQ(found->association.p, 1);
}

TEST(MantelHaenszel, WithoutEventsInAGroupNothingIsPooledAndThatIsSaid)
{
    const auto found = mantelHaenszel(Measure::RiskRatio, std::vector{table(0, 10, 3, 7), table(0, 20, 2, 18)});
    ASSERT_TRUE(found);
    EXPECT_TRUE(std::isnan(found->pooled.estimate));
    EXPECT_FALSE(found->warnings.empty());
    EXPECT_FALSE(mantelHaenszel(Measure::MeanDifference, std::vector{table(1, 2, 3, 4)}));
}

TEST(MantelHaenszel, DoubleZeroTablesWeighOnDifferencesAlone)
{
    const std::vector<StudyNumbers> with{table(3, 17, 6, 14), table(0, 50, 0, 50)};
    const std::vector<StudyNumbers> without{with.front()};
    const auto pool = [](Measure measure, const std::vector<StudyNumbers>& studies) {
        const auto found = mantelHaenszel(measure, studies);
        return found ? found->pooled.estimate : Missing;
    };
    EXPECT_EQ(pool(Measure::OddsRatio, with), pool(Measure::OddsRatio, without));
    EXPECT_EQ(pool(Measure::RiskRatio, with), pool(Measure::RiskRatio, without));
    EXPECT_GT(pool(Measure::RiskDifference, with), pool(Measure::RiskDifference, without));
}

} // namespace
} // namespace winnow::stats
