#include "ui/widgets/choicepopup.h"

#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

ChoicePopup::ChoicePopup(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_field(new QLineEdit)
    , m_list(new QListWidget)
    , m_column(new QVBoxLayout(this))
{
    setFrameShape(QFrame::StyledPanel);
    m_field->installEventFilter(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_column->setContentsMargins(theme::Grid, theme::Grid, theme::Grid, theme::Grid);
    m_column->setSpacing(theme::Grid);
    m_column->addWidget(m_field);
    m_column->addWidget(m_list);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        m_list->setCurrentItem(item);
        accept();
    });
    keepKeys(this);
}

QListWidgetItem* ChoicePopup::addRow(const QString& text, const QColor& swatch)
{
    const int side = fontMetrics().ascent() + 2;
    QPixmap colored(side, side);
    colored.fill(swatch);
    auto* item = new QListWidgetItem(QIcon(colored), text);
    m_list->addItem(item);
    return item;
}

void ChoicePopup::fitToRows()
{
    const int lines = std::clamp(m_list->count(), 3, 10);
    resize(std::max(40 * theme::Grid, sizeHint().width()),
        (lines + 3) * (fontMetrics().lineSpacing() + theme::Grid) + 4 * theme::Grid);
}

void ChoicePopup::popUp(const QPoint& foot)
{
    const QRect room = screen()->availableGeometry();
    resize(size().boundedTo(room.size()));
    const QPoint corner = foot - QPoint(0, height());
    move(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())),
        std::max(corner.y(), room.top()));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void ChoicePopup::moveBy(int step)
{
    for (int row = m_list->currentRow() + step; row >= 0 && row < m_list->count(); row += step) {
        if (!m_list->item(row)->isHidden()) {
            m_list->setCurrentRow(row);
            return;
        }
    }
}

bool ChoicePopup::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    default:
        return false;
    }
}

} // namespace winnow::ui
