// Do small studies show other effects? Tests of the funnel's asymmetry, trim and fill, fail-safe numbers.
#pragma once

#include "core/stats/model.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace winnow::stats {

/// What the estimates are regressed on (metafor's regtest).
enum class Predictor : std::uint8_t {
    StandardError, ///< sei
    Variance, ///< vi
    InverseSize, ///< ninv: Peters-like
    Size, ///< ni
};

struct AsymmetryTest {
    double statistic = Missing;
    double df = Missing; ///< Missing: normal
    double p = Missing;
    Coefficient limit; ///< the estimate as the predictor goes to 0; unknown for Size, where it goes the other way
};

/// Weighted least squares with multiplicative dispersion ("lm"): with StandardError this is Egger's test (Egger et al.
/// 1997), t with k − 2 df. Needs three studies.
[[nodiscard]] Result<AsymmetryTest> regressionTest(std::span<const double> y, std::span<const double> v,
    std::span<const double> sizes, Predictor predictor, double level = 95);
/// The same as a meta-regression with additive τ² (Sterne and Egger 2005).
[[nodiscard]] Result<AsymmetryTest> regressionTest(std::span<const double> y, std::span<const double> v,
    std::span<const double> sizes, Predictor predictor, const ModelOptions& options);

/// Egger's own form: y/se on 1/se, by ordinary least squares. The intercept is the test, the slope the limit.
struct EggerLine {
    Coefficient intercept;
    Coefficient slope;
    double df = Missing;
};
[[nodiscard]] Result<EggerLine> eggerLine(std::span<const double> y, std::span<const double> v, double level = 95);

/// Kendall's rank correlation of standardized estimates with variances (Begg and Mazumdar 1994). p is exact without
/// ties, as in R; with ties normal with the variance corrected for them.
struct RankTest {
    double tau = Missing;
    double p = Missing;
    bool exact = true;
};
[[nodiscard]] Result<RankTest> rankTest(std::span<const double> y, std::span<const double> v);

/// Kendall's τ-b of two lists and its p.
[[nodiscard]] RankTest kendall(std::span<const double> x, std::span<const double> y);

enum class TrimFill : std::uint8_t { L0, R0 };
enum class Side : std::uint8_t { Left, Right };

/// Duval and Tweedie 2000: studies missing on one side of the funnel, filled in as mirror images.
struct Filled {
    Side side = Side::Left; ///< where studies are missing
    int missing = 0; ///< k0
    double missingError = Missing;
    double missingP = Missing; ///< R0: of none missing
    std::vector<double> estimates; ///< the studies', then those filled in
    std::vector<double> variances;
    Fit fit; ///< of all of them
};
[[nodiscard]] Result<Filled> trimAndFill(
    std::span<const double> y, std::span<const double> v, TrimFill kind, const ModelOptions& options = {});

/// How many studies without effect would be needed to undo the result, rounded up. They say little (Becker 2005) and
/// are here to reproduce older reviews.
struct FailSafe {
    double rosenthal = Missing; ///< p above 0.05, one-sided (Rosenthal 1979)
    double orwin = Missing; ///< half the mean (Orwin 1983)
    double rosenberg = Missing; ///< p above 0.05, weighted (Rosenberg 2005)
};
[[nodiscard]] FailSafe failSafe(std::span<const double> y, std::span<const double> v);

/// Where a two-sided test against `null` has this p, as lines of the funnel: estimate = null ± slope × standard error.
[[nodiscard]] double contourSlope(double p);

} // namespace winnow::stats
