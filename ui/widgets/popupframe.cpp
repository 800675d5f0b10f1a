#include "ui/widgets/popupframe.h"

#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr int Margin = 2 * theme::Grid;

} // namespace

PopupFrame::PopupFrame(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_body(new QWidget)
    , m_scroll(new QScrollArea)
    , m_foot(new QHBoxLayout)
{
    setFrameShape(QFrame::StyledPanel);
    m_scroll->setWidget(m_body);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus, and is scrolled into sight
    m_scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    m_foot->setSpacing(theme::Grid);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Margin, Margin, Margin, Margin);
    column->setSpacing(theme::Grid);
    column->addWidget(m_scroll, 1);
    column->addLayout(m_foot);
}

void PopupFrame::popUpBelow(const QWidget& above)
{
    ensurePolished();
    m_foot->invalidate();
    m_foot->activate();
    const QRect room = above.screen()->availableGeometry();
    const int edge = 2 * (Margin + frameWidth());
    const int inner = std::max({m_body->sizeHint().width(), m_foot->sizeHint().width(), minimumWidth() - edge});
    int height = m_body->sizeHint().height();
    if (m_body->hasHeightForWidth())
        height = m_body->heightForWidth(inner);
    QSize size(inner + edge, height + theme::Grid + m_foot->sizeHint().height() + edge);
    if (size.height() > room.height())
        size.rwidth() += m_scroll->verticalScrollBar()->sizeHint().width();
    size = size.boundedTo(room.size());
    resize(size);
    m_scroll->verticalScrollBar()->setValue(0);
    const auto place = [&] { // within the screen
        const QPoint foot = above.mapToGlobal(QPoint(0, above.height() + 2));
        move(std::clamp(foot.x(), room.left(), std::max(room.left(), room.left() + room.width() - width())),
            std::clamp(foot.y(), room.top(), std::max(room.top(), room.top() + room.height() - this->height())));
    };
    place();
    show();
    place(); // what is shown may be a little larger than what was asked for
}

} // namespace winnow::ui
