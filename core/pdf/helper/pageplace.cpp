#include "core/pdf/helper/pageplace.h"

#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <cmath>

namespace winnow::pdf {

namespace {

std::optional<QRectF> boxOf(QPDFObjectHandle value)
{
    if (!value.isRectangle())
        return {};
    const auto box = value.getArrayAsRectangle(); // in order, whichever corners were given
    const QRectF out(QPointF(box.llx, box.lly), QPointF(box.urx, box.ury));
    const bool sane = std::isfinite(out.left()) && std::isfinite(out.top()) && out.width() > 0 && out.height() > 0
        && std::isfinite(out.width()) && std::isfinite(out.height());
    return sane ? std::optional(out) : std::nullopt;
}

} // namespace

PagePlace::PagePlace(const QPDFObjectHandle& page)
{
    QPDFPageObjectHelper helper(page);
    const QRectF media = boxOf(helper.getAttribute("/MediaBox", false)).value_or(QRectF(0, 0, 612, 792));
    const QRectF crop = boxOf(helper.getAttribute("/CropBox", false)).value_or(media).intersected(media);
    m_box = crop.isEmpty() ? media : crop;
    int degrees = 0;
    if (helper.getAttribute("/Rotate", false).getValueAsInt(degrees))
        m_turns = ((degrees / 90) % 4 + 4) % 4;
}

QSizeF PagePlace::shownSize() const
{
    return m_turns % 2 == 0 ? m_box.size() : m_box.size().transposed();
}

QPointF PagePlace::fromShown(double x, double y) const
{
    const double left = m_box.left();
    const double low = m_box.top();
    const double right = m_box.right();
    const double high = m_box.bottom();
    switch (m_turns) {
    case 1:
        return {left + y * m_box.width(), low + x * m_box.height()};
    case 2:
        return {right - x * m_box.width(), low + y * m_box.height()};
    case 3:
        return {right - y * m_box.width(), high - x * m_box.height()};
    default:
        return {left + x * m_box.width(), high - y * m_box.height()};
    }
}

QPointF PagePlace::toShown(double x, double y) const
{
    const double right = (x - m_box.left()) / m_box.width();
    const double up = (y - m_box.top()) / m_box.height();
    switch (m_turns) {
    case 1:
        return {up, right};
    case 2:
        return {1 - right, up};
    case 3:
        return {1 - up, 1 - right};
    default:
        return {right, 1 - up};
    }
}

std::array<QPointF, 4> PagePlace::corners(const PageRect& rect) const
{
    const double right = rect.left + rect.width;
    const double bottom = rect.top + rect.height;
    return {fromShown(rect.left, rect.top), fromShown(right, rect.top), fromShown(rect.left, bottom),
        fromShown(right, bottom)};
}

std::optional<PageRect> PagePlace::shown(std::span<const double> points) const
{
    if (points.size() < 4 || !std::ranges::all_of(points, [](double one) { return std::isfinite(one); }))
        return {};
    double left = 1;
    double top = 1;
    double right = 0;
    double bottom = 0;
    const auto within = [](double share) { return std::clamp(share, 0.0, 1.0); };
    for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
        const QPointF point = toShown(points[i], points[i + 1]);
        left = std::min(left, within(point.x()));
        right = std::max(right, within(point.x()));
        top = std::min(top, within(point.y()));
        bottom = std::max(bottom, within(point.y()));
    }
    if (right <= left || bottom <= top)
        return {}; // beside the page, or nothing
    return PageRect{left, top, right - left, bottom - top};
}

} // namespace winnow::pdf
