#include "ui/widgets/labelspopup.h"

#include "core/base/text.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QListWidget>

#include <algorithm>
#include <set>

namespace winnow::ui {

LabelsPopup::LabelsPopup(QWidget* parent)
    : ChoicePopup(parent)
{
    setAccessibleName(tr("Labels"));
    field().setPlaceholderText(tr("Label, new or in use"));
    field().setAccessibleName(tr("Label"));
    list().setAccessibleName(tr("Labels in use"));
    connect(&field(), &QLineEdit::textChanged, this, &LabelsPopup::narrow);
    setFixedSize(40 * theme::Grid, 36 * theme::Grid);
}

void LabelsPopup::begin(const std::vector<std::string>& inUse, const std::vector<std::string>& on, const QPoint& foot)
{
    list().clear();
    std::set<std::string> all(inUse.begin(), inUse.end());
    all.insert(on.begin(), on.end());
    for (const std::string& label : all) {
        auto* item = new QListWidgetItem(toQString(label), &list());
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setCheckState(std::find(on.begin(), on.end(), label) != on.end() ? Qt::Checked : Qt::Unchecked);
    }
    m_new = new QListWidgetItem(&list());
    m_new->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    field().clear();
    narrow();
    popUp(foot);
}

void LabelsPopup::narrow()
{
    const std::string wanted = folded(field().text().toStdString());
    QListWidgetItem* first = nullptr;
    bool exact = wanted.empty();
    for (int row = 0; row + 1 < list().count(); ++row) {
        QListWidgetItem* const item = list().item(row);
        const std::string label = folded(item->text().toStdString());
        const bool shown = label.find(wanted) != std::string::npos;
        exact = exact || label == wanted;
        item->setHidden(!shown);
        if (shown && first == nullptr)
            first = item;
    }
    m_new->setText(tr("Add “%1”").arg(field().text().simplified()));
    m_new->setHidden(exact);
    list().setCurrentItem(first != nullptr ? first : exact ? nullptr : m_new);
}

void LabelsPopup::accept()
{
    const QString typed = field().text().simplified();
    const QListWidgetItem* const item = list().currentItem();
    hide();
    if (item == m_new && !typed.isEmpty())
        Q_EMIT switched(typed, true);
    else if (item != nullptr)
        Q_EMIT switched(item->text(), item->checkState() != Qt::Checked);
}

} // namespace winnow::ui
