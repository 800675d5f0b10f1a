#include "ui/widgets/page.h"

namespace winnow::ui {

Page::Page(PageId id, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_id(id)
    , m_dialogs(dialogs)
{
}

QAction* Page::makeAction(
    const QString& id, const QString& text, const QList<QKeySequence>& keys, std::function<void()> run)
{
    auto* made = new QAction(text, this);
    made->setObjectName(id);
    made->setShortcuts(keys);
    made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(made, &QAction::triggered, this, std::move(run));
    addAction(made);
    m_actions.append(made);
    return made;
}

void Page::removeWidgets()
{
    if (QWidget* const focused = focusWidget(); focused != nullptr && focused->hasFocus())
        focused->clearFocus();
    qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
}

} // namespace winnow::ui
