#include "core/stats/effects.h"

#include "core/base/text.h"
#include "core/stats/formulas.h"
#include "core/stats/words.h"

#include <algorithm>
#include <cmath>

namespace winnow::stats {

namespace {

using enum Measure;
using enum Column;

using Formulas = std::vector<Effect> (*)(Measure, std::span<const StudyNumbers>, const EffectOptions&);

Formulas formulasOf(Measure measure)
{
    if (measure <= ArcsineDifference)
        return tableEffects;
    if (measure <= SquareRootRateDifference)
        return rateEffects;
    if (measure <= RatioOfMeans)
        return meanEffects;
    if (measure <= DoubleArcsineProportion)
        return proportionEffects;
    if (measure <= FreemanTukeyRate)
        return singleRateEffects;
    if (measure <= LogMean)
        return singleMeanEffects;
    if (measure <= RatioOfMeansChange)
        return changeEffects;
    if (measure <= FisherZ)
        return correlationEffects;
    return givenEffects;
}

bool hasVariance(Measure measure, VarianceType type)
{
    switch (type) {
    case VarianceType::LargeSample:
        return true;
    case VarianceType::LargeSample2:
        return measure == StandardizedMeanDifference || measure == StandardizedMeanDifferenceHeteroscedastic
            || measure == StandardizedMeanChangeOfChange || measure == StandardizedMeanChangeOfRaw;
    case VarianceType::Unbiased:
        return measure == RiskDifference || measure == MeanDifference || measure == StandardizedMeanDifference
            || measure == Proportion || measure == UnbiasedCorrelation;
    case VarianceType::Average:
        return measure == RiskDifference || measure == StandardizedMeanDifference || measure == RatioOfMeans
            || measure == Proportion || measure == LogProportion || measure == LogitProportion || measure == Correlation
            || measure == UnbiasedCorrelation;
    case VarianceType::Homoscedastic:
        return measure == MeanDifference || measure == RatioOfMeans;
    case VarianceType::AverageHomoscedastic:
        return measure == RatioOfMeans;
    }
    return false;
}

/// A name for messages: the label, or the row.
QString named(std::span<const StudyNumbers> studies, std::size_t i)
{
    return studies[i].label.empty() ? tr("study %1").arg(i + 1)
                                    : QStringLiteral("“%1”").arg(toQString(studies[i].label));
}

/// Why a study's numbers cannot be; empty if they can.
QString impossibility(Measure measure, const StudyNumbers& study)
{
    const auto below = [&study](double least, std::initializer_list<Column> columns) {
        return std::any_of(columns.begin(), columns.end(), [&](Column column) { return study[column] < least; });
    };
    if (measure <= ArcsineDifference) {
        const Table t = tableOf(study);
        if (t.a < 0 || t.b < 0 || t.c < 0 || t.d < 0)
            return tr("has a negative count, or more events than participants");
        if (study[N1i] != t.first() && !std::isnan(study[N1i] - t.first()))
            return tr("has a group whose size is not the sum of its counts");
        if (study[N2i] != t.second() && !std::isnan(study[N2i] - t.second()))
            return tr("has a group whose size is not the sum of its counts");
    }
    if (measure >= Proportion && measure <= DoubleArcsineProportion
        && (study[Xi] < 0 || study[Ni] < study[Xi] || study[Mi] < 0))
        return tr("has a negative count, or more events than participants");
    const bool counted = (measure >= RateRatio && measure <= SquareRootRateDifference)
        || (measure >= Rate && measure <= FreemanTukeyRate);
    if (counted && below(0, {X1i, X2i, Xi}))
        return tr("has a negative count");
    if (counted && (study[T1i] <= 0 || study[T2i] <= 0 || study[Ti] <= 0))
        return tr("has a person-time that is not above zero");
    if (below(0, {Sd1i, Sd2i, Sdi}))
        return tr("has a negative standard deviation");
    if (study[N1i] <= 0 || study[N2i] <= 0 || study[Ni] <= 0)
        return tr("has a group without participants");
    if (std::abs(study[Ri]) > 1)
        return tr("has a correlation beyond ±1");
    if (study[Vi] < 0 || study[Sei] < 0)
        return tr("has a negative variance or standard error");
    if (measure == HazardRatio && (study[Hr] <= 0 || study[Lb] <= 0 || study[Ub] < study[Lb]))
        return tr("has a hazard ratio or an interval that cannot be");
    if (measure == HazardRatio && (study[Hr] < study[Lb] || study[Hr] > study[Ub]))
        return tr("has a hazard ratio outside its own interval");
    return {};
}

/// All that an effect of two groups, or a hazard ratio, is computed from.
bool hasGroups(Measure measure, const StudyNumbers& study)
{
    const auto has = [&study](std::initializer_list<Column> columns) {
        return std::ranges::none_of(columns, [&](Column column) { return std::isnan(study[column]); });
    };
    if (measure <= ArcsineDifference)
        return tableOf(study).isKnown();
    if (measure <= SquareRootRateDifference)
        return has({X1i, T1i, X2i, T2i});
    if (measure == HazardRatio)
        return has({Lb, Ub}) || has({Ome, V});
    const bool isStandardized = measure == StandardizedMeanDifference && (has({Di}) || has({Ti}));
    return has({N1i, N2i}) && (isStandardized || has({M1i, Sd1i, M2i, Sd2i}));
}

/// What the study gives itself, on the analysed scale.
Effect ownEstimate(Measure measure, const StudyNumbers& study)
{
    if (!isOfTwoGroups(measure) && measure != HazardRatio)
        return {};
    const double variance = std::isnan(study[Vi]) ? study[Sei] * study[Sei] : study[Vi];
    return {study[Yi], variance, study[Ni], false, true};
}

/// The same in the place of its groups' numbers; not usable if it has these, or gives nothing.
Effect givenEffect(Measure measure, const StudyNumbers& study)
{
    return hasGroups(measure, study) ? Effect{} : ownEstimate(measure, study);
}

/// Whether numbers of people or events are not whole: imputed, or mistyped.
bool hasFractions(Measure measure, const StudyNumbers& study)
{
    const auto any = [&study](std::initializer_list<Column> columns) {
        return std::ranges::any_of(
            columns, [&](Column column) { return std::abs(study[column] - std::round(study[column])) > 0; });
    };
    if (measure <= ArcsineDifference)
        return any({Ai, Bi, Ci, Di, N1i, N2i});
    if (measure <= SquareRootRateDifference)
        return any({X1i, X2i});
    if (measure <= RatioOfMeans)
        return any({N1i, N2i});
    if (measure <= DoubleArcsineProportion)
        return any({Xi, Mi, Ni});
    return measure <= FreemanTukeyRate ? any({Xi}) : any({Ni});
}

/// Half a unit of the last decimal that any of these numbers has.
double roundingOf(std::initializer_list<double> numbers)
{
    constexpr int MostDecimals = 6;
    double scale = 1;
    const auto isWhole = [&scale](
                             double number) { return std::abs(number * scale - std::round(number * scale)) < 1e-6; };
    for (int decimals = 0; decimals < MostDecimals && !std::ranges::all_of(numbers, isWhole); ++decimals)
        scale *= 10;
    return 0.5 / scale;
}

/// Intervals of ratios are even about them on the log scale, but for rounding and those of profile likelihoods.
bool isOffItsInterval(const StudyNumbers& study)
{
    constexpr double Lenient = 0.15; // of the half-width
    const double lower = std::log(study[Lb]);
    const double upper = std::log(study[Ub]);
    const double away = std::abs(std::log(study[Hr]) - (lower + upper) / 2);
    const double rounding =
        roundingOf({study[Hr], study[Lb], study[Ub]}) * (1 / study[Hr] + (1 / study[Lb] + 1 / study[Ub]) / 2);
    return away > rounding + Lenient * (upper - lower) / 2;
}

class Warnings {
public:
    Warnings(Effects& effects, std::span<const StudyNumbers> studies)
        : m_effects(effects)
        , m_studies(studies)
    {
    }

