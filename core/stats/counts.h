// Counts with the distributions that generalised linear mixed models give them.
#pragma once

#include "core/stats/interval.h"

#include <array>
#include <cstddef>
#include <vector>

namespace winnow::stats {

/// A cumulant function b and its first four derivatives: mean, variance and further cumulants.
using Cumulants = std::array<double, 5>;

/// One count y with the probability exp(c + yη − b(η)): a natural exponential family (McCullagh and Nelder 1989, 2.2),
/// whose log-likelihood is concave in η.
class Count {
public:
    /// Events of `size` participants; η is the log odds.
    [[nodiscard]] static Count binomial(double events, double size);
    /// Events in this person-time; η is the log rate.
    [[nodiscard]] static Count poisson(double events, double time);
    /// Events among n1, given that there are `events` among n1 + n2; η is the log odds ratio (Fisher's noncentral
    /// hypergeometric distribution). Whole numbers.
    [[nodiscard]] static Count hypergeometric(double events1, double events, double n1, double n2);

    [[nodiscard]] double y() const { return m_y; }
    /// log probability at η, of which `cumulants` are known.
    [[nodiscard]] double logProbability(double eta, const Cumulants& at) const
    {
        return m_constant + m_y * eta - at[0];
    }
    [[nodiscard]] Cumulants cumulants(double eta) const;

    [[nodiscard]] bool isLeast() const { return m_y == m_least; } ///< the most likely η is −∞
    [[nodiscard]] bool isMost() const { return m_y == m_most; } ///< … or +∞

    /// The most likely η, its information and log probability: ±∞, 0 and 0 at the ends.
    struct Own {
        double eta = Missing;
        double information = 0;
        double logProbability = 0;
    };
    [[nodiscard]] Own own() const;
    /// An η near it that is finite, to start from: with half a count more of everything.
    [[nodiscard]] double roughly() const;

private:
    enum class Family { Binomial, Poisson, Hypergeometric };
    [[nodiscard]] Cumulants hypergeometricCumulants(double eta) const;

    Family m_family = Family::Binomial;
    double m_y = 0;
    double m_size = 0; ///< participants, or person-time
    double m_constant = 0; ///< c
    double m_least = 0;
    double m_most = 0;
    // Hypergeometric: the ways to have m_least, m_least + 1 … events, as logarithms and each by the one before.
    std::vector<double> m_logWeights;
    std::vector<double> m_ratios;
};

} // namespace winnow::stats
