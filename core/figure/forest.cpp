#include "core/figure/forest.h"

#include "core/base/csv.h"
#include "core/figure/chartframe.h"
#include "core/figure/forestaxis.h"
#include "core/figure/risklights.h"
#include "core/figure/ticks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

/// Decimals that show a number with two digits.
int decimalsOf(double number)
{
    return 1 - static_cast<int>(std::floor(std::log10(number)));
}

/// One number of decimals for all effects, so that they can be compared along their column: two, or as many as the
/// widest interval needs to be seen to have a width; fewer where all intervals are wide.
int effectDecimals(const Forest& forest)
{
    constexpr int Usual = 2;
    constexpr int Most = 8;
    double narrowest = std::numeric_limits<double>::infinity();
    double widest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (const ForestRow& row : forest.rows) {
        const double half = std::max(row.estimate - row.interval.lower, row.interval.upper - row.estimate);
        if (!std::isfinite(half) || half <= 0)
            continue;
        narrowest = std::min(narrowest, half);
        widest = std::max(widest, half);
        least = std::min(least, row.estimate);
    }
    if (widest == 0)
        return Usual;
    int decimals = std::clamp(decimalsOf(widest), Usual, Most);
    if (forest.isRatio && least > 0) // an interval as wide as 100 says nothing of a ratio of 0.002
        return std::clamp(decimalsOf(least) - 1, decimals, std::max(decimals, 4));
    return decimals > Usual ? decimals : std::clamp(decimalsOf(narrowest) + 1, 0, Usual);
}

QString shownNumber(double value, int decimals)
{
    constexpr double Long = 1e5;
    constexpr double Endless = 1e12;
    const double size = std::abs(value);
    QString text =
        size >= Endless ? QString::number(value, 'g', 3) : QString::number(value, 'f', size >= Long ? 0 : decimals);
    return text.replace(u'-', QChar{0x2212});
}

QString effectText(const ForestRow& row, int decimals)
{
    if (std::isnan(row.estimate))
        return row.kind == ForestKind::Study || row.kind == ForestKind::Pooled ? tr("not estimable") : QString{};
    return QStringLiteral("%1 [%2, %3]")
        .arg(shownNumber(row.estimate, decimals), shownNumber(row.interval.lower, decimals),
            shownNumber(row.interval.upper, decimals));
}

QString weightText(const ForestRow& row)
{
    return std::isnan(row.weight) ? QString{} : tr("%1 %").arg(QString::number(row.weight, 'f', 1));
}

class ForestLayout {
public:
    ForestLayout(const Forest& forest, const Look& look)
        : m_forest(forest)
        , m_decimals(effectDecimals(forest))
        , m_axis(forest)
        , m_sheet(widened(forest, look))
    {
    }

    Drawing run()
    {
        double y = m_forest.title.isEmpty() ? Sheet::Margin : m_sheet.heading(m_forest.title, {});
        placeColumns();
        headings(y);
        y += rowHeight();
        const double top = y;
        m_sheet.line({Sheet::Margin, top}, {m_sheet.width() - Sheet::Margin, top}, m_sheet.look().palette.axis);
        const double bottom = top + plotHeight();
        lines(top, bottom);
        for (const ForestRow& row : m_forest.rows)
            if (row.kind != ForestKind::Note) {
                draw(row, y);
                y += rowHeight();
            }
        y = axis(bottom);
        for (const ForestRow& row : m_forest.rows)
            if (row.kind == ForestKind::Note)
                y = note(row, y);
        if (hasRisk())
            y = riskLegend(m_sheet, y + m_sheet.size(4), m_forest.risk);
        return m_sheet.finish(m_forest.title, spokenForest(), y + Sheet::Margin);
    }

private:
    static constexpr double TickSize = 8;
    static constexpr double LabelMost = 220; ///< points, before letters: longer labels end in "…"
    static constexpr double PlotLeast = 150; ///< points for the axis, at the least
    static constexpr double Gap = 10;

