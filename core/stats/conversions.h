// From what papers report to what effect sizes need. Formulas: Cochrane Handbook 6.5, chapters 6 and 10.
#pragma once

#include "core/stats/interval.h"

namespace winnow::stats {

[[nodiscard]] double sdFromStandardError(double standardError, double n);
/// From a mean's interval; with t for small groups (the Handbook says below 60), as the paper will have had it.
[[nodiscard]] double sdFromInterval(Interval interval, double n, double level, bool byT);
/// Of a difference of means, from its two-sided p by t with n1 + n2 − 2 df.
struct DifferenceError {
    double t = Missing;
    double standardError = Missing;
    double sd = Missing; ///< the same for both groups
};
[[nodiscard]] DifferenceError errorFromP(double difference, double p, double n1, double n2);
[[nodiscard]] DifferenceError errorFromT(double difference, double t, double n1, double n2);

/// SD of the change, from those at both times and their correlation.
[[nodiscard]] double sdOfChange(double sdBase, double sdFinal, double correlation);
/// The correlation that these three imply.
[[nodiscard]] double correlationFromSds(double sdBase, double sdFinal, double sdChange);

struct Group {
    double n = Missing;
    double mean = Missing;
    double sd = Missing;
};
/// Two groups as if they had been one.
[[nodiscard]] Group combined(const Group& first, const Group& second);
/// In another unit: value × factor + offset.
[[nodiscard]] Group inUnit(const Group& group, double factor, double offset = 0);

/// A ratio's logarithm and its variance.
struct LogRatio {
    double estimate = Missing;
    double variance = Missing;
    double asymmetry =
        Missing; ///< how far the estimate lies from the interval's middle, in widths of it; 0 is as it should be
};
[[nodiscard]] LogRatio logRatioFromInterval(double ratio, Interval interval, double level);
[[nodiscard]] LogRatio logRatioFromP(double ratio, double p);
/// Log-rank: O − E and V (Yusuf et al. 1985).
[[nodiscard]] LogRatio logHazardRatio(double observedMinusExpected, double variance);

/// From the events of both groups, their sizes and the log-rank p (Parmar et al. 1998, Tierney et al. 2007).
struct LogRank {
    double observedMinusExpected = Missing;
    double variance = Missing;
};
[[nodiscard]] LogRank logRankFromP(double events, double n1, double n2, double p, bool favoursFirst);

} // namespace winnow::stats
