#include "ui/screening/termpopup.h"

#include "core/base/shown.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

TermPopup::TermPopup(QWidget* parent)
    : ChoicePopup(parent)
{
    setAccessibleName(tr("New highlighted term"));
    field().setPlaceholderText(tr("Words to highlight, such as random*"));
    field().setAccessibleName(tr("Words to highlight"));
    list().setAccessibleName(tr("Category"));
    column().insertWidget(1, new TextLabel(TextLabel::Voice::Caption, tr("↑ ↓ choose the category, Enter adds")));
}

void TermPopup::begin(const QString& words, const std::vector<TermCategory>& categories, const QPoint& foot)
{
    list().clear();
    for (const TermCategory& category : categories)
        addRow(inOneLine(category.name),
            theme::colors().terms[static_cast<std::size_t>(std::clamp(category.color, 0, 4))]);
    list().addItem(tr("A new category"));
    list().setCurrentRow(0);
    field().setText(words);
    fitToRows();
    popUp(foot);
}

void TermPopup::accept()
{
    const QString words = field().text().simplified();
    if (words.isEmpty())
        return;
    const int row = list().currentRow();
    hide();
    Q_EMIT added(words, row == list().count() - 1 ? -1 : row);
}

} // namespace winnow::ui
