// Mean and SD of a group of which the median with quartiles or range is reported.
#pragma once

#include "core/base/result.h"
#include "core/stats/interval.h"

#include <cstdint>

namespace winnow::stats {

/// The median, with the range, the quartiles, or both; n of at least 5.
struct FiveNumbers {
    double least = Missing;
    double q1 = Missing;
    double median = Missing;
    double q3 = Missing;
    double most = Missing;
    double n = Missing;

    [[nodiscard]] bool hasRange() const { return !std::isnan(least) && !std::isnan(most); }
    [[nodiscard]] bool hasQuartiles() const { return !std::isnan(q1) && !std::isnan(q3); }
};

struct MeanAndSd {
    double mean = Missing;
    double sd = Missing;
};

/// Whether the numbers speak against a symmetric distribution (Shi et al. 2023).
struct Skewness {
    double statistic = Missing;
    double critical = Missing;
    bool isSignificant = false;
};

// Each fails with InvalidInput for numbers that do not rise, or of which there are too few. The methods differ twofold
// on skewed data: keep the five numbers, name the method, and say when skewness() is significant.

/// Luo et al. 2018 (mean), Wan et al. 2014 (SD), Shi et al. 2020 (SD where all five are there).
[[nodiscard]] Result<MeanAndSd> fromNormal(const FiveNumbers& numbers);
/// Wan et al. 2014 for both.
[[nodiscard]] Result<MeanAndSd> fromNormalSimply(const FiveNumbers& numbers);
/// Shi et al. 2023, for log-normal data. InvalidInput also for numbers not above zero.
[[nodiscard]] Result<MeanAndSd> fromLogNormal(const FiveNumbers& numbers);
[[nodiscard]] Result<Skewness> skewness(const FiveNumbers& numbers);

enum class Family : std::uint8_t { Normal, LogNormal, Gamma, Weibull };
struct QuantileFit {
    Family family = Family::Normal;
    double squares = Missing; ///< how far its quantiles are from those reported
    MeanAndSd moments;
};
/// McGrath et al. 2020, quantile estimation: the family whose quantiles come nearest.
[[nodiscard]] Result<QuantileFit> fromQuantiles(const FiveNumbers& numbers);

} // namespace winnow::stats
