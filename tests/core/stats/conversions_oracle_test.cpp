// Conversions beside metafor's, estmeansd's and the Handbook's.
#include "core/stats/conversions.h"
#include "core/stats/effects.h"
#include "core/stats/fivenumbers.h"
#include "tests/core/stats/oracle.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <cmath>

namespace winnow::stats {
namespace {

QJsonObject conversions()
{
    return readOracle(key("oracle_conversions.json"));
}

double in(const QJsonObject& object, const char* name)
{
    const QJsonValue value = object.value(key(name));
    return value.isDouble() ? value.toDouble() : Missing;
}

FiveNumbers numbersOf(const QJsonObject& input)
{
    return {in(input, "min"), in(input, "q1"), in(input, "median"), in(input, "q3"), in(input, "max"), in(input, "n")};
}

void compare(Agreement& agreement, const QString& what, const Result<MeanAndSd>& ours, const QJsonObject& reference)
{
    agreement.compare(what + key(" mean"), ours ? ours->mean : Missing, reference.value(key("mean")));
    agreement.compare(what + key(" sd"), ours ? ours->sd : Missing, reference.value(key("sd")));
}

TEST(OracleConversions, MediansWithRangesAndQuartilesGiveMeansAndSds)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const auto& entry : conversions().value(key("fivenum")).toArray()) {
        const QJsonObject c = entry.toObject();
        const QString id = c.value(key("id")).toString();
        const FiveNumbers numbers = numbersOf(c.value(key("input")).toObject());
        compare(agreement, id + key(" Luo"), fromNormal(numbers), c.value(key("luo_wan_shi")).toObject());
        compare(agreement, id + key(" Wan"), fromNormalSimply(numbers), c.value(key("simple_mean_wan_sd")).toObject());
        compare(agreement, id + key(" Shi"), fromLogNormal(numbers), c.value(key("lnorm_shi2020")).toObject());
        const auto skew = skewness(numbers);
        const QJsonObject test = c.value(key("skewness_test")).toObject();
        ASSERT_TRUE(skew);
        agreement.compare(id + key(" T"), skew->statistic, test.value(key("tval")));
        agreement.compare(id + key(" critical"), skew->critical, test.value(key("crit")));
        EXPECT_EQ(skew->isSignificant, test.value(key("sig")).toString() == key("TRUE")) << id.toStdString();
    }
    EXPECT_EQ(agreement.report(), "");
}

TEST(OracleConversions, QuantileEstimationFindsMcGrathsDistribution)
{
    WINNOW_NEEDS_SHARED();
    constexpr double Optimised = 1e-3; // the reference is where an optimiser stopped
    for (const auto& entry : conversions().value(key("fivenum")).toArray()) {
        const QJsonObject c = entry.toObject();
        const QJsonObject reference = c.value(key("mcgrath_qe")).toObject();
        const auto found = fromQuantiles(numbersOf(c.value(key("input")).toObject()));
        ASSERT_TRUE(found);
        const std::string id = c.value(key("id")).toString().toStdString();
        EXPECT_NEAR(found->moments.mean, in(reference, "mean"), Optimised * std::abs(in(reference, "mean"))) << id;
        EXPECT_NEAR(found->moments.sd, in(reference, "sd"), Optimised * in(reference, "sd")) << id;
    }
}

TEST(OracleConversions, RatiosWithIntervalsOrPGiveLogsAndVariances)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const auto& entry : conversions().value(key("wald_log")).toArray()) {
        const QJsonObject c = entry.toObject();
        const QJsonObject input = c.value(key("input")).toObject();
        const LogRatio found =
            logRatioFromInterval(in(input, "hr"), {in(input, "lb"), in(input, "ub")}, in(c, "level"));
        agreement.compare(key("log"), found.estimate, c.value(key("log_est")));
        agreement.compare(key("vi"), found.variance, c.value(key("vi")));
        agreement.compare(key("asymmetry"), found.asymmetry, c.value(key("asymmetry")));
    }
    for (const auto& entry : conversions().value(key("wald_log_from_p")).toArray()) {
        const QJsonObject c = entry.toObject();
        const QJsonObject input = c.value(key("input")).toObject();
        const LogRatio found = logRatioFromP(in(input, "hr"), in(input, "p"));
        agreement.compare(key("log from p"), found.estimate, c.value(key("log_est")));
        agreement.compare(key("vi from p"), found.variance, c.value(key("vi")));
    }
    EXPECT_EQ(agreement.report(), "");
}

