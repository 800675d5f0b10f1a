// What speaks against extracted values: within one, among those of a study, among sources and among studies.
//
// Nothing here blocks or corrects. A finding is a code with the values it is about and the numbers to show; its
// sentence is made in one place (`sentence`).
#pragma once

#include "core/extraction/reportedvalue.h"
#include "core/extraction/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

enum class Concern : std::uint8_t {
    Impossible, ///< cannot be true as it stands
    Unlikely, ///< can be true; look at the source
    ToNote, ///< two sayings that must be kept apart
};

enum class Check : std::uint8_t {
    CountExceedsTotal,
    TotalExceedsArm, ///< of an outcome: more than were in the arm
    TotalsOutOfOrder, ///< analysed ≤ treated ≤ randomised ≤ registered
    ArmsDoNotSum, ///< a total that is not the sum of its arms
    PartsDoNotSum, ///< women and men are not all
    PercentDiffers,
    IntervalReversed,
    IntervalMisses,
    IntervalLopsided,
    PDiffersFromInterval,
    NegativeSpread,
    SpreadUnlikeOthers, ///< beside the same outcome's other times and arms
    SpreadLikeStandardError,
    MeanImpossible, ///< GRIM: no sum of whole numbers gives this mean
    MeanOutsideRange,
    UnitUnlikely,
    OutOfRange,
    ChangeUnmarked, ///< below zero, of a quantity that never is
    KindUnlikeOutcome, ///< a count where the outcome is measured
    ArmUnknown, ///< an adverse event of an arm that the study has not
    Unreadable, ///< a result in words, which no figure or analysis can use
    DatesReversed,
    RegisteredLate,
    EnrolmentZero,
    TotalRises, ///< more patients at a later time
    TotalMissing, ///< a mean without n where the arm has shrunk elsewhere
    BaselineDiffers,
    CumulativeFalls, ///< fewer events at a later time
    // Among sources.
    NumbersDiffer,
    ArmsSwapped,
    WordsDiffer,
    SetsDiffer,
    PowerDiffers, ///< doses ten or a hundred times as large
    BasisDiffers, ///< a dose a kilogram, and the same number in all
    StatisticDiffers, ///< a median and range copied as a mean and SD
    RegisteredDiffers, ///< registered and published n
    // Among studies.
    SameRegistration,
    SamePopulation,
    SameTitle,
};

struct Finding {
    Check check = Check::CountExceedsTotal;
    Concern concern = Concern::Unlikely;
    std::vector<std::string> values; ///< ids of the values, sources or studies concerned
    std::vector<double> numbers; ///< what the sentence shows, in its order
    std::vector<std::string> words; ///< also for the sentence
    bool operator==(const Finding&) const = default;
};

/// One plain sentence for the person at the screen.
[[nodiscard]] std::string sentence(const Finding& finding);

/// One value in the grid of a study.
struct GridValue {
    std::string id;
    std::string arm;
    std::string outcome;
    std::string time; ///< as printed
    double days = -1; ///< the time as a number, for the order; -1: not known
    Reading reading;
    std::optional<double> n; ///< patients, where the reading does not print them
    bool baseline = false;
    bool cumulative = false; ///< events so far
    bool wholeNumbers = false; ///< each patient's value is a whole number: GRIM applies
};

struct ArmSize {
    std::string arm;
    std::optional<double> registered, randomised, treated, analysed;
};

/// Dates are ISO as far as stated: "2016", "2016-04", "2016-04-30".
struct StudyDates {
    std::string registered, started, ended, published;
};

struct StudyGrid {
    std::vector<ArmSize> arms;
    std::optional<double> randomised; ///< in all, as stated
    std::optional<double> analysed; ///< in all, as stated
    std::optional<double> enrolled; ///< as a register states it
    StudyDates dates;
    bool randomisedTrial = false; ///< groups should be alike at baseline
    std::vector<GridValue> values;
};

/// What a value says against itself, with `quantity` (the outcome's name) also against its unit.
[[nodiscard]] std::vector<Finding> checkReading(
    std::string_view id, const Reading& reading, std::string_view outcome = {}, bool wholeNumbers = false);

/// All that can be checked within a study.
[[nodiscard]] std::vector<Finding> checkStudy(const StudyGrid& study);

/// Standard deviations of one outcome beside one another, of several times and arms or of several studies: one that is
/// a third or three times of what the others are, or that is as small as a standard error. Needs three others.
[[nodiscard]] std::vector<Finding> checkSpreads(const std::vector<GridValue>& values);

/// A total and what it is made of: arms, women and men, grades that exclude each other.
[[nodiscard]] std::optional<Finding> checkSum(
    std::string_view id, const std::vector<double>& parts, double total, Check check = Check::PartsDoNotSum);

/// What one source says of one thing; numbers one an arm, in the order of the arms as they are known.
struct Claim {
    std::string source;
    std::vector<double> numbers;
    std::string words;
    std::vector<std::string> set; ///< phases, registrations
    std::optional<Dose> dose;
    std::optional<Reading> reading;
    bool register_ = false; ///< a trial register
};
/// Where sources contradict one another about one thing; each pair once, compared with the first source that says it.
[[nodiscard]] std::vector<Finding> checkSources(std::string_view thing, const std::vector<Claim>& claims);

/// What tells whether two studies are about the same patients.
struct StudyIdentity {
    std::string id;
    std::string title;
    std::vector<std::string> registrations;
    std::vector<double> armSizes;
    std::string place; ///< country or centre
    std::string intervention;
    std::string started, ended;
};
/// Studies that may be one: patients must not be counted twice.
[[nodiscard]] std::vector<Finding> checkStudies(const std::vector<StudyIdentity>& studies);

/// The p that belongs to a confidence interval (Altman and Bland, BMJ 2011;343:d2304), from the normal distribution;
/// on logarithms for ratios. None if the interval has no width.
[[nodiscard]] std::optional<double> pOfInterval(double estimate, double low, double high, double level, bool ratio);

/// GRIM (Brown and Heathers 2017): whether some sum of n whole numbers has this mean at its rounding. True if n is so
/// large that every mean can be had.
[[nodiscard]] bool meanIsPossible(const Printed& mean, double n);

} // namespace winnow::extraction
