#include "core/stats/mantelhaenszel.h"

#include "core/base/text.h"
#include "core/stats/distributions.h"
#include "core/stats/formulas.h"
#include "core/stats/words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace winnow::stats {

namespace {

using enum Measure;
using enum Column;

double squared(double x)
{
    return x * x;
}

struct Estimate {
    double value = Missing;
    double error = Missing;
};

Coefficient coefficient(const Estimate& estimate, double level)
{
    Coefficient c;
    c.estimate = estimate.value;
    c.standardError = estimate.error;
    c.statistic = estimate.value / estimate.error;
    c.p = twoSided(c.statistic, Missing);
    c.interval = around(c.estimate, criticalValue(level, Missing) * c.standardError);
    return c;
}

/// Log of R/S, if there is anything on both sides.
Estimate logRatio(double r, double s, double variance)
{
    return r > 0 && s > 0 ? Estimate{std::log(r / s), std::sqrt(variance)} : Estimate{};
}

Estimate oddsRatio(const std::vector<Table>& tables)
{
    double r = 0;
    double s = 0;
    double pr = 0;
    double mixed = 0;
    double qs = 0;
    for (const Table& t : tables) {
        const double n = t.first() + t.second();
        const double p = (t.a + t.d) / n;
        const double q = (t.b + t.c) / n;
        const double ri = t.a / n * t.d;
        const double si = t.b / n * t.c;
        r += ri;
        s += si;
        pr += p * ri;
        mixed += p * si + q * ri;
        qs += q * si;
    }
    return logRatio(r, s, (pr / squared(r) + mixed / (r * s) + qs / squared(s)) / 2);
}

Estimate riskRatio(const std::vector<Table>& tables)
{
    double r = 0;
    double s = 0;
    double sum = 0;
    for (const Table& t : tables) {
        const double n = t.first() + t.second();
        r += t.a * (t.second() / n);
        s += t.c * (t.first() / n);
        sum += t.first() / n * (t.second() / n) * (t.a + t.c) - t.a / n * t.c;
    }
    return logRatio(r, s, sum / (r * s));
}

Estimate riskDifference(const std::vector<Table>& tables)
{
    double top = 0;
    double weights = 0;
    double p = 0;
    double q = 0;
    for (const Table& t : tables) {
        const double n1 = t.first();
        const double n2 = t.second();
        const double n = n1 + n2;
        top += t.a * (n2 / n) - t.c * (n1 / n);
        weights += n1 * (n2 / n);
        p += t.c * squared(n1 / n) - t.a * squared(n2 / n) + n1 / n * (n2 / n) * (n2 - n1) / 2;
        q += t.a * (n2 - t.c) / n + t.c * (n1 - t.a) / n;
    }
    const double value = top / weights;
    return {value, std::sqrt((value * p + q / 2) / squared(weights))};
}

/// Events and person-time in two groups.
struct Rates {
    double x1, t1, x2, t2;

