#include "ui/widgets/page.h"

namespace winnow::ui {

Page::Page(PageId id, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_id(id)
    , m_dialogs(dialogs)
{
}

void Page::removeWidgets()
{
    if (QWidget* const focused = focusWidget(); focused != nullptr && focused->hasFocus())
        focused->clearFocus();
    qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
}

} // namespace winnow::ui
