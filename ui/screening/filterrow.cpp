#include "ui/screening/filterrow.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace winnow::ui {

FilterRow::FilterRow(QAction* narrow, QAction* bulk, QWidget* parent)
    : QWidget(parent)
    , m_narrow(new KeyButton(narrow))
    , m_bulk(new KeyButton(bulk))
    , m_line(new QWidget)
    , m_words(new TextLabel(TextLabel::Voice::Strong))
{
    auto* clear = new QToolButton;
    clear->setIcon(theme::icon(QStringLiteral("close")));
    clear->setToolTip(tr("Clear the filter"));
    clear->setAccessibleName(clear->toolTip());
    clear->setAutoRaise(true);
    connect(clear, &QToolButton::clicked, this, &FilterRow::cleared);
    auto* line = new QHBoxLayout(m_line);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_words, 1);
    line->addWidget(clear);
    m_words->setElided(4);
    m_line->hide();
    auto* buttons = new FlowLayout(theme::Grid);
    buttons->addWidget(m_narrow);
    buttons->addWidget(m_bulk);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid / 2);
    column->addLayout(buttons);
    column->addWidget(m_line);
}

void FilterRow::setWords(const QString& words)
{
    m_words->setText(words);
    m_words->setAccessibleName(tr("Only: %1").arg(words));
    m_line->setVisible(!words.isEmpty());
}

QWidget& FilterRow::narrowButton() const
{
    return *m_narrow;
}

QWidget& FilterRow::bulkButton() const
{
    return *m_bulk;
}

} // namespace winnow::ui
