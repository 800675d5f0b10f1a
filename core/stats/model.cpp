#include "core/stats/model.h"

#include "core/base/text.h"
#include "core/stats/distributions.h"
#include "core/stats/words.h"

#include <algorithm>
#include <cmath>

namespace winnow::stats {

namespace {

using Depth = Moments::Depth;

Result<> need(bool fine, const char* otherwise)
{
    return fine ? Result<>{} : Result<>{fail(ErrorKind::InvalidInput, tr(otherwise))};
}

Result<> needData(std::span<const double> y, std::span<const double> v)
{
    TRY(need(!y.empty() && y.size() == v.size(), "There is no study with an estimate and a variance."));
    const auto isNumber = [](double x) { return std::isfinite(x); };
    TRY(need(std::all_of(y.begin(), y.end(), isNumber) && std::all_of(v.begin(), v.end(), isNumber),
        "A study has no estimate or variance; leave it out."));
    return need(std::all_of(v.begin(), v.end(), [](double x) { return x >= 0; }), "A study has a negative variance.");
}

/// Q and what studies' variances typically are, at τ² = 0; unknown if a variance is zero.
void describeHeterogeneity(Fit& fit, Moments& moments)
{
    fit.qDf = moments.df();
    if (fit.qDf < 1) {
        fit.q = 0;
        fit.qP = 1;
        fit.i2 = 0;
        fit.h2 = 1;
        fit.typicalVariance = 0;
        return;
    }
    if (moments.leastVariance() <= 0)
        return;
    const Moments::At at = moments.at(0, Depth::Score);
    fit.q = std::max(0.0, at.yPy);
    fit.qP = chiSquaredAbove(fit.q, fit.qDf);
    fit.typicalVariance = fit.qDf / at.traceP;
    if (fit.options.estimator == Estimator::EqualEffects) {
        fit.i2 = classicI2(fit);
        fit.h2 = fit.q / fit.qDf;
    } else {
        fit.i2 = i2At(fit, fit.tau2);
        fit.h2 = h2At(fit, fit.tau2);
    }
}

/// Coefficients, with weights 1/(v + τ²).
void estimate(Fit& fit, Moments& moments)
{
    const Moments::At at = moments.at(fit.tau2, Depth::Fit);
    const bool t = fit.options.test != Inference::Wald && moments.df() >= 1;
    if (t) {
        fit.df = moments.df();
        fit.scale = at.yPy / fit.df;
        if (fit.options.test == Inference::AdHoc)
            fit.scale = std::max(1.0, fit.scale);
    }
    fit.covariance = fit.scale * moments.inverse();
    const Eigen::VectorXd beta = moments.coefficients();
    const double critical = criticalValue(fit.options.level, fit.df);
    for (Eigen::Index i = 0; i < beta.size(); ++i) {
        Coefficient c;
        c.estimate = beta[i];
        c.standardError = std::sqrt(fit.covariance(i, i));
        c.statistic = c.estimate / c.standardError;
        c.p = twoSided(c.statistic, fit.df);
        c.interval = around(c.estimate, critical * c.standardError);
        fit.coefficients.push_back(c);
    }
    const Eigen::ArrayXd percent = 100 * moments.weights() / at.sumW;
    fit.weights.assign(percent.begin(), percent.end());
}

void warn(Fit& fit, const Moments& moments)
{
    const bool random = fit.options.estimator != Estimator::EqualEffects;
    if (fit.k == 1)
        fit.warnings.push_back(tr("There is one study: heterogeneity cannot be judged."));
    else if (fit.k < 5 && random)
        fit.warnings.push_back(
            tr("There are %1 studies: the variance between studies is hardly known from so few.").arg(fit.k));
    if (!fit.converged)
        fit.warnings.push_back(tr("The variance between studies (%1) did not converge; choose another method.")
                .arg(toQString(nameOf(fit.options.estimator))));
    if (random && fit.k > 1 && fit.tau2 == 0)
        fit.warnings.push_back(
            tr("The variance between studies is estimated as zero, which does not show that there is none."));
    if (fit.options.test != Inference::Wald && std::isnan(fit.df))
        fit.warnings.push_back(tr("A t test needs more studies than coefficients; the normal distribution was used."));
    if (fit.options.test == Inference::KnappHartung && fit.scale < 1 && !std::isnan(fit.df))
        fit.warnings.push_back(
            tr("The Knapp–Hartung interval is narrower than the usual one, as studies differ less than chance lets "
               "expect; the ad hoc correction avoids that."));
    const double most = moments.v().maxCoeff();
    const double least = moments.leastVariance();
    if (least <= 0)
        fit.warnings.push_back(tr("A study has a variance of zero: Q and I² are not defined."));
    else if (most / least >= 1e7)
        fit.warnings.push_back(
            tr("The largest variance is more than ten million times the smallest: are units mixed?"));
}

Result<Fit> fitted(Moments& moments, const ModelOptions& options)
{
    Fit fit;
    fit.options = options;
    fit.k = static_cast<std::size_t>(moments.k());
    fit.parameters = static_cast<std::size_t>(moments.p());
    const Heterogeneity between = TRY(heterogeneity(moments, options.estimator));
    fit.tau2 = between.tau2;
    fit.tau2Error = between.standardError;
    fit.converged = between.converged;
    if (fit.tau2 == 0 && moments.leastVariance() <= 0)
        return fail(ErrorKind::InvalidInput,
            tr("A study has a variance of zero and would outweigh all others; leave it out or add to zero cells."));
    describeHeterogeneity(fit, moments);
    estimate(fit, moments);
    if (options.estimator == Estimator::MaximumLikelihood
        || options.estimator == Estimator::RestrictedMaximumLikelihood)
        fit.logLikelihood = logLikelihood(moments, options.estimator, fit.tau2);
    warn(fit, moments);
    return fit;
}

/// Tests all moderators together.
void testModerators(Fit& fit, bool intercept)
{
    const auto first = static_cast<Eigen::Index>(intercept ? 1 : 0);
    const Eigen::Index count = static_cast<Eigen::Index>(fit.parameters) - first;
    if (count == 0)
        return;
    Eigen::VectorXd beta{count};
    for (Eigen::Index i = 0; i < count; ++i)
        beta[i] = fit.coefficients[static_cast<std::size_t>(first + i)].estimate;
    const Eigen::MatrixXd covariance = fit.covariance.bottomRightCorner(count, count);
    fit.qm = beta.dot(covariance.ldlt().solve(beta));
    fit.qmDf = static_cast<double>(count);
    if (std::isnan(fit.df)) {
        fit.qmP = chiSquaredAbove(fit.qm, fit.qmDf);
        return;
    }
    fit.qm /= fit.qmDf;
    fit.qmDf2 = fit.df;
    fit.qmP = fAbove(fit.qm, fit.qmDf, fit.qmDf2);
}

} // namespace

std::optional<Inference> inferenceNamed(std::string_view name)
{
    if (name == "z")
        return Inference::Wald;
    if (name == "knha" || name == "hksj")
        return Inference::KnappHartung;
    return name == "adhoc" ? std::optional{Inference::AdHoc} : std::nullopt;
}

std::string_view nameOf(Inference test)
{
    return test == Inference::Wald ? "z" : test == Inference::KnappHartung ? "knha" : "adhoc";
}

Result<Fit> fit(std::span<const double> y, std::span<const double> v, const ModelOptions& options)
{
    TRY(needData(y, v));
    Moments moments{y, v};
    return fitted(moments, options);
}

Result<Fit> fit(std::span<const double> y, std::span<const double> v, const Eigen::MatrixXd& design, bool intercept,
    const ModelOptions& options)
{
    TRY(needData(y, v));
    TRY(need(design.rows() == static_cast<Eigen::Index>(y.size()) && design.allFinite(),
        "A moderator is missing for a study; leave the study out."));
    TRY(need(design.rows() > design.cols(), "There are too few studies for so many moderators."));
    TRY(need(Eigen::ColPivHouseholderQR<Eigen::MatrixXd>{design}.rank() == design.cols(),
        "The moderators depend on one another, or one is the same for all studies."));
    Moments moments{y, v, design};
    Fit found = TRY(fitted(moments, options));
    testModerators(found, intercept);
    if (intercept && design.cols() > 1 && options.estimator != Estimator::EqualEffects) {
        Moments plain{y, v};
        const Heterogeneity all = TRY(heterogeneity(plain, options.estimator));
        if (all.tau2 > 0)
            found.r2 = std::max(0.0, 100 * (all.tau2 - found.tau2) / all.tau2);
    }
    return found;
}

Interval predictionInterval(const Fit& fit, Prediction kind)
{
    if (fit.options.estimator == Estimator::EqualEffects)
        return {};
    double df = fit.df;
    if (kind == Prediction::Riley) {
        df = static_cast<double>(fit.k) - static_cast<double>(fit.parameters) - 1;
        if (df < 1)
            return {};
    }
    const Coefficient& pooled = fit.pooled();
    const double error = std::sqrt(pooled.standardError * pooled.standardError + fit.tau2);
    return around(pooled.estimate, criticalValue(fit.options.level, df) * error);
}

double classicI2(const Fit& fit)
{
    if (std::isnan(fit.q))
        return Missing;
    return fit.q > 0 ? std::max(0.0, 100 * (fit.q - fit.qDf) / fit.q) : 0;
}

double i2At(const Fit& fit, double tau2)
{
    return tau2 == 0 ? 0 : 100 * tau2 / (fit.typicalVariance + tau2);
}

double h2At(const Fit& fit, double tau2)
{
    return tau2 / fit.typicalVariance + 1;
}

} // namespace winnow::stats