    struct Widths {
        double label = 0;
        std::vector<double> columns;
        double weight = 0;
        double effect = 0;
        double risk = 0; ///< of each of its columns
        std::size_t risks = 0;

        [[nodiscard]] double sum(double gap) const
        {
            double total = label + weight + effect + gap * 4 + allRisks(gap);
            for (const double column : columns)
                total += column + gap;
            return total;
        }
        [[nodiscard]] double allRisks(double gap) const
        {
            return risks == 0 ? 0 : gap + static_cast<double>(risks) * risk;
        }
    };

    static Widths widthsOf(const Forest& forest, const Lettering& lettering, double letters)
    {
        const double size = Sheet::TextSize * letters;
        const auto bold = [&](const QString& text) { return lettering.width(text, size, Weight::Bold); };
        Widths widths;
        const int decimals = effectDecimals(forest);
        widths.label = bold(forest.labelHeading);
        widths.effect = bold(forest.effectHeading);
        widths.weight = bold(weightHeading(forest));
        for (const QString& heading : forest.columns)
            widths.columns.push_back(bold(heading));
        for (const ForestRow& row : forest.rows) {
            if (row.kind == ForestKind::Note)
                continue;
            widths.label = std::max(widths.label, std::min(bold(row.label), LabelMost * letters));
            widths.effect = std::max(widths.effect, bold(effectText(row, decimals)));
            widths.weight = std::max(widths.weight, bold(weightText(row)));
            for (qsizetype i = 0; i < std::min(row.cells.size(), forest.columns.size()); ++i) {
                double& column = widths.columns[static_cast<std::size_t>(i)];
                column = std::max(column, bold(row.cells[i]));
            }
        }
        if (!forest.risk.rows.empty()) {
            widths.risks = forest.risk.domains.size() + 1;
            widths.risk = std::max((RiskLightSize + 3) * letters, bold(overallHeading()) + 4 * letters);
            for (const RiskDomain& domain : forest.risk.domains)
                widths.risk = std::max(widths.risk, bold(domain.code) + 4 * letters);
        }
        return widths;
    }

    static QString overallHeading() { return tr("All"); }
    [[nodiscard]] bool hasRisk() const { return m_widths.risks > 0; }
    [[nodiscard]] double riskMiddle(std::size_t column) const
    {
        return m_effectRight + gap() + m_widths.risk * (static_cast<double>(column) + 0.5);
    }

    static Look widened(const Forest& forest, Look look)
    {
        const Widths widths = widthsOf(forest, Lettering{}, look.letters);
        const double least = widths.sum(Gap * look.letters) + PlotLeast * look.letters + 2 * Sheet::Margin;
        return widenedTo(std::move(look), least);
    }

    /// Results of re-analyses weigh nothing: there is no such column then.
    static QString weightHeading(const Forest& forest)
    {
        const bool isWeighed = std::any_of(
            forest.rows.begin(), forest.rows.end(), [](const ForestRow& row) { return !std::isnan(row.weight); });
        return isWeighed ? tr("Weight") : QString{};
    }

    [[nodiscard]] double rowHeight() const { return m_sheet.size(15); }
    [[nodiscard]] double gap() const { return m_sheet.size(Gap); }
    [[nodiscard]] double plotHeight() const
    {
        const auto rows = std::count_if(m_forest.rows.begin(), m_forest.rows.end(),
            [](const ForestRow& row) { return row.kind != ForestKind::Note; });
        return static_cast<double>(rows) * rowHeight() + m_sheet.size(3);
    }

    void placeColumns()
    {
        m_widths = widthsOf(m_forest, m_sheet.lettering(), m_sheet.look().letters);
        double x = Sheet::Margin + m_widths.label;
        for (const double column : m_widths.columns) {
            x += gap() + column;
            m_columnRight.push_back(x);
        }
        m_effectRight = m_sheet.width() - Sheet::Margin - m_widths.allRisks(gap());
        m_weightRight = m_effectRight - m_widths.effect - gap();
        m_axis.place(x + gap(), m_weightRight - m_widths.weight - gap());
    }

