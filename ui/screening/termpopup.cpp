#include "ui/screening/termpopup.h"

#include "core/base/shown.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

TermPopup::TermPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_field(new QLineEdit)
    , m_list(new QListWidget)
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("New highlighted term"));
    m_field->setPlaceholderText(tr("Words to highlight, such as random*"));
    m_field->setAccessibleName(tr("Words to highlight"));
    m_field->installEventFilter(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Category"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Grid, theme::Grid, theme::Grid, theme::Grid);
    column->setSpacing(theme::Grid);
    column->addWidget(m_field);
    column->addWidget(new TextLabel(TextLabel::Voice::Caption, tr("↑ ↓ choose the category, Enter adds")));
    column->addWidget(m_list);
    connect(m_list, &QListWidget::itemClicked, this, &TermPopup::accept);
    keepKeys(this);
}

void TermPopup::begin(const QString& words, const std::vector<TermCategory>& categories, const QPoint& foot)
{
    m_list->clear();
    for (const TermCategory& category : categories) {
        const int side = fontMetrics().ascent() + 2;
        QPixmap swatch(side, side);
        swatch.fill(theme::colors().terms[static_cast<std::size_t>(std::clamp(category.color, 0, 4))]);
        m_list->addItem(new QListWidgetItem(QIcon(swatch), inOneLine(category.name)));
    }
    m_list->addItem(tr("A new category"));
    m_list->setCurrentRow(0);
    m_field->setText(words);
    const int lines = std::clamp(m_list->count(), 3, 10);
    resize(std::max(40 * theme::Grid, sizeHint().width()),
        (lines + 3) * (fontMetrics().lineSpacing() + theme::Grid) + 4 * theme::Grid);
    move(foot - QPoint(0, height()));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void TermPopup::accept()
{
    const QString words = m_field->text().simplified();
    if (words.isEmpty())
        return;
    const int row = m_list->currentRow();
    hide();
    Q_EMIT added(words, row == m_list->count() - 1 ? -1 : row);
}

bool TermPopup::eventFilter(QObject* watched, QEvent* event)
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
        m_list->setCurrentRow(std::min(m_list->currentRow() + 1, m_list->count() - 1));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(m_list->currentRow() - 1, 0));
        return true;
    default:
        return false;
    }
}

} // namespace winnow::ui
