#include "core/figure/studyplots.h"

#include "core/base/csv.h"
#include "core/figure/plane.h"
#include "core/figure/ticks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <string>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

constexpr double DiscSize = 6;

QString shown(double value, bool isRatio)
{
    return QString::number(isRatio ? std::exp(value) : value, 'f', 2).replace(u'-', QChar{0x2212});
}

bool isKnown(const StudyPoint& study)
{
    return std::isfinite(study.estimate) && study.standardError > 0 && std::isfinite(study.standardError);
}

/// The mark of a study about its point, large enough for a mouse.
void mark(Sheet& sheet, const Plane& plane, QPointF where, double across, const QString& label, int index)
{
    if (index < 0 || !plane.shows(where.x(), where.y()))
        return;
    const QPointF middle = plane.at(where.x(), where.y());
    const double half = std::max(across / 2, sheet.size(5));
    sheet.mark(QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half), label, index);
}

QString spokenStudies(const StudyPlot& plot)
{
    QStringList parts;
    for (const StudyPoint& study : plot.studies)
        if (isKnown(study) && !study.isFilledIn)
            parts += QStringLiteral("%1: %2").arg(study.label, shown(study.estimate, plot.isRatio));
    return parts.join(QStringLiteral("; "));
}

double plotHeight(const Sheet& sheet)
{
    return 0.6 * sheet.width();
}

std::string number(double value)
{
    return std::isnan(value) ? std::string{} : QString::number(value, 'g', 17).toStdString();
}

} // namespace

// Funnel ------------------------------------------------------------------------------------------------------------

namespace {

/// From the outermost region inwards, so that each covers the middle of the one before it.
std::vector<Swatch> contours(const Funnel& funnel, Plane& plane, double widest, const Palette& palette)
{
    std::vector<Swatch> words;
    const double shares[] = {0.04, 0.16, 0.30, 0.44};
    const auto colour = [&](std::size_t region) {
        // Between the contours it is darkest where a result is just significant: there the eye should look for gaps.
        return region == 0
            ? palette.background
            : mixed(palette.background, palette.muted, shares[3 - std::min<std::size_t>(region, 3)] + 0.02);
    };
    const double far = 1e3 * (widest + 1);
    const std::size_t regions = funnel.contourSlopes.size();
    plane.area(
        {{funnel.null - far, 0}, {funnel.null + far, 0}, {funnel.null + far, widest}, {funnel.null - far, widest}},
        colour(regions));
    for (std::size_t i = regions; i-- > 0;) {
        const double reach = funnel.contourSlopes[i] * widest;
        plane.area({{funnel.null, 0}, {funnel.null + reach, widest}, {funnel.null - reach, widest}}, colour(i));
    }
    for (std::size_t i = 0; i <= regions && static_cast<qsizetype>(i) < funnel.contourWords.size(); ++i)
        words.push_back({colour(i), funnel.contourWords[static_cast<qsizetype>(i)], false, false});
    return words;
}

} // namespace

Drawing funnelPlot(const Funnel& funnel, const Look& look)
{
    Sheet sheet(look);
    const Palette& palette = look.palette;
    double widest = 0;
    std::vector<double> across{funnel.pooled};
    if (funnel.hasContours)
        across.push_back(funnel.null);
    for (const StudyPoint& study : funnel.studies)
        if (isKnown(study)) {
            widest = std::max(widest, study.standardError);
            across.push_back(study.estimate);
        }
    widest = widest > 0 ? widest * 1.06 : 1;
    // The lines are seen to the foot, unless that made the studies a bundle in the middle.
    const auto [least, most] = std::ranges::minmax(across);
    const double reach = std::min(funnel.lineSlope * widest, std::max(2 * (most - least), 1e-12) + (most - least));
    across.push_back(funnel.pooled - reach);
    across.push_back(funnel.pooled + reach);

    Axis up;
    up.title = tr("Standard error");
    up.upper = widest;
    up.isReversed = true;
    Axis effect = Axis::about(funnel.effect, across);
    effect.isRatio = funnel.isRatio;
    const double top = sheet.heading(funnel.title, {});
    Plane plane(sheet, effect, up, top, plotHeight(sheet));

    std::vector<Swatch> words;
    if (funnel.hasContours)
        words = contours(funnel, plane, widest, palette);
    const double dash = sheet.size(3);
    const double foot = funnel.lineSlope * widest;
    plane.line({funnel.pooled, 0}, {funnel.pooled, widest}, palette.text);
    plane.line({funnel.pooled, 0}, {funnel.pooled - foot, widest}, palette.text, 0.75, dash);
    plane.line({funnel.pooled, 0}, {funnel.pooled + foot, widest}, palette.text, 0.75, dash);
    if (std::isfinite(funnel.testIntercept) && std::isfinite(funnel.testSlope))
        plane.line({funnel.testIntercept, 0}, {funnel.testIntercept + funnel.testSlope * widest, widest},
            palette.warning, 1, dash);
    const double size = sheet.size(DiscSize);
    bool filled = false;
    for (const StudyPoint& study : funnel.studies) {
        if (!isKnown(study))
            continue;
        const QPointF where(study.estimate, study.standardError);
        plane.disc(where, size, palette.bar, study.isFilledIn);
        filled |= study.isFilledIn;
        if (!study.isFilledIn)
            mark(sheet, plane, where, size,
                tr("%1: %2, standard error %3")
                    .arg(study.label, shown(study.estimate, funnel.isRatio),
                        QString::number(study.standardError, 'f', 3)),
                study.index);
    }
    if (filled) {
        words.push_back({palette.bar, tr("Studies"), true, false});
        words.push_back({palette.bar, tr("Filled in (trim and fill)"), true, true});
    }
    double bottom = legend(sheet, plane.bottom() + sheet.size(2), words);
    bottom = notes(sheet, bottom, funnel.notes);
    return sheet.finish(funnel.title, spokenStudies(funnel), bottom + Sheet::Margin);
}

