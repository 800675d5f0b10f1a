#include "ui/widgets/pdfmarks.h"

#include <QPainter>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr double LineWidth = 1.75;

void paintSign(QPainter& painter, const QRectF& sign, const PaperColors& colors, Ink ink)
{
    painter.setPen(QPen(colors.line(ink), 1.5));
    painter.setBrush(colors.area(ink));
    painter.drawRoundedRect(sign.adjusted(1.5, 1.5, -1.5, -1.5), 2.5, 2.5);
    const double step = sign.height() / 4;
    for (int line = 0; line < 3; ++line) {
        const double y = sign.top() + step * (line + 1);
        painter.drawLine(QPointF(sign.left() + step, y), QPointF(sign.right() - step * (line == 2 ? 2 : 1), y));
    }
}

} // namespace

void PdfMarkList::set(std::vector<PdfMark> marks)
{
    std::ranges::stable_sort(marks, {}, &PdfMark::page);
    m_marks = std::move(marks);
}

std::span<const PdfMark> PdfMarkList::on(int page) const
{
    const auto found = std::ranges::equal_range(m_marks, page, {}, &PdfMark::page);
    return {found.begin(), found.end()};
}

const PdfMark* PdfMarkList::at(int page, QPointF point, double sign) const
{
    const PdfMark* best = nullptr;
    double smallest = 0;
    for (const PdfMark& mark : on(page)) {
        if (mark.key < 0)
            continue;
        const auto take = [&](const QRectF& box) {
            const double area = box.width() * box.height();
            if (box.contains(point) && (best == nullptr || area < smallest)) {
                best = &mark;
                smallest = area;
            }
        };
        std::ranges::for_each(mark.boxes, take);
        if (mark.look == PdfMark::Look::Note && !mark.boxes.empty())
            take(noteSign(mark.boxes.front(), sign));
    }
    return best;
}

QRectF noteSign(const QRectF& box, double side)
{
    return {box.right() - side / 4, box.top() - side * 3 / 4, side, side};
}

void paintBehind(QPainter& painter, const PdfMark& mark, const std::vector<QRectF>& boxes, Paper paper)
{
    if (mark.look != PdfMark::Look::Fill && mark.look != PdfMark::Look::FillAndOutline)
        return;
    for (const QRectF& box : boxes)
        painter.fillRect(box, theme::paper(paper).area(mark.ink));
}

void paintOver(QPainter& painter, const PdfMark& mark, const std::vector<QRectF>& boxes, Paper paper, bool selected)
{
    using Look = PdfMark::Look;
    const PaperColors& colors = theme::paper(paper);
    painter.setBrush(Qt::NoBrush);
    if (mark.look == Look::Underline || mark.look == Look::Note || mark.look == Look::Outline) {
        painter.setPen(QPen(colors.line(mark.ink), LineWidth, mark.look == Look::Note ? Qt::DotLine : Qt::SolidLine));
        for (const QRectF& box : boxes) {
            if (mark.look == Look::Outline)
                painter.drawRect(box);
            else
                painter.drawLine(box.bottomLeft(), box.bottomRight());
        }
    }
    if (mark.look == Look::Note && !boxes.empty())
        paintSign(painter, noteSign(boxes.front(), NoteSign), colors, mark.ink);
    if (!selected && mark.look != Look::FillAndOutline)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.outline, selected ? 2 : 1.5));
    for (const QRectF& box : boxes)
        painter.drawRect(box.adjusted(-1.5, -1.5, 1.5, 1.5));
}

} // namespace winnow::ui
