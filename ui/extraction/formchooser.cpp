#include "ui/extraction/formchooser.h"

#include "core/base/text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t fieldsOf(const Form& form)
{
    std::size_t count = 0;
    for (const Section& section : form.sections)
        count += section.fields.size();
    return count;
}

QString sectionsOf(const Form& form)
{
    QStringList titles;
    for (const Section& section : form.sections)
        titles.append(toQString(section.title));
    return titles.join(u" · "_s);
}

TextLabel* wrapped(TextLabel::Voice voice, const QString& text)
{
    auto* label = new TextLabel(voice, text);
    label->setWordWrap(true);
    return label;
}

} // namespace

FormChooser::FormChooser(QWidget* parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
}

void FormChooser::show(const std::vector<Form>& forms, const std::optional<Form>& present, bool mayChoose)
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(2 * theme::Grid);
    column->addWidget(wrapped(TextLabel::Voice::Heading, tr("Choose a form")));
    column->addWidget(wrapped(TextLabel::Voice::Muted,
        present ? tr("Answers to fields that both forms have are kept in their places; the others stay with the "
                     "studies, and come back with their form.")
                : tr("A form says what is asked of each included study. It can be changed, or changed for another one, "
                     "at any time; no answer is ever lost by it.")));
    for (const Form& form : forms) {
        column->addWidget(hairline(Qt::Horizontal));
        column->addWidget(card(form, present, mayChoose));
    }
    column->addWidget(hairline(Qt::Horizontal));
    if (!present) {
        auto* own = new QPushButton(tr("Make your own form…"));
        own->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        own->setEnabled(mayChoose);
        connect(own, &QPushButton::clicked, this, &FormChooser::ownWanted);
        column->addWidget(own);
    } else {
        auto* keep = new QPushButton(tr("Keep the present form"));
        keep->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(keep, &QPushButton::clicked, this, &FormChooser::kept);
        column->addWidget(keep);
    }
    column->addStretch(1);
    content->setMaximumWidth(100 * theme::Grid);
    setWidget(content);
}

QWidget* FormChooser::card(const Form& form, const std::optional<Form>& present, bool mayChoose)
{
    const bool inUse = present == form;
    const bool changed = !inUse && present && present->id == form.id; // in this review
    auto* card = new QWidget;
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * theme::Grid);
    auto* words = new QVBoxLayout;
    words->setSpacing(theme::Grid / 2);
    words->addWidget(wrapped(TextLabel::Voice::Strong, toQString(form.title)));
    words->addWidget(
        wrapped(TextLabel::Voice::Muted, tr("%1 fields: %2").arg(QString::number(fieldsOf(form)), sectionsOf(form))));
    row->addLayout(words, 1);
    auto* use = new QPushButton(inUse ? tr("In use") : changed ? tr("Use as it came") : tr("Use this form"));
    use->setAccessibleName(tr("Use the form %1").arg(toQString(form.title)));
    use->setEnabled(mayChoose && !inUse);
    connect(use, &QPushButton::clicked, this, [this, form] { Q_EMIT chosen(form); });
    row->addWidget(use, 0, Qt::AlignTop);
    return card;
}

} // namespace winnow::ui
