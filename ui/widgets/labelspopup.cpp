#include "ui/widgets/labelspopup.h"

#include "core/base/text.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace winnow::ui {

LabelsPopup::LabelsPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_field(new QLineEdit)
    , m_list(new QListWidget)
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Labels"));
    m_field->setPlaceholderText(tr("Label, new or in use"));
    m_field->setAccessibleName(tr("Label"));
    m_field->installEventFilter(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Labels in use"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Grid, theme::Grid, theme::Grid, theme::Grid);
    column->setSpacing(theme::Grid);
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &LabelsPopup::narrow);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        m_list->setCurrentItem(item);
        accept();
    });
    keepKeys(this);
    setFixedSize(40 * theme::Grid, 36 * theme::Grid);
}

void LabelsPopup::begin(const std::vector<std::string>& inUse, const std::vector<std::string>& on, const QPoint& foot)
{
    m_list->clear();
    std::set<std::string> all(inUse.begin(), inUse.end());
    all.insert(on.begin(), on.end());
    for (const std::string& label : all) {
        auto* item = new QListWidgetItem(toQString(label), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setCheckState(std::find(on.begin(), on.end(), label) != on.end() ? Qt::Checked : Qt::Unchecked);
    }
    m_new = new QListWidgetItem(m_list);
    m_new->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    m_field->clear();
    narrow();
    move(foot - QPoint(0, height()));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void LabelsPopup::narrow()
{
    const std::string wanted = folded(m_field->text().toStdString());
    QListWidgetItem* first = nullptr;
    bool exact = wanted.empty();
    for (int row = 0; row + 1 < m_list->count(); ++row) {
        QListWidgetItem* const item = m_list->item(row);
        const std::string label = folded(item->text().toStdString());
        const bool shown = label.find(wanted) != std::string::npos;
        exact = exact || label == wanted;
        item->setHidden(!shown);
        if (shown && first == nullptr)
            first = item;
    }
    m_new->setText(tr("Add “%1”").arg(m_field->text().simplified()));
    m_new->setHidden(exact);
    m_list->setCurrentItem(first != nullptr ? first : exact ? nullptr : m_new);
}

void LabelsPopup::accept()
{
    const QString typed = m_field->text().simplified();
    const QListWidgetItem* const item = m_list->currentItem();
    hide();
    if (item == m_new && !typed.isEmpty())
        Q_EMIT switched(typed, true);
    else if (item != nullptr)
        Q_EMIT switched(item->text(), item->checkState() != Qt::Checked);
}

bool LabelsPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const auto move = [this](int step) {
        for (int row = m_list->currentRow() + step; row >= 0 && row < m_list->count(); row += step) {
            if (!m_list->item(row)->isHidden()) {
                m_list->setCurrentRow(row);
                return;
            }
        }
    };
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    default:
        return false;
    }
}

} // namespace winnow::ui
