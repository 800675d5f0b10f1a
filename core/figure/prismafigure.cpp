#include "core/figure/prismafigure.h"

#include "core/figure/chartframe.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace winnow::figure {

namespace {

using prisma::Part;

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

/// A line of text as it stands in a box, and which of the box's statements it belongs to.
struct SetLine {
    QString text;
    double indent = 0;
    std::size_t statement = 0;
};

struct SetBox {
    const prisma::DiagramBox* box = nullptr;
    std::vector<SetLine> lines;
    QRectF place;
};

/// Measures boxes, then rows, then places everything.
class FlowLayout {
public:
    FlowLayout(const prisma::Diagram& diagram, const Look& look, const QString& notice)
        : m_diagram(diagram)
        , m_notice(notice)
        , m_sheet(wide(diagram, look))
    {
        for (const Column& column : columns(diagram.variant)) {
            m_columnWidth.push_back(m_sheet.size(column.width));
            m_gap.push_back(m_sheet.size(column.gap));
        }
    }

    PrismaFigure run()
    {
        setBoxes();
        const double bottom = placeRows(stamp());
        phases();
        for (const prisma::Arrow& arrow : m_diagram.arrows)
            connect(arrow);
        for (const SetBox& box : m_boxes)
            draw(box);
        PrismaFigure figure;
        figure.drawing = m_sheet.finish(m_diagram.title, description(), footer(bottom));
        figure.targets = std::move(m_targets);
        return figure;
    }

private:
    static constexpr double Size = 9; ///< of text, points
    static constexpr double Padding = 7;
    static constexpr double PhaseWidth = 22;
    static constexpr double PhaseGap = 10;
    static constexpr double RowGap = 22;
    static constexpr double Indent = 10;
    static constexpr double Hang = 6;
    static constexpr double Radius = 4;

    struct Column {
        double width;
        double gap; ///< to the next
    };

    static std::vector<Column> columns(prisma::Variant variant)
    {
        std::vector<Column> columns;
        if (prisma::isUpdate(variant))
            columns.push_back({140, 24});
        if (prisma::hasOthers(variant))
            columns.insert(columns.end(), {{170, 24}, {184, 24}, {170, 24}, {184, 0}});
        else
            columns.insert(columns.end(), {{200, 32}, {226, 0}});
        return columns;
    }

    /// The diagram's width follows from its columns.
    static Look wide(const prisma::Diagram& diagram, Look look)
    {
        double all = PhaseWidth + PhaseGap;
        for (const Column& column : columns(diagram.variant))
            all += column.width + column.gap;
        look.width = 2 * Sheet::Margin + look.letters * all;
        return look;
    }

    /// Where a column of the diagram stands among those drawn.
    [[nodiscard]] std::size_t at(int column) const
    {
        return static_cast<std::size_t>(column) + (prisma::isUpdate(m_diagram.variant) ? 1U : 0U);
    }
    [[nodiscard]] double left(int column) const
    {
        double x = Sheet::Margin + m_sheet.size(PhaseWidth + PhaseGap);
        for (std::size_t i = 0; i < at(column); ++i)
            x += m_columnWidth[i] + m_gap[i];
        return x;
    }
    [[nodiscard]] static bool isTitle(const prisma::DiagramBox& box) { return box.row == 0; }
    [[nodiscard]] double width(const prisma::DiagramBox& box) const
    {
        const std::size_t column = at(box.column);
        return isTitle(box) && box.column >= 0 ? m_columnWidth[column] + m_gap[column] + m_columnWidth[column + 1]
                                               : m_columnWidth[column];
    }
    [[nodiscard]] double lineHeight() const { return Lettering::height(m_sheet.size(Size)); }

    void setBoxes()
    {
        for (const prisma::DiagramBox& box : m_diagram.boxes) {
            SetBox set{&box, {}, {}};
            for (std::size_t i = 0; i < box.lines.size(); ++i)
                setStatement(set, i);
            const double height = static_cast<double>(set.lines.size()) * lineHeight() + 2 * m_sheet.size(Padding);
            set.place = QRectF(left(box.column), 0, width(box), height);
            m_boxes.push_back(std::move(set));
        }
    }

    /// A statement of its own has its count on the next line, as in the template; entries of a list have it behind, and
    /// hang where they are longer than a line.
    void setStatement(SetBox& set, std::size_t statement)
    {
        const prisma::Line& line = set.box->lines[statement];
        const double indent = m_sheet.size(Indent) * line.indent;
        const double room = width(*set.box) - 2 * m_sheet.size(Padding) - indent;
        const Weight weight = isTitle(*set.box) ? Weight::Bold : Weight::Regular;
        // The count never breaks apart.
        const QString count = line.countText().replace(u' ', QChar::Nbsp);
        const QString label = line.label.simplified();
        QStringList texts;
        const double hang = line.indent > 0 ? m_sheet.size(Hang) : 0;
        if (line.indent == 0)
            texts = wrap(label, room, weight) + (count.isEmpty() ? QStringList() : wrap(count, room, weight));
        else
            texts = hanging(label + u' ' + count, room, hang);
        for (qsizetype i = 0; i < texts.size(); ++i)
            set.lines.push_back({texts[i], indent + (i > 0 ? hang : 0), statement});
    }

