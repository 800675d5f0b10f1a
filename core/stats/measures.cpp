#include "core/stats/measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace winnow::stats {

namespace {

enum class Back : std::uint8_t { None, Exp, InverseLogit, Arcsine, DoubleArcsine, Square, FreemanTukey, Tanh };

struct Facts {
    Measure measure;
    std::string_view name;
    Back back;
};

using enum Measure;
constexpr std::array Table{
    Facts{RiskRatio, "RR", Back::Exp},
    Facts{OddsRatio, "OR", Back::Exp},
    Facts{RiskDifference, "RD", Back::None},
    Facts{PetoOddsRatio, "PETO", Back::Exp},
    Facts{ArcsineDifference, "AS", Back::None},
    Facts{RateRatio, "IRR", Back::Exp},
    Facts{RateDifference, "IRD", Back::None},
    Facts{SquareRootRateDifference, "IRSD", Back::None},
    Facts{MeanDifference, "MD", Back::None},
    Facts{StandardizedMeanDifference, "SMD", Back::None},
    Facts{StandardizedMeanDifferenceHeteroscedastic, "SMDH", Back::None},
    Facts{RatioOfMeans, "ROM", Back::Exp},
    Facts{Proportion, "PR", Back::None},
    Facts{LogProportion, "PLN", Back::Exp},
    Facts{LogitProportion, "PLO", Back::InverseLogit},
    Facts{ArcsineProportion, "PAS", Back::Arcsine},
    Facts{DoubleArcsineProportion, "PFT", Back::DoubleArcsine},
    Facts{Rate, "IR", Back::None},
    Facts{LogRate, "IRLN", Back::Exp},
    Facts{SquareRootRate, "IRS", Back::Square},
    Facts{FreemanTukeyRate, "IRFT", Back::FreemanTukey},
    Facts{Mean, "MN", Back::None},
    Facts{LogMean, "MNLN", Back::Exp},
    Facts{MeanChange, "MC", Back::None},
    Facts{StandardizedMeanChangeOfChange, "SMCC", Back::None},
    Facts{StandardizedMeanChangeOfRaw, "SMCR", Back::None},
    Facts{StandardizedMeanChangeOfRawHeteroscedastic, "SMCRH", Back::None},
    Facts{RatioOfMeansChange, "ROMC", Back::Exp},
    Facts{Correlation, "COR", Back::None},
    Facts{UnbiasedCorrelation, "UCOR", Back::None},
    Facts{FisherZ, "ZCOR", Back::Tanh},
    Facts{HazardRatio, "HR", Back::Exp},
    Facts{Generic, "GEN", Back::None},
};

constexpr auto Measures = [] {
    std::array<Measure, Table.size()> all{};
    std::transform(Table.begin(), Table.end(), all.begin(), [](const Facts& facts) { return facts.measure; });
    return all;
}();

const Facts& factsOf(Measure measure)
{
    return Table[static_cast<std::size_t>(measure)];
}

double fromArcsine(double value)
{
    const double within = std::clamp(value, 0.0, std::numbers::pi / 2);
    return std::sin(within) * std::sin(within);
}

/// Of (√x/t + √(x+1)/t)/2, solved for x/t.
double fromFreemanTukeyRate(double value, double time)
{
    const double root = (value * value - 1 / (4 * time)) / value;
    const double rate =
        (1 / time - 8 * value * value + 16 * time * value * value * value * value) / (16 * time * value * value);
    return value <= 0 || root < 0 ? 0 : rate;
}

} // namespace

std::string_view nameOf(Measure measure)
{
    return factsOf(measure).name;
}

std::optional<Measure> measureNamed(std::string_view name)
{
    const auto found =
        std::find_if(Table.begin(), Table.end(), [name](const Facts& facts) { return facts.name == name; });
    return found == Table.end() ? std::nullopt : std::optional{found->measure};
}

std::span<const Measure> allMeasures()
{
    return Measures;
}

bool isOfTwoGroups(Measure measure)
{
    return measure <= RatioOfMeans;
}

bool isOfOneGroup(Measure measure)
{
    return measure >= Proportion && measure <= LogMean;
}

bool isOnLogScale(Measure measure)
{
    return factsOf(measure).back == Back::Exp;
}

double usualCorrection(Measure measure)
{
    switch (measure) {
    case ArcsineDifference:
    case SquareRootRateDifference:
    case ArcsineProportion:
    case DoubleArcsineProportion:
    case SquareRootRate:
    case FreemanTukeyRate:
        return 0;
    default:
        return 0.5;
    }
}

double fromDoubleArcsine(double value, double size)
{
    // The transformation of 0 and of `size` events: nothing lies beyond.
    const double least = std::asin(std::sqrt(1 / (size + 1))) / 2;
    const double most = (std::asin(std::sqrt(size / (size + 1))) + std::numbers::pi / 2) / 2;
    if (value <= least || value >= most)
        return value <= least ? 0 : 1;
    const double sine = std::sin(2 * value);
    const double cosine = std::cos(2 * value);
    const double inner = sine + (sine - 1 / sine) / size;
    const double rest = std::max(0.0, 1 - inner * inner);
    return (1 - (cosine < 0 ? -1 : 1) * std::sqrt(rest)) / 2;
}

double backTransformed(Measure measure, double value, double size)
{
    if (std::isnan(value))
        return Missing;
    switch (factsOf(measure).back) {
    case Back::None:
        return value;
    case Back::Exp:
        return std::exp(value);
    case Back::InverseLogit:
        return 1 / (1 + std::exp(-value));
    case Back::Arcsine:
        return fromArcsine(value);
    case Back::DoubleArcsine:
        return fromDoubleArcsine(value, size);
    case Back::Square:
        return value < 0 ? 0 : value * value;
    case Back::FreemanTukey:
        return fromFreemanTukeyRate(value, size);
    case Back::Tanh:
        return std::tanh(value);
    }
    return Missing;
}

Interval backTransformed(Measure measure, Interval interval, double size)
{
    return {backTransformed(measure, interval.lower, size), backTransformed(measure, interval.upper, size)};
}

double harmonicMean(std::span<const double> values)
{
    double sum = 0;
    for (const double value : values)
        sum += 1 / value;
    return static_cast<double>(values.size()) / sum;
}

} // namespace winnow::stats
