#include "core/synthesis/words.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace winnow::synthesis {

using stats::Interval;
using stats::Measure;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("synthesis", text);
}

} // namespace

QString digits(double value, int decimals)
{
    if (std::isnan(value))
        return tr("not known");
    return QString::number(value, 'f', decimals).replace(u'-', QChar{0x2212});
}

QString probability(double p)
{
    if (std::isnan(p))
        return tr("p not known");
    return p < 0.0001 ? tr("p < 0.0001") : tr("p = %1").arg(QString::number(p, 'f', p < 0.001 ? 4 : 3));
}

namespace {

constexpr int UsualDecimals = 3;

/// The position of a number's first digit after the point; negative before it.
int firstDecimal(double number)
{
    return -static_cast<int>(std::floor(std::log10(std::abs(number))));
}

/// Enough for two digits of a half-width. Missing for none.
int decimalsFor(double halfWidth)
{
    constexpr int Most = 10;
    return halfWidth > 0 && std::isfinite(halfWidth) ? std::min(firstDecimal(halfWidth) + 1, Most) : UsualDecimals;
}

/// How intervals about an estimate are shown.
struct Decimals {
    int usual = UsualDecimals;
    int least = 0; ///< of long numbers, that are cut to six digits otherwise

    Decimals(double near, double far)
        : usual(std::max(UsualDecimals, decimalsFor(near)))
        , least(std::max(0, decimalsFor(far)))
    {
    }

    [[nodiscard]] QString operator()(double value) const
    {
        constexpr int MostDigits = 6;
        constexpr double Endless = 1e12;
        if (!std::isfinite(value) || std::abs(value) < 1)
            return digits(value, usual);
        if (std::abs(value) >= Endless)
            return QString::number(value, 'g', 3).replace(u'-', QChar{0x2212});
        return digits(value, std::min(usual, std::max(MostDigits - 1 + firstDecimal(value), least)));
    }
    [[nodiscard]] QString operator()(const Interval& interval) const
    {
        return interval.isKnown() ? QStringLiteral("[%1, %2]").arg((*this)(interval.lower), (*this)(interval.upper))
                                  : tr("[not known]");
    }
};

} // namespace

QString bracketed(const Interval& interval)
{
    const double half = (interval.upper - interval.lower) / 2;
    return Decimals{half, half}(interval);
}

QString Shown::operator()(double estimate, const Interval& interval) const
{
    const double middle = stats::backTransformed(m_measure, estimate, m_size);
    const Interval about = stats::backTransformed(m_measure, interval, m_size);
    const auto [near, far] = std::minmax({middle - about.lower, about.upper - middle}); // of ratios they differ
    const Decimals shown{near, far};
    return shown(middle) + u' ' + shown(about);
}

QString Shown::operator()(const Interval& interval) const
{
    return bracketed(stats::backTransformed(m_measure, interval, m_size));
}

QString measureName(Measure measure)
{
    switch (measure) {
    case Measure::RiskRatio:
        return tr("Risk ratio");
    case Measure::OddsRatio:
        return tr("Odds ratio");
    case Measure::PetoOddsRatio:
        return tr("Peto odds ratio");
    case Measure::RiskDifference:
        return tr("Risk difference");
    case Measure::ArcsineDifference:
        return tr("Arcsine difference");
    case Measure::RateRatio:
        return tr("Rate ratio");
    case Measure::RateDifference:
        return tr("Rate difference");
    case Measure::SquareRootRateDifference:
        return tr("Difference of square roots of rates");
    case Measure::MeanDifference:
        return tr("Mean difference");
    case Measure::StandardizedMeanDifference:
    case Measure::StandardizedMeanDifferenceHeteroscedastic:
        return tr("Standardized mean difference");
    case Measure::RatioOfMeans:
        return tr("Ratio of means");
    case Measure::Proportion:
    case Measure::LogProportion:
    case Measure::LogitProportion:
    case Measure::ArcsineProportion:
    case Measure::DoubleArcsineProportion:
        return tr("Proportion");
    case Measure::Rate:
    case Measure::LogRate:
    case Measure::SquareRootRate:
    case Measure::FreemanTukeyRate:
        return tr("Rate");
    case Measure::Mean:
    case Measure::LogMean:
        return tr("Mean");
    case Measure::MeanChange:
        return tr("Mean change");
    case Measure::StandardizedMeanChangeOfChange:
    case Measure::StandardizedMeanChangeOfRaw:
    case Measure::StandardizedMeanChangeOfRawHeteroscedastic:
        return tr("Standardized mean change");
    case Measure::RatioOfMeansChange:
        return tr("Ratio of means, after to before");
    case Measure::Correlation:
    case Measure::UnbiasedCorrelation:
    case Measure::FisherZ:
        return tr("Correlation");
    case Measure::HazardRatio:
        return tr("Hazard ratio");
    case Measure::Generic:
        break;
    }
    return tr("Effect");
}

