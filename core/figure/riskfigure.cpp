#include "core/figure/riskfigure.h"

#include "core/base/csv.h"
#include "core/figure/plane.h"
#include "core/figure/risklights.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

struct Light {
    QColor color;
    QColor sign; ///< drawn in this colour
    const char* text;
};

/// Okabe and Ito's colours, in the order of RiskLevel.
const std::array<Light, RiskLevelCount>& lights()
{
    static const std::array<Light, RiskLevelCount> all{Light{QColor(0x00, 0x9E, 0x73), QColor(0xFF, 0xFF, 0xFF), "+"},
        Light{QColor(0xF0, 0xE4, 0x42), QColor(0x1B, 0x1F, 0x24), "−"},
        Light{QColor(0xD5, 0x5E, 0x00), QColor(0xFF, 0xFF, 0xFF), "×"},
        Light{QColor(0x6B, 0x1A, 0x00), QColor(0xFF, 0xFF, 0xFF), "!"},
        Light{QColor(0x56, 0xB4, 0xE9), QColor(0x1B, 0x1F, 0x24), "?"},
        Light{QColor(0xE3, 0xE6, 0xE9), QColor(0x1B, 0x1F, 0x24), ""}};
    return all;
}

const Light& lightOf(RiskLevel level)
{
    return lights()[static_cast<std::size_t>(level)];
}

QString wordsOf(const RiskTable& table, RiskLevel level)
{
    const auto number = static_cast<std::size_t>(level);
    return number < table.words.size() ? table.words[number] : QString{};
}

constexpr double LabelMost = 190;

/// What is used of the levels, for the legend.
std::vector<RiskLevel> levelsIn(const RiskTable& table)
{
    std::array<bool, RiskLevelCount> used{};
    for (const RiskRow& row : table.rows) {
        for (std::size_t domain = 0; domain < table.domains.size(); ++domain)
            used[static_cast<std::size_t>(levelAt(row, domain))] = true;
        used[static_cast<std::size_t>(row.overall)] = true;
    }
    std::vector<RiskLevel> levels;
    for (std::size_t i = 0; i < RiskLevelCount; ++i)
        if (used[i])
            levels.push_back(static_cast<RiskLevel>(i));
    return levels;
}

double levelLegend(Sheet& sheet, double top, const RiskTable& table)
{
    std::vector<Swatch> swatches;
    for (const RiskLevel level : levelsIn(table)) {
        const QString sign = QString::fromUtf8(lightOf(level).text);
        const QString words = wordsOf(table, level);
        swatches.push_back(
            {lightOf(level).color, sign.isEmpty() ? words : QStringLiteral("%1  %2").arg(sign, words), true, false});
    }
    return legend(sheet, top, swatches);
}

QStringList domainLegend(const RiskTable& table)
{
    QStringList lines;
    for (const RiskDomain& domain : table.domains)
        if (!domain.title.isEmpty())
            lines += QStringLiteral("%1: %2").arg(domain.code, domain.title);
    return lines;
}

double labelWidth(const Sheet& sheet, const QStringList& labels)
{
    double width = 0;
    for (const QString& label : labels)
        width = std::max(width, sheet.lettering().width(label, sheet.size(Sheet::TextSize), Weight::Bold));
    return std::min(width, sheet.size(LabelMost));
}

/// The page as wide as its columns need.
Look wideEnough(const RiskTable& table, Look look)
{
    constexpr double Column = 34;
    const double least =
        2 * Sheet::Margin + look.letters * (LabelMost + Column * static_cast<double>(table.domains.size() + 1) + 10);
    return widenedTo(std::move(look), std::min(least, 4000.0));
}

/// Shares of the levels in a domain (or overall, for one beyond), each 0 to 1; all zero without studies.
std::array<double, RiskLevelCount> shares(const RiskTable& table, std::size_t domain, bool weighted)
{
    const bool byWeight =
        weighted && std::ranges::all_of(table.rows, [](const RiskRow& row) { return row.weight && *row.weight >= 0; });
    std::array<double, RiskLevelCount> sums{};
    double total = 0;
    for (const RiskRow& row : table.rows) {
        const RiskLevel level = domain < table.domains.size() ? levelAt(row, domain) : row.overall;
        const double weight = byWeight ? *row.weight : 1;
        sums[static_cast<std::size_t>(level)] += weight;
        total += weight;
    }
    for (double& sum : sums)
        sum = total > 0 ? sum / total : 0;
    return sums;
}

