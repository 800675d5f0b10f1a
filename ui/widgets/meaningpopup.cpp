#include "ui/widgets/meaningpopup.h"

#include "core/base/shown.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

MeaningPopup::MeaningPopup(QWidget* parent)
    : ChoicePopup(parent)
{
    setAccessibleName(tr("Meaning and comment"));
    field().setPlaceholderText(tr("Comment, if any"));
    field().setAccessibleName(tr("Comment"));
    list().setAccessibleName(tr("Meaning"));
    column().insertWidget(1, new TextLabel(TextLabel::Voice::Caption, tr("↑ ↓ choose the meaning, Enter marks")));
}

void MeaningPopup::begin(const std::vector<std::string>& meanings, const std::string& current, const QPoint& foot)
{
    list().clear();
    for (std::size_t i = 0; i < meanings.size(); ++i)
        addRow(inOneLine(meanings[i]), theme::paper(Paper::White).area(meaningInk(static_cast<int>(i))));
    const auto at = std::ranges::find(meanings, current);
    list().setCurrentRow(at == meanings.end() ? 0 : static_cast<int>(at - meanings.begin()));
    field().clear();
    fitToRows();
    popUp(foot);
}

void MeaningPopup::accept()
{
    const int row = list().currentRow();
    const QString comment = field().text().simplified();
    hide();
    Q_EMIT chosen(row, comment);
}

} // namespace winnow::ui
