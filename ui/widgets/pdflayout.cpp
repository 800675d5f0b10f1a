#include "ui/widgets/pdflayout.h"

#include <algorithm>
#include <cmath>

namespace winnow::ui {

namespace {

constexpr int MaxSheet = 1 << 29;
constexpr qint64 WholePagePixels = 6'000'000;
constexpr int TileSide = 1536;

bool sideways(pdf::Rotation rotation)
{
    return rotation == pdf::Rotation::Right || rotation == pdf::Rotation::Left;
}

double bounded(double scale)
{
    return std::clamp(scale, PdfLayout::MinScale, PdfLayout::MaxScale);
}

} // namespace

void PdfLayout::lay(
    const std::vector<QSizeF>& pages, double scale, pdf::Rotation rotation, int viewWidth, int slotHeight)
{
    m_slotHeight = slotHeight;
    double height = 0;
    double width = 1;
    for (const QSizeF& page : pages) {
        height += sideways(rotation) ? page.width() : page.height();
        width = std::max(width, sideways(rotation) ? page.height() : page.width());
    }
    const double room = MaxSheet - static_cast<double>(pages.size() + 1) * (2 * Gap + slotHeight);
    m_scale = std::min(bounded(scale), room / std::max({1.0, height, width}));
    m_pages.clear();
    m_pages.reserve(pages.size());
    const int sheet = std::max(viewWidth, static_cast<int>(std::ceil(width * m_scale)) + 2 * Gap);
    int y = Gap;
    for (const QSizeF& page : pages) {
        const QSize size = pdf::pixelSize(page, m_scale, rotation);
        const int space = std::max(0, slotHeight - size.height() - 2 * Gap) / 2 + (slotHeight > 0 ? Gap / 2 : 0);
        m_pages.emplace_back(QPoint((sheet - size.width()) / 2, y + space), size);
        y += size.height() + Gap + 2 * space;
    }
    m_size = {sheet, y};
}

std::pair<int, int> PdfLayout::slotOf(int index) const
{
    const QRect where = page(index);
    const int height = std::max(m_slotHeight, where.height() + 2 * Gap);
    return {where.top() - (height - where.height()) / 2, height};
}

int PdfLayout::pageAt(int y) const
{
    const auto after = std::upper_bound(
        m_pages.begin(), m_pages.end(), y, [](int line, const QRect& page) { return line < page.top(); });
    return after == m_pages.begin() ? 0 : static_cast<int>(after - m_pages.begin() - 1);
}

std::pair<int, int> PdfLayout::pagesIn(const QRect& area) const
{
    if (m_pages.empty())
        return {0, 0};
    int first = pageAt(area.top());
    if (page(first).bottom() < area.top())
        ++first;
    return {first, std::max(first, pageAt(area.bottom()) + (page(0).top() <= area.bottom() ? 1 : 0))};
}

double PdfLayout::fitWidth(QSizeF page, pdf::Rotation rotation, QSize view)
{
    return bounded((view.width() - 2 * Gap) / std::max(1.0, sideways(rotation) ? page.height() : page.width()));
}

double PdfLayout::fitPage(QSizeF page, pdf::Rotation rotation, QSize view)
{
    const double height = sideways(rotation) ? page.width() : page.height();
    return std::min(fitWidth(page, rotation, view), bounded((view.height() - 2 * Gap) / std::max(1.0, height)));
}

std::vector<pdf::Tile> PdfLayout::tiles(
    int page, QSizeF points, double scale, pdf::Rotation rotation, double ratio, const QRectF& area)
{
    const double deviceScale = scale * ratio;
    const QSize whole = pdf::pixelSize(points, deviceScale, rotation);
    if (qint64{whole.width()} * whole.height() <= WholePagePixels)
        return {{page, deviceScale, rotation, QRect(QPoint(0, 0), whole)}};
    const QRect bounds(QPoint(0, 0), whole);
    const QRect seen = QRectF(area.topLeft() * ratio, area.size() * ratio).toAlignedRect().intersected(bounds);
    std::vector<pdf::Tile> tiles;
    if (seen.isEmpty())
        return tiles;
    for (int y = seen.top() / TileSide; y <= seen.bottom() / TileSide; ++y)
        for (int x = seen.left() / TileSide; x <= seen.right() / TileSide; ++x) {
            const QRect tile(x * TileSide, y * TileSide, TileSide, TileSide);
            tiles.push_back({page, deviceScale, rotation, tile.intersected(bounds)});
        }
    return tiles;
}

} // namespace winnow::ui
