#include "core/figure/matrix.h"

#include "core/base/csv.h"
#include "core/figure/chartframe.h"
#include "core/prisma/prisma.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

QString labelOf(const QString& label, const QString& none)
{
    const QString& shown = label.isEmpty() ? none : label;
    return shownLabel({shown, 0, shown.isEmpty()});
}

class MatrixChart {
public:
    MatrixChart(const Matrix& matrix, const Look& look)
        : m_matrix(matrix)
        , m_look(widened(matrix, look))
        , m_sheet(m_look)
    {
        for (const auto& row : matrix.counts)
            for (const std::int64_t count : row)
                m_most = std::max(m_most, count);
    }

    Drawing run()
    {
        double y = m_sheet.heading(m_matrix.title, m_matrix.subtitle);
        measure();
        y = columnHeadings(y);
        for (qsizetype row = 0; row < m_matrix.rows.size(); ++row)
            y = drawRow(row, y);
        return m_sheet.finish(m_matrix.title,
            tr("%1 by %2: %3 rows, %4 columns")
                .arg(m_matrix.rowLabel, m_matrix.columnLabel)
                .arg(m_matrix.rows.size())
                .arg(m_matrix.columns.size()),
            y + Sheet::Margin);
    }

private:
    static constexpr double LeastCell = 28; ///< points before Look::letters
    static constexpr double MostLabel = 0.34; ///< of the width, for the names of rows

    static constexpr double Largest = 34; ///< of circles

    static double acrossOf(std::int64_t count, std::int64_t most, double largest)
    {
        return std::max(
            largest * 5 / Largest, largest * std::sqrt(static_cast<double>(count) / static_cast<double>(most)));
    }
    /// Whether the number stands within the circle: never across its edge.
    static bool fitsWithin(double wide, double tall, double across) { return std::hypot(wide, tall * 0.75) < across; }

    /// Points before Look::letters that a column needs, so that numbers beside their circles stay within it.
    static double leastCell(const Matrix& matrix)
    {
        const Lettering lettering;
        std::int64_t most = 1;
        for (const auto& row : matrix.counts)
            for (const std::int64_t count : row)
                most = std::max(most, count);
        double least = LeastCell;
        for (const auto& row : matrix.counts)
            for (const std::int64_t count : row) {
                const double wide = lettering.width(prisma::number(count), Sheet::TextSize, Weight::Bold);
                const double across = acrossOf(count, most, Largest);
                if (count > 0 && !fitsWithin(wide, Lettering::height(Sheet::TextSize), 0.75 * across))
                    least = std::max(least, across + 2 * (wide + 3));
            }
        return least;
    }

    /// As wide as the columns need.
    static Look widened(const Matrix& matrix, Look look)
    {
        const double cells = leastCell(matrix) * look.letters * static_cast<double>(matrix.columns.size());
        return widenedTo(std::move(look), (cells + 2 * Sheet::Margin) / (1 - MostLabel));
    }

    [[nodiscard]] double size() const { return m_sheet.size(Sheet::TextSize); }
    [[nodiscard]] double left() const { return Sheet::Margin + m_labels + m_sheet.size(8); }
    [[nodiscard]] double middleOf(qsizetype column) const
    {
        return left() + m_cell * (static_cast<double>(column) + 0.5);
    }

    void measure()
    {
        const double room = (m_sheet.width() - 2 * Sheet::Margin) * MostLabel - m_sheet.size(8);
        for (const QString& row : m_matrix.rows) {
            m_rowLines.push_back(
                m_sheet.lettering().wrapped(labelOf(row, m_matrix.noRow), size(), room, Weight::Regular, 3));
            for (const QString& line : m_rowLines.back())
                m_labels = std::max(m_labels, m_sheet.lettering().width(line, size()));
        }
        m_labels = std::max(m_labels, m_sheet.lettering().width(m_matrix.rowLabel, size(), Weight::Bold));
        m_labels = std::min(m_labels, room);
        const auto columns = std::max<qsizetype>(1, m_matrix.columns.size());
        m_cell = (m_sheet.width() - Sheet::Margin - left()) / static_cast<double>(columns);
        m_cell = std::min(m_cell, m_sheet.size(std::max(110.0, leastCell(m_matrix))));
        m_largest = std::min(m_cell * 0.92, m_sheet.size(Largest));
    }

