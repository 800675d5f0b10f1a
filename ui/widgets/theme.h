// The colours and sizes of UX.md's tokens, in light and dark.
#pragma once

#include <QColor>
#include <QFont>

#include <array>

class QApplication;
class QPalette;

namespace winnow::ui {

struct Colors {
    QColor window, surface, text, muted, border, selected, accent, include, exclude, maybe;
    std::array<QColor, 5> terms; ///< backgrounds under highlighted terms
};

enum class Appearance { System, Light, Dark };

/// The look in force. Widgets ask when they paint and repaint on QEvent::PaletteChange.
namespace theme {
void apply(QApplication& application, Appearance appearance);
[[nodiscard]] const Colors& colors();
[[nodiscard]] bool dark();
[[nodiscard]] QFont title(); ///< of a record: 1.35 ×, semibold
[[nodiscard]] QFont caption(); ///< 0.9 ×
[[nodiscard]] QFont tabular(); ///< figures of one width
inline constexpr int Grid = 8;
inline constexpr int CardMargin = 24;
} // namespace theme

} // namespace winnow::ui
