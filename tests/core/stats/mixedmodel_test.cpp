// Generalised linear mixed models: against R, and laws that hold without it.
#include "core/stats/mixedmodel.h"

#include "core/stats/counts.h"
#include "core/stats/marginal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace winnow::stats {
namespace {

using enum Column;
using enum MixedModel;
using Rows = std::vector<std::array<double, 4>>;

std::vector<StudyNumbers> studies(const std::array<Column, 4>& columns, const Rows& rows)
{
    std::vector<StudyNumbers> made;
    for (const auto& row : rows) {
        StudyNumbers study;
        study.label = "Trial " + std::to_string(made.size() + 1);
        for (std::size_t i = 0; i < 4; ++i)
            study[columns[i]] = row[i];
        made.push_back(study);
    }
    return made;
}

std::vector<StudyNumbers> tables(const Rows& rows)
{
    return studies({Ai, N1i, Ci, N2i}, rows);
}

std::vector<StudyNumbers> rates(const Rows& rows)
{
    return studies({X1i, T1i, X2i, T2i}, rows);
}

/// Only the first two of each row.
std::vector<StudyNumbers> single(Column events, Column size, const Rows& rows)
{
    std::vector<StudyNumbers> made;
    for (const auto& row : rows) {
        made.emplace_back();
        made.back()[events] = row[0];
        made.back()[size] = row[1];
    }
    return made;
}

/// Catheter infections: Niël-Weise et al. 2007, Crit Care 11: R22.
const Rows Catheters{{0, 116, 3, 117}, {1, 44, 3, 35}, {2, 208, 9, 195}, {0, 130, 7, 136}, {5, 151, 6, 157},
    {1, 98, 4, 139}, {1, 174, 3, 177}, {1, 74, 2, 39}, {1, 97, 19, 103}, {1, 113, 2, 122}, {0, 66, 7, 64},
    {0, 70, 1, 58}, {3, 188, 5, 175}, {6, 187, 11, 180}, {0, 118, 0, 105}, {0, 252, 1, 262}, {1, 345, 3, 362},
    {4, 64, 1, 69}};
/// Infections in catheter days: Niël-Weise et al. 2008, J Antimicrob Chemother 61: 1309.
const Rows CatheterDays{{7, 1344, 11, 1988}, {8, 1600, 8, 1461}, {3, 12012, 14, 10962}, {6, 1536, 10, 1503},
    {1, 370, 1, 483}, {1, 729, 8, 913}, {17, 6760, 15, 6840}, {3, 1107, 7, 1015}, {2, 320, 3, 440}};
/// Strokes in patient years: Hart et al. 1999, Ann Intern Med 131: 492.
const Rows Strokes{
    {9, 413, 19, 398}, {8, 263, 19, 245}, {3, 487, 13, 435}, {6, 237, 9, 241}, {7, 489, 23, 483}, {20, 507, 50, 405}};
/// Successes of hyperdynamic therapy of vasospasm: Pritz et al. 1997, as in Zhou et al. 1999, Stat Med 18: 2321.
const Rows Therapy{{16, 17}, {10, 12}, {4, 8}, {43, 58}, {10, 10}, {25, 42}, {13, 14}, {12, 12}, {22, 41}, {4, 5},
    {5, 6}, {18, 23}, {58, 68}, {6, 10}};
const Rows Rare{{0, 20}, {0, 15}, {1, 40}, {0, 33}, {2, 28}, {0, 12}, {0, 51}, {3, 60}, {0, 8}, {1, 35}};

MixedFit fitOf(Measure measure, const std::vector<StudyNumbers>& data, MixedModel model = FixedStudies, bool t = false)
{
    MixedOptions options;
    options.model = model;
    options.t = t;
    options.effects.dropDoubleZero = true;
    const auto found = mixedModel(measure, data, options);
    EXPECT_TRUE(found) << (found ? "" : found.error().message.toStdString());
    return found ? *found : MixedFit{};
}

struct Expected {
    const char* name;
    Measure measure;
    std::vector<StudyNumbers> data;
    MixedModel model;
    std::size_t k;
    double estimate, error, tau2, sigma2, i2, ratio, wald, logLikelihood;
};

/// R 4.2.2, metafor 3.8-1, lme4 1.1-31: rma.glmm(measure =, model =, control = list(glmerCtrl = list(optimizer =
/// "bobyqa", tolPwrss = 1e-13, optCtrl = list(rhobeg = 0.02, rhoend = 1e-10, maxfun = 1e5)))). By default lme4 stops
/// early: 3e-4 off in Catheters. Standard errors there come from finite differences, which leaves them six digits.
/// Log-likelihoods: logLik of the model, with that of the saturated one added where lme4 leaves it out; metafor's own
/// are conditional on the random effects where τ² > 0.
/// CM.EL by optim and numDeriv::hessian of the likelihood integrated in steps of 0.02; metafor's integrate() leaves its
/// standard errors three digits.
std::vector<Expected> fromR()
{
    return {{"Catheters UM.FS", Measure::OddsRatio, tables(Catheters), FixedStudies, 17, -1.2364934726, 0.280337434,
                0.3195128547, Missing, 24.3541246, 28.7359061, 11.9382549, -55.30112029},
        {"Catheters UM.RS", Measure::OddsRatio, tables(Catheters), RandomStudies, 17, -1.2812279957, 0.329654940,
            0.7258458054, 0.5211803584, 42.2426169, 28.4316178, Missing, -74.85771419},
        {"Catheters CM.EL", Measure::OddsRatio, tables(Catheters), ConditionalExact, 17, -1.3531581254, 0.351040323,
            0.6934578382, Missing, 41.1330287, 28.6092677, 11.8663083, -24.94445663},
        {"Catheters CM.AL", Measure::OddsRatio, tables(Catheters), ConditionalApproximate, 17, -1.3026485173,
            0.338639944, 0.6006838042, Missing, 37.7049515, 27.3917307, 11.1154540, -24.79443913},
        {"Catheter days UM.FS", Measure::RateRatio, rates(CatheterDays), FixedStudies, 9, -0.4587078293, 0.224827335,
            0.0956472695, Missing, 21.2415059, 11.6017744, 9.6975970, -36.93547692},
        {"Catheter days UM.RS", Measure::RateRatio, rates(CatheterDays), RandomStudies, 9, -0.4677597460, 0.226348946,
            0.0913465044, 0.3817630947, 20.4820128, 13.1447423, Missing, -48.68429943},
        {"Catheter days CM.EL", Measure::RateRatio, rates(CatheterDays), ConditionalExact, 9, -0.4762438016,
            0.237701385, 0.1225626007, Missing, 25.6836904, 11.6017744, 9.6975970, -17.70677831},
        {"Strokes UM.FS", Measure::RateRatio, rates(Strokes), FixedStudies, 6, -1.0326953976, 0.162586601, 0, Missing,
            0, 2.9660472, 2.9624555, -27.52091969},
        {"Strokes UM.RS", Measure::RateRatio, rates(Strokes), RandomStudies, 6, -1.0296811304, 0.162580616, 0,
            0.2000390282, 0, 3.3087232, Missing, -36.06432326},
        {"Therapy PLO", Measure::LogitProportion, single(Xi, Ni, Therapy), FixedStudies, 14, 1.3766000690, 0.288385667,
            0.5893252425, Missing, 67.7895271, 42.2323980, 25.0979085, -32.60543308},
        {"Rare PLO", Measure::LogitProportion, single(Xi, Ni, Rare), FixedStudies, 10, -3.7450449614, 0.498845434,
            0.0065702062, Missing, 0.5814524, 9.8736465, 1.0532033, -9.65009221},
        {"Catheter days IRLN", Measure::LogRate, single(Xi, Ti, CatheterDays), FixedStudies, 9, -6.0583508975,
            0.330265728, 0.6542978512, Missing, 75.8371521, 44.4877957, 25.4270182, -24.27296810}};
}

void expectNear(double found, double expected, double tolerance, const std::string& what)
{
    if (std::isnan(expected))
        EXPECT_TRUE(std::isnan(found)) << what;
    else
        EXPECT_NEAR(found, expected, tolerance * std::max(1.0, std::abs(expected))) << what;
}

TEST(MixedModel, AgreesWithRWhereThatHasConverged)
{
    for (const Expected& one : fromR()) {
        const MixedFit fit = fitOf(one.measure, one.data, one.model);
        const std::string name = one.name;
        EXPECT_EQ(fit.k, one.k) << name;
        EXPECT_TRUE(fit.converged) << name;
        expectNear(fit.pooled.estimate, one.estimate, 1e-7, name);
        expectNear(fit.pooled.standardError, one.error, 2e-6, name + " se");
        expectNear(fit.tau2, one.tau2, 1e-7, name + " tau2");
        expectNear(fit.sigma2, one.sigma2, 1e-7, name + " sigma2");
        expectNear(fit.i2, one.i2, 1e-6, name + " I2");
        expectNear(fit.likelihoodRatio.statistic, one.ratio, 1e-7, name + " LRT");
        expectNear(fit.wald.statistic, one.wald, 1e-7, name + " Wald");
        expectNear(fit.logLikelihood, one.logLikelihood, 1e-8, name + " log-likelihood");
    }
}

TEST(MixedModel, HasTestsIntervalsAndErrorsOfVariance)
{
    // As above, and with test = "t"; predict() for the prediction interval; se.tau2 of CM.EL as there.
    const auto therapy = single(Xi, Ni, Therapy);
    const MixedFit z = fitOf(Measure::LogitProportion, therapy);
    EXPECT_NEAR(z.pooled.p, 1.810793e-06, 1e-11);
    EXPECT_NEAR(z.pooled.interval.lower, 0.8113745, 1e-6);
    EXPECT_NEAR(z.pooled.interval.upper, 1.9418256, 1e-6);
    EXPECT_NEAR(predictionInterval(z).lower, -0.2306798, 1e-6);
    EXPECT_NEAR(predictionInterval(z).upper, 2.9838799, 1e-6);
    EXPECT_NEAR(z.likelihoodRatio.p, 6.0002984e-05, 1e-11);
    const MixedFit t = fitOf(Measure::LogitProportion, therapy, FixedStudies, true);
    EXPECT_EQ(t.df, 13);
    EXPECT_NEAR(t.pooled.p, 0.000363755, 1e-8);
    EXPECT_NEAR(t.pooled.interval.lower, 0.7535807, 1e-6);
    EXPECT_NEAR(fitOf(Measure::OddsRatio, tables(Catheters), ConditionalExact).tau2Error, 0.6399448, 1e-6);
}

TEST(MixedModel, MirrorsWhenGroupsAreSwapped)
{
    Rows swapped = Catheters;
    for (auto& row : swapped)
        row = {row[2], row[3], row[0], row[1]};
    for (const MixedModel model : mixedModelsFor(Measure::OddsRatio)) {
        // The levels of RandomStudies are those of one group plus half the effect: the same model either way.
        const MixedFit one = fitOf(Measure::OddsRatio, tables(Catheters), model);
        const MixedFit other = fitOf(Measure::OddsRatio, tables(swapped), model);
        EXPECT_NEAR(one.pooled.estimate, -other.pooled.estimate, 1e-8) << nameOf(model);
        EXPECT_NEAR(one.pooled.standardError, other.pooled.standardError, 1e-8) << nameOf(model);
        EXPECT_NEAR(one.tau2, other.tau2, 1e-8) << nameOf(model);
        EXPECT_NEAR(one.logLikelihood, other.logLikelihood, 1e-8) << nameOf(model);
    }
}

TEST(MixedModel, HearsDoubleZerosOnlyWithRandomLevels)
{
    std::vector<StudyNumbers> without = tables(Catheters);
    without.erase(without.begin() + 14);
    for (const MixedModel model : mixedModelsFor(Measure::OddsRatio)) {
        MixedOptions options;
        options.model = model;
        const auto all = mixedModel(Measure::OddsRatio, tables(Catheters), options);
        const auto some = mixedModel(Measure::OddsRatio, without, options);
        ASSERT_TRUE(all && some);
        const bool hears = model == RandomStudies;
        EXPECT_EQ(all->k, hears ? 18U : 17U);
        EXPECT_EQ(std::abs(all->pooled.estimate - some->pooled.estimate) > 1e-9, hears) << nameOf(model);
        EXPECT_EQ(all->positions.size(), all->k);
        const QString said = hears ? QStringLiteral("heard") : QStringLiteral("Left out");
        EXPECT_TRUE(std::ranges::any_of(all->warnings, [&](const QString& warning) {
            return warning.contains(said) && warning.contains(QStringLiteral("“Trial 15”"));
        })) << nameOf(model);
    }
}

TEST(MixedModel, ModelsMeetWhereTheirAssumptionsDo)
{
    // Without a variance between studies, the levels of Poisson counts cancel (Jackson et al. 2018, section 3).
    const MixedFit fixed = fitOf(Measure::RateRatio, rates(Strokes), FixedStudies);
    const MixedFit conditional = fitOf(Measure::RateRatio, rates(Strokes), ConditionalExact);
    EXPECT_NEAR(fixed.pooled.estimate, conditional.pooled.estimate, 1e-9);
    EXPECT_NEAR(fixed.pooled.standardError, conditional.pooled.standardError, 1e-9);
    // The rarer the events, the better the approximation.
    Rows rarer = Catheters;
    for (auto& row : rarer) {
        row[1] *= 1000;
        row[3] *= 1000;
    }
    const MixedFit exact = fitOf(Measure::OddsRatio, tables(rarer), ConditionalExact);
    const MixedFit approximate = fitOf(Measure::OddsRatio, tables(rarer), ConditionalApproximate);
    EXPECT_NEAR(exact.pooled.estimate, approximate.pooled.estimate, 1e-3);
}

TEST(MixedModel, ConvergesOnScarceEvents)
{
    std::mt19937_64 random{7};
    for (int round = 0; round < 20; ++round) {
        Rows rows;
        for (int i = 0; i < 8; ++i)
            rows.push_back({static_cast<double>(random() % 6), 40, static_cast<double>(random() % 9 + 1), 45});
        for (const MixedModel model : mixedModelsFor(Measure::OddsRatio)) {
            const MixedFit fit = fitOf(Measure::OddsRatio, tables(rows), model);
            EXPECT_TRUE(fit.converged) << round;
            EXPECT_GT(fit.pooled.standardError, 0) << round;
            EXPECT_GE(fit.tau2, 0);
            EXPECT_GE(fit.likelihoodRatio.statistic, 0);
        }
    }
}

TEST(MixedModel, OneStudyGivesItself)
{
    const auto one = tables({{4, 40, 8, 41}});
    for (const MixedModel model : {FixedStudies, RandomStudies}) {
        const MixedFit fit = fitOf(Measure::OddsRatio, one, model);
        EXPECT_NEAR(fit.pooled.estimate, std::log(4.0 * 33 / (36 * 8)), 1e-8);
        EXPECT_NEAR(fit.pooled.standardError, std::sqrt(1.0 / 4 + 1.0 / 36 + 1.0 / 8 + 1.0 / 33), 1e-8);
        EXPECT_EQ(fit.tau2, 0);
        EXPECT_TRUE(std::isnan(fit.i2));
        EXPECT_FALSE(predictionInterval(fit).isKnown());
    }
    EXPECT_EQ(fitOf(Measure::LogRate, single(Xi, Ti, {{5, 100}})).pooled.estimate, std::log(0.05));
}

TEST(MixedModel, SaysWhatCannotBePooled)
{
    const auto problem = [](Measure measure, const std::vector<StudyNumbers>& data, MixedModel model = FixedStudies) {
        MixedOptions options;
        options.model = model;
        const auto found = mixedModel(measure, data, options);
        return found ? std::string{} : found.error().message.toStdString();
    };
    const auto never = tables({{0, 40, 8, 41}, {0, 30, 2, 33}, {0, 50, 0, 51}});
    for (const MixedModel model : mixedModelsFor(Measure::OddsRatio))
        EXPECT_THAT(problem(Measure::OddsRatio, never, model), testing::HasSubstr("nothing can be pooled"));
    EXPECT_THAT(problem(Measure::OddsRatio, tables({{0, 40, 8, 41}, {28, 30, 33, 33}})),
        testing::HasSubstr("nothing can be pooled"));
    EXPECT_THAT(problem(Measure::LogRate, single(Xi, Ti, {{0, 9}, {0, 8}})), testing::HasSubstr("nothing"));
    EXPECT_THAT(problem(Measure::OddsRatio, tables({{0, 40, 0, 41}})), testing::HasSubstr("no study"));
    EXPECT_THAT(problem(Measure::RiskRatio, never), testing::HasSubstr("not for RR"));
    EXPECT_THAT(problem(Measure::RateRatio, rates(Strokes), ConditionalApproximate), testing::HasSubstr("CM.AL"));
    EXPECT_THAT(problem(Measure::LogitProportion, single(Xi, Ni, Rare), RandomStudies), testing::HasSubstr("UM.RS"));
    EXPECT_THAT(
        problem(Measure::OddsRatio, tables({{1.5, 40, 8, 41}}), ConditionalExact), testing::HasSubstr("whole numbers"));
    EXPECT_THAT(problem(Measure::OddsRatio, tables({{41, 40, 8, 41}})), testing::HasSubstr("more events"));
}

TEST(MixedModel, SaysWhenItDoesNotConverge)
{
    // All or nothing in each study: the variance between them grows without end.
    const MixedFit fit =
        fitOf(Measure::LogitProportion, single(Xi, Ni, {{0, 50}, {50, 50}, {0, 50}, {50, 50}, {0, 50}, {50, 50}}));
    EXPECT_FALSE(fit.converged);
    EXPECT_TRUE(std::ranges::any_of(
        fit.warnings, [](const QString& warning) { return warning.contains(QStringLiteral("did not converge")); }));
}

TEST(MixedModel, StepsAreAnalysesOfTheirStudies)
{
    const auto data = tables(Catheters);
    const MixedOptions options;
    const auto steps = leaveOneOut(Measure::OddsRatio, data, options);
    ASSERT_TRUE(steps);
    ASSERT_EQ(steps->size(), 17U);
    std::vector<StudyNumbers> rest = data;
    rest.erase(rest.begin() + 15); // the sixteenth with information, as the fifteenth study has none
    rest.erase(rest.begin() + 14);
    EXPECT_NEAR((*steps)[14].pooled.estimate, fitOf(Measure::OddsRatio, rest).pooled.estimate, 1e-9);
    std::vector<std::size_t> order(17);
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = order.size() - 1 - i;
    const auto more = cumulative(Measure::OddsRatio, data, order, options);
    ASSERT_TRUE(more);
    EXPECT_NEAR(more->back().pooled.estimate, fitOf(Measure::OddsRatio, data).pooled.estimate, 1e-9);
    EXPECT_EQ(more->front().k, 1U);
    // Beginning with a study without events in one group, there is nothing to pool yet.
    const std::vector<std::size_t> zeroFirst{0, 1};
    const auto late = cumulative(Measure::OddsRatio, data, zeroFirst, options);
    ASSERT_TRUE(late);
    EXPECT_TRUE(std::isnan((*late)[0].pooled.estimate));
    EXPECT_FALSE(std::isnan((*late)[1].pooled.estimate));
}

TEST(MixedModelParts, CumulantsAreDerivativesOfOneAnother)
{
    constexpr double H = 1e-4;
    for (const Count& count : {Count::binomial(3, 17), Count::poisson(4, 12), Count::hypergeometric(3, 12, 20, 31),
             Count::hypergeometric(2, 40, 20, 25)})
        for (const double eta : {-3.0, -0.4, 0.0, 1.7}) {
            const Cumulants low = count.cumulants(eta - H);
            const Cumulants at = count.cumulants(eta);
            const Cumulants high = count.cumulants(eta + H);
            for (std::size_t i = 0; i + 1 < at.size(); ++i)
                EXPECT_NEAR((high[i] - low[i]) / (2 * H), at[i + 1], 1e-6 * (1 + std::abs(at[i + 1])));
        }
}

TEST(MixedModelParts, ProbabilitiesOfAllCountsAddUp)
{
    // R: dhyper(3, 20, 31, 12), and BiasedUrn::dFNCHypergeo(3, 20, 31, 12, 2).
    const Count three = Count::hypergeometric(3, 12, 20, 31);
    EXPECT_NEAR(std::exp(three.logProbability(0, three.cumulants(0))), 0.144768470862, 1e-12);
    const double log2 = std::log(2);
    EXPECT_NEAR(std::exp(three.logProbability(log2, three.cumulants(log2))), 0.0257145555589, 1e-12);
    double sum = 0;
    for (int events = 0; events <= 12; ++events) {
        const Count count = Count::hypergeometric(events, 12, 20, 31);
        sum += std::exp(count.logProbability(0.7, count.cumulants(0.7)));
    }
    EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(MixedModelParts, TheMostLikelyValueHasTheObservedMean)
{
    for (const Count& count : {Count::binomial(3, 17), Count::poisson(4, 12), Count::hypergeometric(3, 12, 20, 31)}) {
        const Count::Own own = count.own();
        EXPECT_NEAR(count.cumulants(own.eta)[1], count.y(), 1e-9);
        EXPECT_NEAR(count.cumulants(own.eta)[2], own.information, 1e-9);
    }
    EXPECT_EQ(Count::binomial(0, 9).own().logProbability, 0);
    EXPECT_TRUE(std::isinf(Count::hypergeometric(12, 12, 20, 31).own().eta));
}

TEST(MixedModelParts, NodesIntegratePolynomials)
{
    const Quadrature rule = gaussHermite(7);
    const double moments[] = {1, 0, 1, 0, 3, 0, 15, 0, 105, 0, 945, 0, 10395, 0};
    for (int power = 0; power < 14; ++power) {
        double sum = 0;
        for (std::size_t i = 0; i < rule.nodes.size(); ++i)
            sum += rule.weights[i] * std::pow(rule.nodes[i], power);
        EXPECT_NEAR(sum, moments[power], 1e-9 * std::max(1.0, moments[power])) << power;
    }
}

TEST(MixedModelParts, DerivativesAreThoseOfTheValue)
{
    const std::vector<Count> counts{Count::binomial(2, 30), Count::binomial(7, 33)};
    const auto at = [&](double effect, double tau) {
        const Jet<2> x = Jet<2>::variable(effect, 0);
        const Jet<2> t = Jet<2>::variable(tau, 1);
        const std::array lines{Predictor<Jet<2>>{x + Jet<2>{-1.2}, 0.5 * t}, Predictor<Jet<2>>{Jet<2>{-1.2}, -0.5 * t}};
        return logAdaptive<2>(counts, lines, gaussHermite(7));
    };
    constexpr double H = 1e-4;
    const Jet<2> middle = at(-0.8, 0.9);
    EXPECT_NEAR((at(-0.8 + H, 0.9).value - at(-0.8 - H, 0.9).value) / (2 * H), middle.gradient[0], 1e-7);
    EXPECT_NEAR((at(-0.8, 0.9 + H).value - at(-0.8, 0.9 - H).value) / (2 * H), middle.gradient[1], 1e-7);
    for (int i = 0; i < 2; ++i) {
        const double other = (at(-0.8, 0.9 + H).gradient[i] - at(-0.8, 0.9 - H).gradient[i]) / (2 * H);
        EXPECT_NEAR(other, middle.hessian(i, 1), 1e-6);
        EXPECT_NEAR(middle.hessian(0, 1), middle.hessian(1, 0), 1e-12);
    }
}

} // namespace
} // namespace winnow::stats
