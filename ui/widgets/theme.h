// The colours and sizes of UX.md's tokens, in light and dark.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>

#include <array>
#include <cstdint>

class QApplication;
class QPalette;

namespace winnow::ui {

struct Colors {
    QColor window, surface, text, muted, border, selected, accent, include, exclude, maybe;
    std::array<QColor, 5> terms; ///< backgrounds under highlighted terms
};

enum class Appearance { System, Light, Dark };

/// What is laid over a report's page: multiplied on white paper, so that the print stays black; on dark paper it only
/// lightens, so that the print stays light.
enum class Ink : std::uint8_t { Selection, Hit, CurrentHit, Former, Meaning1, Meaning2, Meaning3, Meaning4, Meaning5 };
inline constexpr std::size_t InkCount = 9;
/// That of a meaning by its number among the review's; of one it no longer has (negative): Former.
[[nodiscard]] Ink meaningInk(int meaning);

/// `area` is what stands behind words; `line` is drawn: 3:1 on the paper.
struct PaperColors {
    QColor paper, print, outline;
    std::array<QColor, InkCount> areas;
    std::array<QColor, InkCount> lines;
    [[nodiscard]] QColor area(Ink ink) const { return areas[static_cast<std::size_t>(ink)]; }
    [[nodiscard]] QColor line(Ink ink) const { return lines[static_cast<std::size_t>(ink)]; }
};
enum class Paper : std::uint8_t { White, Dark };

/// The look in force. Widgets ask when they paint and repaint on QEvent::PaletteChange.
namespace theme {
void apply(QApplication& application, Appearance appearance);
[[nodiscard]] const Colors& colors();
[[nodiscard]] const PaperColors& paper(Paper paper); ///< chosen by the reader, whatever the look
[[nodiscard]] bool dark();
/// The size of all text, in percent of the system's.
void setTextSize(int percent);
[[nodiscard]] QColor onAccent(); ///< text on the accent colour
[[nodiscard]] QColor control(); ///< the outline of fields and boxes: 3:1 on surfaces
[[nodiscard]] QColor blend(const QColor& over, const QColor& under, double part);
/// One of resources/icons, drawn in the text's colour (muted when disabled) of the look in force.
[[nodiscard]] QIcon icon(const QString& name);
[[nodiscard]] QFont title(); ///< of a record: 1.35 ×, semibold
[[nodiscard]] QFont heading(); ///< of a page: 1.15 ×, semibold
[[nodiscard]] QFont caption(); ///< 0.9 ×
[[nodiscard]] QFont tabular(); ///< figures of one width
inline constexpr int Grid = 8;
inline constexpr int CardMargin = 24;
inline constexpr int ReadableLetters = 45; ///< fewer in a line break up the sentences of an abstract
/// What a record needs to be read: so many letters of this font, and the margins.
[[nodiscard]] int readableWidth(const QFont& font, int letters = ReadableLetters);
} // namespace theme

} // namespace winnow::ui
