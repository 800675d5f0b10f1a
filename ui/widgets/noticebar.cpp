#include "ui/widgets/noticebar.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace winnow::ui {
namespace {
constexpr int Stay = 8000; // ms
}

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new TextLabel(TextLabel::Voice::Body))
    , m_undo(new LinkButton(tr("Undo")))
    , m_close(new QToolButton)
{
    m_close->setIcon(theme::icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close notice"));
    m_undo->setAccessibleName(tr("Undo"));
    // By keyboard it is Ctrl+Z; a stop before the page would only keep the page's keys from acting.
    m_undo->setFocusPolicy(Qt::NoFocus);
    m_close->setFocusPolicy(Qt::NoFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * theme::Grid, theme::Grid, theme::Grid, theme::Grid);
    row->addWidget(m_text);
    row->addWidget(m_undo);
    row->addWidget(m_close);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT undoClicked();
    });
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    m_timer.setInterval(Stay);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!underMouse())
            hide();
    });
    parent->installEventFilter(this);
    setAccessibleName(tr("Notice"));
    hide();
}

void NoticeBar::say(const QString& text, Offer offer)
{
    m_text->setText(text);
    m_undo->setVisible(offer == Offer::Undo);
    m_isFresh = true;
    QMetaObject::invokeMethod(this, [this] { m_isFresh = false; }, Qt::QueuedConnection);
    place();
    show();
    raise();
    m_timer.start();
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::withdrawUndo()
{
    if (m_isFresh || m_undo->isHidden())
        return;
    m_undo->hide();
    place();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::place()
{
    m_text->setWordWrap(false); // else the size would be that of the words before
    layout()->activate();
    QSize size = sizeHint();
    const QWidget* over = parentWidget();
    m_text->setWordWrap(size.width() > over->width() - 4 * theme::Grid);
    size.setWidth(qMin(size.width(), over->width() - 4 * theme::Grid));
    if (m_text->wordWrap())
        size.setHeight(heightForWidth(size.width()));
    resize(size);
    // At the left, over the room below the steps: the buttons that decide stand in the middle and at the right.
    move(2 * theme::Grid, over->height() - size.height() - 2 * theme::Grid);
}

void NoticeBar::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = theme::colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::control());
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

bool NoticeBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace winnow::ui
