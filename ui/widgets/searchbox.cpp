#include "ui/widgets/searchbox.h"

#include "ui/widgets/theme.h"

#include <QKeyEvent>

namespace winnow::ui {

SearchBox::SearchBox(QWidget* parent)
    : QLineEdit(parent)
{
    setClearButtonEnabled(true);
    addAction(theme::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
}

bool SearchBox::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QLineEdit::keyPressEvent(event);
    } else if (!text().isEmpty()) {
        clear();
    } else {
        clearFocus();
        Q_EMIT left();
    }
}

} // namespace winnow::ui