    void cells(double y, const QString& label, const QStringList& columns, const QString& weight, const QString& effect,
        Weight letters)
    {
        const Palette& palette = m_sheet.look().palette;
        const double size = m_sheet.size(Sheet::TextSize);
        const double top = y + (rowHeight() - Lettering::height(size)) / 2;
        const auto put = [&](const QString& text, double x, Qt::Alignment align) {
            m_sheet.text(text, x, top, Sheet::TextSize, palette.text, align, letters);
        };
        put(m_sheet.lettering().elided(label, size, m_widths.label, letters), Sheet::Margin, Qt::AlignLeft);
        for (std::size_t i = 0; i < m_columnRight.size() && static_cast<qsizetype>(i) < columns.size(); ++i)
            put(columns[static_cast<qsizetype>(i)], m_columnRight[i], Qt::AlignRight);
        put(weight, m_weightRight, Qt::AlignRight);
        put(effect, m_effectRight, Qt::AlignRight);
    }

    void headings(double y)
    {
        cells(
            y, m_forest.labelHeading, m_forest.columns, weightHeading(m_forest), m_forest.effectHeading, Weight::Bold);
        const double top = y + (rowHeight() - Lettering::height(m_sheet.size(Sheet::TextSize))) / 2;
        for (std::size_t column = 0; column < m_widths.risks; ++column)
            m_sheet.text(column < m_forest.risk.domains.size() ? m_forest.risk.domains[column].code : overallHeading(),
                riskMiddle(column), top, Sheet::TextSize, m_sheet.look().palette.text, Qt::AlignHCenter, Weight::Bold);
    }

    void risks(const ForestRow& row, double middle)
    {
        if (row.risk < 0 || static_cast<std::size_t>(row.risk) >= m_forest.risk.rows.size())
            return;
        const RiskRow& judged = m_forest.risk.rows[static_cast<std::size_t>(row.risk)];
        for (std::size_t column = 0; column < m_widths.risks; ++column)
            riskLight(m_sheet, {riskMiddle(column), middle},
                column < m_forest.risk.domains.size() ? levelAt(judged, column) : judged.overall);
    }

    /// No effect (solid) and the pooled estimate (dashed), behind everything.
    void lines(double top, double bottom)
    {
        const Palette& palette = m_sheet.look().palette;
        if (m_forest.hasNullLine)
            m_sheet.line({m_axis.nullLine(), top}, {m_axis.nullLine(), bottom}, palette.axis);
        const auto pooled = std::find_if(m_forest.rows.rbegin(), m_forest.rows.rend(),
            [](const ForestRow& row) { return row.kind == ForestKind::Pooled; });
        if (pooled == m_forest.rows.rend() || !m_axis.isDrawable(*pooled))
            return;
        const double x = m_axis.at(pooled->estimate);
        const double dash = m_sheet.size(3);
        const int dashes = static_cast<int>((bottom - top - dash) / (2 * dash)) + 1;
        for (int i = 0; i < dashes; ++i)
            m_sheet.line({x, top + 2 * dash * i}, {x, top + 2 * dash * i + dash}, palette.bar);
    }

    void draw(const ForestRow& row, double y)
    {
        const bool bold = row.kind != ForestKind::Study;
        cells(y, row.label, row.cells, weightText(row), effectText(row, m_decimals),
            bold ? Weight::Bold : Weight::Regular);
        const double middle = y + rowHeight() / 2;
        if (m_axis.isDrawable(row) && row.kind == ForestKind::Study)
            study(row, middle);
        if (m_axis.isDrawable(row) && row.kind == ForestKind::Pooled)
            diamond(row, middle);
        risks(row, middle);
        if (row.index >= 0)
            m_sheet.mark(QRectF(Sheet::Margin / 2, y, m_sheet.width() - Sheet::Margin, rowHeight()),
                QStringLiteral("%1: %2").arg(row.label, effectText(row, m_decimals)), row.index);
    }