    /// Names those studies of which it is true.
    template <typename IsTrue> void say(const char* words, IsTrue isTrue)
    {
        std::vector<std::size_t> some;
        for (std::size_t i = 0; i < m_studies.size(); ++i)
            if (isTrue(m_effects.all[i], m_studies[i]))
                some.push_back(i);
        if (!some.empty())
            m_effects.warnings.push_back(tr(words).arg(namesOf(m_studies, some)));
    }

private:
    Effects& m_effects;
    std::span<const StudyNumbers> m_studies;
};

/// What takes no given estimates pools counts as they are.
void warnOfCounts(Warnings& warnings, Measure measure, bool poolsCounts)
{
    warnings.say(poolsCounts ? QT_TRANSLATE_NOOP("stats",
                                   "Zero cells: a continuity correction was added in %1, for the studies' own "
                                   "estimates alone; the pooled estimate has none.")
                             : QT_TRANSLATE_NOOP("stats", "Zero cells: a continuity correction was added in %1."),
        [](const Effect& effect, const StudyNumbers&) { return effect.corrected && effect.isUsable(); });
    const bool isHeard = poolsCounts && (measure == RiskDifference || measure == RateDifference);
    warnings.say(isHeard ? QT_TRANSLATE_NOOP("stats",
                               "With no event or only events in both groups, but heard by the pooled difference: %1.")
                         : QT_TRANSLATE_NOOP("stats", "Left out, with no event or only events in both groups: %1."),
        [=](const Effect& effect, const StudyNumbers& study) {
            return !effect.isUsable() && isDoubleZero(measure, study);
        });
}

void warnOfEstimates(Warnings& warnings, Measure measure)
{
    const bool isHazard = measure == HazardRatio;
    warnings.say(isHazard
            ? QT_TRANSLATE_NOOP("stats", "Given as the logarithm of a hazard ratio with its variance: %1.")
            : QT_TRANSLATE_NOOP("stats", "Given by the study as an estimate, without the numbers of its groups: %1."),
        [](const Effect& effect, const StudyNumbers&) { return effect.given; });
    const auto isWithoutGroups = [=](const Effect& effect, const StudyNumbers& study) {
        return !effect.isUsable() && !isDoubleZero(measure, study) && givenEffect(measure, study).isUsable();
    };
    warnings.say(QT_TRANSLATE_NOOP("stats", "Left out, as this method pools the numbers of groups, not estimates: %1."),
        isWithoutGroups);
    warnings.say(QT_TRANSLATE_NOOP("stats", "Left out, as numbers are missing or nothing can be estimated: %1."),
        [=](const Effect& effect, const StudyNumbers& study) {
            return !effect.isUsable() && !isDoubleZero(measure, study) && !isWithoutGroups(effect, study);
        });
    warnings.say(isHazard
            ? QT_TRANSLATE_NOOP(
                  "stats", "With an interval, or O − E, and with an estimate (yi) beside it, which was not used: %1.")
            : QT_TRANSLATE_NOOP("stats",
                  "With the numbers of both groups, and with an estimate (yi) beside them, which was not used: %1."),
        [=](const Effect&, const StudyNumbers& study) {
            return hasGroups(measure, study) && ownEstimate(measure, study).isUsable();
        });
}

void addWarnings(Effects& effects, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    const Measure measure = effects.measure;
    Warnings warnings{effects, studies};
    warnOfCounts(warnings, measure, !options.takesGiven);
    warnOfEstimates(warnings, measure);
    warnings.say(QT_TRANSLATE_NOOP("stats", "People or events are not whole numbers, as if imputed or mistyped: %1."),
        [=](const Effect&, const StudyNumbers& study) { return hasFractions(measure, study); });
    warnings.say(QT_TRANSLATE_NOOP("stats",
                     "The hazard ratio is not in the middle of its interval, on the log scale; one of them may be "
                     "mistyped: %1."),
        [=](const Effect&, const StudyNumbers& study) { return measure == HazardRatio && isOffItsInterval(study); });
}

} // namespace

std::optional<CorrectionTo> correctionNamed(std::string_view name)
{
    if (name == "only0")
        return CorrectionTo::OnlyZero;
    if (name == "all")
        return CorrectionTo::All;
    if (name == "if0all")
        return CorrectionTo::AllIfZero;
    return name == "none" ? std::optional{CorrectionTo::None} : std::nullopt;
}

std::optional<VarianceType> varianceTypeNamed(std::string_view name)
{
    if (name == "LS")
        return VarianceType::LargeSample;
    if (name == "LS2")
        return VarianceType::LargeSample2;
    if (name == "UB")
        return VarianceType::Unbiased;
    if (name == "AV")
        return VarianceType::Average;
    if (name == "HO")
        return VarianceType::Homoscedastic;
    return name == "AVHO" ? std::optional{VarianceType::AverageHomoscedastic} : std::nullopt;
}

bool isDoubleZero(Measure measure, const StudyNumbers& study)
{
    if (measure <= ArcsineDifference)
        return tableOf(study).isDoubleZero();
    return measure <= SquareRootRateDifference && study[X1i] == 0 && study[X2i] == 0;
}

QString namesOf(std::span<const StudyNumbers> studies, const std::vector<std::size_t>& some)
{
    constexpr std::size_t Most = 5;
    QStringList shown;
    for (std::size_t i = 0; i < std::min(some.size(), Most); ++i)
        shown.append(named(studies, some[i]));
    const QString list = shown.join(QStringLiteral(", "));
    return some.size() <= Most ? list : tr("%1 and %2 more").arg(list).arg(some.size() - Most);
}

Result<Effects> effects(Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options)
{
    if (!hasVariance(measure, options.variance))
        return fail(ErrorKind::InvalidInput,
            tr("The measure %1 has no variance of this type.").arg(toQString(nameOf(measure))));
    for (std::size_t i = 0; i < studies.size(); ++i)
        if (const QString why = impossibility(measure, studies[i]); !why.isEmpty())
            return fail(ErrorKind::InvalidInput,
                tr("Row %1 (%2) %3; nothing was computed.").arg(i + 1).arg(named(studies, i), why));
    Effects found{measure, formulasOf(measure)(measure, studies, options), {}};
    for (Effect& effect : found.all)
        if (!effect.isUsable())
            effect.estimate = effect.variance = Missing;
    if (options.takesGiven)
        for (std::size_t i = 0; i < studies.size(); ++i)
            if (const Effect given = givenEffect(measure, studies[i]); given.isUsable())
                found.all[i] = given;
    addWarnings(found, studies, options);
    return found;
}

Sample usable(const Effects& effects)
{
    Sample sample;
    for (std::size_t i = 0; i < effects.all.size(); ++i) {
        const Effect& effect = effects.all[i];
        if (!effect.isUsable())
            continue;
        sample.estimates.push_back(effect.estimate);
        sample.variances.push_back(effect.variance);
        sample.sizes.push_back(effect.size);
        sample.positions.push_back(i);
    }
    return sample;
}

} // namespace winnow::stats