QString shortName(Measure measure)
{
    switch (measure) {
    case Measure::RiskRatio:
    case Measure::OddsRatio:
    case Measure::RiskDifference:
    case Measure::RateRatio:
    case Measure::MeanDifference:
    case Measure::StandardizedMeanDifference:
    case Measure::HazardRatio:
        return toQString(stats::nameOf(measure));
    case Measure::StandardizedMeanDifferenceHeteroscedastic:
        return toQString(stats::nameOf(Measure::StandardizedMeanDifference));
    default:
        return measureName(measure);
    }
}

QString measureChoice(Measure measure)
{
    const QString name = measureName(measure);
    switch (measure) {
    case Measure::LogProportion:
    case Measure::LogRate:
    case Measure::LogMean:
        return tr("%1, pooled as logarithms").arg(name);
    case Measure::LogitProportion:
        return tr("%1, pooled as logits").arg(name);
    case Measure::ArcsineProportion:
        return tr("%1, pooled as arcsines").arg(name);
    case Measure::DoubleArcsineProportion:
    case Measure::FreemanTukeyRate:
        return tr("%1, after Freeman and Tukey").arg(name);
    case Measure::SquareRootRate:
        return tr("%1, pooled as square roots").arg(name);
    case Measure::Proportion:
    case Measure::Rate:
    case Measure::Mean:
        return tr("%1, pooled as it is").arg(name);
    case Measure::StandardizedMeanDifferenceHeteroscedastic:
    case Measure::StandardizedMeanChangeOfRawHeteroscedastic:
        return tr("%1, unequal variances").arg(name);
    default:
        return name;
    }
}

namespace {

/// Within a sentence: small, but for abbreviations and Peto.
QString inSentence(const QString& name)
{
    const bool isProper = name == name.toUpper() || name.startsWith(QStringLiteral("Peto"));
    return isProper ? name : name.left(1).toLower() + name.mid(1);
}

bool comparesGroups(const Analysis& analysis)
{
    return stats::mixedModelsFor(analysis.effects.measure).size() > 1;
}

/// "REML"; "GLMM, UM.FS" where there are several.
QString methodName(const Analysis& analysis)
{
    const QString name = analysis.options.method == "PETO" ? tr("Peto") : toQString(analysis.options.method);
    return analysis.mixed && comparesGroups(analysis)
        ? name + QStringLiteral(", ") + toQString(stats::nameOf(analysis.mixed->options.model))
        : name;
}

/// Mantel and Haenszel's, Peto's and equal effects: there is no variance between studies in the model.
bool hasNoTau(const Analysis& analysis)
{
    return analysis.tables || (analysis.fit && analysis.fit->options.estimator == stats::Estimator::EqualEffects);
}

QString heterogeneityOf(const stats::MixedFit& fit)
{
    QString text = tr("Heterogeneity: τ² = %1, I² = %2 %").arg(digits(fit.tau2, 4), digits(fit.i2, 1));
    const QString df = digits(fit.qDf, 0);
    if (!std::isnan(fit.likelihoodRatio.statistic))
        text += tr(", likelihood ratio χ²(%1) = %2, %3")
                    .arg(df, digits(fit.likelihoodRatio.statistic, 2), probability(fit.likelihoodRatio.p));
    if (!std::isnan(fit.wald.statistic))
        text += tr(", Wald χ²(%1) = %2, %3").arg(df, digits(fit.wald.statistic, 2), probability(fit.wald.p));
    return text;
}

} // namespace

