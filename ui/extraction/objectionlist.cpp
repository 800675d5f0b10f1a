#include "ui/extraction/objectionlist.h"

#include "core/base/text.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/theme.h"

#include <QListWidget>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace winnow::ui {

ObjectionList::ObjectionList(ExtractionController& controller, std::function<QString(const std::string&)> described)
    : m_controller(controller)
    , m_described(std::move(described))
    , m_stack(new QStackedWidget)
    , m_list(new QListWidget)
{
    m_list->setAccessibleName(tr("What to look at"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setSpacing(theme::Grid / 2);
    m_stack->addWidget(new EmptyState(tr("Nothing speaks against the values of this study.")));
    m_stack->addWidget(m_list);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    setFocusProxy(m_list);
    connect(m_list, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { Q_EMIT wanted(item->data(Qt::UserRole).toString().toStdString()); });
    connect(&m_controller, &ExtractionController::objectionsChanged, this, &ObjectionList::follow);
    follow();
}

void ObjectionList::follow()
{
    const int row = m_list->currentRow();
    m_list->clear();
    for (const Objection& objection : m_controller.objections()) {
        QStringList places;
        for (const std::string& address : objection.addresses)
            if (!address.empty())
                places.append(m_described(address));
        auto* item = new QListWidgetItem(
            places.isEmpty() ? objection.says : tr("%1\n%2").arg(places.join(QStringLiteral(" · ")), objection.says));
        if (!objection.addresses.empty())
            item->setData(Qt::UserRole, toQString(objection.addresses.front()));
        m_list->addItem(item);
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    m_stack->setCurrentIndex(m_list->count() > 0 ? 1 : 0);
}

} // namespace winnow::ui
