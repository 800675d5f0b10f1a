#include "ui/synthesis/fieldpopup.h"

#include "core/base/text.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QListWidget>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr int IdRole = Qt::UserRole;
constexpr int LettersRole = Qt::UserRole + 1; ///< by which it is found

} // namespace

FieldPopup::FieldPopup(QWidget* parent)
    : ChoicePopup(parent)
{
    setAccessibleName(tr("Fields"));
    field().setPlaceholderText(tr("Some letters of the field"));
    field().setAccessibleName(tr("Field"));
    list().setAccessibleName(tr("Fields"));
    list().setWordWrap(true);
    list().setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&field(), &QLineEdit::textChanged, this, &FieldPopup::narrow);
}

void FieldPopup::begin(const std::vector<FieldOffer>& fields, const QPoint& foot)
{
    list().clear();
    for (const FieldOffer& one : fields) {
        auto* item =
            new QListWidgetItem(tr("%1 (%2)").arg(one.label, tr("%n study(ies)", nullptr, one.studies)), &list());
        item->setData(IdRole, toQString(one.id));
        item->setData(LettersRole, toQString(folded(one.label.toStdString())));
        if (one.studies < 2) // nothing can be learnt from
            item->setForeground(palette().placeholderText());
    }
    field().clear();
    narrow();
    resize(fontMetrics().averageCharWidth() * 64, fontMetrics().lineSpacing() * 16);
    popUp(foot);
}

void FieldPopup::narrow()
{
    const QStringList words = toQString(folded(field().text().toStdString())).split(u' ', Qt::SkipEmptyParts);
    QListWidgetItem* first = nullptr;
    for (int row = 0; row < list().count(); ++row) {
        QListWidgetItem* const item = list().item(row);
        const QString letters = item->data(LettersRole).toString();
        const bool isShown = std::ranges::all_of(words, [&](const QString& word) { return letters.contains(word); });
        item->setHidden(!isShown);
        if (isShown && first == nullptr)
            first = item;
    }
    list().setCurrentItem(first);
}

void FieldPopup::accept()
{
    const QListWidgetItem* const item = list().currentItem();
    if (item == nullptr)
        return; // nothing has these letters: they can be corrected
    hide();
    Q_EMIT taken(item->data(IdRole).toString());
}

} // namespace winnow::ui
