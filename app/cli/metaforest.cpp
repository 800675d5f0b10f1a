// A meta-analysis as a forest plot.
#include "app/cli/metaanalysis.h"

#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/stats/distributions.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace winnow::cli {

namespace {

using figure::ForestKind;
using figure::ForestRow;
using figure::Span;
using stats::Column;
using stats::Interval;
using stats::Measure;

bool isTable(Measure measure)
{
    return measure <= Measure::ArcsineDifference;
}

bool isRate(Measure measure)
{
    return measure >= Measure::RateRatio && measure <= Measure::SquareRootRateDifference;
}

bool isOfTwoMeans(Measure measure)
{
    return measure >= Measure::MeanDifference && measure <= Measure::RatioOfMeans;
}

bool isProportion(Measure measure)
{
    return measure >= Measure::Proportion && measure <= Measure::DoubleArcsineProportion;
}

bool isSingleRate(Measure measure)
{
    return measure >= Measure::Rate && measure <= Measure::FreemanTukeyRate;
}

QString digits(double value)
{
    return std::isnan(value) ? QStringLiteral("–") : QString::number(value, 'g', 6);
}

QString over(double events, double size)
{
    return QStringLiteral("%1/%2").arg(digits(events), digits(size));
}

QString meanText(double mean, double sd, double n)
{
    return QStringLiteral("%1 (%2), %3").arg(digits(mean), digits(sd), digits(n));
}

QStringList columnHeadings(Measure measure)
{
    if (isTable(measure) || isRate(measure) || isOfTwoMeans(measure))
        return {tr("Group 1"), tr("Group 2")};
    return isProportion(measure) || isSingleRate(measure) ? QStringList{tr("Events")} : QStringList{};
}

double sizeOf(const stats::StudyNumbers& study, Column size, Column others, Column events)
{
    return std::isnan(study[size]) ? study[events] + study[others] : study[size];
}

QStringList cellsOf(Measure measure, const stats::StudyNumbers& s)
{
    using enum Column;
    if (isTable(measure))
        return {over(s[Ai], sizeOf(s, N1i, Bi, Ai)), over(s[Ci], sizeOf(s, N2i, Di, Ci))};
    if (isRate(measure))
        return {over(s[X1i], s[T1i]), over(s[X2i], s[T2i])};
    if (isOfTwoMeans(measure))
        return {meanText(s[M1i], s[Sd1i], s[N1i]), meanText(s[M2i], s[Sd2i], s[N2i])};
    if (isProportion(measure))
        return {over(s[Xi], sizeOf(s, Ni, Mi, Xi))};
    return isSingleRate(measure) ? QStringList{over(s[Xi], s[Ti])} : QStringList{};
}

Span span(const Interval& interval)
{
    return {interval.lower, interval.upper};
}

/// What was observed, with its exact interval: 10 of 10 is 1, whatever was added to analyse it.
void observe(ForestRow& row, Measure measure, const stats::StudyNumbers& s, double level)
{
    using enum Column;
    if (isProportion(measure)) {
        const double size = sizeOf(s, Ni, Mi, Xi);
        row.estimate = s[Xi] / size;
        row.interval = span(stats::clopperPearson(s[Xi], size, level));
    } else if (isSingleRate(measure)) {
        row.estimate = s[Xi] / s[Ti];
        row.interval = span(stats::exactPoisson(s[Xi], s[Ti], level));
    }
}

class Builder {
public:
    explicit Builder(const MetaResult& result)
        : m_result(result)
        , m_size(result.meanSize())
        , m_weights(result.weights())
    {
    }

