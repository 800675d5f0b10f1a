// Meta-analyses beside metafor's.
#include "core/stats/mantelhaenszel.h"
#include "core/stats/model.h"
#include "core/stats/sensitivity.h"
#include "core/stats/subgroups.h"
#include "tests/core/stats/oracle.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QJsonArray>

#include <algorithm>
#include <iostream>

namespace winnow::stats {
namespace {

/// A block with its usable effects.
struct Prepared {
    OracleBlock b;
    Sample sample;

    [[nodiscard]] double medianVariance() const
    {
        std::vector<double> v = sample.variances;
        std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
        return v[v.size() / 2];
    }
    /// Of a column of the input, for the usable studies.
    template <typename T> [[nodiscard]] std::vector<T> ofUsable(const std::vector<T>& all) const
    {
        std::vector<T> some;
        for (const std::size_t i : sample.positions)
            some.push_back(all[i]);
        return some;
    }
};

std::vector<Prepared> prepared()
{
    std::vector<Prepared> all;
    for (const OracleBlock& b : oracleBlocks()) {
        const auto found = effects(b.measure(), b.studies(), b.options());
        if (found)
            all.push_back({b, usable(*found)});
    }
    return all;
}

Estimator estimatorOf(const QString& name)
{
    return estimatorNamed(name.toStdString()).value_or(Estimator::EqualEffects);
}

void compareInterval(
    Agreement& agreement, const QString& what, const Interval& ours, const QJsonObject& reference, const QString& stem)
{
    agreement.compare(what + u' ' + stem + key("lb"), ours.lower, reference.value(stem + key("lb")));
    agreement.compare(what + u' ' + stem + key("ub"), ours.upper, reference.value(stem + key("ub")));
}

void compareCoefficient(Agreement& agreement, const QString& what, const Fit& fit, const QJsonObject& reference)
{
    const Coefficient& c = fit.pooled();
    agreement.compare(what + key(" beta"), c.estimate, reference.value(key("beta")));
    agreement.compare(what + key(" se"), c.standardError, reference.value(key("se")));
    agreement.compare(what + key(" stat"), c.statistic, reference.value(key("stat")));
    agreement.compare(what + key(" df"), fit.df, reference.value(key("df")));
    agreement.compare(what + key(" pval"), c.p, reference.value(key("pval")));
    compareInterval(agreement, what, c.interval, reference, key("ci_"));
    compareInterval(agreement, what, predictionInterval(fit), reference, key("pi_"));
    compareInterval(agreement, what, predictionInterval(fit, Prediction::Riley), reference, key("pi_riley_"));
}

void compareTransformed(
    Agreement& agreement, const QString& what, const Fit& fit, const Prepared& p, const QJsonObject& reference)
{
    if (!reference.contains(key("t_beta")))
        return;
    Measure measure = p.b.measure();
    if (p.b.block.value(key("transf")).toString() == key("exp"))
        measure = Measure::HazardRatio;
    const double size = harmonicMean(p.sample.sizes);
    const auto back = [&](Interval interval) { return backTransformed(measure, interval, size); };
    agreement.compare(
        what + key(" t_beta"), backTransformed(measure, fit.pooled().estimate, size), reference.value(key("t_beta")));
    compareInterval(agreement, what, back(fit.pooled().interval), reference, key("t_ci_"));
    compareInterval(agreement, what, back(predictionInterval(fit)), reference, key("t_pi_"));
    compareInterval(agreement, what, back(predictionInterval(fit, Prediction::Riley)), reference, key("t_pi_riley_"));
}

void compareMethod(Agreement& agreement, const Prepared& p, const QString& method, const QJsonObject& reference)
{
    const QString what = p.b.name + u' ' + method;
    for (const Inference test : {Inference::Wald, Inference::KnappHartung, Inference::AdHoc}) {
        const ModelOptions options{estimatorOf(method), test, 95};
        const auto found = fit(p.sample.estimates, p.sample.variances, options);
        if (!found || reference.contains(key("error"))) {
            // With a zero variance metafor gives up where its start is zero, though a likelihood may have its top
            // above.
            if (!found && !reference.contains(key("error")))
                agreement.fail(what + key(" should not fail"));
            if (found && found->tau2 == 0)
                agreement.fail(what + key(" should fail"));
            return;
        }
        const QString testName = QString::fromStdString(std::string{nameOf(test)});
        compareCoefficient(agreement, what + u' ' + testName, *found, reference.value(testName).toObject());
        compareTransformed(agreement, what + u' ' + testName, *found, p, reference.value(testName).toObject());
        if (test != Inference::Wald)
            continue;
        const double boundary = 1e-8 * p.medianVariance();
        const double tau2 = reference.value(key("tau2")).toDouble();
        agreement.compare(what + key(" tau2"), found->tau2, tau2, tau2 < boundary ? boundary : 1e-10);
        agreement.compare(what + key(" se_tau2"), found->tau2Error, reference.value(key("se_tau2")));
        agreement.compare(what + key(" I2"), found->i2, reference.value(key("I2")), 1e-6);
        agreement.compare(what + key(" H2"), found->h2, reference.value(key("H2")));
        agreement.compare(what + key(" QE"), found->q, reference.value(key("QE")));
        agreement.compare(what + key(" QEp"), found->qP, reference.value(key("QEp")));
        agreement.compare(what + key(" loglik"), found->logLikelihood, reference.value(key("loglik")));
        agreement.compare(what + key(" weights"), found->weights, reference.value(key("weights_pct")));
    }
}

void conclude(const Agreement& agreement)
{
    EXPECT_GT(agreement.compared(), 0);
    std::cout << agreement.compared() << " numbers, worst relative error " << agreement.worst() << '\n';
    EXPECT_EQ(agreement.report(), "");
}

TEST(OracleModels, EveryEstimatorTestAndIntervalIsMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Prepared& p : prepared()) {
        const QJsonObject methods = p.b.block.value(key("rma")).toObject();
        for (auto it = methods.begin(); it != methods.end(); ++it)
            compareMethod(agreement, p, it.key(), it->toObject());
    }
    conclude(agreement);
}

void compareTauInterval(
    Agreement& agreement, const QString& what, const TauInterval& ours, const Fit& fit, const QJsonObject& reference)
{
    if (reference.isEmpty())
        return;
    const bool capped = reference.value(key("ub_sign")).toString() == key(">");
    const auto compare = [&](const char* name, auto transform) {
        const QJsonObject bounds = reference.value(key(name)).toObject();
        agreement.compare(what + u' ' + key(name) + key(" lb"), transform(ours.tau2.lower), bounds.value(key("lb")));
        if (!capped) // what metafor gives is the end of its search
            agreement.compare(
                what + u' ' + key(name) + key(" ub"), transform(ours.tau2.upper), bounds.value(key("ub")));
    };
    compare("tau2", [](double tau2) { return tau2; });
    compare("tau", [](double tau2) { return std::sqrt(tau2); });
    compare("I2", [&](double tau2) { return i2At(fit, tau2); });
    compare("H2", [&](double tau2) { return h2At(fit, tau2); });
    if (ours.isNullSet != (reference.value(key("ub_sign")).toString() == key("<")))
        agreement.fail(what + key(" null set"));
}

TEST(OracleModels, IntervalsOfTau2AreMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Prepared& p : prepared()) {
        const QJsonObject reference = p.b.block.value(key("confint")).toObject();
        const auto found = fit(p.sample.estimates, p.sample.variances);
        if (!found)
            continue;
        Moments moments{p.sample.estimates, p.sample.variances};
        const TauInterval profile = qProfile(moments, 95);
        compareTauInterval(
            agreement, p.b.name + key(" QP"), profile, *found, reference.value(key("QP_REML")).toObject());
        compareTauInterval(agreement, p.b.name + key(" QP"), profile, *found, reference.value(key("QP_DL")).toObject());
        const TauInterval likelihood =
            profileLikelihood(moments, Estimator::RestrictedMaximumLikelihood, found->tau2, 95);
        compareTauInterval(
            agreement, p.b.name + key(" PL"), likelihood, *found, reference.value(key("PL_REML")).toObject());
    }
    conclude(agreement);
}

