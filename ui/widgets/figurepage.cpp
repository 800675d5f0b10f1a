#include "ui/widgets/figurepage.h"

#include "ui/widgets/emptystate.h"
#include "ui/widgets/pageheader.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace winnow::ui {

namespace {

enum Shown { Empty, Content };

} // namespace

FigurePage::FigurePage(PageId id, const QString& heading, const QString& emptyLine, Dialogs& dialogs, QWidget* parent)
    : Page(id, dialogs, parent)
    , m_header(new PageHeader(heading))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(emptyLine, tr("Go to sources")))
{
    connect(m_empty, &EmptyState::clicked, this, [this] { Q_EMIT doorOpened({PageId::Sources, {}, {}, {}}); });
}

void FigurePage::layOut(QWidget* content, QWidget* firstFocus)
{
    m_firstFocus = firstFocus;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    all->addWidget(m_stack, 1);
}

QAction* FigurePage::makeButton(const QString& id, const QString& text, std::function<void()> run)
{
    QAction* const action = makeAction(id, text, {}, std::move(run));
    auto* button = new QPushButton(text);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [action, button] { button->setToolTip(action->toolTip()); });
    m_header->addControl(button);
    m_buttons.emplace_back(action, button);
    return action;
}

void FigurePage::showButtons(bool shown)
{
    for (const auto& [action, button] : m_buttons) {
        action->setEnabled(shown);
        button->setVisible(shown);
    }
}

void FigurePage::showContent(bool any)
{
    const bool focused = m_empty->hasFocus();
    m_stack->setCurrentIndex(any ? Content : Empty);
    if (any && focused)
        m_firstFocus->setFocus();
}

void FigurePage::entered()
{
    setActive(true);
    if (m_stack->currentIndex() == Content)
        m_firstFocus->setFocus();
    else
        m_empty->setFocus();
}

void FigurePage::hideEvent(QHideEvent* event)
{
    setActive(false);
    Page::hideEvent(event);
}

} // namespace winnow::ui
