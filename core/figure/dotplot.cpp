#include "core/figure/dotplot.h"

#include "core/base/csv.h"
#include "core/figure/plane.h"
#include "core/figure/series.h"
#include "core/figure/ticks.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace winnow::figure {

namespace {

class DotLayout {
public:
    DotLayout(const DotPlot& plot, const Look& look)
        : m_plot(plot)
        , m_sheet(widened(plot, look))
    {
        for (const DotRow& row : plot.rows)
            for (const Dot& dot : row.dots)
                m_most = std::max({m_most, dot.value, std::isnan(dot.interval.upper) ? 0 : dot.interval.upper});
        m_most = m_most > 0 ? m_most * 1.02 : 1;
        if (plot.isPercent)
            m_most = std::min(m_most, 100.0);
    }

    Drawing run()
    {
        double y = m_sheet.heading(m_plot.title, m_plot.subtitle);
        y = seriesLegend(m_sheet, y, m_plot.series);
        placeColumns();
        cells(y, rowHeight(), m_plot.labelHeading, m_plot.columns, Weight::Bold);
        y += rowHeight();
        m_sheet.line({Sheet::Margin, y}, {m_sheet.width() - Sheet::Margin, y}, m_sheet.look().palette.axis);
        const double top = y;
        double bottom = top + m_sheet.size(3);
        for (const DotRow& row : m_plot.rows)
            bottom += height(row);
        const std::vector<double> ticks = grid(top, bottom);
        for (const DotRow& row : m_plot.rows) {
            draw(row, y);
            y += height(row);
        }
        y = axis(bottom, ticks);
        y = notes(m_sheet, y, m_plot.notes);
        return m_sheet.finish(m_plot.title, m_spoken, y + Sheet::Margin);
    }

private:
    static constexpr double TickSize = 8;
    static constexpr double LabelMost = 300; ///< points, before letters: longer labels end in "…"
    static constexpr double PlotLeast = 150;
    static constexpr double Gap = 10;
    static constexpr double DotSize = 5;

    struct Widths {
        double label = 0;
        std::vector<double> columns;
    };

    static Widths widthsOf(const DotPlot& plot, const Lettering& lettering, double letters)
    {
        const double size = Sheet::TextSize * letters;
        const auto bold = [&](const QString& text) { return lettering.width(text, size, Weight::Bold); };
        Widths widths;
        widths.label = bold(plot.labelHeading);
        for (const QString& heading : plot.columns)
            widths.columns.push_back(bold(heading));
        for (const DotRow& row : plot.rows) {
            widths.label = std::max(widths.label, std::min(bold(row.label), LabelMost * letters));
            for (qsizetype i = 0; i < std::min(row.cells.size(), plot.columns.size()); ++i)
                widths.columns[static_cast<std::size_t>(i)] =
                    std::max(widths.columns[static_cast<std::size_t>(i)], bold(row.cells[i]));
        }
        return widths;
    }

    static Look widened(const DotPlot& plot, Look look)
    {
        const Widths widths = widthsOf(plot, Lettering{}, look.letters);
        double least = widths.label + (PlotLeast + Gap) * look.letters + 2 * Sheet::Margin;
        for (const double column : widths.columns)
            least += column + Gap * look.letters;
        return widenedTo(std::move(look), least);
    }

    [[nodiscard]] double rowHeight() const { return m_sheet.size(15); }
    [[nodiscard]] double height(const DotRow& row) const
    {
        return std::max(rowHeight(), m_sheet.size(8) * static_cast<double>(row.dots.size()) + m_sheet.size(4));
    }
    [[nodiscard]] double at(double value) const { return m_left + (m_right - m_left) * value / m_most; }

    void placeColumns()
    {
        m_widths = widthsOf(m_plot, m_sheet.lettering(), m_sheet.look().letters);
        double x = Sheet::Margin + m_widths.label;
        for (const double column : m_widths.columns) {
            x += m_sheet.size(Gap) + column;
            m_columnRight.push_back(x);
        }
        m_left = x + m_sheet.size(Gap);
        m_right = m_sheet.width() - Sheet::Margin - m_sheet.size(4);
    }

    void cells(double y, double height, const QString& label, const QStringList& columns, Weight weight)
    {
        const Palette& palette = m_sheet.look().palette;
        const double size = m_sheet.size(Sheet::TextSize);
        const double top = y + (height - Lettering::height(size)) / 2;
        m_sheet.text(m_sheet.lettering().elided(label, size, m_widths.label, weight), Sheet::Margin, top,
            Sheet::TextSize, palette.text, Qt::AlignLeft, weight);
        for (std::size_t i = 0; i < m_columnRight.size() && static_cast<qsizetype>(i) < columns.size(); ++i)
            m_sheet.text(columns[static_cast<qsizetype>(i)], m_columnRight[i], top, Sheet::TextSize, palette.text,
                Qt::AlignRight, weight);
    }

