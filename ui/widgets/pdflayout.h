// Where the pages of a document lie, one under the other, on the sheet that a view scrolls over.
#pragma once

#include "core/pdf/page.h"

#include <QRect>

#include <utility>
#include <vector>

namespace winnow::ui {

/// Pure geometry, in pixels of the window. Pages are laid in the middle of the sheet's width.
class PdfLayout {
public:
    static constexpr int Gap = 16; ///< between pages, and round them
    static constexpr double MinScale = 0.1;
    static constexpr double MaxScale = 12;

    /// `scale` is pixels a point; it is brought within bounds that keep the sheet's height in an int. `slotHeight`: of
    /// the view, where it shows one page at a time; 0: pages follow one another.
    void lay(const std::vector<QSizeF>& pages, double scale, pdf::Rotation rotation, int viewWidth, int slotHeight = 0);
    /// What a view that shows this page alone may scroll over: first line and height.
    [[nodiscard]] std::pair<int, int> slotOf(int index) const;

    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] QSize size() const { return m_size; }
    [[nodiscard]] int pageCount() const { return static_cast<int>(m_pages.size()); }
    [[nodiscard]] QRect page(int index) const { return m_pages[static_cast<std::size_t>(index)]; }
    /// First and one past the last page that `area` of the sheet shows.
    [[nodiscard]] std::pair<int, int> pagesIn(const QRect& area) const;
    /// The page on this line of the sheet, or the one above the gap there.
    [[nodiscard]] int pageAt(int y) const;

    /// The scale at which a page of this size fills a view's width, or fits into it.
    [[nodiscard]] static double fitWidth(QSizeF page, pdf::Rotation rotation, QSize view);
    [[nodiscard]] static double fitPage(QSizeF page, pdf::Rotation rotation, QSize view);

    /// The tiles of a page that `area` (pixels of the window, from the page's corner) touches, at `ratio` device pixels
    /// a pixel: one for all of a page of common size, a grid for a large one.
    [[nodiscard]] static std::vector<pdf::Tile> tiles(
        int page, QSizeF points, double scale, pdf::Rotation rotation, double ratio, const QRectF& area);

private:
    std::vector<QRect> m_pages;
    QSize m_size;
    double m_scale = 1;
    int m_slotHeight = 0;
};

} // namespace winnow::ui
