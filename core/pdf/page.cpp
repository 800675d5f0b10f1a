#include "core/pdf/page.h"

#include <algorithm>
#include <cmath>

namespace winnow::pdf {

QSize pixelSize(QSizeF page, double scale, Rotation rotation)
{
    if (rotation == Rotation::Right || rotation == Rotation::Left)
        page.transpose();
    const auto pixels = [scale](double length) { return std::max(1, static_cast<int>(std::ceil(length * scale))); };
    return {pixels(page.width()), pixels(page.height())};
}

QRectF turned(const QRectF& box, QSizeF page, Rotation rotation)
{
    switch (rotation) {
    case Rotation::None:
        break;
    case Rotation::Right:
        return {page.height() - box.bottom(), box.left(), box.height(), box.width()};
    case Rotation::Half:
        return {page.width() - box.right(), page.height() - box.bottom(), box.width(), box.height()};
    case Rotation::Left:
        return {box.top(), page.width() - box.right(), box.height(), box.width()};
    }
    return box;
}

QPointF turnedBack(QPointF point, QSizeF page, Rotation rotation)
{
    switch (rotation) {
    case Rotation::None:
        break;
    case Rotation::Right:
        return {point.y(), page.height() - point.x()};
    case Rotation::Half:
        return {page.width() - point.x(), page.height() - point.y()};
    case Rotation::Left:
        return {page.width() - point.y(), point.x()};
    }
    return point;
}

} // namespace winnow::pdf
