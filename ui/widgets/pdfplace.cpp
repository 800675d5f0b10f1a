#include "ui/widgets/pdfplace.h"

#include "core/pdf/anchor.h"

namespace winnow::ui {

std::vector<PageRect> asFractions(const std::vector<QRectF>& boxes, QSizeF page)
{
    std::vector<PageRect> rects;
    for (const QRectF& box : boxes) {
        const QRectF on = box.intersected(QRectF(QPointF(0, 0), page));
        if (!on.isEmpty())
            rects.push_back({on.left() / page.width(), on.top() / page.height(), on.width() / page.width(),
                on.height() / page.height()});
    }
    return rects;
}

std::vector<QRectF> asBoxes(const std::vector<PageRect>& rects, QSizeF page)
{
    std::vector<QRectF> boxes;
    for (const PageRect& rect : rects)
        boxes.emplace_back(
            rect.left * page.width(), rect.top * page.height(), rect.width * page.width(), rect.height * page.height());
    return boxes;
}

std::optional<PdfPlace> placeOf(const pdf::Document& document, const PdfPassage& passage)
{
    const auto text = document.text(passage.page);
    std::vector<PageRect> rects = asFractions(passage.boxes, document.page(passage.page).size);
    if (!text || rects.empty())
        return {};
    const pdf::Anchor anchor = pdf::anchorOf(*text, passage.page, passage.range);
    return PdfPlace{{}, passage.page, std::move(rects), anchor.quote.toStdString(), anchor.prefix.toStdString(),
        anchor.suffix.toStdString()};
}

} // namespace winnow::ui
