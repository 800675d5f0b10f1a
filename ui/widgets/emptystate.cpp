#include "ui/widgets/emptystate.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace winnow::ui {

EmptyState::EmptyState(const QString& line, const QString& button, QWidget* parent)
    : QWidget(parent)
    , m_line(new TextLabel(TextLabel::Voice::Muted))
    , m_button(new PrimaryButton({}))
{
    m_line->setAlignment(Qt::AlignCenter);
    m_line->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(2 * theme::Grid);
    column->addStretch(2);
    column->addWidget(m_line);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::clicked);
    setLine(line);
    setButton(button);
}

void EmptyState::setLine(const QString& line)
{
    m_line->setText(line);
    setAccessibleName(line);
}

void EmptyState::setButton(const QString& text)
{
    m_button->setText(text);
    m_button->setVisible(!text.isEmpty());
}

} // namespace winnow::ui
