#include "ui/appraisal/otherssaid.h"

#include "core/base/text.h"
#include "ui/appraisal/quotelist.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <memory>

namespace winnow::ui {

OthersSaid::OthersSaid(AppraisalController& controller, const AppraisalStep& step, const QString& of)
    : m_controller(controller)
    , m_step(step)
    , m_of(of)
    , m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(0);
    hide();
}

void OthersSaid::follow()
{
    const auto inWords = [this](const std::string& text) {
        return text.empty() ? QString() : m_controller.wordOf(m_step, text);
    };
    const bool any = m_controller.study() != nullptr;
    Shown shown;
    if (any)
        shown = {m_controller.others(m_step), inWords(m_controller.said(m_step)), inWords(m_controller.settled(m_step)),
            m_controller.isDiffering(m_step), m_controller.canWrite()};
    if (shown == m_shown)
        return;
    m_shown = std::move(shown);
    while (m_lines->count() > 0) { // later: one of them may be what was clicked
        const std::unique_ptr<QLayoutItem> item(m_lines->takeAt(0));
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    build();
    setVisible(m_lines->count() > 0);
}

void OthersSaid::build()
{
    const auto settle = [this](const QString& name) {
        return [this, name] {
            m_controller.accept(m_step, name);
            Q_EMIT settled();
        };
    };
    const bool choosing = m_shown.differ && m_shown.mayChange;
    if (!m_shown.settled.isEmpty())
        addLine(tr("The review's: %1").arg(m_shown.settled), m_shown.mayChange ? tr("take back") : QString(), [this] {
            m_controller.takeBack(m_step);
            Q_EMIT settled();
        });
    if (m_shown.differ && !m_shown.own.isEmpty())
        addLine(tr("You: %1").arg(m_shown.own), choosing ? tr("accept") : QString(), settle({}));
    for (const AppraisalController::Other& other : m_shown.others) {
        const QString said = other.text.empty() ? tr("not judged") : m_controller.wordOf(m_step, other.text);
        const bool offered = choosing && !other.text.empty();
        addLine(tr("%1: %2").arg(other.name, said), offered ? tr("accept") : QString(), settle(other.name));
        addBasis(other);
    }
}

void OthersSaid::addLine(const QString& words, const QString& link, std::function<void()> run)
{
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Grid);
    auto* label = new TextLabel(TextLabel::Voice::Caption, words);
    label->setWordWrap(link.isEmpty()); // else it would be given half the line
    row->addWidget(label, link.isEmpty() ? 1 : 0);
    if (!link.isEmpty()) {
        auto* button = new LinkButton(link);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(tr("%1: %2: %3").arg(m_of, words, link));
        connect(button, &QPushButton::clicked, this, std::move(run));
        row->addWidget(button);
        row->addStretch(1);
    }
    m_lines->addWidget(line);
}

void OthersSaid::addBasis(const AppraisalController::Other& other)
{
    if (!other.support.isEmpty()) {
        auto* support = new TextLabel(TextLabel::Voice::Muted, other.support);
        support->setWordWrap(true);
        support->setContentsMargins(2 * theme::Grid, 0, 0, 0);
        m_lines->addWidget(support);
    }
    if (other.quotes.empty())
        return;
    auto* quotes = new QuoteList(tr("%1, %2").arg(m_of, other.name));
    quotes->setContentsMargins(2 * theme::Grid, 0, 0, 0);
    m_lines->addWidget(quotes); // first: quotes show it, and without a parent it would be a window
    quotes->setQuotes(other.quotes, false, false);
    connect(quotes, &QuoteList::wanted, this, &OthersSaid::placeWanted);
}

} // namespace winnow::ui