void compareTest(Agreement& agreement, const QString& what, const ChiSquared& ours, const QJsonObject& reference,
    const char* name, const char* suffix)
{
    agreement.compare(what + u' ' + key(name), ours.statistic, reference.value(key(name) + key(suffix)));
    agreement.compare(what + u' ' + key(name) + u'p', ours.p, reference.value(key(name) + u'p' + key(suffix)));
}

void comparePooled(Agreement& agreement, const QString& what, const PooledTables& ours, const QJsonObject& reference)
{
    agreement.compare(what + key(" beta"), ours.pooled.estimate, reference.value(key("beta")));
    agreement.compare(what + key(" se"), ours.pooled.standardError, reference.value(key("se")));
    agreement.compare(what + key(" zval"), ours.pooled.statistic, reference.value(key("zval")));
    agreement.compare(what + key(" pval"), ours.pooled.p, reference.value(key("pval")));
    compareInterval(agreement, what, ours.pooled.interval, reference, key("ci_"));
    agreement.compare(what + key(" QE"), ours.q, reference.value(key("QE")));
    agreement.compare(what + key(" QEp"), ours.qP, reference.value(key("QEp")));
    agreement.compare(what + key(" I2"), ours.i2, reference.value(key("I2")));
    agreement.compare(what + key(" H2"), ours.h2, reference.value(key("H2")));
    agreement.compare(what + key(" k"), static_cast<double>(ours.k), reference.value(key("k")));
    agreement.compare(what + key(" k_yi"), static_cast<double>(ours.kEffects), reference.value(key("k_yi")));
    agreement.compare(what + key(" k_pos"), static_cast<double>(ours.kInformative), reference.value(key("k_pos")));
}

