// What becomes of a meta-analysis without a study, or study by study.
#pragma once

#include "core/stats/model.h"

#include <cstddef>
#include <span>
#include <vector>

namespace winnow::stats {

/// A re-analysis, without its list of weights.
struct Step {
    std::size_t study = 0; ///< the one left out, or the one added
    std::size_t k = 0;
    Coefficient pooled;
    double q = Missing;
    double qP = Missing;
    double tau2 = Missing;
    double i2 = Missing;
    double h2 = Missing;
};

/// One Step a study, each without that study. Needs two studies.
[[nodiscard]] Result<std::vector<Step>> leaveOneOut(
    std::span<const double> y, std::span<const double> v, const ModelOptions& options = {});

/// One Step a study in `order` (positions), each with that study added.
[[nodiscard]] Result<std::vector<Step>> cumulative(std::span<const double> y, std::span<const double> v,
    std::span<const std::size_t> order, const ModelOptions& options = {});

/// The positions by rising key, equal ones as they stand, Missing last.
[[nodiscard]] std::vector<std::size_t> orderBy(std::span<const double> keys);

/// How much one study weighs (Viechtbauer and Cheung 2010).
struct Influence {
    double rstudent = Missing; ///< standardized deleted residual
    double dffits = Missing;
    double cooksDistance = Missing;
    double covarianceRatio = Missing;
    double tau2Deleted = Missing;
    double qDeleted = Missing;
    double hat = Missing;
    double weight = Missing; ///< percent
    double dfbetas = Missing;
    bool isInfluential = false; ///< by their rules of thumb
    double baujatX = Missing; ///< what it adds to Q (Baujat et al. 2002)
    double baujatY = Missing; ///< what it moves the estimate
};

/// One Influence a study. Needs two studies.
[[nodiscard]] Result<std::vector<Influence>> influence(
    std::span<const double> y, std::span<const double> v, const ModelOptions& options = {});

} // namespace winnow::stats
