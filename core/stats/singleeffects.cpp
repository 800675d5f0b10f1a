// One group: proportions, rates, correlations; and what is given as an estimate already.
// Sources: Freeman and Tukey 1950 (double arcsine, rates), Fisher 1921 (z), Olkin and Pratt 1958 (unbiased
// correlation), Parmar et al. 1998 (hazard ratios).
#include "core/stats/distributions.h"
#include "core/stats/formulas.h"

#include <algorithm>
#include <cmath>

namespace winnow::stats {

namespace {

using enum Measure;
using enum Column;

double squared(double x)
{
    return x * x;
}

struct Counts {
    double events = Missing;
    double others = Missing;

    [[nodiscard]] double size() const { return events + others; }
    [[nodiscard]] bool hasZero() const { return events == 0 || others == 0; }
};

Counts countsOf(const StudyNumbers& study)
{
    return {study[Xi], std::isnan(study[Mi]) ? study[Ni] - study[Xi] : study[Mi]};
}

double proportionVariance(const Counts& c, VarianceType type, double mean)
{
    const double p = type == VarianceType::Average ? mean : c.events / c.size();
    return p * (1 - p) / (c.size() - (type == VarianceType::Unbiased ? 1 : 0));
}

Effect proportionEffect(Measure measure, const Counts& c, VarianceType type, double mean)
{
    const double n = c.size();
    const double p = c.events / n;
    const bool average = type == VarianceType::Average;
    Effect effect;
    switch (measure) {
    case Proportion:
        effect.estimate = p;
        effect.variance = proportionVariance(c, type, mean);
        break;
    case LogProportion:
        effect.estimate = std::log(p);
        effect.variance = (average ? 1 / (mean * n) : 1 / c.events) - 1 / n;
        break;
    case LogitProportion:
        effect.estimate = std::log(p / (1 - p));
        effect.variance = average ? 1 / (mean * n) + 1 / ((1 - mean) * n) : 1 / c.events + 1 / c.others;
        break;
    case ArcsineProportion:
        effect.estimate = std::asin(std::sqrt(p));
        effect.variance = 1 / (4 * n);
        break;
    default: // double arcsine
        effect.estimate =
            (std::asin(std::sqrt(c.events / (n + 1))) + std::asin(std::sqrt((c.events + 1) / (n + 1)))) / 2;
        effect.variance = 1 / (4 * n + 2);
    }
    return effect;
}

Effect singleRateEffect(Measure measure, double events, double time)
{
    const double rate = events / time;
    switch (measure) {
    case Rate:
        return {rate, rate / time};
    case LogRate:
        return {std::log(rate), 1 / events};
    case SquareRootRate:
        return {std::sqrt(rate), 1 / (4 * time)};
    default: // Freeman and Tukey
        return {(std::sqrt(rate) + std::sqrt(rate + 1 / time)) / 2, 1 / (4 * time)};
    }
}

/// Gauss's ₂F₁(a, b; c; x) for 0 ≤ x < 1 by its series; the terms of the uses here are positive and fall.
double gauss(double a, double b, double c, double x)
{
    double term = 1;
    double sum = 1;
    for (int step = 0; step < 1'000'000; ++step) {
        const double n = step;
        term *= (a + n) * (b + n) / (c + n) * x / (n + 1);
        sum += term;
        if (std::abs(term) <= 1e-17 * std::abs(sum))
            break;
    }
    return sum;
}

double unbiasedCorrelation(double r, double n)
{
    return n > 4 ? r * gauss(0.5, 0.5, (n - 2) / 2, 1 - squared(r)) : Missing;
}

double correlationVariance(double estimate, double r, double n, VarianceType type, double mean)
{
    if (type == VarianceType::Unbiased)
        return squared(estimate) - (1 - (n - 3) / (n - 2) * (1 - squared(r)) * gauss(1, 1, n / 2, 1 - squared(r)));
    const double of = type == VarianceType::Average ? mean : estimate;
    return squared(1 - squared(of)) / (n - 1);
}

/// From the ratio and its interval, whose midpoint on the log scale is the estimate if the ratio is not given; or from
/// O − E and V (Peto's one-step estimate).
Effect hazardRatio(const StudyNumbers& study, double level)
{
    if (!std::isnan(study[Ome]) && !std::isnan(study[V]))
        return {study[Ome] / study[V], 1 / study[V], study[Ni]};
    const double lower = std::log(study[Lb]);
    const double upper = std::log(study[Ub]);
    const double error = (upper - lower) / (2 * criticalValue(level, Missing));
    const double ratio = std::isnan(study[Hr]) ? (lower + upper) / 2 : std::log(study[Hr]);
    return {ratio, squared(error), study[Ni]};
}

Effect generic(const StudyNumbers& study, double level)
{
    double variance = study[Vi];
    if (std::isnan(variance))
        variance = squared(study[Sei]);
    if (std::isnan(variance))
        variance = squared((study[Ub] - study[Lb]) / (2 * criticalValue(level, Missing)));
    return {study[Yi], variance, study[Ni]};
}

} // namespace

std::vector<Effect> proportionEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    const bool anyZero = std::any_of(
        studies.begin(), studies.end(), [](const StudyNumbers& study) { return countsOf(study).hasZero(); });
    const Correction correction{options, measure, anyZero};
    std::vector<Counts> counts;
    WeightedMean mean;
    for (const StudyNumbers& study : studies) {
        const Counts c = countsOf(study);
        const double add = correction.of(c.hasZero());
        counts.push_back({c.events + add, c.others + add});
        mean.add(counts.back().events / counts.back().size(), counts.back().size());
    }
    std::vector<Effect> found;
    found.reserve(studies.size());
    for (std::size_t i = 0; i < studies.size(); ++i) {
        found.push_back(proportionEffect(measure, counts[i], options.variance, mean.value()));
        found.back().size = countsOf(studies[i]).size();
        found.back().corrected = correction.of(countsOf(studies[i]).hasZero()) != 0;
    }
    return found;
}

