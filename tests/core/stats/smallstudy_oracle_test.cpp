// Small-study effects beside metafor's.
#include "core/stats/effects.h"
#include "core/stats/smallstudy.h"
#include "tests/core/stats/oracle.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <iostream>

namespace winnow::stats {
namespace {

struct Set {
    OracleBlock b;
    Sample sample;
    QJsonObject reference;
};

std::vector<Set> sets()
{
    std::vector<Set> all;
    for (const OracleBlock& b : oracleBlocks()) {
        const QJsonObject reference = b.block.value(key("publication_bias")).toObject();
        const auto found = effects(b.measure(), b.studies(), b.options());
        if (found && !reference.isEmpty())
            all.push_back({b, usable(*found), reference});
    }
    return all;
}

void conclude(const Agreement& agreement)
{
    EXPECT_GT(agreement.compared(), 0);
    std::cout << agreement.compared() << " numbers, worst relative error " << agreement.worst() << '\n';
    EXPECT_EQ(agreement.report(), "");
}

void compareTest(Agreement& agreement, const Set& set, const char* name, const Result<AsymmetryTest>& test)
{
    const QJsonObject reference = set.reference.value(key(name)).toObject();
    if (reference.isEmpty())
        return;
    const QString what = set.b.name + u' ' + key(name);
    if (!test) {
        agreement.fail(what + u' ' + test.error().message);
        return;
    }
    agreement.compare(what + key(" stat"), test->statistic, reference.value(key("stat")));
    agreement.compare(what + key(" df"), test->df, reference.value(key("df")));
    agreement.compare(what + key(" pval"), test->p, reference.value(key("pval")));
    agreement.compare(what + key(" limit"), test->limit.estimate, reference.value(key("limit_est")));
    agreement.compare(what + key(" limit lb"), test->limit.interval.lower, reference.value(key("limit_ci_lb")));
    agreement.compare(what + key(" limit ub"), test->limit.interval.upper, reference.value(key("limit_ci_ub")));
}

TEST(OracleSmallStudies, RegressionTestsAreMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Set& set : sets()) {
        const Sample& s = set.sample;
        const auto line = [&](Predictor predictor) {
            return regressionTest(s.estimates, s.variances, s.sizes, predictor);
        };
        const auto model = [&](Predictor predictor, Estimator estimator) {
            return regressionTest(
                s.estimates, s.variances, s.sizes, predictor, ModelOptions{estimator, Inference::Wald, 95});
        };
        compareTest(agreement, set, "egger_lm_sei", line(Predictor::StandardError));
        compareTest(agreement, set, "lm_vi", line(Predictor::Variance));
        compareTest(agreement, set, "lm_ninv", line(Predictor::InverseSize));
        compareTest(agreement, set, "lm_ni", line(Predictor::Size));
        compareTest(agreement, set, "rma_EE_sei", model(Predictor::StandardError, Estimator::EqualEffects));
        compareTest(agreement, set, "rma_DL_sei", model(Predictor::StandardError, Estimator::DerSimonianLaird));
        compareTest(
            agreement, set, "rma_REML_sei", model(Predictor::StandardError, Estimator::RestrictedMaximumLikelihood));
        compareTest(
            agreement, set, "rma_REML_ninv", model(Predictor::InverseSize, Estimator::RestrictedMaximumLikelihood));
    }
    conclude(agreement);
}

TEST(OracleSmallStudies, EggersLineRankTestAndFailSafeNumbersAreMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Set& set : sets()) {
        const Sample& s = set.sample;
        const auto line = eggerLine(s.estimates, s.variances);
        const QJsonObject form = set.reference.value(key("egger_bias_form")).toObject();
        if (line) {
            agreement.compare(set.b.name + key(" intercept"), line->intercept.estimate, form.value(key("intercept")));
            agreement.compare(set.b.name + key(" se"), line->intercept.standardError, form.value(key("se")));
            agreement.compare(set.b.name + key(" t"), line->intercept.statistic, form.value(key("t")));
            agreement.compare(set.b.name + key(" df"), line->df, form.value(key("df")));
            agreement.compare(set.b.name + key(" p"), line->intercept.p, form.value(key("pval")));
            agreement.compare(set.b.name + key(" slope"), line->slope.estimate, form.value(key("slope")));
            agreement.compare(set.b.name + key(" slope se"), line->slope.standardError, form.value(key("slope_se")));
        } else if (!form.isEmpty()) {
            agreement.fail(set.b.name + key(" has no line"));
        }
        const auto rank = rankTest(s.estimates, s.variances);
        const QJsonObject begg = set.reference.value(key("begg_ranktest")).toObject();
        agreement.compare(set.b.name + key(" tau"), rank ? rank->tau : Missing, begg.value(key("tau")));
        agreement.compare(set.b.name + key(" tau p"), rank ? rank->p : Missing, begg.value(key("pval")));
        const FailSafe safe = failSafe(s.estimates, s.variances);
        const auto number = [&](const char* name) { return set.reference.value(key(name)).toObject().value(key("N")); };
        agreement.compare(set.b.name + key(" Rosenthal"), safe.rosenthal, number("fsn_Rosenthal"));
        agreement.compare(set.b.name + key(" Orwin"), safe.orwin, number("fsn_Orwin"));
        agreement.compare(set.b.name + key(" Rosenberg"), safe.rosenberg, number("fsn_Rosenberg"));
    }
    conclude(agreement);
}

