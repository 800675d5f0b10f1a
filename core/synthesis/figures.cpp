#include "core/synthesis/figures.h"

#include "core/base/text.h"
#include "core/stats/distributions.h"
#include "core/stats/smallstudy.h"
#include "core/synthesis/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace winnow::synthesis {

using stats::Measure;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("synthesis", text);
}

constexpr std::array Names{std::pair{std::string_view{"forest"}, FigureKind::Forest},
    std::pair{std::string_view{"cumulative"}, FigureKind::Cumulative},
    std::pair{std::string_view{"leave-one-out"}, FigureKind::LeaveOneOut},
    std::pair{std::string_view{"funnel"}, FigureKind::Funnel},
    std::pair{std::string_view{"galbraith"}, FigureKind::Galbraith},
    std::pair{std::string_view{"baujat"}, FigureKind::Baujat},
    std::pair{std::string_view{"bubble"}, FigureKind::Bubble}, std::pair{std::string_view{"labbe"}, FigureKind::LAbbe}};

/// Whether the axis can show what people read, or only the analysed scale.
bool isRatio(const Analysis& result)
{
    return stats::isOnLogScale(result.shownAs());
}

QString effectTitle(const Analysis& result)
{
    const Measure measure = result.shownAs();
    if (result.options.exponentiate)
        return tr("Effect");
    constexpr double Probe = 0.3;
    const bool isPlain = stats::backTransformed(measure, Probe, 1) == Probe;
    return isRatio(result) || isPlain
        ? measureName(measure)
        : tr("%1, as analysed (%2)").arg(measureName(measure), toQString(result.options.measure));
}

figure::StudyPlot plotOf(const Analysis& result)
{
    figure::StudyPlot plot;
    plot.title = toQString(result.options.title);
    plot.effect = effectTitle(result);
    plot.isRatio = isRatio(result);
    const std::vector<double> weights = result.weights();
    for (std::size_t i = 0; i < result.sample.positions.size(); ++i) {
        const std::size_t study = result.sample.positions[i];
        plot.studies.push_back({toQString(result.label(study)), result.sample.estimates[i],
            std::sqrt(result.sample.variances[i]), weights[study], static_cast<int>(study), false});
    }
    return plot;
}

/// A proportion or mean compares nothing: no value of it stands for "no effect".
bool compares(Measure measure)
{
    return measure < Measure::Proportion || measure > Measure::LogMean;
}

void addContours(figure::Funnel& funnel)
{
    funnel.hasContours = true;
    funnel.contourSlopes = {stats::contourSlope(0.10), stats::contourSlope(0.05), stats::contourSlope(0.01)};
    funnel.contourWords = {tr("p > 0.10"), tr("0.10 ≥ p > 0.05"), tr("0.05 ≥ p > 0.01"), tr("p ≤ 0.01")};
}

void addEgger(figure::Funnel& funnel, const Analysis& result)
{
    constexpr std::size_t Few = 10; // Sterne et al., BMJ 2011; 342: d4002
    const auto line = stats::eggerLine(result.sample.estimates, result.sample.variances, result.options.level);
    if (!line || std::isnan(line->intercept.p))
        return;
    funnel.testIntercept = line->slope.estimate;
    funnel.testSlope = line->intercept.estimate;
    funnel.notes.append(tr("Egger's test: intercept %1, t(%2) = %3, %4")
            .arg(digits(line->intercept.estimate, 2), digits(line->df, 0), digits(line->intercept.statistic, 2),
                probability(line->intercept.p)));
    if (result.sample.estimates.size() < Few)
        funnel.notes.append(tr("With fewer than ten studies such a test can hardly tell chance from asymmetry."));
}

Result<> fillIn(figure::Funnel& funnel, const Analysis& result)
{
    if (!result.fit)
        return fail(
            ErrorKind::InvalidInput, tr("Trim and fill needs a method of inverse variances, such as EE, DL or REML."));
    const auto filled = TRY(
        stats::trimAndFill(result.sample.estimates, result.sample.variances, stats::TrimFill::L0, result.fit->options));
    for (std::size_t i = result.sample.estimates.size(); i < filled.estimates.size(); ++i) {
        figure::StudyPoint point;
        point.label = tr("Filled in");
        point.estimate = filled.estimates[i];
        point.standardError = std::sqrt(filled.variances[i]);
        point.isFilledIn = true;
        funnel.studies.push_back(point);
    }
    const stats::Coefficient& pooled = filled.fit.pooled();
    funnel.notes.append(tr("Trim and fill (L0): %1 added; with them %2")
            .arg(QString::number(filled.missing), Shown{result}(pooled.estimate, pooled.interval)));
    return {};
}

} // namespace

