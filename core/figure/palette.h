// The colours of figures and what else a reader may choose about their looks.
#pragma once

#include <QColor>

#include <cstddef>

namespace winnow::figure {

/// Series colours are Okabe and Ito's, which people with any kind of colour vision can tell apart.
struct Palette {
    QColor background = QColor(0xFF, 0xFF, 0xFF);
    QColor text = QColor(0x1B, 0x1F, 0x24);
    QColor muted = QColor(0x57, 0x60, 0x6A);
    QColor axis = QColor(0x57, 0x60, 0x6A);
    QColor grid = QColor(0xE3, 0xE6, 0xE9);
    QColor bar = QColor(0x00, 0x72, 0xB2); ///< blue
    QColor unknown = QColor(0x6E, 0x77, 0x81); ///< hatching of "not stated"
    QColor warning = QColor(0xB2, 0x4A, 0x00); ///< vermillion, dark enough for text
    // The flow diagram's, as in PRISMA's own template.
    QColor box = QColor(0xFF, 0xFF, 0xFF);
    QColor boxOthers = QColor(0xEE, 0xEF, 0xF1);
    QColor boxLine = QColor(0x3D, 0x44, 0x4D);
    QColor titleDatabases = QColor(0xFF, 0xC6, 0x3B);
    QColor titleOthers = QColor(0xD5, 0xD9, 0xDD);
    QColor phase = QColor(0xB5, 0xD0, 0xEE);
    QColor titleText = QColor(0x1B, 0x1F, 0x24); ///< on titles and phases

    [[nodiscard]] static Palette light() { return {}; } ///< for everything that leaves the window
    [[nodiscard]] static Palette dark();
};

struct Look {
    Palette palette;
    double width = 504; ///< points: a text column of 7 inches. The flow diagram has a width of its own.
    double letters = 1; ///< factor on all text sizes
    std::size_t bars = 24; ///< at most so many in a horizontal chart; the smallest become "… and 180 more"
    double onPaper = 1; ///< see Drawing::onPaper; given by widenedTo
};

/// Laid out at least so wide (points), and so much smaller on paper that it keeps its width there, as a journal wants;
/// never below the size at which letters can still be read.
[[nodiscard]] Look widenedTo(Look look, double least);

} // namespace winnow::figure
