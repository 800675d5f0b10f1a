// Effect sizes and their sampling variances, from what studies report.
#pragma once

#include "core/base/result.h"
#include "core/stats/measures.h"
#include "core/stats/studynumbers.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::stats {

/// Which tables get the continuity correction, by metafor's words.
enum class CorrectionTo : std::uint8_t {
    OnlyZero, ///< only0: those with a zero cell
    All, ///< all
    AllIfZero, ///< if0all: all, if any has a zero cell
    None, ///< none
};

/// How the sampling variance is estimated, by metafor's words.
enum class VarianceType : std::uint8_t {
    LargeSample, ///< LS
    LargeSample2, ///< LS2 (Borenstein 2009)
    Unbiased, ///< UB
    Average, ///< AV: by the mean of the studies
    Homoscedastic, ///< HO
    AverageHomoscedastic, ///< AVHO
};

[[nodiscard]] std::optional<CorrectionTo> correctionNamed(std::string_view name);
[[nodiscard]] std::optional<VarianceType> varianceTypeNamed(std::string_view name);

struct EffectOptions {
    std::optional<double> add; ///< to each cell of a corrected table; usualCorrection() if not said
    CorrectionTo to = CorrectionTo::OnlyZero;
    bool dropDoubleZero = false; ///< leave out tables without or with only events in both groups (drop00)
    VarianceType variance = VarianceType::LargeSample;
    double reportedLevel = 95; ///< of the intervals in `lb` and `ub`
    /// A study without the numbers of its two groups enters by `yi` with `vi` or `sei`, on the analysed scale, as
    /// where metafor's escalc is told to keep what is there (replace = FALSE). Not where tables are pooled.
    bool takesGiven = true;
};

struct Effect {
    double estimate = Missing; ///< on the analysed scale (log, logit …)
    double variance = Missing;
    double size = Missing; ///< participants, or person-time
    bool corrected = false; ///< zero cells were added to
    bool given = false; ///< by the study, not computed from its groups; `size` is then `ni`

    [[nodiscard]] bool isUsable() const { return std::isfinite(estimate) && std::isfinite(variance); }
};

/// One Effect a study, in their order; not usable where numbers are missing or nothing can be estimated.
struct Effects {
    Measure measure = Measure::Generic;
    std::vector<Effect> all;
    std::vector<QString> warnings;
};

/// The formulas are those of metafor's escalc (Viechtbauer 2010), version 3.8; each file gives their sources.
/// InvalidInput, with the study's name, for what cannot be: more events than participants, negative counts or SDs,
/// correlations beyond ±1; and for a variance type that the measure does not have.
[[nodiscard]] Result<Effects> effects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options = {});

/// No event, or with tables nothing but events, in either of two groups.
[[nodiscard]] bool isDoubleZero(Measure measure, const StudyNumbers& study);

/// SMD as RevMan 5 computes it: J = 1 − 3/(4N − 9), SE² = N/(n1 n2) + g²/(2(N − 3.94)) (Deeks and Higgins 2010).
[[nodiscard]] Effect revManStandardizedMeanDifference(const StudyNumbers& study);

/// Hedges' correction J(df) = Γ(df/2) / (√(df/2) Γ((df−1)/2)); Missing for df ≤ 1.
[[nodiscard]] double hedgesCorrection(double df);
/// 1 − 3/(4 df − 1).
[[nodiscard]] double approximateHedgesCorrection(double df);

/// What an analysis takes: the usable effects, and where they stand among all.
struct Sample {
    std::vector<double> estimates;
    std::vector<double> variances;
    std::vector<double> sizes;
    std::vector<std::size_t> positions;
};
[[nodiscard]] Sample usable(const Effects& effects);

} // namespace winnow::stats
