#include "core/ranking/stopping.h"

#include <algorithm>
#include <cmath>

namespace winnow::ranking {

namespace {

/// ln n!, with the wider type: at 100,000 records a double would leave nine digits of a chance.
long double logFactorial(std::size_t n)
{
    return std::lgamma(static_cast<long double>(n) + 1);
}

long double logChoose(std::size_t n, std::size_t k)
{
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/// P(Y ≥ least) where `draws` are drawn from `population` of which `relevant` are.
double hypergeometricAtLeast(std::size_t least, std::size_t population, std::size_t relevant, std::size_t draws)
{
    const std::size_t most = std::min(relevant, draws);
    const std::size_t fewest = relevant + draws > population ? relevant + draws - population : 0;
    if (least <= fewest)
        return 1;
    if (least > most)
        return 0;
    long double term = std::exp(
        logChoose(relevant, least) + logChoose(population - relevant, draws - least) - logChoose(population, draws));
    long double sum = 0;
    for (std::size_t y = least; y <= most; ++y) {
        sum += term;
        const auto next = static_cast<long double>(y + 1);
        const long double ratio = static_cast<long double>(relevant - y) * static_cast<long double>(draws - y)
            / (next * static_cast<long double>(population - relevant + y + 1 - draws));
        if (ratio < 1 && term < sum * 1e-20L)
            break;
        term *= ratio;
    }
    return static_cast<double>(std::min(sum, 1.0L));
}

/// P(X ≤ x) of a binomial.
double binomialAtMost(std::size_t x, std::size_t n, double share)
{
    if (x >= n || share <= 0)
        return 1;
    if (share >= 1)
        return 0;
    const auto logShare = std::log(static_cast<long double>(share));
    const auto logRest = std::log1p(-static_cast<long double>(share));
    long double sum = 0;
    for (std::size_t k = 0; k <= x; ++k)
        sum += std::exp(
            logChoose(n, k) + static_cast<long double>(k) * logShare + static_cast<long double>(n - k) * logRest);
    return static_cast<double>(std::min(sum, 1.0L));
}

/// The share at which P(X ≤ x) is `chance`; it falls as the share grows.
double shareWhere(std::size_t x, std::size_t n, double chance)
{
    double low = 0;
    double high = 1;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (binomialAtMost(x, n, middle) > chance ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// The fewest relevant records unseen with which the recall is missed.
std::size_t leastMissing(std::size_t found, double recall)
{
    const auto relevant = static_cast<std::size_t>(std::floor(static_cast<double>(found) / recall + 1));
    return relevant - found;
}

} // namespace

double hypergeometricAtMost(std::size_t found, std::size_t population, std::size_t relevant, std::size_t draws)
{
    // At most so many among those drawn: at least the others among the rest.
    if (found >= relevant)
        return 1;
    return hypergeometricAtLeast(relevant - found, population, relevant, population - draws);
}

void HypergeometricRule::add(bool relevant)
{
    m_before.push_back(m_before.back() + (relevant ? 1U : 0U));
}

double HypergeometricRule::chanceOfMissing(double recall) const
{
    const std::size_t screenedNow = screened();
    if (screenedNow >= m_records)
        return 0;
    const std::size_t unseen = m_records - screenedNow;
    const std::size_t missing = leastMissing(found(), recall);
    double least = 1;
    // Of the windows that hold the same relevant records the longest says most: those that begin after a relevant one.
    for (std::size_t start = 0; start < screenedNow; ++start) {
        if (start > 0 && m_before[start] == m_before[start - 1])
            continue;
        const std::size_t window = screenedNow - start;
        const std::size_t within = found() - m_before[start];
        least = std::min(least, hypergeometricAtLeast(missing, unseen + window, missing + within, unseen));
    }
    return least;
}

double chanceOfMissingAfterRun(std::size_t found, std::size_t run, std::size_t unseen, double recall)
{
    const std::size_t missing = leastMissing(found, recall);
    return hypergeometricAtLeast(missing, unseen + run, missing, unseen);
}

std::optional<std::size_t> sampleToFind(std::size_t sampled, const StoppingTarget& target)
{
    for (std::size_t found = 1; found <= sampled; ++found) {
        const double chance = 1 - binomialAtMost(found - 1, sampled, target.recall);
        if (chance <= 1 - target.confidence)
            return found;
    }
    return std::nullopt;
}

Population chaoPopulation(std::size_t seen, std::size_t once, std::size_t twice)
{
    const auto s = static_cast<double>(seen);
    const auto f1 = static_cast<double>(once);
    const auto f2 = static_cast<double>(twice);
    Population population{s, 0, {s, s}};
    if (once == 0)
        return population;
    double unseen = 0;
    if (twice > 0) {
        const double ratio = f1 / f2;
        unseen = f1 * ratio / 2;
        population.variance = f2 * (std::pow(ratio, 4) / 4 + std::pow(ratio, 3) + ratio * ratio / 2);
    } else { // the form without bias, as there is nothing to divide by
        unseen = f1 * (f1 - 1) / 2;
        const double size = s + unseen;
        population.variance = unseen + f1 * std::pow(2 * f1 - 1, 2) / 4 - std::pow(f1, 4) / (4 * size);
    }
    population.size = s + unseen;
    if (unseen > 0) {
        constexpr double Normal = 1.96; // as published
        const double spread =
            std::exp(Normal * std::sqrt(std::log1p(std::max(0.0, population.variance) / (unseen * unseen))));
        population.interval95 = {s + unseen / spread, s + unseen * spread};
    }
    return population;
}

Interval clopperPearson(std::size_t relevant, std::size_t sampled, double confidence)
{
    if (sampled == 0)
        return {0, 1};
    const double tail = (1 - confidence) / 2;
    return {relevant == 0 ? 0 : shareWhere(relevant - 1, sampled, 1 - tail),
        relevant >= sampled ? 1 : shareWhere(relevant, sampled, tail)};
}

double clopperPearsonUpper(std::size_t relevant, std::size_t sampled, double confidence)
{
    return relevant >= sampled ? 1 : shareWhere(relevant, sampled, 1 - confidence);
}

} // namespace winnow::ranking
