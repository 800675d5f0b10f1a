// A lower and an upper bound.
#pragma once

#include <cmath>
#include <limits>

namespace winnow::stats {

/// What is not known or not defined; never zero.
inline constexpr double Missing = std::numeric_limits<double>::quiet_NaN();

struct Interval {
    double lower = Missing;
    double upper = Missing;

    [[nodiscard]] bool isKnown() const { return !std::isnan(lower) && !std::isnan(upper); }
};

/// `middle` ± `halfWidth`.
[[nodiscard]] inline Interval around(double middle, double halfWidth)
{
    return {middle - halfWidth, middle + halfWidth};
}

} // namespace winnow::stats