// Galbraith ---------------------------------------------------------------------------------------------------------

namespace {

/// The effects' own scale on the right edge, read along lines through the origin.
void effectScale(Sheet& sheet, const Plane& plane, const Galbraith& plot, double precise, const Axis& up)
{
    const Palette& palette = sheet.look().palette;
    constexpr double Size = 8;
    const double line = Lettering::height(sheet.size(Size));
    const double lower = up.lower / precise;
    const double upper = up.upper / precise;
    for (int most = 9; most >= 1; --most) {
        const auto ticks =
            plot.isRatio ? ratioTicks(std::exp(lower), std::exp(upper), most) : differenceTicks(lower, upper, most);
        std::vector<double> heights;
        for (const double tick : ticks)
            heights.push_back(plane.at(precise, (plot.isRatio ? std::log(tick) : tick) * precise).y());
        std::ranges::sort(heights);
        const bool haveRoom =
            std::ranges::adjacent_find(heights, [&](double a, double b) { return b - a < line; }) == heights.end();
        if (!haveRoom && most > 1)
            continue;
        for (const double tick : ticks) {
            const double y = plane.at(precise, (plot.isRatio ? std::log(tick) : tick) * precise).y();
            if (y < plane.area().top() || y > plane.area().bottom())
                continue;
            const double x = plane.area().right();
            sheet.line({x, y}, {x + sheet.size(3), y}, palette.axis);
            sheet.text(roundText(tick), x + sheet.size(5), y - line / 2, Size, palette.text);
        }
        break;
    }
    sheet.line(plane.area().topRight(), plane.area().bottomRight(), palette.axis);
}

} // namespace

Drawing galbraithPlot(const Galbraith& plot, const Look& look)
{
    Sheet sheet(look);
    const Palette& palette = look.palette;
    double precise = 0;
    std::vector<double> up{-plot.band, plot.band};
    for (const StudyPoint& study : plot.studies)
        if (isKnown(study)) {
            precise = std::max(precise, 1 / study.standardError);
            up.push_back(study.estimate / study.standardError);
        }
    precise = precise > 0 ? precise * 1.05 : 1;
    up.push_back(plot.pooled * precise - plot.band);
    up.push_back(plot.pooled * precise + plot.band);

    Axis across;
    across.title = tr("Precision (1 / standard error)");
    across.upper = precise;
    const Axis score = Axis::about(tr("Estimate / standard error"), up);
    const double top =
        sheet.heading(plot.title, plot.effect.isEmpty() ? QString{} : tr("On the right: %1").arg(plot.effect));
    Plane plane(sheet, across, score, top, plotHeight(sheet), sheet.size(44));
    plane.area({{0, plot.band}, {precise, plot.pooled * precise + plot.band},
                   {precise, plot.pooled * precise - plot.band}, {0, -plot.band}},
        mixed(palette.background, palette.bar, 0.12));
    plane.line({0, 0}, {precise, plot.pooled * precise}, palette.text);
    effectScale(sheet, plane, plot, precise, score);
    const double size = sheet.size(DiscSize);
    for (const StudyPoint& study : plot.studies) {
        if (!isKnown(study))
            continue;
        const QPointF where(1 / study.standardError, study.estimate / study.standardError);
        plane.disc(where, size, palette.bar);
        mark(sheet, plane, where, size, QStringLiteral("%1: %2").arg(study.label, shown(study.estimate, plot.isRatio)),
            study.index);
    }
    const double bottom = notes(sheet, plane.bottom(), plot.notes);
    return sheet.finish(plot.title, spokenStudies(plot), bottom + Sheet::Margin);
}

