#include "ui/widgets/buttons.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace winnow::ui {

PrimaryButton::PrimaryButton(const QString& text, QWidget* parent)
    : QPushButton(text, parent)
{
    setProperty("primary", true); // read by the style
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

LinkButton::LinkButton(const QString& text, QWidget* parent)
    : QPushButton(text, parent)
{
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const
{
    return {fontMetrics().size(Qt::TextShowMnemonic, text()).width() + 6, fontMetrics().height() + 6};
}

void LinkButton::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = theme::colors();
    QPainter painter(this);
    QFont own = font();
    own.setUnderline(underMouse() && isEnabled());
    painter.setFont(own);
    painter.setPen(isEnabled() ? colors.accent : colors.muted);
    painter.drawText(rect().adjusted(3, 0, -3, 0), Qt::AlignVCenter | Qt::TextShowMnemonic, text());
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.accent, 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
}

void LinkButton::enterEvent(QEnterEvent* event)
{
    QPushButton::enterEvent(event);
    update();
}

void LinkButton::leaveEvent(QEvent* event)
{
    QPushButton::leaveEvent(event);
    update();
}

} // namespace winnow::ui