QStringList pooledText(const Analysis& analysis)
{
    const Shown shown{analysis};
    const stats::Coefficient& c = analysis.pooled();
    const double df = analysis.df();
    QString line =
        tr("Pooled %1 (%2): %3")
            .arg(inSentence(shortName(analysis.effects.measure)), methodName(analysis), shown(c.estimate, c.interval));
    if (!stats::isOfOneGroup(analysis.effects.measure)) { // whose z would ask whether a logit is zero
        const QString statistic = std::isnan(df) ? tr("z = %1").arg(digits(c.statistic, 2))
                                                 : tr("t(%1) = %2").arg(digits(df, 0), digits(c.statistic, 2));
        line += QStringLiteral(", %1, %2").arg(statistic, probability(c.p));
    }
    QStringList text{line};
    if (const Interval prediction = analysis.shownPrediction(); prediction.isKnown())
        text.append(tr("Prediction interval: %1").arg(shown(prediction)));
    return text;
}

QString heterogeneityText(const Analysis& analysis)
{
    if (analysis.pooledStudies().size() < 2)
        return {};
    if (analysis.mixed)
        return heterogeneityOf(*analysis.mixed);
    if (analysis.tables) {
        const stats::PooledTables& t = *analysis.tables;
        return tr("Heterogeneity: Q(%1) = %2, %3, I² = %4 %")
            .arg(digits(t.qDf, 0), digits(t.q, 2), probability(t.qP), digits(t.i2, 1));
    }
    const stats::Fit& fit = *analysis.fit;
    const QString rest = tr("I² = %1 %, Q(%2) = %3, %4")
                             .arg(digits(fit.i2, 1), digits(fit.qDf, 0), digits(fit.q, 2), probability(fit.qP));
    if (hasNoTau(analysis))
        return tr("Heterogeneity: %1").arg(rest);
    return tr("Heterogeneity: τ² = %1 %2, %3").arg(digits(fit.tau2, 4), bracketed(analysis.tauProfile.tau2), rest);
}

QString betweenText(const stats::Subgroups& groups)
{
    return tr("Test for subgroup differences: Q(%1) = %2, %3")
        .arg(digits(groups.qDf, 0), digits(groups.qBetween, 2), probability(groups.qP));
}

namespace {

/// Stijnen, Hamza and Özdemir, Stat Med 2010; 29: 3046–3067, which is where the models come from.
QString mixedModelText(const Analysis& analysis)
{
    const bool counts = analysis.effects.measure == Measure::RateRatio || analysis.effects.measure == Measure::LogRate;
    const QString family = counts ? tr("Poisson") : tr("logistic");
    if (!comparesGroups(analysis))
        return tr("a %1 regression with random intercepts").arg(family);
    switch (analysis.mixed->options.model) {
    case stats::MixedModel::FixedStudies:
        return tr("a %1 regression with fixed study effects and random treatment effects, UM.FS").arg(family);
    case stats::MixedModel::RandomStudies:
        return tr("a %1 regression with random study effects and random treatment effects, UM.RS").arg(family);
    case stats::MixedModel::ConditionalExact:
        return tr("a conditional %1 regression with random treatment effects and the exact likelihood, CM.EL")
            .arg(family);
    case stats::MixedModel::ConditionalApproximate:
        break;
    }
    return tr("a conditional %1 regression with random treatment effects and an approximate likelihood, CM.AL")
        .arg(family);
}

QString modelText(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    if (analysis.mixed)
        return tr("a generalised linear mixed model (%1; Stijnen, Hamza and Özdemir 2010) by maximum likelihood")
            .arg(mixedModelText(analysis));
    if (options.method == "MH")
        return tr("the Mantel–Haenszel method");
    if (options.method == "PETO")
        return tr("Peto's method");
    if (options.method == "EE" || options.method == "FE")
        return tr("an equal-effects model (inverse variance)");
    static const std::pair<const char*, const char*> estimators[] = {
        {"DL", QT_TRANSLATE_NOOP("synthesis", "DerSimonian and Laird")},
        {"REML", QT_TRANSLATE_NOOP("synthesis", "restricted maximum likelihood")},
        {"ML", QT_TRANSLATE_NOOP("synthesis", "maximum likelihood")},
        {"PM", QT_TRANSLATE_NOOP("synthesis", "Paule and Mandel")},
        {"EB", QT_TRANSLATE_NOOP("synthesis", "empirical Bayes")},
        {"HE", QT_TRANSLATE_NOOP("synthesis", "Hedges and Olkin")},
        {"SJ", QT_TRANSLATE_NOOP("synthesis", "Sidik and Jonkman")},
        {"HS", QT_TRANSLATE_NOOP("synthesis", "Hunter and Schmidt")}};
    for (const auto& [name, words] : estimators)
        if (options.method == name)
            return tr("a random-effects model with τ² by %1").arg(tr(words));
    return tr("a random-effects model with τ² by the estimator %1").arg(toQString(options.method));
}

} // namespace

