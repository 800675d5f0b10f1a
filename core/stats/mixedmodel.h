// Generalised linear mixed models: counts as they are, for rare events, with no correction of zero cells.
#pragma once

#include "core/base/result.h"
#include "core/stats/effects.h"
#include "core/stats/model.h"
#include "core/stats/sensitivity.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace winnow::stats {

/// What is assumed of the studies' levels of risk (Stijnen, Hamza and Özdemir 2010; Jackson et al. 2018), by metafor's
/// words. One group has one model, whatever is said: a level for all that varies.
enum class MixedModel : std::uint8_t {
    FixedStudies, ///< UM.FS: each study has its own
    RandomStudies, ///< UM.RS: they are normally distributed
    ConditionalExact, ///< CM.EL: given the sum of events (OR: noncentral hypergeometric; IRR: binomial)
    ConditionalApproximate, ///< CM.AL: the same with a binomial distribution, for rare events
};
[[nodiscard]] std::optional<MixedModel> mixedModelNamed(std::string_view name);
[[nodiscard]] std::string_view nameOf(MixedModel model);
/// Four for OR, three for IRR, one for PLO and IRLN, none for other measures.
[[nodiscard]] std::span<const MixedModel> mixedModelsFor(Measure measure);

struct MixedOptions {
    MixedModel model = MixedModel::FixedStudies;
    bool t = false; ///< t distribution with k − 1 degrees of freedom instead of the normal one
    double level = 95;
    /// For the studies' own estimates, which only tell what a typical variance is. Its `dropDoubleZero` also holds for
    /// the model RandomStudies; in all others double zeros say nothing and are left out anyway.
    EffectOptions effects;
};

/// Maximum likelihood. On the log scale; I² in percent.
struct MixedFit {
    Measure measure = Measure::OddsRatio;
    MixedOptions options;
    std::size_t k = 0; ///< studies that say something
    std::vector<std::size_t> positions; ///< where they stand among all
    Coefficient pooled;
    double df = Missing; ///< of the t distribution; Missing: normal
    double tau2 = 0;
    double tau2Error = Missing; ///< unknown at τ² = 0
    double sigma2 = Missing; ///< RandomStudies: variance of the levels of risk
    double typicalVariance = Missing; ///< of the studies' own estimates (Higgins and Thompson 2002)
    double i2 = Missing; ///< τ²/(τ² + typical variance), which metafor calls approximate here
    double h2 = Missing;
    ChiSquared likelihoodRatio; ///< are the studies' effects the same? Against a model with an effect a study
    ChiSquared wald; ///< the same by Wald; unknown for RandomStudies
    double qDf = 0; ///< of both
    double logLikelihood = Missing;
    bool converged = true;
    std::vector<QString> warnings;
};

/// For OR (2×2 tables), IRR, PLO and IRLN. The likelihoods are those of metafor's rma.glmm: seven adaptive
/// Gauss–Hermite nodes; Laplace's approximation for RandomStudies; with ConditionalExact for tables the integral
/// itself. InvalidInput for other measures and models, impossible numbers, no study with information, or an infinite
/// estimate. One study gives itself, without heterogeneity.
[[nodiscard]] Result<MixedFit> mixedModel(
    Measure measure, std::span<const StudyNumbers> studies, const MixedOptions& options = {});

/// As for models of inverse variances; Step::study counts the studies with information. A step that cannot be pooled
/// has an unknown estimate. Step::q is the likelihood ratio.
[[nodiscard]] Result<std::vector<Step>> leaveOneOut(
    Measure measure, std::span<const StudyNumbers> studies, const MixedOptions& options);
[[nodiscard]] Result<std::vector<Step>> cumulative(Measure measure, std::span<const StudyNumbers> studies,
    std::span<const std::size_t> order, const MixedOptions& options);

[[nodiscard]] Interval predictionInterval(const MixedFit& fit);

} // namespace winnow::stats
