// The variance between studies, τ²: eleven estimators, their standard errors, and intervals.
#pragma once

#include "core/base/result.h"
#include "core/stats/interval.h"
#include "core/stats/moments.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace winnow::stats {

enum class Estimator : std::uint8_t {
    EqualEffects, ///< EE: τ² = 0
    DerSimonianLaird, ///< DL
    Hedges, ///< HE
    HunterSchmidt, ///< HS
    HunterSchmidtSmall, ///< HSk: for few studies
    SidikJonkman, ///< SJ
    MaximumLikelihood, ///< ML
    RestrictedMaximumLikelihood, ///< REML
    EmpiricalBayes, ///< EB
    PauleMandel, ///< PM
    PauleMandelMedian, ///< PMM: median unbiased
};

/// "REML", "DL" …; FE and CE are EE.
[[nodiscard]] std::string_view nameOf(Estimator estimator);
[[nodiscard]] std::optional<Estimator> estimatorNamed(std::string_view name);
[[nodiscard]] std::span<const Estimator> allEstimators();

struct Heterogeneity {
    double tau2 = 0;
    double standardError = Missing;
    bool converged = true;
};

/// Iterates until τ² stands still relative to itself (1e-13), where metafor stops at an absolute 1e-5; a likelihood
/// that is higher at 0 wins. Needs k > p ≥ 1. InvalidInput where a variance is zero and the estimator divides by it.
///
/// Sources: DerSimonian and Laird 1986; Hedges and Olkin 1985; Hunter and Schmidt 2004, Brannick et al. 2019 (HSk);
/// Sidik and Jonkman 2005; Viechtbauer 2005 (ML, REML, EB); Paule and Mandel 1982; Viechtbauer 2021 (PMM). Standard
/// errors as in metafor.
[[nodiscard]] Result<Heterogeneity> heterogeneity(Moments& moments, Estimator estimator);

/// Twice the log-likelihood's constant left in: what metafor's logLik() gives for ML and REML.
[[nodiscard]] double logLikelihood(Moments& moments, Estimator estimator, double tau2);

struct TauInterval {
    Interval tau2;
    bool isNullSet = false; ///< even the upper bound would be below zero; given as [0, 0]
};

/// Q-profile (Viechtbauer 2007): Q(τ²) at its quantiles. Unknown if a variance is not above zero.
[[nodiscard]] TauInterval qProfile(Moments& moments, double level);
/// Profile likelihood about the estimate (ML or REML).
[[nodiscard]] TauInterval profileLikelihood(Moments& moments, Estimator estimator, double tau2, double level);

} // namespace winnow::stats