TEST(OracleSmallStudies, TrimAndFillIsMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const Set& set : sets())
        for (const Estimator estimator :
            {Estimator::EqualEffects, Estimator::DerSimonianLaird, Estimator::RestrictedMaximumLikelihood})
            for (const TrimFill kind : {TrimFill::L0, TrimFill::R0}) {
                const QString name = QStringLiteral("trimfill_%1_%2")
                                         .arg(QString::fromStdString(std::string{nameOf(estimator)}),
                                             kind == TrimFill::L0 ? key("L0") : key("R0"));
                const QJsonObject reference = set.reference.value(name).toObject();
                if (reference.isEmpty() || reference.contains(key("error")))
                    continue;
                const QString what = set.b.name + u' ' + name;
                const auto found = trimAndFill(
                    set.sample.estimates, set.sample.variances, kind, ModelOptions{estimator, Inference::Wald, 95});
                if (!found) {
                    agreement.fail(what + u' ' + found.error().message);
                    continue;
                }
                const bool right = reference.value(key("side")).toString() == key("right");
                if (right != (found->side == Side::Right))
                    agreement.fail(what + key(" side"));
                const Fit& fit = found->fit;
                agreement.compare(what + key(" k0"), found->missing, reference.value(key("k0")), 0);
                agreement.compare(what + key(" se_k0"), found->missingError, reference.value(key("se_k0")));
                agreement.compare(what + key(" p_k0"), found->missingP, reference.value(key("p_k0")));
                agreement.compare(what + key(" k"), static_cast<double>(fit.k), reference.value(key("k")));
                agreement.compare(what + key(" beta"), fit.pooled().estimate, reference.value(key("beta")));
                agreement.compare(what + key(" se"), fit.pooled().standardError, reference.value(key("se")));
                agreement.compare(what + key(" pval"), fit.pooled().p, reference.value(key("pval")));
                agreement.compare(what + key(" lb"), fit.pooled().interval.lower, reference.value(key("ci_lb")));
                agreement.compare(what + key(" ub"), fit.pooled().interval.upper, reference.value(key("ci_ub")));
                agreement.compare(what + key(" tau2"), fit.tau2, reference.value(key("tau2")));
                agreement.compare(what + key(" I2"), fit.i2, reference.value(key("I2")), 1e-6);
                agreement.compare(what + key(" QE"), fit.q, reference.value(key("QE")));
                agreement.compare(what + key(" yi"), found->estimates, reference.value(key("yi")));
                agreement.compare(what + key(" vi"), found->variances, reference.value(key("vi")));
            }
    conclude(agreement);
}

} // namespace
} // namespace winnow::stats