namespace {

QString pooledAs(const Analysis& analysis)
{
    const Measure measure = analysis.effects.measure;
    const QString name = inSentence(measureName(measure));
    const QString brief = shortName(measure);
    return brief == measureName(measure) ? name : tr("%1 (%2)").arg(name, brief);
}

/// Of proportions, rates and means on another scale than people read; empty for the others.
QString scaleText(Measure measure)
{
    switch (measure) {
    case Measure::LogProportion:
    case Measure::LogRate:
    case Measure::LogMean:
        return tr("Logarithms were pooled and the results transformed back.");
    case Measure::LogitProportion:
        return tr("Proportions were pooled as logits and the results transformed back.");
    case Measure::ArcsineProportion:
        return tr("Proportions were pooled as arcsines of their square roots and the results transformed back.");
    case Measure::DoubleArcsineProportion:
        return tr(
            "Proportions were pooled as Freeman and Tukey's double arcsines and the results transformed back with "
            "the harmonic mean of the sizes (Miller 1978).");
    case Measure::SquareRootRate:
        return tr("Square roots of rates were pooled and the results squared.");
    case Measure::FreemanTukeyRate:
        return tr("Rates were pooled after Freeman and Tukey's transformation and the results transformed back.");
    case Measure::FisherZ:
        return tr("Correlations were pooled as Fisher's z and the results transformed back.");
    default:
        return {};
    }
}

QString intervalsText(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    const QString level = QString::number(options.level);
    if (analysis.fit && analysis.fit->options.test != stats::Inference::Wald)
        return tr("%1 % confidence intervals follow Knapp and Hartung (2003)%2.")
            .arg(level, options.test == "adhoc" ? tr(", never narrower than without their factor") : QString{});
    return analysis.mixed && options.test == "t"
        ? tr("%1 % confidence intervals rest on the t distribution.").arg(level)
        : tr("%1 % confidence intervals rest on the normal distribution.").arg(level);
}

/// What was added to zero cells and what became of studies without events, where there are any.
QStringList zeroCellsText(const Analysis& analysis)
{
    if (analysis.mixed)
        return {tr("Counts were analysed as they are, without a correction of zero cells.")};
    QStringList text;
    const auto corrected = std::ranges::count_if(
        analysis.effects.all, [](const stats::Effect& effect) { return effect.corrected && effect.isUsable(); });
    if (corrected > 0) {
        const double add = analysis.options.add.value_or(stats::usualCorrection(analysis.effects.measure));
        text += analysis.tables
            ? tr("A continuity correction of %1 was added for the studies' own estimates alone, not for the pooled one "
                 "(studies: %2).")
                  .arg(add)
                  .arg(corrected)
            : tr("A continuity correction of %1 was added to zero cells (studies: %2).").arg(add).arg(corrected);
    }
    const auto isEmpty = [&](std::size_t i) {
        return stats::isDoubleZero(analysis.effects.measure, analysis.studies[i]);
    };
    const auto pooled = analysis.pooledStudies();
    std::ptrdiff_t empty = 0;
    for (std::size_t i = 0; i < analysis.studies.size(); ++i)
        empty += isEmpty(i) ? 1 : 0;
    const auto kept = std::ranges::count_if(pooled, isEmpty);
    if (empty > kept)
        text += tr("Studies without events, or with nothing but events, in both groups were left out (%1).")
                    .arg(empty - kept);
    if (kept > 0)
        text += tr("Studies without events, or with nothing but events, in both groups were kept (%1).").arg(kept);
    return text;
}

QString heterogeneityMethods(const Analysis& analysis)
{
    const bool predicts = analysis.shownPrediction().isKnown();
    const double df = analysis.df();
    const QString by = std::isnan(df) ? tr("by the normal distribution")
                                      : tr("by the t distribution with %1 degrees of freedom").arg(df);
    const QString prediction = predicts ? tr(", and as a prediction interval %1").arg(by) : QString{};
    if (analysis.mixed)
        return tr("Heterogeneity is given as τ², as I² with the typical variance of the studies' own estimates, as a "
                  "likelihood ratio test%1.")
            .arg(prediction);
    if (hasNoTau(analysis))
        return tr("Heterogeneity is given as I² and Cochran's Q.");
    return tr("Heterogeneity is given as τ² with its Q-profile interval (Viechtbauer 2007), I² and Cochran's Q%1.")
        .arg(prediction);
}

} // namespace