    [[nodiscard]] double events() const { return x1 + x2; }
    [[nodiscard]] double share1() const { return t1 / (t1 + t2); }
    [[nodiscard]] double share2() const { return t2 / (t1 + t2); }
};

Estimate rateRatio(const std::vector<Rates>& studies)
{
    double r = 0;
    double s = 0;
    double sum = 0;
    for (const Rates& study : studies) {
        r += study.x1 * study.share2();
        s += study.x2 * study.share1();
        sum += study.share1() * study.share2() * study.events();
    }
    return logRatio(r, s, sum / (r * s));
}

Estimate rateDifference(const std::vector<Rates>& studies)
{
    double top = 0;
    double weights = 0;
    double variance = 0;
    for (const Rates& study : studies) {
        const double weight = study.share1() * study.t2;
        top += study.x1 * study.share2() - study.x2 * study.share1();
        weights += weight;
        variance += squared(weight) * (study.x1 / squared(study.t1) + study.x2 / squared(study.t2));
    }
    return {top / weights, std::sqrt(variance) / weights};
}

ChiSquared test(double statistic, double df)
{
    return {statistic, chiSquaredAbove(statistic, df)};
}

/// (|O − E| − correction)²/V.
ChiSquared associationTest(double difference, double variance, bool corrected)
{
    if (!(variance > 0))
        return {};
    return test(squared(std::max(0.0, std::abs(difference) - (corrected ? 0.5 : 0))) / variance, 1);
}

/// Of the first group, with fixed margins: expected events, and their variance by N − `less`.
double expected(const Table& t)
{
    return t.first() / (t.first() + t.second()) * (t.a + t.c);
}

double marginVariance(const Table& t, double less)
{
    const double n = t.first() + t.second();
    return t.first() / n * (t.second() / n) * ((t.a + t.c) * ((t.b + t.d) / (n - less)));
}

void testAssociation(PooledTables& pooled, const std::vector<Table>& tables, bool corrected)
{
    double difference = 0;
    double cochran = 0;
    double mantelHaenszel = 0;
    for (const Table& t : tables) {
        difference += t.a - expected(t);
        cochran += marginVariance(t, 0);
        mantelHaenszel += marginVariance(t, 1);
    }
    pooled.association = associationTest(difference, mantelHaenszel, corrected);
    pooled.cochran = associationTest(difference, cochran, corrected);
}

/// Events of the first group that an odds ratio lets expect: the root of a quadratic between the margins' bounds.
double eventsAt(double ratio, const Table& t)
{
    if (ratio == 1)
        return expected(t);
    const double events = t.a + t.c;
    const double b = ratio * (t.first() + events) + (t.second() - events);
    const double root = std::sqrt(squared(b) - 4 * t.first() * events * ratio * (ratio - 1));
    return (b - root) / (2 * (ratio - 1));
}

void testSameness(PooledTables& pooled, const std::vector<Table>& tables)
{
    if (std::isnan(pooled.pooled.estimate))
        return;
    const double ratio = std::exp(pooled.pooled.estimate);
    double squares = 0;
    double difference = 0;
    double variances = 0;
    for (const Table& t : tables) {
        const double a = eventsAt(ratio, t);
        if (t.isDoubleZero() || !(a > 0))
            continue;
        ++pooled.kInformative;
        const double b = t.first() - a;
        const double c = t.a + t.c - a;
        const double d = t.second() - c;
        const double variance = 1 / (1 / a + 1 / b + 1 / c + 1 / d);
        squares += squared(t.a - a) / variance;
        difference += t.a - a;
        variances += variance;
    }
    if (pooled.kInformative == 0)
        return;
    const double df = static_cast<double>(pooled.kInformative) - 1;
    pooled.breslowDay = test(squares, df);
    pooled.tarone = test(std::max(0.0, squares - squared(difference) / variances), df);
}

void setQ(PooledTables& pooled, double q)
{
    pooled.q = q;
    pooled.qP = chiSquaredAbove(q, pooled.qDf);
    pooled.i2 = q > 0 ? std::max(0.0, 100 * (q - pooled.qDf) / q) : 0;
    pooled.h2 = q / pooled.qDf;
}

/// How many studies have estimates of their own. With one, there is no heterogeneity to speak of.
bool countEffects(PooledTables& pooled, const Sample& sample)
{
    pooled.kEffects = sample.estimates.size();
    pooled.qDf = static_cast<double>(pooled.kEffects) - 1;
    if (pooled.kEffects > 1)
        return true;
    pooled.qDf = 0;
    pooled.q = 0;
    pooled.qP = 1;
    pooled.i2 = 0;
    pooled.h2 = 1;
    return false;
}

/// Q from the studies' own estimates about the pooled one.
void testHeterogeneity(PooledTables& pooled, const Effects& effects)
{
    const Sample sample = usable(effects);
    if (!countEffects(pooled, sample))
        return;
    double q = 0;
    for (std::size_t i = 0; i < sample.estimates.size(); ++i)
        q += squared(sample.estimates[i] - pooled.pooled.estimate) / sample.variances[i];
    setQ(pooled, q);
}

/// The estimates of the tables themselves: what a study gives without its table has no part in pooling tables.
Result<Effects> effectsOfTables(Measure measure, std::span<const StudyNumbers> studies, const TableOptions& options)
{
    EffectOptions own = options.effects;
    own.takesGiven = false;
    return effects(measure, studies, own);
}

/// As RevMan shows them: what each table brings to the pool.
double weightOf(Measure measure, const Table& t)
{
    const double n = t.first() + t.second();
    switch (measure) {
    case OddsRatio:
        return t.b / n * t.c;
    case RiskRatio:
        return t.c * (t.first() / n);
    case PetoOddsRatio:
        return marginVariance(t, 1);
    default:
        return t.first() * (t.second() / n);
    }
}

double weightOf(Measure measure, const Rates& r)
{
    return measure == RateRatio ? r.x2 * r.share1() : r.share1() * r.t2;
}

template <typename Data> void setWeights(PooledTables& pooled, const std::vector<Data>& all)
{
    double sum = 0;
    for (const Data& data : all) {
        const double weight = weightOf(pooled.measure, data);
        pooled.weights.push_back(weight);
        sum += std::isnan(weight) ? 0 : weight;
    }
    for (double& weight : pooled.weights)
        weight *= 100 / sum;
}

/// Studies with a weight, a zero too, as one of Mantel and Haenszel's says nothing of the other group.
void setPositions(PooledTables& pooled, std::span<const StudyNumbers> studies)
{
    const bool isDifference = pooled.measure == RiskDifference || pooled.measure == RateDifference;
    for (std::size_t i = 0; i < studies.size(); ++i)
        if (!std::isnan(pooled.weights[i]) && (isDifference || !isDoubleZero(pooled.measure, studies[i])))
            pooled.positions.push_back(i);
}

void warn(PooledTables& pooled, const Effects& effects)
{
    pooled.warnings.insert(pooled.warnings.end(), effects.warnings.begin(), effects.warnings.end());
    if (std::isnan(pooled.pooled.estimate))
        pooled.warnings.push_back(
            tr("A group has no events, or nothing but events, in all studies: nothing can be pooled."));
    if (pooled.k == 1)
        pooled.warnings.push_back(tr("There is one study: heterogeneity cannot be judged."));
}

Result<> poolTables(PooledTables& pooled, std::span<const StudyNumbers> studies, const TableOptions& options)
{
    std::vector<Table> all;
    for (const StudyNumbers& study : studies)
        all.push_back(tableOf(study));
    std::vector<Table> known;
    std::copy_if(all.begin(), all.end(), std::back_inserter(known), [](const Table& t) { return t.isKnown(); });
    pooled.k = known.size();
    if (known.empty())
        return fail(ErrorKind::InvalidInput, tr("There is no study with all four counts."));
    const Estimate estimate = pooled.measure == OddsRatio ? oddsRatio(known)
        : pooled.measure == RiskRatio                     ? riskRatio(known)
                                                          : riskDifference(known);
    pooled.pooled = coefficient(estimate, options.level);
    if (pooled.measure == OddsRatio) {
        testAssociation(pooled, known, options.continuityCorrection);
        testSameness(pooled, known);
    }
    setWeights(pooled, all);
    return {};
}

Result<> poolRates(PooledTables& pooled, std::span<const StudyNumbers> studies, const TableOptions& options)
{
    std::vector<Rates> all;
    std::vector<Rates> known;
    for (const StudyNumbers& study : studies) {
        all.push_back({study[X1i], study[T1i], study[X2i], study[T2i]});
        const Rates& r = all.back();
        if (!std::isnan(r.x1 + r.t1 + r.x2 + r.t2))
            known.push_back(r);
    }
    pooled.k = known.size();
    if (known.empty())
        return fail(ErrorKind::InvalidInput, tr("There is no study with events and person-time of both groups."));
    pooled.pooled = coefficient(pooled.measure == RateRatio ? rateRatio(known) : rateDifference(known), options.level);
    if (pooled.measure == RateRatio) {
        double difference = 0;
        double variance = 0;
        for (const Rates& r : known) {
            difference += r.x1 - r.events() * r.share1();
            variance += r.events() * r.share1() * r.share2();
        }
        pooled.association = associationTest(difference, variance, options.continuityCorrection);
    }
    setWeights(pooled, all);
    return {};
}

} // namespace

