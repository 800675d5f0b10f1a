#include "core/figure/charts.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/figure/chartframe.h"
#include "core/prisma/prisma.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

/// In the middle of a sentence: "Phase" becomes "phase", "RCT design" stays.
QString inSentence(const QString& label)
{
    if (label.size() < 2 || !label[0].isUpper() || label[1].isUpper())
        return label;
    return label[0].toLower() + label.mid(1);
}

/// A row of a horizontal chart; `index` −1: several categories together.
struct Row {
    Category category;
    int index = -1;
    QStringList label;
};

/// Categories as they are drawn: at most `most`, what is not stated last.
std::vector<Row> rowsOf(const Chart& chart, std::size_t most)
{
    std::vector<Row> rows;
    std::vector<Row> last;
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
        const Category& category = chart.categories[i];
        (category.notStated ? last : rows).push_back({category, static_cast<int>(i), {}});
    }
    if (rows.size() + last.size() > most) {
        std::stable_sort(
            rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.category.count > b.category.count; });
        const auto kept = rows.begin() + static_cast<std::ptrdiff_t>(most - 1 - std::min(last.size(), most - 1));
        const auto more = std::distance(kept, rows.end());
        const std::int64_t sum = std::accumulate(
            kept, rows.end(), std::int64_t{0}, [](std::int64_t n, const Row& row) { return n + row.category.count; });
        rows.erase(kept, rows.end());
        rows.push_back({{tr("… and %1 more").arg(prisma::number(more)), sum, false}, -1, {}});
    }
    rows.insert(rows.end(), last.begin(), last.end());
    return rows;
}

/// Lays a horizontal chart out from top to bottom.
class HorizontalChart {
public:
    HorizontalChart(const Chart& chart, const Look& look)
        : m_chart(chart)
        , m_sheet(look)
        , m_rows(rowsOf(chart, std::max<std::size_t>(look.bars, 4)))
    {
    }

    Drawing run()
    {
        double y = m_sheet.heading(m_chart);
        measure();
        const double top = y;
        const double bottom = top
            + std::accumulate(
                m_rows.begin(), m_rows.end(), 0.0, [this](double sum, const Row& row) { return sum + height(row); });
        axis(top, bottom);
        for (const Row& row : m_rows) {
            bar(row, y);
            y += height(row);
        }
        y += m_sheet.size(6) + Lettering::height(m_sheet.size(TickSize));
        m_sheet.text(m_chart.countLabel, (m_left + m_right) / 2, y, Sheet::TextSize, m_sheet.look().palette.muted,
            Qt::AlignHCenter);
        y += Lettering::height(m_sheet.size(Sheet::TextSize)) + Sheet::Margin;
        return m_sheet.finish(m_chart.title, spoken(m_chart), y);
    }

private:
    static constexpr double TickSize = 8;
    static constexpr double LabelShare = 0.42; ///< of the width, at most
    static constexpr int LabelLines = 3;

    /// Labels take what they need up to their share; the longest count stands right of the longest bar.
    void measure()
    {
        const Lettering& lettering = m_sheet.lettering();
        const double size = m_sheet.size(Sheet::TextSize);
        double label = 0;
        double count = 0;
        for (Row& row : m_rows) {
            row.label = lettering.wrapped(
                shownLabel(row.category), size, m_sheet.width() * LabelShare, Weight::Regular, LabelLines);
            for (const QString& line : row.label)
                label = std::max(label, lettering.width(line, size));
            count = std::max(count, lettering.width(prisma::number(row.category.count), size));
            if (row.index >= 0)
                m_maximum = std::max(m_maximum, row.category.count);
        }
        m_left = Sheet::Margin + label + m_sheet.size(6);
        m_right = m_sheet.width() - Sheet::Margin - count - m_sheet.size(4);
    }

    [[nodiscard]] double height(const Row& row) const
    {
        const double text = static_cast<double>(row.label.size()) * Lettering::height(m_sheet.size(Sheet::TextSize));
        return std::max(text, m_sheet.size(13)) + m_sheet.size(6);
    }

    void axis(double top, double bottom)
    {
        // As many ticks as have room for their numbers.
        const Lettering& lettering = m_sheet.lettering();
        std::vector<double> ticks;
        for (int wanted = 6; wanted >= 1; --wanted) {
            ticks = countTicks(m_maximum, wanted);
            const double widest = lettering.width(tickText(ticks.back()), m_sheet.size(TickSize));
            if (widest + m_sheet.size(8) <= (m_right - m_left) / static_cast<double>(ticks.size() - 1))
                break;
        }
        m_end = ticks.back();
        double free = 0; // right of the last number
        for (const double tick : ticks) {
            const double x = m_left + (m_right - m_left) * tick / m_end;
            m_sheet.line({x, top}, {x, bottom}, m_sheet.look().palette.grid);
            const QString number = tickText(tick);
            const double half = lettering.width(number, m_sheet.size(TickSize)) / 2;
            const double middle = std::min(x, m_sheet.width() - Sheet::Margin - half);
            if (middle - half < free)
                continue;
            free = middle + half;
            m_sheet.text(
                number, middle, bottom + m_sheet.size(4), TickSize, m_sheet.look().palette.muted, Qt::AlignHCenter);
        }
        m_sheet.line({m_left, top}, {m_left, bottom}, m_sheet.look().palette.axis);
    }

