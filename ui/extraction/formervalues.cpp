#include "ui/extraction/formervalues.h"

#include "core/base/text.h"
#include "ui/extraction/placelinks.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

#include <memory>

namespace winnow::ui {

namespace {

TextLabel* wrapped(TextLabel::Voice voice, const QString& text)
{
    auto* label = new TextLabel(voice, text);
    label->setWordWrap(true);
    return label;
}

} // namespace

FormerValues::FormerValues(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(theme::Grid);
    hide();
}

void FormerValues::show(const std::vector<ExtractionController::Former>& values)
{
    if (values == m_shown)
        return;
    m_shown = values;
    while (m_rows->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_rows->takeAt(0));
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    setVisible(!values.empty());
    if (values.empty())
        return;
    m_rows->addWidget(hairline(Qt::Horizontal));
    m_rows->addWidget(wrapped(TextLabel::Voice::Heading, tr("No longer in the form")));
    m_rows->addWidget(wrapped(TextLabel::Voice::Caption,
        tr("Answered before the form was changed. They are kept and exported with the others, and have their place "
           "again when the form asks for them again.")));
    for (const auto& [value, label] : values) {
        const QString answer = value.answer == Answer::Stated ? toQString(value.text) : wordOf(value.answer);
        const QString said = tr("%1: %2").arg(label, answer);
        m_rows->addWidget(wrapped(
            TextLabel::Voice::Body, value.source.empty() ? said : tr("%1 (%2)").arg(said, toQString(value.source))));
        if (value.evidence.empty())
            continue;
        auto* places = new PlaceLinks;
        places->setPlaces(value.evidence, false);
        connect(places, &PlaceLinks::wanted, this, &FormerValues::placeWanted);
        m_rows->addWidget(places);
    }
}

} // namespace winnow::ui