QString nameOf(const RiskTable& table, std::size_t domain)
{
    if (domain == table.domains.size())
        return tr("Overall");
    const RiskDomain& one = table.domains[domain];
    return one.title.isEmpty() ? one.code : one.title;
}

} // namespace

RiskLevel levelAt(const RiskRow& row, std::size_t domain)
{
    return domain < row.levels.size() ? row.levels[domain] : RiskLevel::NotApplicable;
}

void riskLight(Sheet& sheet, QPointF middle, RiskLevel level)
{
    const double across = sheet.size(RiskLightSize);
    Shape disc;
    disc.path.addEllipse(middle, across / 2, across / 2);
    disc.fill = lightOf(level).color;
    disc.stroke = sheet.look().palette.text;
    disc.width = 0.5;
    sheet.shape(std::move(disc));
    const double line = Lettering::height(sheet.size(Sheet::TextSize));
    sheet.text(QString::fromUtf8(lightOf(level).text), middle.x(), middle.y() - line / 2, Sheet::TextSize,
        lightOf(level).sign, Qt::AlignHCenter, Weight::Bold);
}

double riskLegend(Sheet& sheet, double top, const RiskTable& table)
{
    const double y = levelLegend(sheet, top, table);
    return notes(sheet, y + sheet.size(2), domainLegend(table));
}

Drawing trafficLights(const RiskTable& table, const Look& wished)
{
    const Look look = wideEnough(table, wished);
    Sheet sheet(look);
    const Palette& palette = look.palette;
    double y = sheet.heading(table.title, {});
    QStringList studies{tr("Study")};
    for (const RiskRow& row : table.rows)
        studies += row.study;
    const double label = labelWidth(sheet, studies);
    const double left = Sheet::Margin + label + sheet.size(10);
    const std::size_t columns = table.domains.size() + 1;
    const double step = std::min((look.width - Sheet::Margin - left) / static_cast<double>(columns), sheet.size(44));
    const double height = sheet.size(19);
    const auto middle = [&](std::size_t column) { return left + step * (static_cast<double>(column) + 0.5); };
    // Overall stands apart, on a ground of its own.
    sheet.rectangle(
        QRectF(middle(columns - 1) - step / 2, y, step, height * static_cast<double>(table.rows.size() + 1)),
        mixed(palette.background, palette.muted, 0.15));
    const double text = (height - Lettering::height(sheet.size(Sheet::TextSize))) / 2;
    sheet.text(tr("Study"), Sheet::Margin, y + text, Sheet::TextSize, palette.text, Qt::AlignLeft, Weight::Bold);
    const auto fitting = [&](const QString& words) {
        return sheet.lettering().elided(words, sheet.size(Sheet::TextSize), step - sheet.size(2), Weight::Bold);
    };
    for (std::size_t domain = 0; domain < table.domains.size(); ++domain)
        sheet.text(fitting(table.domains[domain].code), middle(domain), y + text, Sheet::TextSize, palette.text,
            Qt::AlignHCenter, Weight::Bold);
    sheet.text(fitting(tr("Overall")), middle(columns - 1), y + text, Sheet::TextSize, palette.text, Qt::AlignHCenter,
        Weight::Bold);
    y += height;
    QStringList spoken;
    for (const RiskRow& row : table.rows) {
        sheet.line({Sheet::Margin, y}, {middle(columns - 1) + step / 2, y}, palette.grid);
        sheet.text(sheet.lettering().elided(row.study, sheet.size(Sheet::TextSize), label), Sheet::Margin, y + text,
            Sheet::TextSize, palette.text);
        for (std::size_t domain = 0; domain < table.domains.size(); ++domain)
            riskLight(sheet, {middle(domain), y + height / 2}, levelAt(row, domain));
        riskLight(sheet, {middle(columns - 1), y + height / 2}, row.overall);
        const QString words = QStringLiteral("%1: %2").arg(row.study, wordsOf(table, row.overall));
        spoken += words;
        if (row.index >= 0)
            sheet.mark(
                QRectF(Sheet::Margin, y, middle(columns - 1) + step / 2 - Sheet::Margin, height), words, row.index);
        y += height;
    }
    y = riskLegend(sheet, y + sheet.size(8), table);
    return sheet.finish(table.title, spoken.join(QStringLiteral("; ")), y + Sheet::Margin);
}