    figure::Forest run()
    {
        const Measure shown = m_result.shownAs();
        m_forest.labelHeading = tr("Study");
        m_forest.columns = columnHeadings(m_result.effects.measure);
        m_forest.effectHeading =
            tr("%1 [%2 % CI]").arg(toQString(m_result.options.measure), QString::number(m_result.options.level));
        const bool single = (shown >= Measure::Proportion && shown <= Measure::LogMean);
        m_forest.isRatio = stats::isOnLogScale(shown) && !isProportion(shown) && !isSingleRate(shown);
        m_forest.hasNullLine = !single;
        const QStringList favours = toQString(m_result.options.favours).split(u',');
        if (favours.size() == 2) {
            m_forest.favoursLower = tr("Favours %1").arg(favours[0].trimmed());
            m_forest.favoursHigher = tr("Favours %1").arg(favours[1].trimmed());
        }
        addStudies();
        addPooled(tr("All studies"), m_result.pooled(), m_result.prediction());
        addNotes();
        return m_forest;
    }

private:
    [[nodiscard]] Interval back(const Interval& interval) const
    {
        return stats::backTransformed(m_result.shownAs(), interval, m_size);
    }

    void addStudy(std::size_t i)
    {
        const stats::Effect& effect = m_result.effects.all[i];
        ForestRow row;
        row.label = toQString(m_result.label(i));
        row.cells = cellsOf(m_result.effects.measure, m_result.studies[i]);
        row.index = static_cast<int>(i);
        if (effect.isUsable()) {
            const double half =
                stats::criticalValue(m_result.options.level, stats::Missing) * std::sqrt(effect.variance);
            row.estimate = stats::backTransformed(m_result.shownAs(), effect.estimate, effect.size);
            row.interval =
                span(stats::backTransformed(m_result.shownAs(), stats::around(effect.estimate, half), effect.size));
            row.weight = m_weights[i];
            observe(row, m_result.effects.measure, m_result.studies[i], m_result.options.level);
        }
        m_forest.rows.push_back(row);
    }

    void addHeading(const QString& label)
    {
        ForestRow heading;
        heading.kind = ForestKind::Heading;
        heading.label = label;
        m_forest.rows.push_back(heading);
    }

    void addStudies()
    {
        std::vector<bool> shown(m_result.studies.size(), false);
        if (m_result.subgroups)
            for (const stats::Subgroup& group : m_result.subgroups->groups) {
                addHeading(toQString(group.name));
                for (const std::size_t i : group.studies) {
                    addStudy(m_result.sample.positions[i]);
                    shown[m_result.sample.positions[i]] = true;
                }
                addPooled(
                    tr("Subtotal (I² = %1 %)").arg(QString::number(group.fit.i2, 'f', 0)), group.fit.pooled(), {});
            }
        if (m_result.subgroups && std::find(shown.begin(), shown.end(), false) != shown.end())
            addHeading(tr("In no subtotal"));
        for (std::size_t i = 0; i < shown.size(); ++i)
            if (!shown[i])
                addStudy(i);
    }

    void addPooled(const QString& label, const stats::Coefficient& pooled, const Interval& prediction)
    {
        ForestRow row;
        row.kind = ForestKind::Pooled;
        row.label = label;
        row.estimate = stats::backTransformed(m_result.shownAs(), pooled.estimate, m_size);
        row.interval = span(back(pooled.interval));
        row.prediction = span(back(prediction));
        m_forest.rows.push_back(row);
    }

    void addNotes()
    {
        for (const QString& line : metaSummary(m_result)) {
            ForestRow row;
            row.kind = ForestKind::Note;
            row.label = line;
            m_forest.rows.push_back(row);
        }
    }

    const MetaResult& m_result;
    double m_size;
    std::vector<double> m_weights;
    figure::Forest m_forest;
};

} // namespace

figure::Forest forestOf(const MetaResult& result)
{
    return Builder{result}.run();
}

Result<> writeForest(const MetaResult& result, const std::string& path)
{
    const figure::Forest forest = forestOf(result);
    const QString file = toQString(path);
    if (QFileInfo{file}.suffix().toLower() == QStringLiteral("csv"))
        return figure::write(figure::forestCsv(forest), file);
    return figure::save(figure::forestPlot(forest), file);
}

} // namespace winnow::cli
