// Places of a PDF between the reader, which counts points, and the review, which keeps fractions of a page.
#pragma once

#include "core/model/annotation.h"
#include "ui/widgets/pdfview.h"

#include <optional>
#include <vector>

namespace winnow::ui {

/// What of the boxes lies on a page of this size; points from its upper left corner.
[[nodiscard]] std::vector<PageRect> asFractions(const std::vector<QRectF>& boxes, QSizeF page);
[[nodiscard]] std::vector<QRectF> asBoxes(const std::vector<PageRect>& rects, QSizeF page);

/// What is kept of selected words, but for the file; none while the page's text is not there.
[[nodiscard]] std::optional<PdfPlace> placeOf(const pdf::Document& document, const PdfPassage& passage);

} // namespace winnow::ui
