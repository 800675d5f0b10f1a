// What `meta` prints for people.
#include "app/cli/metaanalysis.h"

#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/stats/distributions.h"
#include "core/synthesis/words.h"

#include <algorithm>
#include <cmath>

namespace winnow::cli {

namespace {

using stats::Interval;
using synthesis::bracketed;
using synthesis::digits;
using synthesis::probability;
using synthesis::Shown;

void printStudies(const synthesis::Analysis& result, const Shown& shown, Output& output)
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
        const QString line = label + QStringLiteral("  ") + shown(effect.estimate, interval);
        output.print(result.mixed ? line : line + QStringLiteral("  %1 %").arg(digits(weights[i], 1)));
    }
}

void printSteps(const synthesis::Analysis& result, const std::vector<stats::Step>& steps, const QString& title,
    const QString& word, const Shown& shown, Output& output)
{
    if (steps.empty())
        return;
    output.print(title);
    for (const stats::Step& step : steps)
        output.print(QStringLiteral("  %1 %2: %3, τ² = %4")
                .arg(word, toQString(result.label(result.rowOf(step))),
                    shown(step.pooled.estimate, step.pooled.interval), digits(step.tau2, 4)));
}

void printSubgroups(const synthesis::Analysis& result, const Shown& shown, Output& output)
{
    if (!result.subgroups)
        return;
    output.print(tr("By %1:").arg(toQString(result.options.subgroup)));
    for (const stats::Subgroup& group : result.subgroups->groups)
        output.print(QStringLiteral("  %1 (k = %2): %3")
                .arg(toQString(group.name))
                .arg(group.fit.k)
                .arg(shown(group.fit.pooled().estimate, group.fit.pooled().interval)));
    output.print(synthesis::betweenText(*result.subgroups));
}

void printRegression(const synthesis::Analysis& result, Output& output)
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

void printInfluence(const synthesis::Analysis& result, Output& output)
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

void printMeta(const synthesis::Analysis& result, Output& output)
{
    const Shown shown{result};
    printStudies(result, shown, output);
    for (const QString& line : synthesis::pooledText(result))
        output.print(line);
    if (const QString heterogeneity = synthesis::heterogeneityText(result); !heterogeneity.isEmpty())
        output.print(heterogeneity);
    printSubgroups(result, shown, output);
    printRegression(result, output);
    printSteps(result, result.leaveOneOut, tr("Leaving out one study at a time:"), tr("without"), shown, output);
    printSteps(result, result.cumulative, tr("Adding one study at a time:"), tr("with"), shown, output);
    printInfluence(result, output);
    for (const QString& warning : result.warnings)
        output.print(tr("Note: %1").arg(warning));
}

} // namespace winnow::cli