QString methodsText(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    const std::vector<std::size_t> pooled = analysis.pooledStudies();
    QStringList text{tr("%1: %2 studies were pooled as %3 with %4.")
            .arg(options.title.empty() ? tr("Meta-analysis") : toQString(options.title), QString::number(pooled.size()),
                pooledAs(analysis), modelText(analysis))};
    if (const QString scale = scaleText(analysis.effects.measure); !scale.isEmpty())
        text += scale;
    const auto given =
        std::ranges::count_if(pooled, [&](std::size_t study) { return analysis.effects.all[study].given; });
    if (given > 0 && stats::isOfTwoGroups(analysis.effects.measure))
        text += tr("Of these, %1 entered by the estimates that the studies give, with the variances that follow from "
                   "their intervals or standard errors, as the numbers of their groups were not usable.")
                    .arg(given);
    text += zeroCellsText(analysis);
    text += intervalsText(analysis);
    if (pooled.size() > 1)
        text += heterogeneityMethods(analysis);
    if (analysis.subgroups && analysis.subgroups->groups.size() > 1)
        text += tr("Subgroups by %1 were compared by the Q test between them.").arg(toQString(options.subgroup));
    if (analysis.regression) {
        QStringList names;
        for (const std::string& name : options.moderators)
            names += toQString(name);
        text += tr("Meta-regression on: %1.").arg(names.join(QStringLiteral(", ")));
    }
    text += analysis.mixed
        ? tr("The model is that of rma.glmm in the R package metafor (Viechtbauer, J Stat Softw 2010; 36(3)); with "
             "its results, once they have converged, Winnow's agree to six digits.")
        : tr("The computations agree with those of the R package metafor (Viechtbauer, J Stat Softw 2010; 36(3)) to "
             "eight digits.");
    return text.join(u' ');
}

QStringList footnotes(const Analysis& analysis)
{
    QStringList lines = pooledText(analysis);
    if (const QString heterogeneity = heterogeneityText(analysis); !heterogeneity.isEmpty())
        lines.append(heterogeneity);
    if (analysis.subgroups && analysis.subgroups->groups.size() > 1)
        lines.append(betweenText(*analysis.subgroups));
    for (const QString& warning : analysis.warnings)
        lines.append(tr("Note: %1").arg(warning));
    return lines;
}

QStringList summary(const Analysis& analysis)
{
    QStringList lines = footnotes(analysis);
    if (!analysis.regression)
        return lines;
    const stats::Fit& fit = analysis.regression->fit;
    const QString test = std::isnan(fit.qmDf2)
        ? tr("QM(%1) = %2").arg(digits(fit.qmDf, 0), digits(fit.qm, 2))
        : tr("F(%1, %2) = %3").arg(digits(fit.qmDf, 0), digits(fit.qmDf2, 0), digits(fit.qm, 2));
    QString line = tr("Meta-regression, on the analysed scale: %1, %2, residual τ² = %3")
                       .arg(test, probability(fit.qmP), digits(fit.tau2, 4));
    if (!std::isnan(fit.r2))
        line += tr(", R² = %1 %").arg(digits(fit.r2, 1));
    lines.append(line);
    for (std::size_t i = 0; i < fit.coefficients.size(); ++i) {
        const stats::Coefficient& one = fit.coefficients[i];
        lines.append(tr("%1: %2 %3, %4")
                .arg(toQString(analysis.regression->names[i]), digits(one.estimate, 4), bracketed(one.interval),
                    probability(one.p)));
    }
    return lines;
}

} // namespace winnow::synthesis
