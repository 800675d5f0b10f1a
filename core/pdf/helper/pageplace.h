// Where a page's own coordinates lie on the page as it is shown.
#pragma once

#include "core/model/annotation.h"

#include <qpdf/QPDFObjectHandle.hh>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <array>
#include <optional>
#include <span>

namespace winnow::pdf {

/// The page's crop box and its own rotation, as Poppler takes them.
class PagePlace {
public:
    explicit PagePlace(const QPDFObjectHandle& page);
    [[nodiscard]] QSizeF shownSize() const;
    /// Upper left, upper right, lower left, lower right as one reads, in the page's coordinates: the order of
    /// QuadPoints.
    [[nodiscard]] std::array<QPointF, 4> corners(const PageRect& rect) const;
    /// What the points (x y x y …) enclose; none if it is not on the page.
    [[nodiscard]] std::optional<PageRect> shown(std::span<const double> points) const;

private:
    [[nodiscard]] QPointF fromShown(double x, double y) const;
    [[nodiscard]] QPointF toShown(double x, double y) const;
    QRectF m_box; ///< y upwards: its top() is the lower side
    int m_turns = 0; ///< quarters, clockwise
};

} // namespace winnow::pdf
