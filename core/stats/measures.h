// The effect measures, by the names that metafor gives them, and the scales they live on.
#pragma once

#include "core/stats/interval.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace winnow::stats {

enum class Measure : std::uint8_t {
    RiskRatio, ///< RR: logarithm of it, as all ratios here
    OddsRatio, ///< OR
    RiskDifference, ///< RD
    PetoOddsRatio, ///< PETO
    ArcsineDifference, ///< AS
    RateRatio, ///< IRR
    RateDifference, ///< IRD
    SquareRootRateDifference, ///< IRSD
    MeanDifference, ///< MD
    StandardizedMeanDifference, ///< SMD: Hedges' g
    StandardizedMeanDifferenceHeteroscedastic, ///< SMDH
    RatioOfMeans, ///< ROM
    Proportion, ///< PR
    LogProportion, ///< PLN
    LogitProportion, ///< PLO
    ArcsineProportion, ///< PAS
    DoubleArcsineProportion, ///< PFT: Freeman and Tukey
    Rate, ///< IR
    LogRate, ///< IRLN
    SquareRootRate, ///< IRS
    FreemanTukeyRate, ///< IRFT
    Mean, ///< MN
    LogMean, ///< MNLN
    MeanChange, ///< MC
    StandardizedMeanChangeOfChange, ///< SMCC: by the SD of the change
    StandardizedMeanChangeOfRaw, ///< SMCR: by the SD at the start
    StandardizedMeanChangeOfRawHeteroscedastic, ///< SMCRH
    RatioOfMeansChange, ///< ROMC
    Correlation, ///< COR
    UnbiasedCorrelation, ///< UCOR
    FisherZ, ///< ZCOR
    HazardRatio, ///< HR: from the ratio and its interval, or from O − E and V
    Generic, ///< GEN: estimates and variances as they are
};

/// "RR", "PLO" …
[[nodiscard]] std::string_view nameOf(Measure measure);
[[nodiscard]] std::optional<Measure> measureNamed(std::string_view name);
[[nodiscard]] std::span<const Measure> allMeasures();

/// RR to ROM: comparisons made of the numbers of two groups, or given by the study as they are.
[[nodiscard]] bool isOfTwoGroups(Measure measure);
/// PR to MNLN: a proportion, rate or mean, of which no value is one of no effect.
[[nodiscard]] bool isOfOneGroup(Measure measure);
/// Whether results are shown as exp of the analysed scale: ratios and rates.
[[nodiscard]] bool isOnLogScale(Measure measure);
/// Whether tables with zero cells are corrected unless somebody says otherwise; 0 for arcsine and square-root scales.
[[nodiscard]] double usualCorrection(Measure measure);

/// Back from the analysed scale: exp, inverse logit, inverse (double) arcsine, square, tanh; as it is for the others.
/// `size` is the harmonic mean of the sizes (PFT) or times (IRFT), used by these alone.
[[nodiscard]] double backTransformed(Measure measure, double value, double size);
[[nodiscard]] Interval backTransformed(Measure measure, Interval interval, double size);

/// Freeman–Tukey's double arcsine back to a proportion (Miller 1978); 0 and 1 beyond the ends.
[[nodiscard]] double fromDoubleArcsine(double value, double size);

[[nodiscard]] double harmonicMean(std::span<const double> values);

} // namespace winnow::stats