TEST(OracleConversions, TheHandbooksFormulasHold)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    const QJsonObject handbook = conversions().value(key("handbook")).toObject();
    const auto each = [&](const char* name, auto check) {
        for (const auto& entry : handbook.value(key(name)).toArray())
            check(entry.toObject());
    };
    each("combine_groups", [&](const QJsonObject& c) {
        const QJsonObject i = c.value(key("input")).toObject();
        const Group both = combined({in(i, "n1"), in(i, "m1"), in(i, "sd1")}, {in(i, "n2"), in(i, "m2"), in(i, "sd2")});
        agreement.compare(key("n"), both.n, c.value(key("n")));
        agreement.compare(key("mean"), both.mean, c.value(key("mean")));
        agreement.compare(key("sd"), both.sd, c.value(key("sd")));
    });
    each("sd_from_se", [&](const QJsonObject& c) {
        agreement.compare(key("sd of se"), sdFromStandardError(in(c, "se"), in(c, "n")), c.value(key("sd")));
    });
    each("sd_from_ci_z", [&](const QJsonObject& c) {
        agreement.compare(key("sd of z interval"), sdFromInterval({in(c, "lb"), in(c, "ub")}, in(c, "n"), 95, false),
            c.value(key("sd")));
    });
    each("sd_from_ci_t", [&](const QJsonObject& c) {
        agreement.compare(key("sd of t interval"), sdFromInterval({in(c, "lb"), in(c, "ub")}, in(c, "n"), 95, true),
            c.value(key("sd")));
    });
    each("se_of_MD_from_p_t", [&](const QJsonObject& c) {
        const DifferenceError found = errorFromP(in(c, "md"), in(c, "p"), in(c, "n1"), in(c, "n2"));
        agreement.compare(key("t"), found.t, c.value(key("t")));
        agreement.compare(key("se"), found.standardError, c.value(key("se")));
        agreement.compare(key("sd"), found.sd, c.value(key("sd")));
    });
    each("sd_change", [&](const QJsonObject& c) {
        agreement.compare(key("sd of change"), sdOfChange(in(c, "sd_base"), in(c, "sd_final"), in(c, "r")),
            c.value(key("sd_change")));
        agreement.compare(
            key("r"), correlationFromSds(in(c, "sd_base"), in(c, "sd_final"), in(c, "sd_change")), c.value(key("r")));
    });
    each("hr_parmar_tierney", [&](const QJsonObject& c) {
        LogRank rank{in(c, "OmE"), in(c, "V")};
        if (c.contains(key("observed_events")))
            rank = logRankFromP(in(c, "observed_events"), in(c, "n1"), in(c, "n2"), in(c, "p_two_sided"), true);
        const LogRatio found = logHazardRatio(rank.observedMinusExpected, rank.variance);
        agreement.compare(key("OmE"), rank.observedMinusExpected, c.value(key("OmE")));
        agreement.compare(key("logHR"), found.estimate, c.value(key("logHR")));
        agreement.compare(key("se of HR"), std::sqrt(found.variance), c.value(key("se")));
    });
    for (const auto& entry : conversions().value(key("smd_correction")).toObject().value(key("j_exact")).toArray()) {
        const QJsonObject c = entry.toObject();
        agreement.compare(key("J"), hedgesCorrection(in(c, "df")), c.value(key("J")));
        agreement.compare(key("J approx"), approximateHedgesCorrection(in(c, "df")), c.value(key("J_approx")));
    }
    EXPECT_GT(agreement.compared(), 20);
    EXPECT_EQ(agreement.report(), "");
}

} // namespace
} // namespace winnow::stats