std::optional<FigureKind> figureNamed(std::string_view name)
{
    const auto found = std::ranges::find(Names, name, &std::pair<std::string_view, FigureKind>::first);
    return found == Names.end() ? std::nullopt : std::optional{found->second};
}

AnalysisOptions asking(AnalysisOptions options, FigureKind kind)
{
    options.cumulative |= kind == FigureKind::Cumulative;
    options.leaveOneOut |= kind == FigureKind::LeaveOneOut;
    options.influence |= kind == FigureKind::Baujat;
    return options;
}

Result<figure::Funnel> funnelOf(const Analysis& result, const FigureRules& rules)
{
    figure::Funnel funnel;
    static_cast<figure::StudyPlot&>(funnel) = plotOf(result);
    funnel.pooled = result.pooled().estimate;
    funnel.lineSlope = stats::criticalValue(result.options.level, stats::Missing);
    if (rules.hasContours && compares(result.effects.measure))
        addContours(funnel);
    addEgger(funnel, result);
    if (rules.fillsIn)
        TRY(fillIn(funnel, result));
    return funnel;
}

Result<figure::Galbraith> galbraithOf(const Analysis& result)
{
    figure::Galbraith plot;
    static_cast<figure::StudyPlot&>(plot) = plotOf(result);
    const double tau2 = result.tau2();
    for (figure::StudyPoint& study : plot.studies)
        study.standardError = std::sqrt(study.standardError * study.standardError + tau2);
    plot.pooled = result.pooled().estimate;
    plot.band = stats::criticalValue(result.options.level, stats::Missing);
    if (tau2 > 0)
        plot.notes.append(tr("Standard errors include τ² = %1.").arg(digits(tau2, 4)));
    return plot;
}

Result<figure::Baujat> baujatOf(const Analysis& result)
{
    if (result.influence.empty())
        return fail(ErrorKind::InvalidInput, tr("This plot needs a method of inverse variances and two studies."));
    figure::Baujat plot;
    plot.title = toQString(result.options.title);
    for (std::size_t i = 0; i < result.influence.size(); ++i) {
        const std::size_t study = result.sample.positions[i];
        plot.studies.push_back({toQString(result.label(study)), result.influence[i].baujatX,
            result.influence[i].baujatY, static_cast<int>(study)});
    }
    return plot;
}

Result<figure::Bubble> bubbleOf(const Analysis& result)
{
    if (!result.regression || result.regression->names.size() != 2)
        return fail(ErrorKind::InvalidInput, tr("This plot needs a meta-regression on one column of numbers."));
    const Regression& regression = *result.regression;
    const figure::StudyPlot all = plotOf(result);
    figure::Bubble plot;
    plot.title = all.title;
    plot.effect = all.effect;
    plot.isRatio = all.isRatio;
    plot.moderator = toQString(regression.names[1]);
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (std::size_t row = 0; row < regression.studies.size(); ++row) {
        const auto place = std::ranges::find(result.sample.positions, regression.studies[row]);
        figure::BubblePoint point;
        static_cast<figure::StudyPoint&>(point) =
            all.studies[static_cast<std::size_t>(place - result.sample.positions.begin())];
        point.moderator = regression.design(static_cast<Eigen::Index>(row), 1);
        point.weight = regression.fit.weights[row];
        least = std::min(least, point.moderator);
        most = std::max(most, point.moderator);
        plot.studies.push_back(std::move(point));
    }
    const stats::Fit& fit = regression.fit;
    const double critical = stats::criticalValue(result.options.level, fit.df);
    constexpr int Steps = 60;
    for (int step = 0; step <= Steps && least < most; ++step) {
        const double x = least + (most - least) * step / Steps;
        const double estimate = fit.coefficients[0].estimate + fit.coefficients[1].estimate * x;
        const double variance = fit.covariance(0, 0) + 2 * x * fit.covariance(0, 1) + x * x * fit.covariance(1, 1);
        const double half = critical * std::sqrt(std::max(0.0, variance));
        plot.line.push_back({x, estimate, estimate - half, estimate + half});
    }
    plot.notes.append(tr("Slope %1 %2, %3, on the analysed scale; residual τ² = %4")
            .arg(digits(fit.coefficients[1].estimate, 4), bracketed(fit.coefficients[1].interval),
                probability(fit.coefficients[1].p), digits(fit.tau2, 4)));
    return plot;
}

