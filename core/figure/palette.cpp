#include "core/figure/palette.h"

#include <algorithm>
#include <cmath>

namespace winnow::figure {

Palette Palette::dark()
{
    Palette palette;
    palette.background = QColor(0x1D, 0x21, 0x26);
    palette.text = QColor(0xE6, 0xEA, 0xEE);
    palette.muted = QColor(0x9D, 0xA7, 0xB1);
    palette.axis = QColor(0x9D, 0xA7, 0xB1);
    palette.grid = QColor(0x35, 0x3B, 0x43);
    palette.bar = QColor(0x56, 0xB4, 0xE9); // sky blue, the series' other blue
    palette.unknown = QColor(0x9D, 0xA7, 0xB1);
    palette.warning = QColor(0xF2, 0x9A, 0x5C);
    palette.box = QColor(0x24, 0x29, 0x2F);
    palette.boxOthers = QColor(0x2D, 0x33, 0x3A);
    palette.boxLine = QColor(0x8A, 0x94, 0x9E);
    palette.titleDatabases = QColor(0xE3, 0xB3, 0x41);
    palette.titleOthers = QColor(0xA9, 0xB1, 0xBA);
    palette.phase = QColor(0x8F, 0xB5, 0xDD);
    palette.titleText = QColor(0x15, 0x18, 0x1C);
    return palette;
}

Look widenedTo(Look look, double least)
{
    constexpr double Smallest = 0.62; // text of 9 points is then of 5.6
    const double wished = look.width;
    look.width = std::ceil(std::max(wished, least));
    look.onPaper = std::max(Smallest, wished / look.width);
    return look;
}

} // namespace winnow::figure