    void bar(const Row& row, double top)
    {
        const Palette& palette = m_sheet.look().palette;
        const double line = Lettering::height(m_sheet.size(Sheet::TextSize));
        const double middle = top + height(row) / 2;
        double y = middle - static_cast<double>(row.label.size()) * line / 2;
        for (const QString& text : row.label) {
            m_sheet.text(text, m_left - m_sheet.size(6), y, Sheet::TextSize,
                row.category.notStated ? palette.muted : palette.text, Qt::AlignRight);
            y += line;
        }
        const bool broken = static_cast<double>(row.category.count) > m_end;
        const double length =
            broken ? m_right - m_left : (m_right - m_left) * static_cast<double>(row.category.count) / m_end;
        const QRectF place(m_left, middle - m_sheet.size(6.5), length, m_sheet.size(13));
        if (row.category.notStated)
            m_sheet.hatched(place, palette.unknown);
        else if (row.category.count > 0)
            m_sheet.rectangle(place, row.index < 0 ? palette.unknown : palette.bar);
        if (broken)
            breakIn(place);
        // On a ground of its own, so that no line of the grid runs through the number.
        const QString count = prisma::number(row.category.count);
        const double countWidth = m_sheet.lettering().width(count, m_sheet.size(Sheet::TextSize));
        m_sheet.rectangle(
            QRectF(place.right() + m_sheet.size(2), place.top(), countWidth + m_sheet.size(4), place.height()),
            palette.background);
        m_sheet.text(count, place.right() + m_sheet.size(4), middle - line / 2, Sheet::TextSize, palette.text);
        m_sheet.mark(QRectF(Sheet::Margin / 2, top, m_sheet.width() - Sheet::Margin, height(row)), spoken(row.category),
            row.index);
    }

    /// A slanted gap: the bar is longer than the axis. Only the one of several categories can be, which would dwarf
    /// all others.
    void breakIn(const QRectF& bar)
    {
        const double x = bar.right() - m_sheet.size(24);
        const double slant = m_sheet.size(4);
        Shape gap;
        gap.fill = m_sheet.look().palette.background;
        gap.path.addPolygon(QPolygonF({{x + slant, bar.top() - 1}, {x + 2 * slant, bar.top() - 1},
            {x, bar.bottom() + 1}, {x - slant, bar.bottom() + 1}}));
        gap.path.closeSubpath();
        m_sheet.shape(std::move(gap));
    }

    const Chart& m_chart;
    Sheet m_sheet;
    std::vector<Row> m_rows;
    std::int64_t m_maximum = 0;
    double m_left = 0;
    double m_right = 0;
    double m_end = 1;
};

/// A title, and in a line that there is nothing to count yet.
Drawing emptyChart(const Chart& chart, const Look& look)
{
    Sheet sheet(look);
    const double y = sheet.heading(chart);
    sheet.text(tr("Nothing to count yet"), look.width / 2, y + sheet.size(24), Sheet::TextSize, look.palette.muted,
        Qt::AlignHCenter);
    return sheet.finish(chart.title, spoken(chart), y + sheet.size(60) + Sheet::Margin);
}

} // namespace

std::vector<double> countTicks(std::int64_t maximum, int wanted)
{
    const double top = static_cast<double>(std::max<std::int64_t>(maximum, 1));
    const double raw = top / std::max(wanted, 1);
    const double power = std::pow(10, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= raw * (1 - 1e-9)) {
            step = factor * power;
            break;
        }
    step = std::max(step, 1.0);
    std::vector<double> ticks{0};
    while (ticks.back() < top * (1 - 1e-9))
        ticks.push_back(std::round(step * static_cast<double>(ticks.size())));
    return ticks;
}

Chart summaryChart(
    const TallyField& field, const std::vector<Tally>& tallies, const FlowCounts& counts, const QString& notice)
{
    const auto citations = [](const FlowArm& arm) { return arm.screened + arm.unscreened + arm.screeningOpen; };
    const QString label = toQString(withoutMarkup(field.label));
    Chart chart;
    chart.title = (field.ofStudies ? tr("Included studies by %1") : tr("Records by %1")).arg(inSentence(label));
    if (field.id == "verdict")
        chart.title = label; // a sentence of its own
    chart.countLabel = field.ofStudies ? tr("Studies") : tr("Records");
    chart.categoryLabel = label;
    chart.n = field.ofStudies ? counts.includedStudies : citations(counts.databases) + citations(counts.others);
    chart.bars = field.id == "year" ? Bars::Years : Bars::Horizontal;
    if (!field.ofStudies) // one citation can be found in several sources: those bars add up to more than n
        chart.subtitle =
            field.id == "source" ? tr("duplicates counted once in each source") : tr("duplicates counted once");
    const std::int64_t sum = std::accumulate(tallies.begin(), tallies.end(), std::int64_t{0},
        [](std::int64_t n, const Tally& tally) { return n + tally.count; });
    if (field.ofStudies && sum > counts.includedStudies) // several countries, several designs of arms
        chart.subtitle = tr("a study may stand in several");
    if (!notice.isEmpty())
        chart.subtitle += (chart.subtitle.isEmpty() ? QString() : QStringLiteral(" · ")) + notice;
    for (const Tally& tally : tallies)
        chart.categories.push_back({toQString(withoutMarkup(tally.label)), tally.count, tally.label.empty()});
    return chart;
}

Drawing barChart(const Chart& chart, const Look& look)
{
    const bool nothing = std::all_of(
        chart.categories.begin(), chart.categories.end(), [](const Category& category) { return category.count <= 0; });
    if (nothing)
        return emptyChart(chart, look);
    return chart.bars == Bars::Years ? yearChart(chart, look) : HorizontalChart(chart, look).run();
}

QByteArray chartCsv(const Chart& chart)
{
    std::string csv = csv::line({chart.categoryLabel.toStdString(), chart.countLabel.toStdString()});
    for (const Category& category : chart.categories)
        csv += csv::line({category.notStated ? tr("Not stated").toStdString() : category.label.toStdString(),
            std::to_string(category.count)});
    return QByteArray::fromStdString(csv);
}

} // namespace winnow::figure