TEST(OracleModels, MantelHaenszelAndItsTestsAreMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const OracleBlock& b : oracleBlocks()) {
        const QJsonObject reference = b.block.value(key("rma_mh")).toObject();
        if (reference.isEmpty())
            continue;
        TableOptions options;
        const auto found = mantelHaenszel(b.measure(), b.studies(), options);
        options.continuityCorrection = false;
        const auto plain = mantelHaenszel(b.measure(), b.studies(), options);
        ASSERT_TRUE(found && plain);
        const QString what = b.name + key(" MH");
        comparePooled(agreement, what, *found, reference);
        compareTest(agreement, what, plain->association, reference, "MH", "_nocorrect");
        compareTest(agreement, what, plain->cochran, reference, "CO", "_nocorrect");
        compareTest(agreement, what, plain->breslowDay, reference, "BD", "_nocorrect");
        compareTest(agreement, what, plain->tarone, reference, "TA", "_nocorrect");
        if (found->association.statistic == 0) // metafor's turns up again below half an event
            continue;
        compareTest(agreement, what, found->association, reference, "MH", "");
        compareTest(agreement, what, found->cochran, reference, "CO", "");
    }
    conclude(agreement);
}

TEST(OracleModels, PetosOddsRatioIsMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const OracleBlock& b : oracleBlocks()) {
        const QJsonObject reference = b.block.value(key("rma_peto")).toObject();
        if (reference.isEmpty())
            continue;
        const auto found = peto(b.studies());
        ASSERT_TRUE(found);
        comparePooled(agreement, b.name + key(" Peto"), *found, reference);
    }
    conclude(agreement);
}

TEST(OracleModels, RevMansRandomEffectsAboutMantelHaenszelAreReproduced)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const OracleBlock& b : oracleBlocks()) {
        const QJsonObject reference = b.block.value(key("mh_random_Qcochrane")).toObject();
        if (reference.isEmpty())
            continue;
        TableOptions options;
        options.effects = b.options();
        const auto found = mantelHaenszelRandom(b.measure(), b.studies(), options);
        ASSERT_TRUE(found);
        agreement.compare(b.name + key(" Q"), found->q, reference.value(key("Q")));
        agreement.compare(b.name + key(" tau2"), found->tau2, reference.value(key("tau2")));
        agreement.compare(b.name + key(" beta"), found->pooled.estimate, reference.value(key("beta")));
        agreement.compare(b.name + key(" se"), found->pooled.standardError, reference.value(key("se")));
    }
    conclude(agreement);
}

void compareRegression(Agreement& agreement, const QString& what, const Fit& fit, const QJsonObject& reference)
{
    std::vector<double> b;
    std::vector<double> se;
    std::vector<double> stat;
    std::vector<double> pval;
    std::vector<double> lower;
    std::vector<double> upper;
    for (const Coefficient& c : fit.coefficients) {
        b.push_back(c.estimate);
        se.push_back(c.standardError);
        stat.push_back(c.statistic);
        pval.push_back(c.p);
        lower.push_back(c.interval.lower);
        upper.push_back(c.interval.upper);
    }
    agreement.compare(what + key(" b"), b, reference.value(key("b")));
    agreement.compare(what + key(" se"), se, reference.value(key("se")));
    agreement.compare(what + key(" stat"), stat, reference.value(key("stat")));
    agreement.compare(what + key(" pval"), pval, reference.value(key("pval")));
    agreement.compare(what + key(" ci_lb"), lower, reference.value(key("ci_lb")));
    agreement.compare(what + key(" ci_ub"), upper, reference.value(key("ci_ub")));
    agreement.compare(what + key(" tau2"), fit.tau2, reference.value(key("tau2")));
    agreement.compare(what + key(" I2"), fit.i2, reference.value(key("I2")), 1e-6);
    agreement.compare(what + key(" R2"), fit.r2, reference.value(key("R2")), 1e-6);
    agreement.compare(what + key(" QE"), fit.q, reference.value(key("QE")));
    agreement.compare(what + key(" QEp"), fit.qP, reference.value(key("QEp")));
    agreement.compare(what + key(" QM"), fit.qm, reference.value(key("QM")));
    agreement.compare(what + key(" QM_df"), fit.qmDf, reference.value(key("QM_df")));
    agreement.compare(what + key(" QMp"), fit.qmP, reference.value(key("QMp")));
}

