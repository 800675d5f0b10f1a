#include "ui/settings/reasoneditor.h"

#include "core/base/text.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QToolButton>

namespace winnow::ui {
namespace {
constexpr int IdRole = Qt::UserRole;
}

ReasonEditor::ReasonEditor(Stage stage, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_stage(stage)
    , m_list(new QListWidget)
    , m_remove(button(QStringLiteral("remove"), tr("Remove the reason")))
    , m_up(button(QStringLiteral("up"), tr("Move the reason up")))
    , m_down(button(QStringLiteral("down"), tr("Move the reason down")))
{
    m_list->setAccessibleName(name);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
        | QAbstractItemView::SelectedClicked | QAbstractItemView::AnyKeyPressed);
    m_list->setMinimumHeight(fontMetrics().height() * 8);
    auto* plus = button(QStringLiteral("add"), tr("Add a reason"));
    auto* keys = new QVBoxLayout;
    keys->setSpacing(theme::Grid / 2);
    for (QToolButton* each : {plus, m_remove, m_up, m_down})
        keys->addWidget(each);
    keys->addStretch(1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_list, 1);
    row->addLayout(keys);
    connect(plus, &QToolButton::clicked, this, &ReasonEditor::add);
    connect(m_remove, &QToolButton::clicked, this, &ReasonEditor::remove);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
    connect(m_list, &QListWidget::currentRowChanged, this, &ReasonEditor::refresh);
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        if (!m_filling)
            Q_EMIT edited();
    });
    refresh();
}

QToolButton* ReasonEditor::button(const QString& icon, const QString& name)
{
    auto* made = new QToolButton;
    made->setIcon(theme::icon(icon));
    made->setAccessibleName(name);
    made->setToolTip(name);
    made->setAutoRaise(true);
    return made;
}

void ReasonEditor::setReasons(const std::vector<Reason>& reasons)
{
    if (m_list->findChild<QLineEdit*>() != nullptr /* a name is being typed */ || reasons == this->reasons())
        return;
    m_filling = true;
    const int row = m_list->currentRow();
    m_list->clear();
    for (const Reason& reason : reasons) {
        auto* item = new QListWidgetItem(toQString(reason.label), m_list);
        item->setData(IdRole, QVariant::fromValue(qlonglong(reason.id.value)));
        item->setFlags(item->flags() | Qt::ItemIsEditable);
    }
    m_list->setCurrentRow(qMin(row, m_list->count() - 1));
    m_filling = false;
    refresh();
}

std::vector<Reason> ReasonEditor::reasons() const
{
    std::vector<Reason> all;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        const QString label = item->text().simplified();
        if (!label.isEmpty())
            all.push_back({ReasonId{item->data(IdRole).toLongLong()}, m_stage, label.toStdString(),
                static_cast<int>(all.size()) + 1});
    }
    return all;
}

void ReasonEditor::add()
{
    m_filling = true;
    auto* item = new QListWidgetItem(m_list);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    m_list->setCurrentItem(item);
    m_filling = false;
    m_list->editItem(item);
}

void ReasonEditor::remove()
{
    delete m_list->takeItem(m_list->currentRow());
    refresh();
    Q_EMIT edited();
}

void ReasonEditor::move(int by)
{
    const int row = m_list->currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_list->count())
        return;
    m_filling = true;
    m_list->insertItem(row + by, m_list->takeItem(row));
    m_list->setCurrentRow(row + by);
    m_filling = false;
    refresh();
    Q_EMIT edited();
}

void ReasonEditor::refresh()
{
    const int row = m_list->currentRow();
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
}

} // namespace winnow::ui
