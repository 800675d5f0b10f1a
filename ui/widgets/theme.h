// The colours and sizes of UX.md's tokens, in light and dark.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>

#include <array>

class QApplication;
class QPalette;

namespace winnow::ui {

struct Colors {
    QColor window, surface, text, muted, border, selected, accent, include, exclude, maybe;
    std::array<QColor, 5> terms; ///< backgrounds under highlighted terms
};

enum class Appearance { System, Light, Dark };

/// What is laid over a report's white page, in either look: multiplied, so the print stays black.
struct PaperColors {
    QColor selection, hit, currentHit, outline;
};

/// The look in force. Widgets ask when they paint and repaint on QEvent::PaletteChange.
namespace theme {
void apply(QApplication& application, Appearance appearance);
[[nodiscard]] const Colors& colors();
[[nodiscard]] const PaperColors& paper();
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
} // namespace theme

} // namespace winnow::ui
