#include "ui/appraisal/steprow.h"

#include "core/base/text.h"
#include "ui/appraisal/otherssaid.h"
#include "ui/appraisal/quotelist.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

StepRow::StepRow(
    AppraisalController& controller, const AppraisalStep& step, const std::vector<QAction*>& keys, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_step(step)
{
    const QString asked = step.item != nullptr
        ? QStringLiteral("%1  %2").arg(toQString(step.item->id), toQString(step.item->text))
        : step.domain != nullptr ? tr("Judgement")
                                 : tr("Overall judgement");
    m_text = new TextLabel(step.item != nullptr ? TextLabel::Voice::Body : TextLabel::Voice::Strong, asked);
    m_text->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Grid + theme::Grid / 2, theme::Grid, theme::Grid, theme::Grid);
    column->setSpacing(theme::Grid / 2);
    column->addWidget(m_text);
    if (step.item == nullptr) {
        m_proposal = new TextLabel(TextLabel::Voice::Muted);
        m_proposal->setWordWrap(true);
        column->addWidget(m_proposal);
    }
    makeChoices(asked, keys);
    m_quotes = new QuoteList(asked);
    connect(m_quotes, &QuoteList::wanted, this, &StepRow::placeWanted);
    connect(
        m_quotes, &QuoteList::dropped, this, [this](const Evidence& place) { m_controller.dropQuote(m_step, place); });
    column->addWidget(m_quotes);
    m_others = new OthersSaid(controller, step, asked);
    connect(m_others, &OthersSaid::placeWanted, this, &StepRow::placeWanted);
    connect(m_others, &OthersSaid::settled, this, &StepRow::left);
    column->addWidget(m_others);
    if (step.item == nullptr)
        makeSupport();
    follow();
}

void StepRow::makeChoices(const QString& asked, const std::vector<QAction*>& keys)
{
    auto* buttons = new FlowLayout(theme::Grid / 2);
    const std::vector<std::string> choices = m_controller.choices(m_step);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const std::string& choice = choices[i];
        const QString word = m_controller.wordOf(m_step, choice);
        auto* button = i < keys.size() ? new KeyButton(word, keys[i]) : new QPushButton(word);
        button->setCheckable(true);
        button->setAccessibleName(tr("%1: %2").arg(asked, word));
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QPushButton::clicked, this, [this, choice] {
            m_controller.choose(m_step, choice);
            follow();
        });
        buttons->addWidget(button);
        m_choices.emplace_back(choice, button);
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(buttons);
}

void StepRow::makeSupport()
{
    m_doubt = new TextLabel(TextLabel::Voice::Warning);
    m_doubt->setWordWrap(true);
    m_support = new QPlainTextEdit;
    m_support->setTabChangesFocus(true);
    m_support->setPlaceholderText(tr("Support for the judgement; Enter quotes words selected in the report"));
    m_support->setAccessibleName(tr("Support for the judgement: %1")
            .arg(m_step.domain != nullptr ? toQString(m_step.domain->title) : tr("overall")));
    m_support->setFixedHeight(3 * fontMetrics().lineSpacing() + 2 * theme::Grid);
    m_support->installEventFilter(this);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(m_doubt);
    column->addWidget(m_support);
}

void StepRow::follow()
{
    const bool asked = m_controller.isAsked(m_step);
    const bool enabled = asked && m_controller.study() != nullptr && m_controller.canWrite();
    const std::string said = asked ? m_controller.said(m_step) : std::string{};
    m_text->setVoice(m_step.item == nullptr ? TextLabel::Voice::Strong
            : asked                         ? TextLabel::Voice::Body
                                            : TextLabel::Voice::Muted);
    m_text->setToolTip(asked ? QString() : tr("Not asked, by the answers before it"));
    for (const auto& [choice, button] : m_choices) {
        button->setEnabled(enabled);
        button->setChecked(said == choice);
    }
    m_quotes->setQuotes(m_controller.quotes(m_step), m_controller.isWaiting(m_step), enabled);
    m_others->follow();
    if (m_step.item != nullptr)
        return;
    m_proposal->setText(m_controller.proposalText(m_step));
    // Never both: while a question is open, nothing is proposed.
    const QString open = m_controller.openBelow(m_step);
    m_doubt->setText(
        open.isEmpty() ? tr("Differs from the proposal: say why.") : tr("Rests on an open question: %1.").arg(open));
    m_doubt->setVisible(!open.isEmpty() || m_controller.differs(m_step));
    m_support->setReadOnly(!enabled);
    if (!m_support->hasFocus())
        showSupport();
}

void StepRow::showSupport()
{
    if (m_support == nullptr)
        return;
    if (const QString support = m_controller.support(m_step); support != m_support->toPlainText().trimmed())
        m_support->setPlainText(support);
}

void StepRow::setCurrent(bool current, bool focused)
{
    m_current = current;
    m_focused = focused;
    setAccessibleDescription(current ? tr("Keys act on this") : QString());
    update();
}

void StepRow::commit()
{
    if (m_support != nullptr)
        m_controller.setSupport(m_step, m_support->toPlainText());
}

void StepRow::paintEvent(QPaintEvent* /*event*/)
{
    if (!m_current)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), theme::colors().selected);
    if (m_focused)
        painter.fillRect(QRect(0, 0, theme::Grid / 2, height()), theme::colors().accent);
}

void StepRow::mousePressEvent(QMouseEvent* event)
{
    const auto& steps = m_controller.steps();
    if (m_controller.isAsked(m_step))
        m_controller.setCurrent(static_cast<int>(std::ranges::find(steps, m_step) - steps.begin()));
    QWidget::mousePressEvent(event);
}

bool StepRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_support)
        return QWidget::eventFilter(watched, event);
    const auto& steps = m_controller.steps();
    if (event->type() == QEvent::FontChange) // another text size
        m_support->setFixedHeight(3 * m_support->fontMetrics().lineSpacing() + 2 * theme::Grid);
    else if (event->type() == QEvent::FocusIn)
        m_controller.setCurrent(static_cast<int>(std::ranges::find(steps, m_step) - steps.begin()));
    else if (event->type() == QEvent::FocusOut)
        commit();
    else if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
    } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        Q_EMIT left();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace winnow::ui