// Baujat ------------------------------------------------------------------------------------------------------------

Drawing baujatPlot(const Baujat& plot, const Look& look)
{
    Sheet sheet(look);
    const Palette& palette = look.palette;
    std::vector<double> across{0};
    std::vector<double> up{0};
    for (const BaujatPoint& study : plot.studies) {
        across.push_back(study.heterogeneity);
        up.push_back(study.influence);
    }
    const double top = sheet.heading(plot.title, {});
    Plane plane(sheet, Axis::about(tr("Contribution to heterogeneity (Q)"), across),
        Axis::about(tr("Influence on the pooled estimate"), up), top, plotHeight(sheet));
    const double size = sheet.size(DiscSize);
    std::vector<BaujatPoint> studies = plot.studies;
    std::erase_if(studies, [](const BaujatPoint& study) {
        return !std::isfinite(study.heterogeneity) || !std::isfinite(study.influence);
    });
    for (const BaujatPoint& study : studies) {
        plane.disc({study.heterogeneity, study.influence}, size, palette.bar);
        mark(sheet, plane, {study.heterogeneity, study.influence}, size, study.label, study.index);
    }
    // Names for those farthest out, as long as there is room: the others crowd in the corner.
    std::ranges::stable_sort(studies, [&](const BaujatPoint& a, const BaujatPoint& b) {
        const auto far = [&](const BaujatPoint& study) {
            return std::hypot(study.heterogeneity / std::max(std::ranges::max(across), 1e-300),
                study.influence / std::max(std::ranges::max(up), 1e-300));
        };
        return far(a) > far(b);
    });
    constexpr std::size_t Named = 10;
    for (std::size_t i = 0; i < std::min(Named, studies.size()); ++i)
        plane.label({studies[i].heterogeneity, studies[i].influence}, size,
            sheet.lettering().elided(studies[i].label, sheet.size(8), sheet.size(140)));
    QStringList spoken;
    for (const BaujatPoint& study : studies)
        spoken += study.label;
    const double bottom = notes(sheet, plane.bottom(), plot.notes);
    return sheet.finish(plot.title, spoken.join(QStringLiteral("; ")), bottom + Sheet::Margin);
}

// Meta-regression ---------------------------------------------------------------------------------------------------

Drawing bubblePlot(const Bubble& plot, const Look& look)
{
    Sheet sheet(look);
    const Palette& palette = look.palette;
    std::vector<double> across;
    std::vector<double> up;
    double heaviest = 0;
    bool isWhole = true;
    for (const BubblePoint& study : plot.studies)
        if (isKnown(study) && std::isfinite(study.moderator)) {
            across.push_back(study.moderator);
            isWhole = isWhole && study.moderator == std::round(study.moderator);
            up.push_back(study.estimate);
            heaviest = std::max(heaviest, std::isnan(study.weight) ? 0 : study.weight);
        }
    for (const LinePoint& point : plot.line) {
        across.push_back(point.moderator);
        up.push_back(point.estimate);
    }
    const double top = sheet.heading(plot.title, {});
    Axis effect = Axis::about(plot.effect, up, 0.12);
    effect.isRatio = plot.isRatio;
    Axis moderator = Axis::about(plot.moderator, across);
    moderator.isWhole = isWhole; // no study is of the year 2013.5
    Plane plane(sheet, std::move(moderator), effect, top, plotHeight(sheet));
    std::vector<QPointF> band;
    for (const LinePoint& point : plot.line)
        band.emplace_back(point.moderator, point.upper);
    for (auto point = plot.line.rbegin(); point != plot.line.rend(); ++point)
        band.emplace_back(point->moderator, point->lower);
    if (!band.empty())
        plane.area(band, mixed(palette.background, palette.bar, 0.14));
    for (std::size_t i = 1; i < plot.line.size(); ++i)
        plane.line({plot.line[i - 1].moderator, plot.line[i - 1].estimate},
            {plot.line[i].moderator, plot.line[i].estimate}, palette.text, 1);
    std::vector<BubblePoint> studies = plot.studies;
    std::ranges::stable_sort(studies, std::greater{}, [](const BubblePoint& study) { // the small ones in front
        return std::isnan(study.weight) ? 0 : study.weight;
    });
    QStringList spoken;
    for (const BubblePoint& study : studies) {
        if (!isKnown(study) || !std::isfinite(study.moderator))
            continue;
        const double share = heaviest > 0 && !std::isnan(study.weight) ? study.weight / heaviest : 0.1;
        const double size = sheet.size(std::max(4.0, 22 * std::sqrt(share)));
        plane.disc({study.moderator, study.estimate}, size, palette.bar);
        const QString words = QStringLiteral("%1: %2").arg(study.label, shown(study.estimate, plot.isRatio));
        mark(sheet, plane, {study.moderator, study.estimate}, size, words, study.index);
        spoken += words;
    }
    const double bottom = notes(sheet, plane.bottom(), plot.notes);
    return sheet.finish(plot.title, spoken.join(QStringLiteral("; ")), bottom + Sheet::Margin);
}

