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
    return std::isnan(value) ? tr("not known") : QString::number(value, 'f', decimals);
}

QString probability(double p)
{
    if (std::isnan(p))
        return tr("p not known");
    return p < 0.0001 ? tr("p < 0.0001") : tr("p = %1").arg(QString::number(p, 'f', p < 0.001 ? 4 : 3));
}

QString bracketed(const Interval& interval)
{
    return interval.isKnown() ? QStringLiteral("[%1, %2]").arg(digits(interval.lower, 3), digits(interval.upper, 3))
                              : tr("[not known]");
}

QString Shown::operator()(double estimate, const Interval& interval) const
{
    return digits(stats::backTransformed(m_measure, estimate, m_size), 3) + u' '
        + bracketed(stats::backTransformed(m_measure, interval, m_size));
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

bool comparesGroups(const Analysis& analysis)
{
    return stats::mixedModelsFor(analysis.effects.measure).size() > 1;
}

/// "REML"; "GLMM, UM.FS" where there are several.
QString methodName(const Analysis& analysis)
{
    const QString name = toQString(analysis.options.method);
    return analysis.mixed && comparesGroups(analysis)
        ? name + QStringLiteral(", ") + toQString(stats::nameOf(analysis.mixed->options.model))
        : name;
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
    const QString statistic = std::isnan(df) ? tr("z = %1").arg(digits(c.statistic, 2))
                                             : tr("t(%1) = %2").arg(digits(df, 0), digits(c.statistic, 2));
    QStringList text{tr("Pooled %1 (%2): %3, %4, %5")
            .arg(toQString(analysis.options.measure), methodName(analysis), shown(c.estimate, c.interval), statistic,
                probability(c.p))};
    if (const Interval prediction = analysis.prediction(); prediction.isKnown())
        text.append(tr("Prediction interval: %1").arg(shown(prediction)));
    return text;
}

QString heterogeneityText(const Analysis& analysis)
{
    if (analysis.tables) {
        const stats::PooledTables& t = *analysis.tables;
        return tr("Heterogeneity: Q(%1) = %2, %3, I² = %4 %")
            .arg(digits(t.qDf, 0), digits(t.q, 2), probability(t.qP), digits(t.i2, 1));
    }
    if (analysis.mixed)
        return heterogeneityOf(*analysis.mixed);
    const stats::Fit& fit = *analysis.fit;
    return tr("Heterogeneity: τ² = %1 %2, I² = %3 %, Q(%4) = %5, %6")
        .arg(digits(fit.tau2, 4), bracketed(analysis.tauProfile.tau2), digits(fit.i2, 1), digits(fit.qDf, 0),
            digits(fit.q, 2), probability(fit.qP));
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

QString methodsText(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    QStringList text{tr("%1: %2 studies were pooled as %3 (%4) with %5.")
            .arg(options.title.empty() ? tr("Meta-analysis") : toQString(options.title),
                QString::number(analysis.pooledStudies().size()), measureName(analysis.effects.measure).toLower(),
                toQString(options.measure), modelText(analysis))};
    const auto given = std::ranges::count_if(
        analysis.pooledStudies(), [&](std::size_t study) { return analysis.effects.all[study].given; });
    if (given > 0)
        text += tr("Of these, %1 entered by the estimates that the studies give, with the variances that follow from "
                   "their intervals or standard errors, as the numbers of their groups were not usable.")
                    .arg(given);
    const QString level = QString::number(options.level);
    const bool isKnappHartung = options.hksj || options.test == "knha";
    if (isKnappHartung || options.test == "adhoc")
        text += tr("%1 % confidence intervals follow Knapp and Hartung (2003)%2.")
                    .arg(level, options.test == "adhoc" ? tr(", never narrower than without their factor") : QString{});
    else if (options.test == "t")
        text += tr("%1 % confidence intervals rest on the t distribution.").arg(level);
    else
        text += tr("%1 % confidence intervals rest on the normal distribution.").arg(level);
    if (analysis.mixed)
        text +=
            tr("Counts were analysed as they are, without a correction of zero cells. Heterogeneity is given as τ², "
               "as I² with the typical variance of the studies' own estimates, as a likelihood ratio test and as a "
               "prediction interval.");
    else if (analysis.fit && analysis.prediction().isKnown())
        text += tr(
            "Heterogeneity is given as τ² with its Q-profile interval (Viechtbauer 2007), I² and Cochran's Q, and as a "
            "prediction interval.");
    else
        text += tr("Heterogeneity is given as I² and Cochran's Q.");
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
        : tr("The computations are those of the R package metafor (Viechtbauer, J Stat Softw 2010; 36(3)), with which "
             "Winnow's agree to eight digits.");
    return text.join(u' ');
}

QStringList footnotes(const Analysis& analysis)
{
    QStringList lines = pooledText(analysis);
    lines.append(heterogeneityText(analysis));
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
