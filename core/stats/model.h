// One meta-analysis: the estimate, its tests and intervals, and how much studies differ.
#pragma once

#include "core/base/result.h"
#include "core/stats/heterogeneity.h"
#include "core/stats/interval.h"

#include <Eigen/Dense>

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace winnow::stats {

/// How the standard error and its distribution are had, by metafor's words.
enum class Inference : std::uint8_t {
    Wald, ///< z: normal
    KnappHartung, ///< knha: residual scale and t with k − p df (Knapp and Hartung 2003)
    AdHoc, ///< adhoc: the same, but never narrower than without the scale (Jackson et al. 2017)
};
[[nodiscard]] std::optional<Inference> inferenceNamed(std::string_view name);
[[nodiscard]] std::string_view nameOf(Inference test);

/// Degrees of freedom of a prediction interval. Cochrane and the packages differ: name the one that is shown.
enum class Prediction : std::uint8_t {
    AsTest, ///< normal with z, t with k − p otherwise (metafor)
    Riley, ///< t with k − p − 1 (Higgins et al. 2009, Riley et al. 2011); needs k > p + 1
};

struct ModelOptions {
    Estimator estimator = Estimator::RestrictedMaximumLikelihood;
    Inference test = Inference::Wald;
    double level = 95;
};

/// A test statistic and its p.
struct ChiSquared {
    double statistic = Missing;
    double p = Missing;
};

struct Coefficient {
    double estimate = Missing;
    double standardError = Missing;
    double statistic = Missing; ///< z or t
    double p = Missing;
    Interval interval;
};

/// A fitted model. Proportions of variance (I², R²) are in percent.
struct Fit {
    ModelOptions options;
    std::size_t k = 0;
    std::size_t parameters = 1;
    std::vector<Coefficient> coefficients; ///< the first is the pooled estimate if there are no moderators
    Eigen::MatrixXd covariance; ///< of the coefficients
    double df = Missing; ///< of the t distribution; Missing: normal
    double scale = 1; ///< what Knapp and Hartung multiply variances by

    double tau2 = 0;
    double tau2Error = Missing;
    bool converged = true;
    double i2 = Missing; ///< τ²/(τ² + typical variance); with EE (Q − df)/Q
    double h2 = Missing;
    double typicalVariance = Missing;
    double q = Missing; ///< of residual heterogeneity, with inverse variances as weights
    double qDf = 0;
    double qP = Missing;
    double logLikelihood = Missing; ///< ML and REML
    std::vector<double> weights; ///< percent, one a study

    // With moderators:
    double qm = Missing; ///< test of all of them: χ², or F with t tests
    double qmDf = Missing;
    double qmDf2 = Missing; ///< of F's denominator; Missing: χ²
    double qmP = Missing;
    double r2 = Missing; ///< how much of τ² they explain; Missing if there is none without them

    std::vector<QString> warnings;

    [[nodiscard]] const Coefficient& pooled() const { return coefficients.front(); }
};

/// A plain meta-analysis. InvalidInput for no studies, unequal lengths, or an estimator that divides by a zero
/// variance. One study gives itself; with one study Knapp–Hartung falls back on the normal distribution and says so.
[[nodiscard]] Result<Fit> fit(std::span<const double> y, std::span<const double> v, const ModelOptions& options = {});

/// A meta-regression on the columns of `design`, a constant among them if one is wanted (`intercept` says which is it:
/// the first). InvalidInput also for fewer studies than columns or columns that depend on one another.
[[nodiscard]] Result<Fit> fit(std::span<const double> y, std::span<const double> v, const Eigen::MatrixXd& design,
    bool intercept, const ModelOptions& options = {});

/// Where the true effect of a further study lies. Unknown with EE, and with Riley for too few studies.
[[nodiscard]] Interval predictionInterval(const Fit& fit, Prediction kind = Prediction::AsTest);

/// (Q − df)/Q in percent, not below 0: the I² of RevMan 5 and of the package meta.
[[nodiscard]] double classicI2(const Fit& fit);
/// I² and H² at another τ², for their intervals.
[[nodiscard]] double i2At(const Fit& fit, double tau2);
[[nodiscard]] double h2At(const Fit& fit, double tau2);

} // namespace winnow::stats
