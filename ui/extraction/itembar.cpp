#include "ui/extraction/itembar.h"

#include "core/base/shown.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr qsizetype LongestLabel = 28;

} // namespace

ItemBar::ItemBar(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_row(new FlowLayout(theme::Grid, this))
    , m_group(new QButtonGroup(this))
    , m_add(new LinkButton(tr("Add")))
    , m_up(new LinkButton(tr("Move up")))
    , m_remove(new LinkButton(tr("Remove")))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_add->setAccessibleName(tr("Add to “%1”").arg(title));
    m_up->setAccessibleName(tr("Move what is shown up in “%1”").arg(title));
    m_remove->setAccessibleName(tr("Remove what is shown from “%1”").arg(title));
    m_row->addWidget(m_add);
    m_row->addWidget(m_up);
    m_row->addWidget(m_remove);
    connect(m_add, &QPushButton::clicked, this, &ItemBar::addWanted);
    connect(m_up, &QPushButton::clicked, this, &ItemBar::upWanted);
    connect(m_remove, &QPushButton::clicked, this, &ItemBar::removeWanted);
    connect(m_group, &QButtonGroup::idClicked, this, &ItemBar::chosen);
}

void ItemBar::setItems(const std::vector<Item>& items, int shown, bool writes)
{
    if (!std::ranges::equal(items, m_items, {}, &Item::first, &Item::first))
        makeButtons(items);
    m_items = items;
    for (const auto& [item, label] : items) {
        QString text = label.size() > LongestLabel ? label.left(LongestLabel - 1) + u'…' : label;
        QAbstractButton* button = m_group->button(item);
        button->setText(text.replace(QChar(u'&'), QStringLiteral("&&")));
        button->setAccessibleName(tr("%1: %2").arg(m_title, label));
        button->setToolTip(asToolTip(label));
    }
    if (QAbstractButton* button = m_group->button(shown))
        button->setChecked(true);
    m_add->setEnabled(writes);
    m_up->setVisible(!items.empty() && shown > items.front().first);
    m_up->setEnabled(writes);
    m_remove->setVisible(shown > 0);
    m_remove->setEnabled(writes);
}

void ItemBar::makeButtons(const std::vector<Item>& items)
{
    for (QAbstractButton* button : m_group->buttons()) { // later: one of them may be what was clicked
        m_group->removeButton(button);
        m_row->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    m_row->removeWidget(m_add);
    m_row->removeWidget(m_up);
    m_row->removeWidget(m_remove);
    for (const Item& item : items) {
        auto* button = new QPushButton;
        button->setCheckable(true);
        m_group->addButton(button, item.first);
        m_row->addWidget(button);
    }
    m_row->addWidget(m_add);
    m_row->addWidget(m_up);
    m_row->addWidget(m_remove);
}

void ItemBar::focusShown()
{
    QAbstractButton* button = m_group->checkedButton();
    (button != nullptr ? button : static_cast<QAbstractButton*>(m_add))->setFocus(Qt::TabFocusReason);
}

} // namespace winnow::ui
