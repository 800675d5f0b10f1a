// What a PDF's pages are to the rest of Winnow, as plain values.
//
// Lengths are points (1/72 inch), y downwards from the upper left corner of the page as it is shown: the crop box, with
// the page's own rotation applied and without any of ours.
#pragma once

#include <QRect>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QString>

#include <compare>
#include <cstdint>
#include <vector>

namespace winnow::pdf {

struct PageInfo {
    QSizeF size;
    QString label; ///< as printed: "iv", "S12"; the page's number where the file has none
    bool operator==(const PageInfo&) const = default;
};

/// A line of the table of contents; children follow their parent with a higher level.
struct OutlineEntry {
    QString title;
    int level = 0;
    int page = -1; ///< 0-based; -1: leads nowhere in this file
    double top = 0; ///< how far down the page, as a fraction of its height
    bool operator==(const OutlineEntry&) const = default;
};

/// A place that leads to another page, or to a web page.
struct Link {
    QRectF box;
    int page = -1;
    double top = 0;
    QString url; ///< http or https only; empty for a link inside the file
    bool operator==(const Link&) const = default;
};

/// By how many quarter turns, clockwise, the reader has turned the pages.
enum class Rotation : std::uint8_t { None = 0, Right = 1, Half = 2, Left = 3 };

/// A piece of a rendered page.
struct Tile {
    int page = 0;
    double scale = 1; ///< pixels a point
    Rotation rotation = Rotation::None;
    QRect area; ///< in pixels of the whole turned page at this scale
    bool operator==(const Tile&) const = default;
};

/// No single request may ask for more; larger pages are rendered in several tiles.
inline constexpr int MaxTilePixels = 16'000'000;
inline constexpr int MaxPages = 50'000;

/// Of a whole page.
[[nodiscard]] QSize pixelSize(QSizeF page, double scale, Rotation rotation);
/// Where `box` of a page of this size lies once the page is turned.
[[nodiscard]] QRectF turned(const QRectF& box, QSizeF page, Rotation rotation);
/// The other way: a point on the turned page, on the page as it was.
[[nodiscard]] QPointF turnedBack(QPointF point, QSizeF page, Rotation rotation);

} // namespace winnow::pdf
