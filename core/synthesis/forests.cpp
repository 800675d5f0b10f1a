// A meta-analysis as forest plots.
#include "core/base/text.h"
#include "core/stats/distributions.h"
#include "core/synthesis/figures.h"
#include "core/synthesis/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace winnow::synthesis {

namespace {

using figure::ForestKind;
using figure::ForestRow;
using figure::Span;
using stats::Column;
using stats::Interval;
using stats::Measure;

QString tr(const char* text)
{
    return QCoreApplication::translate("synthesis", text);
}

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

/// Where a study says nothing of a group.
const QString Nothing = QStringLiteral("—");

QString over(double events, double size)
{
    if (std::isnan(events) && std::isnan(size))
        return Nothing;
    return QStringLiteral("%1/%2").arg(digits(events), digits(size));
}

QString meanText(double mean, double sd, double n)
{
    if (std::isnan(mean) && std::isnan(sd) && std::isnan(n))
        return Nothing;
    // As many decimals as a table of results has; those of a conversion or a combination of arms are not precision.
    const auto rounded = [](double value) {
        const QString whole = digits(value);
        const bool isLong = whole.size() - whole.indexOf(u'.') > 3 && whole.contains(u'.');
        return isLong && std::abs(value) >= 1 ? QString::number(value, 'f', 2)
            : isLong                          ? QString::number(value, 'g', 3)
                                              : whole;
    };
    return QStringLiteral("%1 (%2), %3").arg(rounded(mean), rounded(sd), digits(n));
}

QStringList columnHeadings(const Analysis& result)
{
    const Measure measure = result.effects.measure;
    if (stats::isOfTwoGroups(measure)) {
        if (std::ranges::all_of(result.effects.all, &stats::Effect::given))
            return {};
        const QStringList names = toQString(result.options.groups).split(u',');
        return names.size() == 2 ? names : QStringList{tr("Group 1"), tr("Group 2")};
    }
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

/// Of all these studies together: events and participants, or participants of means.
QStringList totalsOf(
    Measure measure, const std::vector<stats::StudyNumbers>& studies, const std::vector<std::size_t>& of)
{
    using enum Column;
    const auto sum = [&](auto value) {
        double total = 0;
        for (const std::size_t i : of)
            total += value(studies[i]);
        return total;
    };
    const auto column = [&](Column which) { return sum([which](const stats::StudyNumbers& s) { return s[which]; }); };
    const auto size = [&](Column n, Column others, Column events) {
        return sum([=](const stats::StudyNumbers& s) { return sizeOf(s, n, others, events); });
    };
    if (of.empty())
        return {};
    if (isTable(measure))
        return {over(column(Ai), size(N1i, Bi, Ai)), over(column(Ci), size(N2i, Di, Ci))};
    if (isRate(measure))
        return {over(column(X1i), column(T1i)), over(column(X2i), column(T2i))};
    if (isOfTwoMeans(measure))
        return {digits(column(N1i)), digits(column(N2i))};
    if (isProportion(measure))
        return {over(column(Xi), size(Ni, Mi, Xi))};
    return isSingleRate(measure) ? QStringList{over(column(Xi), column(Ti))} : QStringList{};
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

/// Of "Favours placebo" what it favours.
QString withoutFavours(const QString& words)
{
    static const QRegularExpression word(QStringLiteral("^favou?rs\\s+"), QRegularExpression::CaseInsensitiveOption);
    return words.trimmed().remove(word);
}

/// What all forest plots of an analysis have in common: axis, headings, title.
figure::Forest framed(const Analysis& result)
{
    const Measure shown = result.shownAs();
    figure::Forest forest;
    forest.title = toQString(result.options.title);
    forest.effectHeading =
        tr("%1 [%2 % CI]").arg(shortName(result.effects.measure), QString::number(result.options.level));
    forest.isRatio = stats::isOnLogScale(shown) && !isProportion(shown) && !isSingleRate(shown);
    forest.hasNullLine = !stats::isOfOneGroup(shown);
    const QStringList favours = toQString(result.options.favours).split(u',');
    if (favours.size() == 2) {
        forest.favoursLower = tr("Favours %1").arg(withoutFavours(favours[0]));
        forest.favoursHigher = tr("Favours %1").arg(withoutFavours(favours[1]));
    }
    return forest;
}

class Builder {
public:
    explicit Builder(const Analysis& result)
        : m_result(result)
        , m_size(result.meanSize())
        , m_weights(result.weights())
    {
    }

    figure::Forest run()
    {
        m_forest = framed(m_result);
        m_forest.labelHeading = tr("Study");
        m_forest.columns = columnHeadings(m_result);
        addStudies();
        addPooled(tr("All studies"), m_result.pooled(), m_result.shownPrediction(), m_result.pooledStudies());
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
                std::vector<std::size_t> members;
                for (const std::size_t i : group.studies)
                    members.push_back(m_result.sample.positions[i]);
                for (const std::size_t study : inOrder(members)) {
                    addStudy(study);
                    shown[study] = true;
                }
                addPooled(tr("Subtotal (I² = %1 %)").arg(QString::number(group.fit.i2, 'f', 0)), group.fit.pooled(), {},
                    members);
            }
        if (m_result.subgroups && std::find(shown.begin(), shown.end(), false) != shown.end())
            addHeading(tr("In no subtotal"));
        std::vector<std::size_t> rest;
        for (std::size_t i = 0; i < shown.size(); ++i)
            if (!shown[i])
                rest.push_back(i);
        for (const std::size_t study : inOrder(rest))
            addStudy(study);
    }

    /// As the options wish; those without a key last, equal ones as they stand in the table.
    [[nodiscard]] std::vector<std::size_t> inOrder(std::vector<std::size_t> studies) const
    {
        const std::string& by = m_result.options.sortBy;
        if (by == "label") {
            std::ranges::stable_sort(studies, [this](std::size_t a, std::size_t b) {
                return toQString(m_result.label(a)).localeAwareCompare(toQString(m_result.label(b))) < 0;
            });
        } else if (by == "effect" || by == "weight") {
            const auto key = [&](std::size_t study) {
                const double value = by == "effect" ? m_result.effects.all[study].estimate : -m_weights[study];
                return std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
            };
            std::ranges::stable_sort(studies, std::less{}, key);
        }
        return studies;
    }

    void addPooled(const QString& label, const stats::Coefficient& pooled, const Interval& prediction,
        const std::vector<std::size_t>& studies)
    {
        ForestRow row;
        row.kind = ForestKind::Pooled;
        row.label = label;
        std::vector<std::size_t> counted = studies; // what gives its effect alone has nothing to add up
        std::erase_if(counted, [this](std::size_t i) { return m_result.effects.all[i].given; });
        row.cells = totalsOf(m_result.effects.measure, m_result.studies, counted);
        row.estimate = stats::backTransformed(m_result.shownAs(), pooled.estimate, m_size);
        row.interval = span(back(pooled.interval));
        row.prediction = span(back(prediction));
        m_forest.rows.push_back(row);
    }

    void addNotes()
    {
        for (const QString& line : footnotes(m_result)) {
            ForestRow row;
            row.kind = ForestKind::Note;
            row.label = line;
            m_forest.rows.push_back(row);
        }
    }

    const Analysis& m_result;
    double m_size;
    std::vector<double> m_weights;
    figure::Forest m_forest;
};

} // namespace

figure::Forest forestOf(const Analysis& result, const figure::RiskTable& risk)
{
    figure::Forest forest = Builder{result}.run();
    for (ForestRow& row : forest.rows) {
        const auto judged = std::ranges::find(risk.rows, row.label, &figure::RiskRow::study);
        if (row.kind != ForestKind::Study || judged == risk.rows.end())
            continue;
        row.risk = static_cast<int>(forest.risk.rows.size());
        forest.risk.rows.push_back(*judged);
    }
    forest.risk.domains = risk.domains;
    forest.risk.words = risk.words;
    return forest;
}

figure::Forest stepsOf(const Analysis& result, const std::vector<stats::Step>& steps, StepsKind kind)
{
    const Measure shown = result.shownAs();
    const double size = result.meanSize();
    figure::Forest forest = framed(result);
    forest.labelHeading = kind == StepsKind::Cumulative ? tr("With each study added") : tr("Without the study");
    const auto row = [&](const QString& label, const stats::Coefficient& pooled) {
        ForestRow made;
        made.label = label;
        made.estimate = stats::backTransformed(shown, pooled.estimate, size);
        made.interval = span(stats::backTransformed(shown, pooled.interval, size));
        return made;
    };
    for (const stats::Step& step : steps) {
        const std::size_t study = result.rowOf(step);
        forest.rows.push_back(row(toQString(result.label(study)), step.pooled));
        forest.rows.back().index = static_cast<int>(study);
    }
    forest.rows.push_back(row(tr("All studies"), result.pooled()));
    forest.rows.back().kind = ForestKind::Pooled;
    return forest;
}

} // namespace winnow::synthesis