    /// A line from end to end of a range, with arrows where the axis cuts it; false if none of it is in sight.
    void range(const Span& span, double middle, double width, const QColor& color)
    {
        const double from = std::clamp(m_axis.at(span.lower), m_axis.left(), m_axis.right());
        const double to = std::clamp(m_axis.at(span.upper), m_axis.left(), m_axis.right());
        m_sheet.line({from, middle}, {to, middle}, color, width);
        if (m_axis.at(span.lower) < m_axis.left())
            arrow(m_axis.left(), middle, 1, color);
        if (m_axis.at(span.upper) > m_axis.right())
            arrow(m_axis.right(), middle, -1, color);
    }

    /// With its point at x; `inwards` is where the rest of it lies.
    void arrow(double x, double middle, double inwards, const QColor& color)
    {
        const double size = m_sheet.size(3.5);
        Shape head;
        head.fill = color;
        head.path.addPolygon(QPolygonF(
            {{x, middle}, {x + inwards * 1.6 * size, middle - size}, {x + inwards * 1.6 * size, middle + size}}));
        head.path.closeSubpath();
        m_sheet.shape(std::move(head));
    }

    void study(const ForestRow& row, double middle)
    {
        const Palette& palette = m_sheet.look().palette;
        double most = 0;
        for (const ForestRow& other : m_forest.rows)
            if (other.kind == ForestKind::Study && !std::isnan(other.weight))
                most = std::max(most, other.weight);
        // The area says the weight; the smallest can still be seen.
        const double share = most > 0 && !std::isnan(row.weight) ? row.weight / most : 1;
        const double side = m_sheet.size(std::max(2.5, 10 * std::sqrt(share)));
        const double x = std::clamp(m_axis.at(row.estimate), m_axis.left() + side / 2, m_axis.right() - side / 2);
        m_sheet.rectangle(QRectF(x - side / 2, middle - side / 2, side, side), palette.bar);
        range(row.interval, middle, 1, palette.text);
        // A square wider than its interval would hide it; a small one would look hollow.
        const double from = std::max(x - side / 2, m_axis.at(row.interval.lower));
        const double to = std::min(x + side / 2, m_axis.at(row.interval.upper));
        if (from < to && side > m_sheet.size(5))
            m_sheet.line({from, middle}, {to, middle}, palette.background, 1);
    }

    void diamond(const ForestRow& row, double middle)
    {
        const Palette& palette = m_sheet.look().palette;
        if (row.prediction.isKnown())
            range(row.prediction, middle, 2, palette.warning);
        const auto within = [this](double x) { return std::clamp(x, m_axis.left(), m_axis.right()); };
        const double from = within(m_axis.at(row.interval.lower));
        const double to = within(m_axis.at(row.interval.upper));
        const double at = within(m_axis.at(row.estimate));
        const double half = m_sheet.size(5);
        Shape shape;
        shape.fill = palette.text;
        shape.path.addPolygon(QPolygonF({{from, middle}, {at, middle - half}, {to, middle}, {at, middle + half}}));
        shape.path.closeSubpath();
        m_sheet.shape(std::move(shape));
        if (m_axis.at(row.interval.lower) < m_axis.left())
            arrow(m_axis.left(), middle, 1, palette.text);
        if (m_axis.at(row.interval.upper) > m_axis.right())
            arrow(m_axis.right(), middle, -1, palette.text);
    }

    /// Line, ticks with as many numbers as have room, and which side favours whom; gives the y below.
    double axis(double y)
    {
        const Palette& palette = m_sheet.look().palette;
        m_sheet.line({m_axis.left(), y}, {m_axis.right(), y}, palette.axis);
        const double size = m_sheet.size(TickSize);
        std::vector<double> ticks;
        for (int most = 9; most >= 1; --most) {
            ticks = m_axis.ticks(most);
            if (haveRoom(ticks, size))
                break;
        }
        for (const double tick : ticks) {
            const double x = m_axis.at(tick);
            m_sheet.line({x, y}, {x, y + m_sheet.size(3)}, palette.axis);
            if (haveRoom({tick}, size))
                m_sheet.text(roundText(tick), x, y + m_sheet.size(4), TickSize, palette.text, Qt::AlignHCenter);
        }
        y += m_sheet.size(6) + Lettering::height(size);
        return favours(y);
    }