Result<PooledTables> mantelHaenszel(Measure measure, std::span<const StudyNumbers> studies, const TableOptions& options)
{
    const bool tables = measure == OddsRatio || measure == RiskRatio || measure == RiskDifference;
    if (!tables && measure != RateRatio && measure != RateDifference)
        return fail(ErrorKind::InvalidInput,
            tr("Mantel and Haenszel's method pools RR, OR, RD, IRR and IRD, not %1.").arg(toQString(nameOf(measure))));
    const Effects own = TRY(effectsOfTables(measure, studies, options));
    PooledTables pooled;
    pooled.measure = measure;
    pooled.level = options.level;
    if (tables)
        TRY(poolTables(pooled, studies, options));
    else
        TRY(poolRates(pooled, studies, options));
    setPositions(pooled, studies);
    testHeterogeneity(pooled, own);
    warn(pooled, own);
    return pooled;
}

Result<PooledTables> peto(std::span<const StudyNumbers> studies, const TableOptions& options)
{
    const Effects own = TRY(effectsOfTables(PetoOddsRatio, studies, options));
    PooledTables pooled;
    pooled.measure = PetoOddsRatio;
    pooled.level = options.level;
    double difference = 0;
    double variance = 0;
    double squares = 0;
    std::vector<Table> all;
    for (const StudyNumbers& study : studies) {
        const Table t = tableOf(study);
        all.push_back(t);
        if (!t.isKnown())
            continue;
        ++pooled.k;
        const double ofTable = marginVariance(t, 1);
        if (!(ofTable > 0))
            continue;
        ++pooled.kInformative;
        difference += t.a - expected(t);
        variance += ofTable;
        squares += squared(t.a - expected(t)) / ofTable;
    }
    if (pooled.k == 0)
        return fail(ErrorKind::InvalidInput, tr("There is no study with all four counts."));
    if (variance > 0)
        pooled.pooled = coefficient({difference / variance, std::sqrt(1 / variance)}, options.level);
    setWeights(pooled, all);
    setPositions(pooled, studies);
    // Of the tables as they are: unlike Mantel and Haenszel's, Peto's Q needs no estimate a study.
    if (countEffects(pooled, usable(own)))
        setQ(pooled, std::max(0.0, squares - squared(difference) / variance));
    warn(pooled, own);
    return pooled;
}

