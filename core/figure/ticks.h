// Round numbers for axes of effects.
#pragma once

#include <QString>

#include <vector>

namespace winnow::figure {

/// 1, 2 and 5 times powers of ten within [lower, upper], thinned to at most `most`; 1 stays if it lies within.
[[nodiscard]] std::vector<double> ratioTicks(double lower, double upper, int most);
/// Multiples of 1, 2 or 5 times a power of ten within [lower, upper], at most `most`; of `least` and above, such as 1
/// for what comes in whole numbers.
[[nodiscard]] std::vector<double> differenceTicks(double lower, double upper, int most, double least = 0);
/// "0.05", "1", "20": as few digits as it has.
[[nodiscard]] QString roundText(double tick);

} // namespace winnow::figure