Result<figure::LAbbe> labbeOf(const Analysis& result)
{
    using enum stats::Column;
    const Measure measure = result.effects.measure;
    if (measure > Measure::ArcsineDifference)
        return fail(ErrorKind::InvalidInput, tr("This plot needs events and patients of two groups."));
    figure::LAbbe plot;
    plot.title = toQString(result.options.title);
    const QStringList groups = toQString(result.options.groups).split(u',');
    const bool named = groups.size() == 2;
    plot.experimental = tr("Events, %1, %").arg(named ? groups[0] : tr("group 1"));
    plot.comparator = tr("Events, %1, %").arg(named ? groups[1] : tr("group 2"));
    const auto share = [](double events, double size, double others) {
        return events / (std::isnan(size) ? events + others : size);
    };
    const std::vector<double> weights = result.weights();
    double most = 0;
    QStringList without;
    for (std::size_t i = 0; i < result.studies.size(); ++i) {
        const stats::StudyNumbers& s = result.studies[i];
        figure::LAbbePoint point;
        point.label = toQString(result.label(i));
        point.experimental = share(s[Ai], s[N1i], s[Bi]);
        point.comparator = share(s[Ci], s[N2i], s[Di]);
        point.weight = weights[i];
        point.index = static_cast<int>(i);
        if (!std::isfinite(point.experimental) || !std::isfinite(point.comparator)) {
            without += point.label;
            continue;
        }
        most = std::max(most, point.comparator);
        plot.studies.push_back(std::move(point));
    }
    const double pooled = result.pooled().estimate;
    constexpr int Steps = 60;
    for (int step = 0; step <= Steps; ++step) {
        const double x = std::min(1.0, 1.1 * most) * step / Steps;
        double y = stats::Missing;
        switch (measure) {
        case Measure::RiskRatio:
            y = x * std::exp(pooled);
            break;
        case Measure::OddsRatio:
        case Measure::PetoOddsRatio:
            y = x * std::exp(pooled) / (1 - x + x * std::exp(pooled));
            break;
        case Measure::RiskDifference:
            y = x + pooled;
            break;
        case Measure::ArcsineDifference: {
            const double angle = std::clamp(std::asin(std::sqrt(x)) + pooled, 0.0, std::asin(1.0));
            y = std::pow(std::sin(angle), 2);
            break;
        }
        default:
            break;
        }
        if (y >= 0 && y <= 1)
            plot.line.emplace_back(x, y);
    }
    plot.notes.append(tr("Line: %1").arg(pooledText(result).value(0)));
    if (!without.isEmpty())
        plot.notes.append(tr("Not drawn, without the events of both groups: %1").arg(without.join(u", ")));
    return plot;
}

Result<figure::Drawing> drawn(
    const Analysis& analysis, FigureKind kind, const FigureRules& rules, const figure::Look& look)
{
    switch (kind) {
    case FigureKind::Forest:
        break;
    case FigureKind::Cumulative:
        return figure::forestPlot(stepsOf(analysis, analysis.cumulative, StepsKind::Cumulative), look);
    case FigureKind::LeaveOneOut:
        return figure::forestPlot(stepsOf(analysis, analysis.leaveOneOut, StepsKind::LeaveOneOut), look);
    case FigureKind::Funnel:
        return figure::funnelPlot(TRY(funnelOf(analysis, rules)), look);
    case FigureKind::Galbraith:
        return figure::galbraithPlot(TRY(galbraithOf(analysis)), look);
    case FigureKind::Baujat:
        return figure::baujatPlot(TRY(baujatOf(analysis)), look);
    case FigureKind::Bubble:
        return figure::bubblePlot(TRY(bubbleOf(analysis)), look);
    case FigureKind::LAbbe:
        return figure::labbePlot(TRY(labbeOf(analysis)), look);
    }
    return figure::forestPlot(forestOf(analysis, rules.risk), look);
}

Result<QByteArray> figureCsv(const Analysis& analysis, FigureKind kind, const FigureRules& rules)
{
    switch (kind) {
    case FigureKind::Forest:
        break;
    case FigureKind::Cumulative:
        return figure::forestCsv(stepsOf(analysis, analysis.cumulative, StepsKind::Cumulative));
    case FigureKind::LeaveOneOut:
        return figure::forestCsv(stepsOf(analysis, analysis.leaveOneOut, StepsKind::LeaveOneOut));
    case FigureKind::Funnel:
        return figure::studyPlotCsv(TRY(funnelOf(analysis, rules)));
    case FigureKind::Galbraith:
        return figure::studyPlotCsv(TRY(galbraithOf(analysis)));
    case FigureKind::Baujat:
        return figure::baujatCsv(TRY(baujatOf(analysis)));
    case FigureKind::Bubble:
        return figure::bubbleCsv(TRY(bubbleOf(analysis)));
    case FigureKind::LAbbe:
        return figure::labbeCsv(TRY(labbeOf(analysis)));
    }
    return figure::forestCsv(forestOf(analysis));
}

} // namespace winnow::synthesis
