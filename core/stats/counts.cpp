#include "core/stats/counts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace winnow::stats {

namespace {

/// log of the binomial coefficient.
double logChoose(double n, double k)
{
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

double logistic(double x)
{
    return 1 / (1 + std::exp(-x));
}

/// log(1 + exp(x)).
double softplus(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

} // namespace

Count Count::binomial(double events, double size)
{
    Count count;
    count.m_family = Family::Binomial;
    count.m_y = events;
    count.m_size = count.m_most = size;
    count.m_constant = logChoose(size, events);
    return count;
}

Count Count::poisson(double events, double time)
{
    Count count;
    count.m_family = Family::Poisson;
    count.m_y = events;
    count.m_size = time;
    count.m_most = std::numeric_limits<double>::infinity();
    count.m_constant = events * std::log(time) - std::lgamma(events + 1);
    return count;
}

Count Count::hypergeometric(double events1, double events, double n1, double n2)
{
    Count count;
    count.m_family = Family::Hypergeometric;
    count.m_y = events1;
    count.m_least = std::max(0.0, events - n2);
    count.m_most = std::min(n1, events);
    double logWeight = logChoose(n1, count.m_least) + logChoose(n2, events - count.m_least);
    for (double x = count.m_least; x <= count.m_most; ++x) {
        count.m_logWeights.push_back(logWeight);
        count.m_ratios.push_back((n1 - x) / (x + 1) * ((events - x) / (n2 - events + x + 1)));
        logWeight += std::log(count.m_ratios.back());
    }
    count.m_constant = count.m_logWeights[static_cast<std::size_t>(events1 - count.m_least)];
    return count;
}

Cumulants Count::cumulants(double eta) const
{
    switch (m_family) {
    case Family::Poisson: {
        const double mean = m_size * std::exp(eta);
        return {mean, mean, mean, mean, mean};
    }
    case Family::Binomial: {
        const double p = logistic(eta);
        const double q = logistic(-eta);
        const double variance = m_size * p * q;
        return {m_size * softplus(eta), m_size * p, variance, variance * (q - p), variance * (1 - 6 * p * q)};
    }
    case Family::Hypergeometric:
        break;
    }
    return hypergeometricCumulants(eta);
}

Cumulants Count::hypergeometricCumulants(double eta) const
{
    // Weights are log-concave: sums go outward from the largest term until nothing is added.
    constexpr double Negligible = 1e-18;
    const double odds = std::exp(eta);
    std::size_t mode = 0;
    for (std::size_t low = 0, high = m_logWeights.size() - 1; low < high; mode = low) {
        const std::size_t middle = (low + high) / 2;
        (m_ratios[middle] * odds > 1 ? low = middle + 1 : high = middle);
    }
    std::array<double, 5> moments{1, 0, 0, 0, 0}; // about the mode
    const auto add = [&moments](double weight, double away) {
        for (double& moment : moments) {
            moment += weight;
            weight *= away;
        }
    };
    double weight = 1;
    for (std::size_t i = mode; i + 1 < m_logWeights.size() && weight > Negligible; ++i)
        add(weight *= m_ratios[i] * odds, static_cast<double>(i + 1 - mode));
    weight = 1;
    for (std::size_t i = mode; i > 0 && weight > Negligible; --i)
        add(weight /= m_ratios[i - 1] * odds, -static_cast<double>(mode - (i - 1)));
    const double total = moments[0];
    const double d = moments[1] / total;
    const double second = moments[2] / total;
    const double third = moments[3] / total;
    const double fourth = moments[4] / total;
    const double x = m_least + static_cast<double>(mode);
    const double variance = second - d * d;
    return {m_logWeights[mode] + x * eta + std::log(total), x + d, variance, third - 3 * d * second + 2 * d * d * d,
        fourth - 4 * d * third + 6 * d * d * second - 3 * d * d * d * d - 3 * variance * variance};
}

double Count::roughly() const
{
    switch (m_family) {
    case Family::Binomial:
        return std::log((m_y + 0.5) / (m_size - m_y + 0.5));
    case Family::Poisson:
        return std::log((m_y + 0.5) / m_size);
    case Family::Hypergeometric:
        break;
    }
    return 0;
}

Count::Own Count::own() const
{
    constexpr double Infinite = std::numeric_limits<double>::infinity();
    if (isLeast())
        return {-Infinite, 0, 0};
    if (isMost())
        return {Infinite, 0, 0};
    double eta = 0;
    if (m_family == Family::Binomial)
        eta = std::log(m_y / (m_size - m_y));
    else if (m_family == Family::Poisson)
        eta = std::log(m_y / m_size);
    else { // The mean grows with η: Newton's method, within bounds that close in.
        double low = -Infinite;
        double high = Infinite;
        constexpr int MostSteps = 200;
        constexpr double Largest = 2;
        for (int step = 0; step < MostSteps; ++step) {
            const Cumulants at = cumulants(eta);
            (at[1] < m_y ? low : high) = eta;
            double next = eta + std::clamp((m_y - at[1]) / at[2], -Largest, Largest);
            if (!(next > low && next < high))
                next = std::isfinite(low) && std::isfinite(high) ? std::midpoint(low, high) : eta;
            const bool still = std::abs(next - eta) <= 1e-14 * (1 + std::abs(eta));
            eta = next;
            if (still)
                break;
        }
    }
    const Cumulants at = cumulants(eta);
    return {eta, at[2], logProbability(eta, at)};
}

} // namespace winnow::stats