TEST(OracleModels, MetaRegressionIsMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Prepared& p : prepared()) {
        const QJsonObject reference = p.b.block.value(key("metareg")).toObject();
        if (reference.isEmpty())
            continue;
        const std::vector<double> values = p.ofUsable(p.b.numbers(reference.value(key("moderator")).toString()));
        std::vector<double> y;
        std::vector<double> v;
        std::vector<double> moderator;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i]))
                continue;
            y.push_back(p.sample.estimates[i]);
            v.push_back(p.sample.variances[i]);
            moderator.push_back(values[i]);
        }
        Eigen::MatrixXd design{static_cast<Eigen::Index>(y.size()), 2};
        design.col(0).setOnes();
        for (std::size_t i = 0; i < y.size(); ++i)
            design(static_cast<Eigen::Index>(i), 1) = moderator[i];
        for (const char* method : {"DL", "ML", "REML"})
            for (const char* test : {"z", "knha"}) {
                const ModelOptions options{
                    estimatorOf(key(method)), inferenceNamed(test).value_or(Inference::Wald), 95};
                const auto found = fit(y, v, design, true, options);
                ASSERT_TRUE(found) << found.error().message.toStdString();
                const QString name = QStringLiteral("%1_%2").arg(key(method), key(test));
                compareRegression(agreement, p.b.name + u' ' + name, *found, reference.value(name).toObject());
            }
    }
    conclude(agreement);
}

TEST(OracleModels, SubgroupsWithOwnAndCommonTau2AreMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Prepared& p : prepared()) {
        const QJsonObject reference = p.b.block.value(key("subgroups")).toObject();
        if (reference.isEmpty())
            continue;
        const std::vector<std::string> groups = p.ofUsable(p.b.texts(reference.value(key("by")).toString()));
        for (const char* method : {"EE", "DL", "REML"}) {
            const ModelOptions options{estimatorOf(key(method)), Inference::Wald, 95};
            const auto found = subgroups(p.sample.estimates, p.sample.variances, groups, options);
            ASSERT_TRUE(found);
            const QJsonObject separate = reference.value(key(method) + key("_separate_tau2")).toObject();
            const QJsonArray each = separate.value(key("per_group")).toArray();
            ASSERT_EQ(static_cast<std::size_t>(each.size()), found->groups.size());
            for (std::size_t i = 0; i < found->groups.size(); ++i) {
                const QJsonObject group = each.at(static_cast<qsizetype>(i)).toObject();
                const Fit& own = found->groups[i].fit;
                const QString what = p.b.name + u' ' + key(method) + QStringLiteral(" group %1").arg(i);
                compareCoefficient(agreement, what, own, group);
                agreement.compare(what + key(" k"), static_cast<double>(own.k), group.value(key("k")));
                agreement.compare(what + key(" tau2"), own.tau2, group.value(key("tau2")));
                agreement.compare(what + key(" I2"), own.i2, group.value(key("I2")), 1e-6);
                agreement.compare(what + key(" QE"), own.q, group.value(key("QE")));
                agreement.compare(what + key(" QEp"), own.qP, group.value(key("QEp")));
            }
            const QString what = p.b.name + u' ' + key(method) + key(" between");
            agreement.compare(what, found->qBetween, separate.value(key("Q_between")));
            agreement.compare(what + key(" df"), found->qDf, separate.value(key("Q_between_df")));
            agreement.compare(what + key(" p"), found->qP, separate.value(key("Q_between_p")));
            agreement.compare(what + key(" I2"), found->i2Between, separate.value(key("I2_between")));
            const QJsonObject common = reference.value(key(method) + key("_common_tau2")).toObject();
            if (common.isEmpty())
                continue;
            const auto model = fit(p.sample.estimates, p.sample.variances, groupDesign(groups).design, true, options);
            ASSERT_TRUE(model);
            compareRegression(agreement, p.b.name + u' ' + key(method) + key(" common"), *model, common);
        }
    }
    conclude(agreement);
}

