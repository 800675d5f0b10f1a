// What the wheel of the mouse must not do by the way.
#pragma once

class QWidget;

namespace winnow::ui {

/// The wheel scrolls what holds the control (a list of choices, a number) and never changes it by the way.
void keepFromWheel(QWidget& control);

} // namespace winnow::ui