Result<MantelHaenszelRandom> mantelHaenszelRandom(
    Measure measure, std::span<const StudyNumbers> studies, const TableOptions& options)
{
    const PooledTables fixed = TRY(mantelHaenszel(measure, studies, options));
    const Effects own = TRY(effectsOfTables(measure, studies, options));
    const Sample sample = usable(own);
    double s1 = 0;
    double s2 = 0;
    MantelHaenszelRandom found;
    found.q = 0;
    for (std::size_t i = 0; i < sample.estimates.size(); ++i) {
        const double w = 1 / sample.variances[i];
        s1 += w;
        s2 += w * w;
        found.q += w * squared(sample.estimates[i] - fixed.pooled.estimate);
    }
    const double df = static_cast<double>(sample.estimates.size()) - 1;
    found.tau2 = df > 0 ? std::max(0.0, (found.q - df) / (s1 - s2 / s1)) : 0;
    double sum = 0;
    double weights = 0;
    for (std::size_t i = 0; i < sample.estimates.size(); ++i) {
        const double w = 1 / (sample.variances[i] + found.tau2);
        sum += w * sample.estimates[i];
        weights += w;
    }
    found.pooled = coefficient({sum / weights, std::sqrt(1 / weights)}, options.level);
    return found;
}

} // namespace winnow::stats