    /// The words of the columns, lying where they fit, else upright.
    double columnHeadings(double y)
    {
        m_sheet.text(m_sheet.lettering().elided(
                         m_matrix.columnLabel, size(), m_sheet.width() - left() - Sheet::Margin, Weight::Bold),
            left(), y, Sheet::TextSize, m_look.palette.text, Qt::AlignLeft, Weight::Bold);
        y += Lettering::height(size()) + m_sheet.size(4);
        const double lying = m_cell - m_sheet.size(6);
        std::vector<QStringList> lines;
        bool upright = false;
        for (const QString& column : m_matrix.columns) {
            lines.push_back(
                m_sheet.lettering().wrapped(labelOf(column, m_matrix.noColumn), size(), lying, Weight::Regular, 4));
            for (const QString& word : labelOf(column, m_matrix.noColumn).split(u' '))
                upright = upright || m_sheet.lettering().width(word, size()) > lying;
            upright = upright || lines.back().join(u' ').size() < labelOf(column, m_matrix.noColumn).size();
        }
        double high = 0;
        const double longest = m_sheet.size(110);
        for (qsizetype i = 0; i < m_matrix.columns.size(); ++i) {
            const QString whole =
                m_sheet.lettering().elided(labelOf(m_matrix.columns[i], m_matrix.noColumn), size(), longest);
            high = std::max(high,
                upright ? m_sheet.lettering().width(whole, size())
                        : Lettering::height(size()) * static_cast<double>(lines[static_cast<std::size_t>(i)].size()));
        }
        for (qsizetype i = 0; i < m_matrix.columns.size(); ++i) {
            if (upright) {
                const QString whole =
                    m_sheet.lettering().elided(labelOf(m_matrix.columns[i], m_matrix.noColumn), size(), longest);
                m_sheet.uprightText(whole, {middleOf(i), y + high - m_sheet.lettering().width(whole, size()) / 2},
                    Sheet::TextSize, m_look.palette.text);
                continue;
            }
            const QStringList& words = lines[static_cast<std::size_t>(i)];
            double top = y + high - Lettering::height(size()) * static_cast<double>(words.size());
            for (const QString& line : words) {
                m_sheet.text(line, middleOf(i), top, Sheet::TextSize, m_look.palette.text, Qt::AlignHCenter);
                top += Lettering::height(size());
            }
        }
        m_sheet.text(m_sheet.lettering().elided(m_matrix.rowLabel, size(), m_labels, Weight::Bold), Sheet::Margin,
            y + high - Lettering::height(size()), Sheet::TextSize, m_look.palette.text, Qt::AlignLeft, Weight::Bold);
        y += high + m_sheet.size(4);
        m_sheet.line({Sheet::Margin, y}, {right(), y}, m_look.palette.axis);
        return y;
    }

    [[nodiscard]] double right() const { return left() + m_cell * static_cast<double>(m_matrix.columns.size()); }

    double drawRow(qsizetype row, double y)
    {
        const QStringList& words = m_rowLines[static_cast<std::size_t>(row)];
        const double text = Lettering::height(size()) * static_cast<double>(words.size());
        const double high = std::max(text + m_sheet.size(6), m_largest + m_sheet.size(3));
        double top = y + (high - text) / 2;
        for (const QString& line : words) {
            m_sheet.text(line, Sheet::Margin, top, Sheet::TextSize, m_look.palette.text);
            top += Lettering::height(size());
        }
        const bool unknownRow = m_matrix.rows[row].isEmpty();
        for (qsizetype column = 0; column < m_matrix.columns.size(); ++column)
            drawCell(row, column, {middleOf(column), y + high / 2}, unknownRow || m_matrix.columns[column].isEmpty());
        y += high;
        m_sheet.line({Sheet::Margin, y}, {right(), y}, m_look.palette.grid);
        return y;
    }

    void drawCell(qsizetype row, qsizetype column, QPointF middle, bool unknown)
    {
        const std::int64_t count = m_matrix.counts[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
        if (count == 0)
            return;
        const double across = acrossOf(count, m_most, m_largest);
        const QRectF place(middle - QPointF(across / 2, across / 2), QSizeF(across, across));
        Shape circle;
        circle.path.addEllipse(place);
        circle.fill = unknown ? m_look.palette.background : m_look.palette.bar;
        circle.stroke = unknown ? m_look.palette.unknown : m_look.palette.bar;
        m_sheet.shape(std::move(circle));
        const QString number = prisma::number(count);
        const double wide = m_sheet.lettering().width(number, size(), Weight::Bold);
        const double tall = Lettering::height(size());
        const bool within = fitsWithin(wide, tall, across);
        const double x = within ? middle.x() : middle.x() + across / 2 + m_sheet.size(2);
        m_sheet.text(number, x, middle.y() - tall / 2, Sheet::TextSize,
            within && !unknown ? m_look.palette.background : m_look.palette.text,
            within ? Qt::AlignHCenter : Qt::AlignLeft, Weight::Bold);
        const double half = std::min(m_cell, m_largest) / 2;
        m_sheet.mark(QRectF(middle - QPointF(half, half), QSizeF(2 * half, 2 * half)),
            tr("%1, %2: %3")
                .arg(labelOf(m_matrix.rows[row], m_matrix.noRow), labelOf(m_matrix.columns[column], m_matrix.noColumn),
                    number),
            static_cast<int>(row * m_matrix.columns.size() + column));
    }

    const Matrix& m_matrix;
    Look m_look;
    Sheet m_sheet;
    std::int64_t m_most = 1;
    std::vector<QStringList> m_rowLines;
    double m_labels = 0;
    double m_cell = 0;
    double m_largest = 0;
};

} // namespace

Drawing matrixChart(const Matrix& matrix, const Look& look)
{
    return MatrixChart(matrix, look).run();
}

QByteArray matrixCsv(const Matrix& matrix)
{
    std::string csv =
        csv::line({matrix.rowLabel.toStdString(), matrix.columnLabel.toStdString(), tr("Studies").toStdString()});
    for (qsizetype row = 0; row < matrix.rows.size(); ++row)
        for (qsizetype column = 0; column < matrix.columns.size(); ++column)
            if (const std::int64_t count =
                    matrix.counts[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
                count > 0)
                csv += csv::line({labelOf(matrix.rows[row], matrix.noRow).toStdString(),
                    labelOf(matrix.columns[column], matrix.noColumn).toStdString(), std::to_string(count)});
    return QByteArray::fromStdString(csv);
}

} // namespace winnow::figure