    [[nodiscard]] bool haveRoom(const std::vector<double>& ticks, double size) const
    {
        double free = Sheet::Margin;
        for (const double tick : ticks) {
            const double half = m_sheet.lettering().width(roundText(tick), size) / 2;
            const double x = m_axis.at(tick);
            if (x - half < free || x + half > m_sheet.width() - Sheet::Margin)
                return false;
            free = x + half + m_sheet.size(4);
        }
        return true;
    }

    double favours(double y)
    {
        if (m_forest.favoursLower.isEmpty() && m_forest.favoursHigher.isEmpty())
            return y;
        const Palette& palette = m_sheet.look().palette;
        const double middle = std::clamp(m_axis.nullLine(), m_axis.left(), m_axis.right());
        const double size = m_sheet.size(TickSize);
        const auto fitting = [&](const QString& text, double room) {
            return m_sheet.lettering().elided(text, size, std::max(0.0, room - gap()));
        };
        m_sheet.text(fitting(m_forest.favoursLower, middle - Sheet::Margin), middle - gap() / 2, y, TickSize,
            palette.muted, Qt::AlignRight);
        m_sheet.text(fitting(m_forest.favoursHigher, m_sheet.width() - Sheet::Margin - middle), middle + gap() / 2, y,
            TickSize, palette.muted);
        return y + Lettering::height(size) + m_sheet.size(4);
    }

    double note(const ForestRow& row, double y)
    {
        const double size = m_sheet.size(TickSize);
        for (const QString& line : m_sheet.lettering().wrapped(row.label, size, m_sheet.width() - 2 * Sheet::Margin)) {
            m_sheet.text(line, Sheet::Margin, y, TickSize, m_sheet.look().palette.muted);
            y += Lettering::height(size);
        }
        return y;
    }

    [[nodiscard]] QString spokenForest() const
    {
        QStringList parts;
        for (const ForestRow& row : m_forest.rows)
            if (row.kind == ForestKind::Pooled || row.kind == ForestKind::Study)
                parts.append(QStringLiteral("%1: %2").arg(row.label, effectText(row, m_decimals)));
        return parts.join(QStringLiteral("; "));
    }

    const Forest& m_forest;
    int m_decimals;
    ForestAxis m_axis;
    Sheet m_sheet;
    Widths m_widths;
    std::vector<double> m_columnRight;
    double m_weightRight = 0;
    double m_effectRight = 0;
};

} // namespace

Drawing forestPlot(const Forest& forest, const Look& look)
{
    return ForestLayout{forest, look}.run();
}

QByteArray forestCsv(const Forest& forest)
{
    const auto number = [](double value) {
        return std::isnan(value) ? std::string{} : QString::number(value, 'g', 17).toStdString();
    };
    std::vector<std::string> head{"label"};
    for (const QString& column : forest.columns)
        head.push_back(column.toStdString());
    head.insert(head.end(), {"estimate", "lower", "upper", "weight"});
    std::string text = csv::line(head);
    for (const ForestRow& row : forest.rows) {
        if (row.kind == ForestKind::Note || row.kind == ForestKind::Heading)
            continue;
        std::vector<std::string> cells{row.label.toStdString()};
        for (qsizetype i = 0; i < forest.columns.size(); ++i)
            cells.push_back(i < row.cells.size() ? row.cells[i].toStdString() : std::string{});
        for (const double value : {row.estimate, row.interval.lower, row.interval.upper, row.weight})
            cells.push_back(number(value));
        text += csv::line(cells);
    }
    return QByteArray::fromStdString(text);
}

} // namespace winnow::figure