template <typename Row, typename Get> std::vector<double> column(const std::vector<Row>& rows, Get get)
{
    std::vector<double> values;
    for (const Row& row : rows)
        values.push_back(get(row));
    return values;
}

void compareSteps(
    Agreement& agreement, const QString& what, const std::vector<Step>& steps, const QJsonObject& reference)
{
    const auto compare = [&](const char* name, auto get) {
        agreement.compare(what + u' ' + key(name), column(steps, get), reference.value(key(name)));
    };
    compare("estimate", [](const Step& s) { return s.pooled.estimate; });
    compare("se", [](const Step& s) { return s.pooled.standardError; });
    compare("pval", [](const Step& s) { return s.pooled.p; });
    compare("ci_lb", [](const Step& s) { return s.pooled.interval.lower; });
    compare("ci_ub", [](const Step& s) { return s.pooled.interval.upper; });
    compare("Q", [](const Step& s) { return s.q; });
    compare("Qp", [](const Step& s) { return s.qP; });
    compare("tau2", [](const Step& s) { return s.tau2; });
    compare("I2", [](const Step& s) { return s.i2; });
    compare("H2", [](const Step& s) { return s.h2; });
}

TEST(OracleModels, LeaveOneOutAndCumulativeAnalysesAreMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Prepared& p : prepared()) {
        const QJsonObject reference = p.b.block.value(key("sensitivity")).toObject();
        for (const char* method : {"EE", "DL", "REML"}) {
            const ModelOptions options{estimatorOf(key(method)), Inference::Wald, 95};
            const QJsonObject without = reference.value(key("leave1out_") + key(method)).toObject();
            if (!without.isEmpty()) {
                const auto steps = leaveOneOut(p.sample.estimates, p.sample.variances, options);
                ASSERT_TRUE(steps);
                compareSteps(agreement, p.b.name + key(" leave1out ") + key(method), *steps, without);
            }
            const QJsonObject cumul = reference.value(key("cumul_") + key(method)).toObject();
            if (cumul.isEmpty())
                continue;
            const std::vector<std::size_t> order = orderBy(p.ofUsable(p.b.numbers(key("year"))));
            const auto steps = cumulative(p.sample.estimates, p.sample.variances, order, options);
            ASSERT_TRUE(steps);
            compareSteps(agreement, p.b.name + key(" cumul ") + key(method), *steps, cumul);
            agreement.compare(p.b.name + key(" order"),
                column(*steps, [](const Step& s) { return static_cast<double>(s.study + 1); }),
                cumul.value(key("order_1based")));
        }
    }
    conclude(agreement);
}

TEST(OracleModels, InfluenceAndBaujatsPlotAreMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Prepared& p : prepared()) {
        const QJsonObject sensitivity = p.b.block.value(key("sensitivity")).toObject();
        const QJsonObject reference = sensitivity.value(key("influence_REML")).toObject();
        const QJsonObject baujat = sensitivity.value(key("baujat_REML")).toObject();
        if (reference.isEmpty() && baujat.isEmpty())
            continue;
        const auto found = influence(p.sample.estimates, p.sample.variances);
        ASSERT_TRUE(found);
        const auto compare = [&](const char* name, const QJsonObject& from, auto get) {
            agreement.compare(p.b.name + key(" influence ") + key(name), column(*found, get), from.value(key(name)));
        };
        compare("rstudent", reference, [](const Influence& i) { return i.rstudent; });
        compare("dffits", reference, [](const Influence& i) { return i.dffits; });
        compare("cook_d", reference, [](const Influence& i) { return i.cooksDistance; });
        compare("cov_r", reference, [](const Influence& i) { return i.covarianceRatio; });
        compare("tau2_del", reference, [](const Influence& i) { return i.tau2Deleted; });
        compare("QE_del", reference, [](const Influence& i) { return i.qDeleted; });
        compare("hat", reference, [](const Influence& i) { return i.hat; });
        compare("weight", reference, [](const Influence& i) { return i.weight; });
        compare("x", baujat, [](const Influence& i) { return i.baujatX; });
        compare("y", baujat, [](const Influence& i) { return i.baujatY; });
    }
    conclude(agreement);
}

} // namespace
} // namespace winnow::stats
