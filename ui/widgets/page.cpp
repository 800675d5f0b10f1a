#include "ui/widgets/page.h"

namespace winnow::ui {

Page::Page(PageId id, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_id(id)
    , m_dialogs(dialogs)
{
}

} // namespace winnow::ui
