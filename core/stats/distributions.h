// Probabilities and quantiles of the normal, t, chi-squared and F distributions, and exact intervals of counts.
#pragma once

#include "core/stats/interval.h"

namespace winnow::stats {

// `…Below` is the probability of at most x, `…Above` of more than x: both keep all digits in the tail. Quantiles take
// the probability below. Missing in, missing out; a probability outside [0, 1] or degrees of freedom ≤ 0 give Missing.

[[nodiscard]] double normalBelow(double x);
[[nodiscard]] double normalAbove(double x);
[[nodiscard]] double normalQuantile(double probability);

[[nodiscard]] double tBelow(double x, double df);
[[nodiscard]] double tAbove(double x, double df);
[[nodiscard]] double tQuantile(double probability, double df);

[[nodiscard]] double chiSquaredBelow(double x, double df);
[[nodiscard]] double chiSquaredAbove(double x, double df);
[[nodiscard]] double chiSquaredQuantile(double probability, double df);

[[nodiscard]] double fBelow(double x, double df1, double df2);
[[nodiscard]] double fAbove(double x, double df1, double df2);
[[nodiscard]] double fQuantile(double probability, double df1, double df2);

/// p of a two-sided test; df Missing means the normal distribution.
[[nodiscard]] double twoSided(double statistic, double df);
/// The factor that makes a two-sided interval of this level (95 for 95 %) from a standard error.
[[nodiscard]] double criticalValue(double level, double df);

/// Clopper and Pearson 1934: exact interval of the proportion `events` of `size`.
[[nodiscard]] Interval clopperPearson(double events, double size, double level);
/// Wilson 1927: score interval of a proportion.
[[nodiscard]] Interval wilson(double events, double size, double level);
/// Garwood 1936: exact interval of the rate `events` in `time`.
[[nodiscard]] Interval exactPoisson(double events, double time, double level);

} // namespace winnow::stats