    /// The lines of the ticks that have room for their numbers.
    std::vector<double> grid(double top, double bottom)
    {
        std::vector<double> ticks;
        for (int most = 9; most >= 1; --most) {
            ticks = differenceTicks(0, m_most, most);
            double free = 0;
            const bool haveRoom = std::ranges::all_of(ticks, [&](double tick) {
                const double half = m_sheet.lettering().width(roundText(tick), m_sheet.size(TickSize)) / 2;
                const bool room = at(tick) - half >= free && at(tick) + half <= m_sheet.width() - Sheet::Margin / 2;
                free = at(tick) + half + m_sheet.size(4);
                return room;
            });
            if (haveRoom)
                break;
        }
        for (const double tick : ticks)
            m_sheet.line({at(tick), top}, {at(tick), bottom}, m_sheet.look().palette.grid);
        return ticks;
    }

    void draw(const DotRow& row, double y)
    {
        const Palette& palette = m_sheet.look().palette;
        cells(y, height(row), row.label, row.cells, row.isHeading ? Weight::Bold : Weight::Regular);
        const double step = m_sheet.size(8);
        double middle = y + height(row) / 2 - step * (static_cast<double>(row.dots.size()) - 1) / 2;
        QStringList words;
        for (const Dot& dot : row.dots) {
            if (dot.interval.isKnown())
                m_sheet.line({at(dot.interval.lower), middle}, {at(std::min(dot.interval.upper, m_most)), middle},
                    seriesColor(palette, dot.series));
            point(m_sheet, {at(dot.value), middle}, m_sheet.size(DotSize), dot.series);
            middle += step;
            words.append(dot.words);
        }
        if (row.isHeading || words.isEmpty())
            return;
        const QString spoken = row.label + QStringLiteral(": ") + words.join(QStringLiteral("; "));
        m_spoken += (m_spoken.isEmpty() ? QString() : QStringLiteral(". ")) + spoken;
        m_sheet.mark(QRectF(Sheet::Margin / 2, y, m_sheet.width() - Sheet::Margin, height(row)), spoken, row.index);
    }

    double axis(double y, const std::vector<double>& ticks)
    {
        const Palette& palette = m_sheet.look().palette;
        m_sheet.line({m_left, y}, {m_right, y}, palette.axis);
        for (const double tick : ticks) {
            m_sheet.line({at(tick), y}, {at(tick), y + m_sheet.size(3)}, palette.axis);
            m_sheet.text(roundText(tick), at(tick), y + m_sheet.size(4), TickSize, palette.text, Qt::AlignHCenter);
        }
        const double size = m_sheet.size(TickSize);
        y += m_sheet.size(6) + Lettering::height(size);
        // One wider than the axis goes on to the left, where nothing else stands.
        const QString title = m_sheet.lettering().elided(m_plot.axis, size, m_right - Sheet::Margin);
        const bool isWide = m_sheet.lettering().width(title, size) > m_right - m_left;
        m_sheet.text(title, isWide ? m_right : (m_left + m_right) / 2, y, TickSize, palette.text,
            isWide ? Qt::AlignRight : Qt::AlignHCenter);
        return y + Lettering::height(size) + m_sheet.size(4);
    }

    const DotPlot& m_plot;
    Sheet m_sheet;
    Widths m_widths;
    std::vector<double> m_columnRight;
    double m_most = 0;
    double m_left = 0;
    double m_right = 0;
    QString m_spoken;
};

std::string number(double value)
{
    return std::isnan(value) ? std::string{} : QString::number(value, 'g', 17).toStdString();
}

} // namespace

Drawing dotPlot(const DotPlot& plot, const Look& look)
{
    return DotLayout{plot, look}.run();
}

QByteArray dotPlotCsv(const DotPlot& plot)
{
    std::string text = csv::line({"group", "row", "series", "value", "lower", "upper"});
    std::string group;
    for (const DotRow& row : plot.rows) {
        if (row.isHeading)
            group = row.label.toStdString();
        for (const Dot& dot : row.dots) {
            const auto series = static_cast<qsizetype>(dot.series);
            text += csv::line({group, row.label.toStdString(),
                series < plot.series.size() ? plot.series[series].toStdString() : std::string{}, number(dot.value),
                number(dot.interval.lower), number(dot.interval.upper)});
        }
    }
    return QByteArray::fromStdString(text);
}

} // namespace winnow::figure