    [[nodiscard]] QStringList hanging(const QString& text, double room, double hang) const
    {
        const QStringList whole = wrap(text, room, Weight::Regular);
        return whole.size() == 1 ? whole : wrap(text, room - hang, Weight::Regular);
    }

    [[nodiscard]] QStringList wrap(const QString& text, double room, Weight weight) const
    {
        return m_sheet.lettering().wrapped(text, m_sheet.size(Size), room, weight);
    }

    /// "Interim", with what is open, each a door; gives the y below it.
    double stamp()
    {
        double y = Sheet::Margin;
        if (m_diagram.open.empty())
            return y;
        const Palette& palette = m_sheet.look().palette;
        const double leftmost = Sheet::Margin + m_sheet.size(PhaseWidth + PhaseGap);
        const double x = leftmost + m_sheet.size(Padding);
        const double right = m_sheet.width() - Sheet::Margin - m_sheet.size(Padding);
        const double top = y;
        y += m_sheet.size(4);
        const Lettering& lettering = m_sheet.lettering();
        const QString word = tr("Interim, not final:");
        m_sheet.text(word, x, y, Size, palette.warning, Qt::AlignLeft, Weight::Bold);
        double at = x + lettering.width(word, m_sheet.size(Size), Weight::Bold) + m_sheet.size(6);
        for (const prisma::OpenWork& work : m_diagram.open) {
            const QString text = &work == &m_diagram.open.back() ? work.text : work.text + u',';
            const double wide = lettering.width(text, m_sheet.size(Size));
            if (at + wide > right && at > x) {
                at = x;
                y += lineHeight();
            }
            m_sheet.text(text, at, y, Size, palette.warning);
            addMark(QRectF(at - m_sheet.size(3), y, wide + m_sheet.size(6), lineHeight()), work.text, work.text,
                work.records);
            at += wide + m_sheet.size(6);
        }
        y += lineHeight() + m_sheet.size(4);
        const QRectF frame(leftmost, top, m_sheet.width() - Sheet::Margin - leftmost, y - top);
        m_sheet.rectangle(frame, {}, palette.warning, m_sheet.size(Radius));
        return y + m_sheet.size(10);
    }

    /// Boxes of a row stand about one middle line; gives the y below the last row.
    double placeRows(double y)
    {
        const int last = m_diagram.phases.empty() ? 0 : m_diagram.phases.back().lastRow;
        for (int row = 0; row <= last; ++row) {
            double height = 0;
            for (const SetBox& box : m_boxes)
                if (box.box->row == row)
                    height = std::max(height, box.place.height());
            height = std::max(height, phaseNeeds(row));
            m_rowTop[static_cast<std::size_t>(row)] = y;
            m_rowBottom[static_cast<std::size_t>(row)] = y + height;
            for (SetBox& box : m_boxes)
                if (box.box->row == row)
                    box.place.moveTop(y + (height - box.place.height()) / 2);
            y += height + (row == 0 ? m_sheet.size(14) : m_sheet.size(RowGap));
        }
        return y - m_sheet.size(RowGap);
    }

    /// A phase of one row is at least as high as its name is long.
    [[nodiscard]] double phaseNeeds(int row) const
    {
        for (const prisma::Phase& phase : m_diagram.phases)
            if (phase.firstRow == row && phase.lastRow == row)
                return m_sheet.lettering().width(phase.label, m_sheet.size(Size), Weight::Bold) + m_sheet.size(10);
        return 0;
    }

    void phases()
    {
        const Palette& palette = m_sheet.look().palette;
        for (const prisma::Phase& phase : m_diagram.phases) {
            const double top = m_rowTop[static_cast<std::size_t>(phase.firstRow)];
            const double bottom = m_rowBottom[static_cast<std::size_t>(phase.lastRow)];
            const QRectF bar(Sheet::Margin, top, m_sheet.size(PhaseWidth), bottom - top);
            m_sheet.rectangle(bar, palette.phase, palette.boxLine, m_sheet.size(Radius));
            m_sheet.uprightText(phase.label, bar.center(), Size, palette.titleText, Weight::Bold);
        }
    }

    [[nodiscard]] const SetBox* set(Part part) const
    {
        const auto found =
            std::find_if(m_boxes.begin(), m_boxes.end(), [part](const SetBox& box) { return box.box->part == part; });
        return found == m_boxes.end() ? nullptr : &*found;
    }

    void connect(const prisma::Arrow& arrow)
    {
        const SetBox* from = set(arrow.from);
        const SetBox* to = set(arrow.to);
        if (!from || !to)
            return;
        const QRectF& a = from->place;
        const QRectF& b = to->place;
        if (from->box->row == to->box->row)
            arrowLine({{a.right(), a.center().y()}, {b.left(), a.center().y()}});
        else if (from->box->column < to->box->column)
            arrowLine({{a.center().x(), a.bottom()}, {a.center().x(), b.center().y()}, {b.left(), b.center().y()}});
        else if (from->box->column == to->box->column)
            arrowLine({{a.center().x(), a.bottom()}, {a.center().x(), b.top()}});
        else
            arrowLine({{a.center().x(), a.bottom()}, {a.center().x(), b.center().y()}, {b.right(), b.center().y()}});
    }