std::vector<Effect> singleRateEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    const bool anyZero =
        std::any_of(studies.begin(), studies.end(), [](const StudyNumbers& study) { return study[Xi] == 0; });
    const Correction correction{options, measure, anyZero};
    std::vector<Effect> found;
    found.reserve(studies.size());
    for (const StudyNumbers& study : studies) {
        const double add = correction.of(study[Xi] == 0);
        found.push_back(singleRateEffect(measure, study[Xi] + add, study[Ti]));
        found.back().size = study[Ti];
        found.back().corrected = add != 0;
    }
    return found;
}

std::vector<Effect> correlationEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    std::vector<Effect> found;
    WeightedMean mean;
    for (const StudyNumbers& study : studies) {
        const double r = study[Ri];
        const double n = study[Ni];
        Effect effect{r, Missing, n};
        if (measure == UnbiasedCorrelation)
            effect.estimate = unbiasedCorrelation(r, n);
        mean.add(effect.estimate, n);
        if (measure == FisherZ)
            effect = {std::log((1 + r) / (1 - r)) / 2, 1 / (n - 3), n};
        found.push_back(effect);
    }
    for (std::size_t i = 0; i < studies.size(); ++i) {
        Effect& effect = found[i];
        if (measure != FisherZ)
            effect.variance =
                correlationVariance(effect.estimate, studies[i][Ri], effect.size, options.variance, mean.value());
        if (effect.size <= 3)
            effect.variance = Missing;
    }
    return found;
}

std::vector<Effect> givenEffects(Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    std::vector<Effect> found;
    found.reserve(studies.size());
    for (const StudyNumbers& study : studies)
        found.push_back(
            measure == HazardRatio ? hazardRatio(study, options.reportedLevel) : generic(study, options.reportedLevel));
    return found;
}

} // namespace winnow::stats
