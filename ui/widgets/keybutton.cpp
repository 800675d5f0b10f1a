#include "ui/widgets/keybutton.h"

#include "ui/widgets/theme.h"

#include <QAction>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace winnow::ui {

KeyButton::KeyButton(QAction* action, std::optional<Mark> mark, QWidget* parent)
    : QPushButton(parent)
    , m_action(action)
    , m_mark(mark)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &KeyButton::adopt);
    adopt();
}

KeyButton::KeyButton(const QString& text, QAction* action, QWidget* parent)
    : QPushButton(text, parent)
    , m_action(action)
    , m_ownWords(true)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    connect(action, &QAction::changed, this, &KeyButton::adopt);
    adopt();
}

void KeyButton::adopt()
{
    if (!m_ownWords) {
        setText(m_action->text());
        setEnabled(m_action->isEnabled());
        setToolTip(m_action->toolTip());
        setAccessibleName(m_action->text());
    }
    setAccessibleDescription(key().isEmpty() ? QString() : tr("Key %1").arg(key()));
    updateGeometry();
    update();
}

void KeyButton::setOn(bool on)
{
    if (m_on == on)
        return;
    m_on = on;
    update();
}

QString KeyButton::key() const
{
    return m_action->shortcut().toString(QKeySequence::NativeText);
}

/// Narrower where one of many.
int KeyButton::margin() const
{
    return m_ownWords ? theme::Grid : theme::Grid * 3 / 2;
}

int KeyButton::keyWidth() const
{
    const QFontMetrics metrics(theme::caption());
    return std::max(metrics.height(), metrics.horizontalAdvance(key()) + theme::Grid);
}

QSize KeyButton::sizeHint() const
{
    const QFontMetrics metrics(font());
    int width = 2 * margin() + metrics.horizontalAdvance(text());
    if (m_mark)
        width += metrics.ascent() + theme::Grid;
    if (!key().isEmpty())
        width += keyWidth() + theme::Grid;
    return {width, metrics.height() + 2 * theme::Grid};
}

void KeyButton::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    if (m_on)
        option.state |= QStyle::State_On;
    painter.drawControl(QStyle::CE_PushButtonBevel, option);

    const Colors& colors = theme::colors();
    const QColor ink = isEnabled() ? colors.text : palette().color(QPalette::Disabled, QPalette::ButtonText);
    QRect room = rect().adjusted(margin(), 0, -margin(), 0);
    if (m_mark) {
        const int side = fontMetrics().ascent();
        paintMark(painter, QRect(room.left(), room.center().y() - side / 2, side, side), *m_mark,
            isEnabled() ? QColor() : ink);
        room.setLeft(room.left() + side + theme::Grid);
    }
    painter.setPen(ink);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text());
    if (key().isEmpty())
        return;
    painter.setFont(theme::caption());
    const int height = painter.fontMetrics().height();
    const QRect cap(room.right() + 1 - keyWidth(), (this->height() - height) / 2, keyWidth(), height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.border);
    painter.setBrush(colors.window);
    painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(isEnabled() ? colors.muted : ink);
    painter.drawText(cap, Qt::AlignCenter, key());
}

} // namespace winnow::ui