Drawing riskSummary(const RiskTable& table, bool weighted, const Look& look)
{
    Sheet sheet(look);
    const Palette& palette = look.palette;
    double y = sheet.heading(table.title, {});
    QStringList names;
    for (std::size_t domain = 0; domain <= table.domains.size(); ++domain)
        names += nameOf(table, domain);
    const double label = std::min(labelWidth(sheet, names), 0.45 * look.width);
    const double left = Sheet::Margin + label + sheet.size(8);
    const double width = look.width - Sheet::Margin - sheet.size(12) - left;
    const double height = sheet.size(20);
    QStringList spoken;
    for (std::size_t domain = 0; domain <= table.domains.size(); ++domain) {
        const bool isOverall = domain == table.domains.size();
        const Weight letters = isOverall ? Weight::Bold : Weight::Regular;
        const double size = sheet.size(Sheet::TextSize);
        const double text = (height - Lettering::height(size)) / 2;
        sheet.text(sheet.lettering().elided(names[static_cast<qsizetype>(domain)], size, label, letters), Sheet::Margin,
            y + text, Sheet::TextSize, palette.text, Qt::AlignLeft, letters);
        double x = left;
        const auto parts = shares(table, domain, weighted);
        for (std::size_t level = 0; level < RiskLevelCount; ++level) {
            if (parts[level] <= 0)
                continue;
            const double length = parts[level] * width;
            const Light& one = lights()[level];
            sheet.rectangle(QRectF(x, y + height * 0.12, length, height * 0.76), one.color, palette.text);
            const QString percent = tr("%1 %").arg(QString::number(100 * parts[level], 'f', 0));
            const QString sign = QString::fromUtf8(one.text);
            const QString inside = sign.isEmpty() ? percent : sign + u' ' + percent;
            if (sheet.lettering().width(inside, size) + sheet.size(4) <= length)
                sheet.text(inside, x + length / 2, y + text, Sheet::TextSize, one.sign, Qt::AlignHCenter);
            const QString words =
                QStringLiteral("%1, %2: %3")
                    .arg(names[static_cast<qsizetype>(domain)], wordsOf(table, static_cast<RiskLevel>(level)), percent);
            spoken += words;
            sheet.mark(QRectF(x, y + height * 0.12, length, height * 0.76), words, -1);
            x += length;
        }
        y += height;
    }
    const double ticks = sheet.size(8);
    sheet.line({left, y}, {left + width, y}, palette.axis);
    for (const int percent : {0, 25, 50, 75, 100}) {
        const double x = left + width * percent / 100;
        sheet.line({x, y}, {x, y + sheet.size(3)}, palette.axis);
        sheet.text(tr("%1 %").arg(percent), x, y + sheet.size(4), 8, palette.text, Qt::AlignHCenter);
    }
    y = levelLegend(sheet, y + sheet.size(8) + Lettering::height(ticks), table);
    return sheet.finish(table.title, spoken.join(QStringLiteral("; ")), y + Sheet::Margin);
}

QByteArray riskSummaryCsv(const RiskTable& table, bool weighted)
{
    std::vector<std::string> cells{"domain"};
    for (std::size_t level = 0; level < RiskLevelCount; ++level)
        cells.push_back(wordsOf(table, static_cast<RiskLevel>(level)).toStdString());
    std::string out = csv::line(cells);
    for (std::size_t domain = 0; domain <= table.domains.size(); ++domain) {
        cells = {nameOf(table, domain).toStdString()};
        for (const double share : shares(table, domain, weighted))
            cells.push_back(QString::number(100 * share, 'g', 10).toStdString());
        out += csv::line(cells);
    }
    return QByteArray::fromStdString(out);
}

} // namespace winnow::figure
