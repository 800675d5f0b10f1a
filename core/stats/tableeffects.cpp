// Two groups: events of participants, and events in person-time.
// Sources: Fleiss and Berlin 2009 (RR, OR, RD), Yusuf et al. 1985 (Peto), Rücker et al. 2009 (arcsine), Rothman et al.
// 2008 (rates).
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

/// The groups' proportions over all studies, for the average variance.
struct MeanProportions {
    WeightedMean first;
    WeightedMean second;
};

double differenceVariance(const Table& t, VarianceType type, const MeanProportions& means)
{
    const double n1 = t.first();
    const double n2 = t.second();
    if (type == VarianceType::Average)
        return means.first.value() * (1 - means.first.value()) / n1
            + means.second.value() * (1 - means.second.value()) / n2;
    const double less = type == VarianceType::Unbiased ? 1 : 0;
    const double p1 = t.a / n1;
    const double p2 = t.c / n2;
    return p1 * (1 - p1) / (n1 - less) + p2 * (1 - p2) / (n2 - less);
}

Effect tableEffect(Measure measure, const Table& t, VarianceType type, const MeanProportions& means)
{
    const double n1 = t.first();
    const double n2 = t.second();
    const double p1 = t.a / n1;
    const double p2 = t.c / n2;
    Effect effect;
    switch (measure) {
    case RiskRatio:
        effect.estimate = std::log(p1) - std::log(p2);
        effect.variance = 1 / t.a - 1 / n1 + 1 / t.c - 1 / n2;
        break;
    case OddsRatio:
        effect.estimate = std::log(p1 / (1 - p1)) - std::log(p2 / (1 - p2));
        effect.variance = 1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d;
        break;
    case RiskDifference:
        effect.estimate = p1 - p2;
        effect.variance = differenceVariance(t, type, means);
        break;
    case PetoOddsRatio: {
        const double n = n1 + n2;
        const double events = t.a + t.c;
        const double hypergeometric = events * (t.b + t.d) * (n1 / n) * (n2 / n) / (n - 1);
        effect.estimate = (t.a - events * n1 / n) / hypergeometric;
        effect.variance = 1 / hypergeometric;
        break;
    }
    default: // arcsine
        effect.estimate = std::asin(std::sqrt(p1)) - std::asin(std::sqrt(p2));
        effect.variance = 1 / (4 * n1) + 1 / (4 * n2);
    }
    return effect;
}

Effect rateEffect(Measure measure, double x1, double t1, double x2, double t2)
{
    Effect effect;
    switch (measure) {
    case RateRatio:
        effect.estimate = std::log(x1 / t1) - std::log(x2 / t2);
        effect.variance = 1 / x1 + 1 / x2;
        break;
    case RateDifference:
        effect.estimate = x1 / t1 - x2 / t2;
        effect.variance = x1 / squared(t1) + x2 / squared(t2);
        break;
    default: // of square roots
        effect.estimate = std::sqrt(x1 / t1) - std::sqrt(x2 / t2);
        effect.variance = 1 / (4 * t1) + 1 / (4 * t2);
    }
    return effect;
}

} // namespace

Table tableOf(const StudyNumbers& study)
{
    Table t{study[Ai], study[Bi], study[Ci], study[Di]};
    if (std::isnan(t.b))
        t.b = study[N1i] - t.a;
    if (std::isnan(t.d))
        t.d = study[N2i] - t.c;
    return t;
}

Correction::Correction(const EffectOptions& options, Measure measure, bool anyZero)
    : m_to(options.to)
    , m_add(options.add.value_or(usualCorrection(measure)))
    , m_anyZero(anyZero)
{
}

double Correction::of(bool hasZero) const
{
    switch (m_to) {
    case CorrectionTo::OnlyZero:
        return hasZero ? m_add : 0;
    case CorrectionTo::All:
        return m_add;
    case CorrectionTo::AllIfZero:
        return m_anyZero ? m_add : 0;
    case CorrectionTo::None:
        break;
    }
    return 0;
}

void WeightedMean::add(double value, double weight)
{
    if (std::isnan(value) || std::isnan(weight))
        return;
    m_sum += value * weight;
    m_weights += weight;
}

std::vector<Effect> tableEffects(Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    std::vector<Table> tables;
    tables.reserve(studies.size());
    bool anyZero = false;
    for (const StudyNumbers& study : studies) {
        const Table t = tableOf(study);
        tables.push_back(options.dropDoubleZero && t.isDoubleZero() ? Table{} : t);
        anyZero = anyZero || tables.back().hasZero();
    }
    const Correction correction{options, measure, anyZero};
    std::vector<Effect> found(studies.size());
    MeanProportions means;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        Table& t = tables[i];
        found[i].size = tableOf(studies[i]).first() + tableOf(studies[i]).second();
        if (!t.isKnown())
            continue;
        const double add = correction.of(t.hasZero());
        found[i].corrected = add != 0;
        t = {t.a + add, t.b + add, t.c + add, t.d + add};
        means.first.add(t.a / t.first(), t.first());
        means.second.add(t.c / t.second(), t.second());
    }
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (!tables[i].isKnown())
            continue;
        const Effect effect = tableEffect(measure, tables[i], options.variance, means);
        found[i].estimate = effect.estimate;
        found[i].variance = effect.variance;
    }
    return found;
}

std::vector<Effect> rateEffects(Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    const auto isDropped = [&](const StudyNumbers& study) {
        return options.dropDoubleZero && study[X1i] == 0 && study[X2i] == 0;
    };
    const auto hasZero = [](const StudyNumbers& study) { return study[X1i] == 0 || study[X2i] == 0; };
    const bool anyZero = std::any_of(
        studies.begin(), studies.end(), [&](const StudyNumbers& study) { return hasZero(study) && !isDropped(study); });
    const Correction correction{options, measure, anyZero};
    std::vector<Effect> found(studies.size());
    for (std::size_t i = 0; i < studies.size(); ++i) {
        const StudyNumbers& study = studies[i];
        if (!isDropped(study)) {
            const double add = correction.of(hasZero(study));
            found[i] = rateEffect(measure, study[X1i] + add, study[T1i], study[X2i] + add, study[T2i]);
            found[i].corrected = add != 0;
        }
        found[i].size = study[T1i] + study[T2i];
    }
    return found;
}

} // namespace winnow::stats
