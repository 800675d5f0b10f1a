// Means: of two groups, of one, and their changes.
// Sources: Hedges 1981, Hedges and Olkin 1985 (SMD), Bonett 2008, 2009 (heteroscedastic), Hedges et al. 1999 (ratio of
// means), Gibbons et al. 1993 and Becker 1988 (standardized changes), Lajeunesse 2011 (ratio of changes).
#include "core/stats/formulas.h"

#include <cmath>

namespace winnow::stats {

namespace {

using enum Measure;
using enum Column;

double squared(double x)
{
    return x * x;
}

/// Two groups and what several formulas need of them.
struct Groups {
    double m1, sd1, n1, m2, sd2, n2;

    [[nodiscard]] double size() const { return n1 + n2; }
    [[nodiscard]] double df() const { return n1 + n2 - 2; }
    [[nodiscard]] double inverseSizes() const { return 1 / n1 + 1 / n2; }
    [[nodiscard]] double pooledSd() const
    {
        return std::sqrt(((n1 - 1) * squared(sd1) + (n2 - 1) * squared(sd2)) / df());
    }
};

/// With SMD a study may give its d or t instead of means.
Groups groupsOf(Measure measure, const StudyNumbers& study)
{
    Groups g{study[M1i], study[Sd1i], study[N1i], study[M2i], study[Sd2i], study[N2i]};
    if (measure != StandardizedMeanDifference)
        return g;
    const double d = std::isnan(study[Di]) ? study[Ti] * std::sqrt(g.inverseSizes()) : study[Di];
    if (!std::isnan(d))
        g = {d, 1, g.n1, 0, 1, g.n2};
    return g;
}

struct MeanVariations {
    WeightedMean estimate; ///< of SMD
    WeightedMean first; ///< coefficients of variation
    WeightedMean second;
    WeightedMean both;
};

double standardizedVariance(const Groups& g, double estimate, VarianceType type, const MeanVariations& means)
{
    const double j = hedgesCorrection(g.df());
    switch (type) {
    case VarianceType::Unbiased:
        return g.inverseSizes() + (1 - (g.df() - 2) / (g.df() * squared(j))) * squared(estimate);
    case VarianceType::LargeSample2:
        return squared(j) * (g.inverseSizes() + squared(estimate / j) / (2 * g.size()));
    case VarianceType::Average:
        return g.inverseSizes() + squared(means.estimate.value()) / (2 * g.size());
    default:
        return g.inverseSizes() + squared(estimate) / (2 * g.size());
    }
}

Effect heteroscedastic(const Groups& g, VarianceType type)
{
    const double j = hedgesCorrection(g.df());
    const double s1 = squared(g.sd1);
    const double s2 = squared(g.sd2);
    const double sum = s1 + s2;
    Effect effect;
    effect.estimate = j * (g.m1 - g.m2) / std::sqrt(sum / 2);
    const double y2 = squared(effect.estimate);
    if (type == VarianceType::LargeSample2)
        effect.variance = y2 * s1 / (2 * g.n1 * squared(sum)) + y2 * s2 / (2 * g.n2 * squared(sum))
            + 2 * s1 / (g.n1 * sum) + 2 * s2 / (g.n2 * sum);
    else
        effect.variance = squared(j)
            * (y2 * (squared(s1) / (g.n1 - 1) + squared(s2) / (g.n2 - 1)) / (2 * squared(sum))
                + (s1 / (g.n1 - 1) + s2 / (g.n2 - 1)) / (sum / 2));
    return effect;
}

double ratioVariance(const Groups& g, VarianceType type, const MeanVariations& means)
{
    switch (type) {
    case VarianceType::Homoscedastic: {
        const double pooled = squared(g.pooledSd());
        return pooled / (g.n1 * squared(g.m1)) + pooled / (g.n2 * squared(g.m2));
    }
    case VarianceType::Average:
        return squared(means.first.value()) / g.n1 + squared(means.second.value()) / g.n2;
    case VarianceType::AverageHomoscedastic:
        return squared(means.both.value()) * g.inverseSizes();
    default:
        return squared(g.sd1) / (g.n1 * squared(g.m1)) + squared(g.sd2) / (g.n2 * squared(g.m2));
    }
}

Effect meanEffect(Measure measure, const Groups& g, VarianceType type, const MeanVariations& means)
{
    Effect effect;
    switch (measure) {
    case MeanDifference:
        effect.estimate = g.m1 - g.m2;
        effect.variance = type == VarianceType::Homoscedastic ? squared(g.pooledSd()) * g.inverseSizes()
                                                              : squared(g.sd1) / g.n1 + squared(g.sd2) / g.n2;
        break;
    case StandardizedMeanDifference:
        effect.estimate = hedgesCorrection(g.df()) * (g.m1 - g.m2) / g.pooledSd();
        effect.variance = standardizedVariance(g, effect.estimate, type, means);
        break;
    case StandardizedMeanDifferenceHeteroscedastic:
        return heteroscedastic(g, type);
    default: // ratio of means
        effect.estimate = std::log(g.m1 / g.m2);
        effect.variance = ratioVariance(g, type, means);
    }
    return effect;
}

Effect changeEffect(Measure measure, const StudyNumbers& study, VarianceType type)
{
    const double n = study[Ni];
    const double m1 = study[M1i];
    const double m2 = study[M2i];
    const double sd1 = study[Sd1i];
    const double sd2 = study[Sd2i];
    const double r = study[Ri];
    const double changeVariance = squared(sd1) + squared(sd2) - 2 * r * sd1 * sd2;
    const double j = hedgesCorrection(n - 1);
    const bool borenstein = type == VarianceType::LargeSample2;
    Effect effect;
    effect.size = n;
    switch (measure) {
    case MeanChange:
        effect.estimate = m1 - m2;
        effect.variance = changeVariance / n;
        break;
    case StandardizedMeanChangeOfChange: {
        const double d = (m1 - m2) / std::sqrt(changeVariance);
        effect.estimate = j * d;
        effect.variance =
            borenstein ? squared(j) * (1 / n + squared(d) / (2 * n)) : 1 / n + squared(effect.estimate) / (2 * n);
        break;
    }
    case StandardizedMeanChangeOfRaw: {
        const double d = (m1 - m2) / sd1;
        effect.estimate = j * d;
        effect.variance = borenstein ? squared(j) * (2 * (1 - r) / n + squared(d) / (2 * n))
                                     : 2 * (1 - r) / n + squared(effect.estimate) / (2 * n);
        break;
    }
    case StandardizedMeanChangeOfRawHeteroscedastic:
        effect.estimate = j * (m1 - m2) / sd1;
        effect.variance =
            squared(j) * (changeVariance / (squared(sd1) * (n - 1)) + squared(effect.estimate) / (2 * (n - 1)));
        break;
    default: // ratio
        effect.estimate = std::log(m1 / m2);
        effect.variance =
            squared(sd1) / (n * squared(m1)) + squared(sd2) / (n * squared(m2)) - 2 * r * sd1 * sd2 / (m1 * m2 * n);
    }
    return effect;
}

} // namespace

double hedgesCorrection(double df)
{
    if (!(df > 1))
        return Missing;
    return std::exp(std::lgamma(df / 2) - std::log(df / 2) / 2 - std::lgamma((df - 1) / 2));
}

double approximateHedgesCorrection(double df)
{
    return 1 - 3 / (4 * df - 1);
}

Effect revManStandardizedMeanDifference(const StudyNumbers& study)
{
    const Groups g = groupsOf(StandardizedMeanDifference, study);
    Effect effect;
    effect.size = g.size();
    effect.estimate = (1 - 3 / (4 * g.size() - 9)) * (g.m1 - g.m2) / g.pooledSd();
    effect.variance = g.size() / (g.n1 * g.n2) + squared(effect.estimate) / (2 * (g.size() - 3.94));
    return effect;
}

std::vector<Effect> meanEffects(Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    MeanVariations means;
    for (const StudyNumbers& study : studies) {
        const Groups g = groupsOf(measure, study);
        means.estimate.add(hedgesCorrection(g.df()) * (g.m1 - g.m2) / g.pooledSd(), g.size());
        means.first.add(g.sd1 / g.m1, g.n1);
        means.second.add(g.sd2 / g.m2, g.n2);
        if (!std::isnan(g.sd1 / g.m1 + g.sd2 / g.m2)) {
            means.both.add(g.sd1 / g.m1, g.n1);
            means.both.add(g.sd2 / g.m2, g.n2);
        }
    }
    std::vector<Effect> found;
    found.reserve(studies.size());
    for (const StudyNumbers& study : studies) {
        const Groups g = groupsOf(measure, study);
        found.push_back(meanEffect(measure, g, options.variance, means));
        found.back().size = g.size();
    }
    return found;
}

std::vector<Effect> changeEffects(Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    std::vector<Effect> found;
    found.reserve(studies.size());
    for (const StudyNumbers& study : studies)
        found.push_back(changeEffect(measure, study, options.variance));
    return found;
}

std::vector<Effect> singleMeanEffects(Measure measure, std::span<const StudyNumbers> studies, const EffectOptions&)
{
    std::vector<Effect> found;
    found.reserve(studies.size());
    for (const StudyNumbers& study : studies) {
        const double variance = squared(study[Sdi]) / study[Ni];
        if (measure == Mean)
            found.push_back({study[Mi], variance, study[Ni]});
        else
            found.push_back({std::log(study[Mi]), variance / squared(study[Mi]), study[Ni]});
    }
    return found;
}

} // namespace winnow::stats
