// Pooling tables without weighting by each table's own variance: Mantel–Haenszel and Peto, for rare events.
#pragma once

#include "core/base/result.h"
#include "core/stats/effects.h"
#include "core/stats/model.h"

#include <QString>

#include <span>
#include <vector>

namespace winnow::stats {

struct PooledTables {
    Measure measure = Measure::OddsRatio;
    double level = 95;
    Coefficient pooled; ///< normal distribution; unknown if no group, or every one, has events
    std::size_t k = 0; ///< tables pooled
    std::size_t kEffects = 0; ///< tables with an estimate of their own: those in Q
    std::size_t kInformative = 0; ///< with OR and Peto: tables that are neither without nor only with events
    double q = Missing;
    double qDf = 0;
    double qP = Missing;
    double i2 = Missing; ///< (Q − df)/Q, percent
    double h2 = Missing;
    ChiSquared association; ///< OR, IRR: Cochran–Mantel–Haenszel
    ChiSquared cochran; ///< OR: Cochran's, with N in the place of N − 1
    ChiSquared breslowDay; ///< OR: are the ratios the same?
    ChiSquared tarone; ///< the same, with Tarone's correction
    std::vector<double> weights; ///< percent, one a study; Missing for tables left out
    std::vector<std::size_t> positions; ///< of the tables that the estimate rests on: for ratios no double zeros
    std::vector<QString> warnings;
};

[[nodiscard]] inline EffectOptions withoutDoubleZeros()
{
    EffectOptions options;
    options.dropDoubleZero = true;
    return options;
}

struct TableOptions {
    /// For the studies' own estimates (and so Q); the pooled one adds nothing.
    EffectOptions effects = withoutDoubleZeros();
    /// 0.5 in the association tests. Not below zero: |O − E| < 0.5 gives a statistic of 0, where metafor's turns up
    /// again.
    bool continuityCorrection = true;
    double level = 95;
};

/// For RR, OR, RD, IRR and IRD. Double-zero tables stay in the pool, where only RD and IRD hear them.
/// Sources: Mantel and Haenszel 1959; standard errors by Robins, Breslow and Greenland 1986 (OR), Greenland and Robins
/// 1985 (RR, rates), Sato et al. 1989 (RD); tests by Cochran 1954, Breslow and Day 1980, Tarone 1985.
[[nodiscard]] Result<PooledTables> mantelHaenszel(
    Measure measure, std::span<const StudyNumbers> studies, const TableOptions& options = {});

/// Peto's one-step odds ratio (Yusuf et al. 1985).
[[nodiscard]] Result<PooledTables> peto(std::span<const StudyNumbers> studies, const TableOptions& options = {});

/// RevMan 5's "M-H, Random": DerSimonian and Laird's τ² with Q about the Mantel–Haenszel estimate.
struct MantelHaenszelRandom {
    double q = Missing;
    double tau2 = Missing;
    Coefficient pooled;
};
[[nodiscard]] Result<MantelHaenszelRandom> mantelHaenszelRandom(
    Measure measure, std::span<const StudyNumbers> studies, const TableOptions& options = {});

} // namespace winnow::stats
