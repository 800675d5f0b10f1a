// What a paper reports, read off the words of a selection: "18 (53 %)", "14.5 ± 2.4", "HR 0.61 (95 % CI 0.39–0.95)".
#pragma once

#include "core/extraction/printed.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

/// What kind of thing is said; which parts of a Reading are set follows from it.
enum class ReportedForm : std::uint8_t {
    Number, ///< value
    Count, ///< count: patients, events
    CountOfTotal, ///< count, total; percent if printed
    CountPercent, ///< count, percent; the total is not printed here
    Percent, ///< percent; ciLow and ciHigh if printed
    MeanSd, ///< value, sd
    MeanSe, ///< value, se
    Mean, ///< value; interval if printed
    MedianQuartiles, ///< value, low, high
    MedianRange, ///< value, low, high
    MedianWidth, ///< value, width: the interquartile range as one number
    Median, ///< value alone
    Estimate, ///< value; low and high are its confidence interval
    Range, ///< low, high
    Pair, ///< low, high: two numbers beside a slash that are no part and whole ("24/19": the sizes of two arms)
    PValue, ///< p
    NotSignificant, ///< "NS": p is not printed
    Absent, ///< nothing is stated; absence says why
};

/// "Not reported", "none", "0" and "unclear" are different: 0 is a Number, "none" says that nothing occurred.
enum class Absence : std::uint8_t { NotReported, NotApplicable, None, Unclear, NotReached, NotEstimable };

enum class Measure : std::uint8_t {
    Unnamed,
    HazardRatio,
    OddsRatio,
    RiskRatio,
    RateRatio,
    RiskDifference,
    MeanDifference,
    StandardisedMeanDifference,
    Correlation,
};
/// Compared and averaged on a logarithmic scale.
[[nodiscard]] bool isRatio(Measure measure);

/// What a reader should know before taking a reading.
enum class Remark : std::uint8_t {
    SpreadNotNamed, ///< SD or SE is not said
    IntervalNotNamed, ///< interquartile range, range or confidence interval is not said
    CommaOpen, ///< a comma was taken as decimal mark, as thousands or as a separator
    SpaceOpen, ///< digits set apart by a space were taken as one number
    PowerOpen, ///< the superscript of a power of ten was lost
    SignOpen, ///< a dash was taken as a minus sign
    SignFromWords, ///< negative because the words say "decrease"
    PercentDiffers, ///< count, total and percent do not agree
    IntervalMisses, ///< the value lies outside its interval
    InWords, ///< the number was spelt out
    LevelNotNamed, ///< a confidence interval without its level
    CutShort, ///< the text went on beyond what is read
};

struct Reading {
    ReportedForm form = ReportedForm::Number;
    Measure measure = Measure::Unnamed;
    Absence absence = Absence::NotReported; ///< of Absent alone
    std::optional<Printed> value;
    std::optional<Printed> count;
    std::optional<Printed> total;
    std::optional<Printed> percent;
    std::optional<Printed> sd;
    std::optional<Printed> se;
    std::optional<Printed> width;
    std::optional<Printed> low; ///< of the interval or range that `form` names
    std::optional<Printed> high;
    std::optional<Printed> minimum; ///< a range printed besides
    std::optional<Printed> maximum;
    std::optional<Printed> p;
    double level = 0; ///< of the confidence interval, in percent; 0: none printed
    std::string unit; ///< as printed, empty if none
    bool change = false; ///< the words say it is a change or a difference from baseline
    std::vector<Remark> remarks;
    bool operator==(const Reading&) const = default;
};

/// One value of a selection. Readings are all that its words allow, the likeliest first; one alone means that nothing
/// is open.
struct ReportedValue {
    std::size_t begin = 0; ///< bytes of the text
    std::size_t end = 0;
    std::vector<Reading> readings;
};

/// What is known of the place the value is for; helps to rank, never to leave a reading out.
struct Expected {
    std::optional<ReportedForm> form;
    std::optional<double> total; ///< patients of the arm
};

/// The values of a selection (UTF-8), in order; mostly one, several for "6/23 vs. 5/23". Empty if it states none.
/// Looks at the first MaxReported bytes and gives at most MaxValues.
[[nodiscard]] std::vector<ReportedValue> reportedValues(std::string_view whole, const Expected& expected = {});

/// A reading in a few words, for choosing among several: "mean 14.5, SD 2.4 mg/dL", "18 of 34 (53 %)".
[[nodiscard]] std::string described(const Reading& reading);
/// A reading as words that leave nothing open: they read back, first, as the same but for its remarks. For storing the
/// one that was chosen among several: "mean 14.5 (SD 2.4) mg/dL".
[[nodiscard]] std::string asText(const Reading& reading);
/// What a person should know of it, one clause each: "SD or SE is not said".
[[nodiscard]] std::vector<std::string> remarksOf(const Reading& reading);

inline constexpr std::size_t MaxReported = 4000;
inline constexpr std::size_t MaxValues = 64;

} // namespace winnow::extraction
