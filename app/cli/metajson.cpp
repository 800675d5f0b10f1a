// The document of `meta --json`. Keys that metafor has too are named as there.
#include "app/cli/metaanalysis.h"

#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/stats/distributions.h"
#include "core/stats/smallstudy.h"

#include <QJsonArray>

#include <cmath>

namespace winnow::cli {

namespace {

using stats::Fit;
using stats::Interval;

QString name(const char* text)
{
    return QString::fromLatin1(text);
}

/// null where nothing is known.
QJsonValue json(double value)
{
    return std::isfinite(value) ? QJsonValue{value} : QJsonValue{};
}

QJsonValue json(const Interval& interval)
{
    return interval.isKnown() ? QJsonValue{QJsonArray{json(interval.lower), json(interval.upper)}} : QJsonValue{};
}

QJsonArray json(const std::vector<double>& values)
{
    QJsonArray list;
    for (const double value : values)
        list.append(json(value));
    return list;
}

class Object {
public:
    template <typename T> Object& operator()(const char* key, const T& value)
    {
        if constexpr (std::is_constructible_v<QJsonValue, T> && !std::is_floating_point_v<T>)
            m_object.insert(name(key), value);
        else
            m_object.insert(name(key), json(value));
        return *this;
    }
    Object& count(const char* key, std::size_t value)
    {
        m_object.insert(name(key), number(value));
        return *this;
    }
    Object& text(const char* key, std::string_view value)
    {
        m_object.insert(name(key), toQString(value));
        return *this;
    }
    [[nodiscard]] const QJsonObject& done() const { return m_object; }

private:
    QJsonObject m_object;
};

void addCoefficient(Object& object, const stats::Coefficient& c)
{
    object("estimate", c.estimate)("se", c.standardError)("statistic", c.statistic)("p", c.p)("ci", c.interval);
}

void addFit(Object& object, const Fit& fit)
{
    object.count("k", fit.k);
    object("tau2", fit.tau2)("tau2_se", fit.tau2Error)("I2", fit.i2)("H2", fit.h2);
    object("Q", fit.q)("Q_df", fit.qDf)("Q_p", fit.qP)("df", fit.df);
}

QJsonObject stepJson(const synthesis::Analysis& result, const stats::Step& step)
{
    Object object;
    const std::size_t row = result.rowOf(step);
    object.text("label", result.label(row)).count("study", row + 1).count("k", step.k);
    addCoefficient(object, step.pooled);
    object("Q", step.q)("Q_p", step.qP)("tau2", step.tau2)("I2", step.i2)("H2", step.h2);
    return object.done();
}

QJsonArray stepsJson(const synthesis::Analysis& result, const std::vector<stats::Step>& steps)
{
    QJsonArray list;
    for (const stats::Step& step : steps)
        list.append(stepJson(result, step));
    return list;
}

QJsonArray influenceJson(const synthesis::Analysis& result)
{
    QJsonArray list;
    for (std::size_t i = 0; i < result.influence.size(); ++i) {
        const stats::Influence& one = result.influence[i];
        Object object;
        object.text("label", result.label(result.sample.positions[i]));
        object("rstudent", one.rstudent)("dffits", one.dffits)("cook_d", one.cooksDistance);
        object("cov_r", one.covarianceRatio)("tau2_del", one.tau2Deleted)("QE_del", one.qDeleted);
        object("hat", one.hat)("weight", one.weight)("dfbetas", one.dfbetas);
        object("baujat_x", one.baujatX)("baujat_y", one.baujatY)("influential", one.isInfluential);
        list.append(object.done());
    }
    return list;
}

QJsonObject regressionJson(const synthesis::Regression& regression)
{
    QJsonArray coefficients;
    for (std::size_t i = 0; i < regression.names.size(); ++i) {
        Object one;
        one.text("name", regression.names[i]);
        addCoefficient(one, regression.fit.coefficients[i]);
        coefficients.append(one.done());
    }
    Object object;
    addFit(object, regression.fit);
    const Fit& fit = regression.fit;
    object("R2", fit.r2)("QM", fit.qm)("QM_df", fit.qmDf)("QM_df2", fit.qmDf2)("QM_p", fit.qmP);
    object("coefficients", coefficients);
    return object.done();
}

QJsonObject subgroupsJson(const synthesis::Analysis& result)
{
    QJsonArray groups;
    for (const stats::Subgroup& group : result.subgroups->groups) {
        Object one;
        one.text("name", group.name);
        addFit(one, group.fit);
        addCoefficient(one, group.fit.pooled());
        one("pi", stats::predictionInterval(group.fit));
        one("pi_riley", stats::predictionInterval(group.fit, stats::Prediction::Riley));
        groups.append(one.done());
    }
    Object object;
    object.text("by", result.options.subgroup);
    object("groups", groups)("Q_between", result.subgroups->qBetween)("Q_between_df", result.subgroups->qDf);
    object("Q_between_p", result.subgroups->qP)("I2_between", result.subgroups->i2Between);
    if (result.commonTau)
        object("common_tau2", regressionJson(*result.commonTau));
    return object.done();
}

void addTest(Object& bias, const char* key, const Result<stats::AsymmetryTest>& test)
{
    if (!test)
        return;
    Object object;
    object("stat", test->statistic)("df", test->df)("pval", test->p);
    object("limit_est", test->limit.estimate)("limit_ci_lb", test->limit.interval.lower);
    object("limit_ci_ub", test->limit.interval.upper);
    bias(key, object.done());
}

void addTrimFill(Object& bias, const stats::Sample& sample, stats::Estimator estimator, stats::TrimFill kind)
{
    const auto filled =
        stats::trimAndFill(sample.estimates, sample.variances, kind, {estimator, stats::Inference::Wald, 95});
    if (!filled)
        return;
    const stats::Coefficient& pooled = filled->fit.pooled();
    Object object;
    object.text("side", filled->side == stats::Side::Right ? "right" : "left");
    object("k0", filled->missing)("se_k0", filled->missingError)("p_k0", filled->missingP);
    object.count("k", filled->fit.k);
    object("beta", pooled.estimate)("se", pooled.standardError)("pval", pooled.p);
    object("ci_lb", pooled.interval.lower)("ci_ub", pooled.interval.upper);
    object("tau2", filled->fit.tau2)("I2", filled->fit.i2)("QE", filled->fit.q);
    object("yi", filled->estimates)("vi", filled->variances);
    const std::string key =
        "trimfill_" + std::string{stats::nameOf(estimator)} + (kind == stats::TrimFill::L0 ? "_L0" : "_R0");
    bias(key.c_str(), object.done());
}

QJsonObject biasJson(const synthesis::Analysis& result)
{
    using stats::Estimator;
    using stats::Predictor;
    const stats::Sample& s = result.sample;
    const double level = result.options.level;
    const auto line = [&](Predictor predictor) {
        return stats::regressionTest(s.estimates, s.variances, s.sizes, predictor, level);
    };
    const auto model = [&](Predictor predictor, Estimator estimator) {
        const stats::ModelOptions options{estimator, stats::Inference::Wald, level};
        return stats::regressionTest(s.estimates, s.variances, s.sizes, predictor, options);
    };
    Object bias;
    addTest(bias, "egger_lm_sei", line(Predictor::StandardError));
    addTest(bias, "lm_vi", line(Predictor::Variance));
    addTest(bias, "lm_ninv", line(Predictor::InverseSize));
    addTest(bias, "lm_ni", line(Predictor::Size));
    addTest(bias, "rma_EE_sei", model(Predictor::StandardError, Estimator::EqualEffects));
    addTest(bias, "rma_DL_sei", model(Predictor::StandardError, Estimator::DerSimonianLaird));
    addTest(bias, "rma_REML_sei", model(Predictor::StandardError, Estimator::RestrictedMaximumLikelihood));
    addTest(bias, "rma_REML_ninv", model(Predictor::InverseSize, Estimator::RestrictedMaximumLikelihood));
    if (const auto egger = stats::eggerLine(s.estimates, s.variances, level)) {
        Object object;
        object("intercept", egger->intercept.estimate)("se", egger->intercept.standardError);
        object("t", egger->intercept.statistic)("df", egger->df)("pval", egger->intercept.p);
        object("slope", egger->slope.estimate)("slope_se", egger->slope.standardError);
        bias("egger_bias_form", object.done());
    }
    if (const auto rank = stats::rankTest(s.estimates, s.variances))
        bias("begg_ranktest", Object{}("tau", rank->tau)("pval", rank->p)("exact", rank->exact).done());
    for (const Estimator estimator :
        {Estimator::EqualEffects, Estimator::DerSimonianLaird, Estimator::RestrictedMaximumLikelihood})
        for (const stats::TrimFill kind : {stats::TrimFill::L0, stats::TrimFill::R0})
            addTrimFill(bias, s, estimator, kind);
    const stats::FailSafe safe = stats::failSafe(s.estimates, s.variances);
    bias("fsn_Rosenthal", Object{}("N", safe.rosenthal).done());
    bias("fsn_Orwin", Object{}("N", safe.orwin).done());
    bias("fsn_Rosenberg", Object{}("N", safe.rosenberg).done());
    return bias.done();
}

QJsonArray studiesJson(const synthesis::Analysis& result)
{
    QJsonArray list;
    const double critical = stats::criticalValue(result.options.level, stats::Missing);
    const std::vector<double> weights = result.weights();
    for (std::size_t i = 0; i < result.studies.size(); ++i) {
        const stats::Effect& effect = result.effects.all[i];
        Object object;
        object.text("label", result.label(i));
        object("yi", effect.estimate)("vi", effect.variance)("weight", weights[i]);
        object("ci", stats::around(effect.estimate, critical * std::sqrt(effect.variance)));
        object("corrected", effect.corrected);
        if (effect.given)
            object("given", true);
        list.append(object.done());
    }
    return list;
}

QJsonValue test(const stats::ChiSquared& chiSquared)
{
    if (std::isnan(chiSquared.statistic))
        return {};
    return Object{}("statistic", chiSquared.statistic)("p", chiSquared.p).done();
}

void addTables(Object& object, const stats::PooledTables& tables)
{
    object.count("k", tables.k).count("k_yi", tables.kEffects).count("k_pos", tables.kInformative);
    object("tau2", 0.0)("tau2_se", stats::Missing)("tau2_ci", Interval{});
    object("I2", tables.i2)("H2", tables.h2)("Q", tables.q)("Q_df", tables.qDf)("Q_p", tables.qP);
    object("df", stats::Missing)("pi", Interval{});
    object("MH", test(tables.association))("CO", test(tables.cochran));
    object("BD", test(tables.breslowDay))("TA", test(tables.tarone));
}

void addMixed(Object& object, const synthesis::Analysis& result)
{
    const stats::MixedFit& fit = *result.mixed;
    object.count("k", fit.k).text("model", stats::nameOf(fit.options.model));
    object("tau2", fit.tau2)("tau2_se", fit.tau2Error)("tau2_ci", Interval{})("sigma2", fit.sigma2);
    object("I2", fit.i2)("H2", fit.h2)("df", fit.df)("loglik", fit.logLikelihood)("converged", fit.converged);
    object("Q", fit.likelihoodRatio.statistic)("Q_df", fit.qDf)("Q_p", fit.likelihoodRatio.p);
    object("QE_LRT", fit.likelihoodRatio.statistic)("QEp_LRT", fit.likelihoodRatio.p);
    object("QE_Wld", fit.wald.statistic)("QEp_Wld", fit.wald.p);
    object("pi", result.prediction());
}

void addModel(Object& object, const synthesis::Analysis& result)
{
    const Fit& fit = *result.fit;
    addFit(object, fit);
    const Interval tau2 = result.tauProfile.tau2;
    object("tau2_ci", tau2)("tau2_ci_pl", result.tauLikelihood.tau2)("loglik", fit.logLikelihood);
    const auto over = [&fit](double (*of)(const Fit&, double), const Interval& range) {
        return Interval{of(fit, range.lower), of(fit, range.upper)};
    };
    object("I2_ci", over(stats::i2At, tau2))("H2_ci", over(stats::h2At, tau2));
    object("I2_ci_pl", over(stats::i2At, result.tauLikelihood.tau2));
    object("H2_ci_pl", over(stats::h2At, result.tauLikelihood.tau2));
    object("I2_from_Q", stats::classicI2(fit));
    object("pi", result.prediction())("pi_riley", result.prediction(stats::Prediction::Riley));
}

} // namespace

QJsonObject metaJson(const synthesis::Analysis& result)
{
    Object object;
    object.text("measure", result.options.measure).text("method", result.options.method);
    object.text("test", result.fit ? stats::nameOf(result.fit->options.test) : result.options.test == "t" ? "t" : "z");
    object("level", result.options.level);
    if (result.tables)
        addTables(object, *result.tables);
    else if (result.mixed)
        addMixed(object, result);
    else
        addModel(object, result);
    addCoefficient(object, result.pooled());
    const double size = result.meanSize();
    const auto back = [&](const auto& value) { return stats::backTransformed(result.shownAs(), value, size); };
    object("transformed",
        Object{}("estimate", back(result.pooled().estimate))("ci", back(result.pooled().interval))(
            "pi", back(result.prediction()))("pi_riley", back(result.prediction(stats::Prediction::Riley)))
            .done());
    object("studies", studiesJson(result));
    if (result.subgroups)
        object("subgroups", subgroupsJson(result));
    if (result.regression)
        object("regression", regressionJson(*result.regression));
    if (result.options.leaveOneOut)
        object("leave_one_out", stepsJson(result, result.leaveOneOut));
    if (result.options.cumulative)
        object("cumulative", stepsJson(result, result.cumulative));
    if (result.options.influence)
        object("influence", influenceJson(result));
    object("bias", biasJson(result));
    QJsonArray warnings;
    for (const QString& warning : result.warnings)
        warnings.append(warning);
    object("warnings", warnings);
    return object.done();
}

} // namespace winnow::cli
