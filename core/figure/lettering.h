// Fonts of figures, and how much room text takes in them.
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace winnow::figure {

enum class Weight : std::uint8_t { Regular, Bold };

/// Measures and breaks text. Widths are taken at one large size without hinting and scaled, so that a layout is the
/// same on a screen of any resolution, in SVG, PDF and PNG. Needs a QGuiApplication; "offscreen" is enough.
class Lettering {
public:
    static constexpr int MeasuredSize = 100; ///< pixels
    static constexpr double LineHeight = 1.25; ///< of the font's size
    static constexpr double Baseline = 0.95; ///< below the top of a line, of the font's size

    Lettering();

    [[nodiscard]] double width(const QString& text, double size, Weight weight = Weight::Regular) const;
    [[nodiscard]] static double height(double size) { return size * LineHeight; }

    /// Lines no wider than `width` points, broken where a language allows it and within words that are longer than a
    /// line. The last of `maximum` lines ends in "…" if there is more.
    [[nodiscard]] QStringList wrapped(
        const QString& text, double size, double width, Weight weight = Weight::Regular, int maximum = 1000) const;
    [[nodiscard]] QString elided(const QString& text, double size, double width, Weight weight = Weight::Regular) const;

    /// Sans serif: metric-compatible with Arial where there is such a font, for journals ask for it.
    [[nodiscard]] static QFont font(int pixelSize, Weight weight);

private:
    [[nodiscard]] qsizetype lineEnd(
        const QString& text, qsizetype from, double size, double available, Weight weight) const;

    QFontMetricsF m_regular;
    QFontMetricsF m_bold;
};

} // namespace winnow::figure
