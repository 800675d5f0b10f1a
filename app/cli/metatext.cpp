// What `meta` prints for people.
#include "app/cli/metaanalysis.h"

#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/stats/distributions.h"

#include <algorithm>
#include <cmath>

namespace winnow::cli {

namespace {

using stats::Interval;

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

/// On the scale people read.
class Shown {
public:
    explicit Shown(const MetaResult& result)
        : m_measure(result.shownAs())
        , m_size(result.meanSize())
    {
    }
    [[nodiscard]] QString operator()(double estimate, const Interval& interval) const
    {
        return digits(stats::backTransformed(m_measure, estimate, m_size), 3) + u' '
            + bracketed(stats::backTransformed(m_measure, interval, m_size));
    }
    [[nodiscard]] QString operator()(const Interval& interval) const
    {
        return bracketed(stats::backTransformed(m_measure, interval, m_size));
    }

private:
    stats::Measure m_measure;
    double m_size;
};

void printStudies(const MetaResult& result, const Shown& shown, Output& output)
{
    qsizetype width = 0;
    for (std::size_t i = 0; i < result.studies.size(); ++i)
        width = std::max(width, toQString(result.label(i)).size());
    const double critical = stats::criticalValue(result.options.level, stats::Missing);
    const std::vector<double> weights = result.weights();
    for (std::size_t i = 0; i < result.studies.size(); ++i) {
        const stats::Effect& effect = result.effects.all[i];
        const QString label = toQString(result.label(i)).leftJustified(width);
        if (!effect.isUsable()) {
            output.print(label + QStringLiteral("  ") + tr("not estimable"));
            continue;
        }
        const Interval interval = stats::around(effect.estimate, critical * std::sqrt(effect.variance));
        output.print(
            QStringLiteral("%1  %2  %3 %").arg(label, shown(effect.estimate, interval), digits(weights[i], 1)));
    }
}

QStringList pooledText(const MetaResult& result, const Shown& shown)
{
    const stats::Coefficient& c = result.pooled();
    const double df = result.fit ? result.fit->df : stats::Missing;
    const QString statistic = std::isnan(df) ? tr("z = %1").arg(digits(c.statistic, 2))
                                             : tr("t(%1) = %2").arg(digits(df, 0), digits(c.statistic, 2));
    QStringList text{tr("Pooled %1 (%2): %3, %4, %5")
            .arg(toQString(result.options.measure), toQString(result.options.method), shown(c.estimate, c.interval),
                statistic, probability(c.p))};
    if (const Interval prediction = result.prediction(); prediction.isKnown())
        text.append(tr("Prediction interval: %1").arg(shown(prediction)));
    return text;
}

QString heterogeneityText(const MetaResult& result)
{
    if (result.tables) {
        const stats::PooledTables& t = *result.tables;
        return tr("Heterogeneity: Q(%1) = %2, %3, I² = %4 %")
            .arg(digits(t.qDf, 0), digits(t.q, 2), probability(t.qP), digits(t.i2, 1));
    }
    const stats::Fit& fit = *result.fit;
    return tr("Heterogeneity: τ² = %1 %2, I² = %3 %, Q(%4) = %5, %6")
        .arg(digits(fit.tau2, 4), bracketed(result.tauProfile.tau2), digits(fit.i2, 1), digits(fit.qDf, 0),
            digits(fit.q, 2), probability(fit.qP));
}

void printSteps(const MetaResult& result, const std::vector<stats::Step>& steps, const QString& title,
    const QString& word, const Shown& shown, Output& output)
{
    if (steps.empty())
        return;
    output.print(title);
    for (const stats::Step& step : steps)
        output.print(QStringLiteral("  %1 %2: %3, τ² = %4")
                .arg(word, toQString(result.label(result.sample.positions[step.study])),
                    shown(step.pooled.estimate, step.pooled.interval), digits(step.tau2, 4)));
}

QString betweenText(const stats::Subgroups& groups)
{
    return tr("Test for subgroup differences: Q(%1) = %2, %3")
        .arg(digits(groups.qDf, 0), digits(groups.qBetween, 2), probability(groups.qP));
}

void printSubgroups(const MetaResult& result, const Shown& shown, Output& output)
{
    if (!result.subgroups)
        return;
    output.print(tr("By %1:").arg(toQString(result.options.subgroup)));
    for (const stats::Subgroup& group : result.subgroups->groups)
        output.print(QStringLiteral("  %1 (k = %2): %3")
                .arg(toQString(group.name))
                .arg(group.fit.k)
                .arg(shown(group.fit.pooled().estimate, group.fit.pooled().interval)));
    output.print(betweenText(*result.subgroups));
}

void printRegression(const MetaResult& result, Output& output)
{
    if (!result.regression)
        return;
    output.print(tr("Meta-regression, on the analysed scale:"));
    for (std::size_t i = 0; i < result.regression->names.size(); ++i) {
        const stats::Coefficient& c = result.regression->fit.coefficients[i];
        output.print(QStringLiteral("  %1: %2 %3, %4")
                .arg(toQString(result.regression->names[i]), digits(c.estimate, 4), bracketed(c.interval),
                    probability(c.p)));
    }
    const stats::Fit& fit = result.regression->fit;
    const QString explained = std::isnan(fit.r2) ? QString{} : tr(", R² = %1 %").arg(digits(fit.r2, 1));
    output.print(tr("  residual τ² = %1%2, moderators: %3").arg(digits(fit.tau2, 4), explained, probability(fit.qmP)));
}

void printInfluence(const MetaResult& result, Output& output)
{
    if (result.influence.empty())
        return;
    output.print(tr("Influence: rstudent, DFFITS, Cook's distance, hat"));
    for (std::size_t i = 0; i < result.influence.size(); ++i) {
        const stats::Influence& one = result.influence[i];
        output.print(QStringLiteral("  %1: %2, %3, %4, %5%6")
                .arg(toQString(result.label(result.sample.positions[i])), digits(one.rstudent, 3),
                    digits(one.dffits, 3), digits(one.cooksDistance, 3), digits(one.hat, 3),
                    one.isInfluential ? QStringLiteral(" *") : QString{}));
    }
}

} // namespace

QStringList metaSummary(const MetaResult& result)
{
    QStringList lines = pooledText(result, Shown{result});
    lines.append(heterogeneityText(result));
    if (result.subgroups)
        lines.append(betweenText(*result.subgroups));
    for (const QString& warning : result.warnings)
        lines.append(tr("Note: %1").arg(warning));
    return lines;
}

void printMeta(const MetaResult& result, Output& output)
{
    const Shown shown{result};
    printStudies(result, shown, output);
    for (const QString& line : pooledText(result, shown))
        output.print(line);
    output.print(heterogeneityText(result));
    printSubgroups(result, shown, output);
    printRegression(result, output);
    printSteps(result, result.leaveOneOut, tr("Leaving out one study at a time:"), tr("without"), shown, output);
    printSteps(result, result.cumulative, tr("Adding one study at a time:"), tr("with"), shown, output);
    printInfluence(result, output);
    for (const QString& warning : result.warnings)
        output.print(tr("Note: %1").arg(warning));
}

} // namespace winnow::cli