    void arrowLine(const std::vector<QPointF>& points)
    {
        const QColor color = m_sheet.look().palette.boxLine;
        const double length = m_sheet.size(6);
        const QPointF tip = points.back();
        const QPointF before = points[points.size() - 2];
        const QPointF along = tip - before;
        const QPointF unit = along / std::hypot(along.x(), along.y());
        const QPointF across(-unit.y() * length * 0.45, unit.x() * length * 0.45);
        Shape line;
        line.stroke = color;
        line.path.moveTo(points.front());
        for (std::size_t i = 1; i + 1 < points.size(); ++i)
            line.path.lineTo(points[i]);
        line.path.lineTo(tip - unit * length * 0.9);
        m_sheet.shape(std::move(line));
        Shape head;
        head.fill = color;
        head.path.moveTo(tip);
        head.path.lineTo(tip - unit * length + across);
        head.path.lineTo(tip - unit * length - across);
        head.path.closeSubpath();
        m_sheet.shape(std::move(head));
    }

    void draw(const SetBox& set)
    {
        const Palette& palette = m_sheet.look().palette;
        const prisma::DiagramBox& box = *set.box;
        const bool others = box.column >= 2 || box.column < 0;
        if (isTitle(box))
            m_sheet.rectangle(set.place, others ? palette.titleOthers : palette.titleDatabases, palette.boxLine,
                m_sheet.size(Radius));
        else
            m_sheet.rectangle(
                set.place, others ? palette.boxOthers : palette.box, palette.boxLine, m_sheet.size(Radius));
        double y = set.place.top() + m_sheet.size(Padding);
        std::vector<QRectF> places(box.lines.size());
        for (const SetLine& line : set.lines) {
            if (isTitle(box))
                m_sheet.text(
                    line.text, set.place.center().x(), y, Size, palette.titleText, Qt::AlignHCenter, Weight::Bold);
            else
                m_sheet.text(line.text, set.place.left() + m_sheet.size(Padding) + line.indent, y, Size, palette.text);
            places[line.statement] |=
                QRectF(set.place.left() + m_sheet.size(2), y, set.place.width() - m_sheet.size(4), lineHeight());
            y += lineHeight();
        }
        for (std::size_t i = 0; i < box.lines.size(); ++i) {
            const prisma::Line& line = box.lines[i];
            if (!line.count && !line.records)
                continue;
            const QString spoken = line.count ? line.heading + u' ' + line.countText() : line.heading;
            addMark(box.lines.size() == 1 ? set.place : places[i], spoken, line.heading, line.records);
        }
    }

    void addMark(
        const QRectF& place, const QString& spoken, const QString& heading, const std::optional<Filter>& records)
    {
        m_sheet.mark(place, spoken, records ? static_cast<int>(m_targets.size()) : -1);
        if (records)
            m_targets.push_back({heading, *records});
    }

    /// Footnotes, the notice, and where the diagram comes from; gives the y below them.
    double footer(double y)
    {
        constexpr double Small = 7.5;
        QStringList notes = m_diagram.footnotes;
        if (!m_notice.isEmpty())
            notes += m_notice;
        notes += tr("PRISMA 2020 flow diagram: Page MJ, et al. BMJ 2021;372:n71. doi:10.1136/bmj.n71");
        y += m_sheet.size(14);
        for (const QString& note : notes)
            for (const QString& line :
                m_sheet.lettering().wrapped(note, m_sheet.size(Small), m_sheet.width() - 2 * Sheet::Margin)) {
                m_sheet.text(line, Sheet::Margin, y, Small, m_sheet.look().palette.muted);
                y += Lettering::height(m_sheet.size(Small));
            }
        return y + Sheet::Margin;
    }

    [[nodiscard]] QString description() const
    {
        QStringList parts;
        for (const prisma::DiagramBox& box : m_diagram.boxes)
            for (const prisma::Line& line : box.lines)
                if (line.count)
                    parts += line.heading + u' ' + line.countText();
        for (const prisma::OpenWork& work : m_diagram.open)
            parts += work.text;
        return m_diagram.title + QStringLiteral(". ") + parts.join(QStringLiteral("; "));
    }

    static constexpr int LastRow = 6;
    const prisma::Diagram& m_diagram;
    QString m_notice;
    Sheet m_sheet;
    std::vector<double> m_columnWidth;
    std::vector<double> m_gap; ///< behind each column
    std::array<double, LastRow + 1> m_rowTop{};
    std::array<double, LastRow + 1> m_rowBottom{};
    std::vector<SetBox> m_boxes;
    std::vector<FlowTarget> m_targets;
};

} // namespace

PrismaFigure prismaFigure(const prisma::Diagram& diagram, const Look& look, const QString& notice)
{
    return FlowLayout(diagram, look, notice).run();
}

} // namespace winnow::figure
