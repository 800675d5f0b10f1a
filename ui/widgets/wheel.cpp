#include "ui/widgets/wheel.h"

#include <QEvent>
#include <QWidget>

namespace winnow::ui {

namespace {

class WheelKeeper final : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::Wheel)
            return false;
        event->ignore();
        return true;
    }
};

} // namespace

void keepFromWheel(QWidget& control)
{
    control.setFocusPolicy(Qt::StrongFocus); // not by the wheel either
    control.installEventFilter(new WheelKeeper(&control));
}

} // namespace winnow::ui