// L'Abbé -------------------------------------------------------------------------------------------------------------

Drawing labbePlot(const LAbbe& plot, const Look& wished)
{
    Look look = wished;
    look.width = 0.75 * wished.width; // the plane is a square, nearly
    Sheet sheet(look);
    const Palette& palette = look.palette;
    double most = 0;
    double heaviest = 0;
    for (const LAbbePoint& study : plot.studies) {
        most = std::max({most, study.comparator, study.experimental});
        heaviest = std::max(heaviest, std::isnan(study.weight) ? 0 : study.weight);
    }
    // Both axes alike, so that the diagonal is one; in percent, as rates are read.
    const double end = std::min(100.0, std::ceil((100 * most + 1) / 10) * 10);
    Axis across;
    across.title = plot.comparator;
    Axis up;
    up.title = plot.experimental;
    across.lower = up.lower = -0.03 * end;
    across.upper = up.upper = 1.03 * end;
    const double top = sheet.heading(plot.title, {});
    Plane plane(sheet, across, up, top, 0.86 * sheet.width());
    plane.line({0, 0}, {end, end}, palette.muted, 0.75);
    for (std::size_t i = 1; i < plot.line.size(); ++i)
        plane.line(100 * plot.line[i - 1], 100 * plot.line[i], palette.warning, 1);
    std::vector<LAbbePoint> studies = plot.studies;
    std::ranges::stable_sort(studies, std::greater{}, [](const LAbbePoint& study) { // the small ones in front
        return std::isnan(study.weight) ? 0 : study.weight;
    });
    const auto sizeOf = [&](const LAbbePoint& study) {
        const double share = heaviest > 0 && !std::isnan(study.weight) ? study.weight / heaviest : 0.1;
        return sheet.size(std::max(4.0, 20 * std::sqrt(share)));
    };
    QStringList spoken;
    for (const LAbbePoint& study : studies) {
        const double size = sizeOf(study);
        const QPointF where(100 * study.comparator, 100 * study.experimental);
        plane.disc(where, size, palette.bar);
        const QString words =
            tr("%1: %2 % and %3 %")
                .arg(study.label, QString::number(where.y(), 'f', 1), QString::number(where.x(), 'f', 1));
        mark(sheet, plane, where, size, words, study.index);
        spoken += words;
    }
    constexpr std::size_t Named = 12; // as long as there is room
    for (std::size_t i = 0; i < std::min(Named, studies.size()); ++i)
        plane.label({100 * studies[i].comparator, 100 * studies[i].experimental}, sizeOf(studies[i]),
            sheet.lettering().elided(studies[i].label, sheet.size(8), sheet.size(140)));
    const double bottom = notes(sheet, plane.bottom(), plot.notes);
    return sheet.finish(plot.title, spoken.join(QStringLiteral("; ")), bottom + Sheet::Margin);
}

// As tables ---------------------------------------------------------------------------------------------------------

QByteArray studyPlotCsv(const StudyPlot& plot)
{
    std::string table = csv::line({"study", "estimate", "standard_error", "filled_in"});
    for (const StudyPoint& study : plot.studies)
        table += csv::line({study.label.toStdString(), number(study.estimate), number(study.standardError),
            study.isFilledIn ? "yes" : "no"});
    return QByteArray::fromStdString(table);
}

QByteArray baujatCsv(const Baujat& plot)
{
    std::string table = csv::line({"study", "heterogeneity", "influence"});
    for (const BaujatPoint& study : plot.studies)
        table += csv::line({study.label.toStdString(), number(study.heterogeneity), number(study.influence)});
    return QByteArray::fromStdString(table);
}

QByteArray bubbleCsv(const Bubble& plot)
{
    std::string table = csv::line({"study", "moderator", "estimate", "standard_error", "weight"});
    for (const BubblePoint& study : plot.studies)
        table += csv::line({study.label.toStdString(), number(study.moderator), number(study.estimate),
            number(study.standardError), number(study.weight)});
    return QByteArray::fromStdString(table);
}

QByteArray labbeCsv(const LAbbe& plot)
{
    std::string table = csv::line({"study", "comparator", "experimental", "weight"});
    for (const LAbbePoint& study : plot.studies)
        table += csv::line(
            {study.label.toStdString(), number(study.comparator), number(study.experimental), number(study.weight)});
    return QByteArray::fromStdString(table);
}

} // namespace winnow::figure
