// From the parts of a printed value to all that they can mean.
#pragma once

#include "core/extraction/reportedvalue.h"
#include "core/extraction/reportedwords.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace winnow::extraction {

inline constexpr std::size_t MaxReadings = 8;

/// A single number beside the first one.
struct Single {
    enum Kind : std::uint8_t { Bare, Percent, Spread, Counted };
    Printed number;
    Labels labels;
    Kind kind = Bare;
};

struct Interval {
    Printed low;
    Printed high;
    Labels labels;
    bool square = false;
};

struct Fraction {
    Printed count;
    Printed total;
};

/// What stands on paper, before it is said what it is.
struct Parts {
    std::size_t begin = 0;
    std::size_t end = 0;
    Labels labels; ///< before the first number
    Printed first;
    bool isPercent = false; ///< of the first number, or of all
    std::optional<Printed> over; ///< behind a slash
    std::optional<Printed> total; ///< "of 28", "n = 28"
    bool totalNamed = false; ///< as "n = 28"
    std::optional<Printed> second; ///< behind a dash: a range
    std::vector<Single> singles;
    std::vector<Interval> intervals;
    std::vector<Fraction> fractions; ///< "(18/34)" behind a percentage
    std::optional<Printed> p;
    std::string unit;
    bool countsPeople = false;
    bool inWords = false;
    std::uint8_t doubts = NoDoubt;
};

/// The likeliest first, at most MaxReadings.
[[nodiscard]] std::vector<Reading> readings(const Parts& parts, const Expected& expected);

/// True if 100 · count / total, rounded to the places of `percent`, can be `percent`.
[[nodiscard]] bool percentFits(double count, double total, const Printed& percent);

/// How far the value lies from the middle of its interval, in shares of half its width; on logarithms if all three are
/// positive and that is nearer. None if the interval has no width.
[[nodiscard]] std::optional<double> skew(
    const Printed& low, const Printed& value, const Printed& high, bool logarithms);

} // namespace winnow::extraction
