#include "ui/widgets/decisionbar.h"

#include "core/base/shown.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/page.h"
#include "ui/widgets/reasonsbar.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

DecisionBar::DecisionBar(Page& page, const QString& step, const QString& takeBack, Reasons reasons)
    : m_reasons(new ReasonsBar)
    , m_keys(new QWidget)
    , m_buttons(new FlowLayout(theme::Grid, m_keys))
{
    m_reasons->setNeeded(reasons == Reasons::Needed);
    connect(
        m_reasons, &ReasonsBar::chosen, this, [this](ReasonId reason) { Q_EMIT decided(Verdict::Exclude, reason); });
    connect(m_reasons, &ReasonsBar::added, this, &DecisionBar::excludedForNew);
    connect(m_reasons, &ReasonsBar::begun, m_keys, &QWidget::hide);
    connect(m_reasons, &ReasonsBar::ended, this, [this] {
        m_keys->show();
        Q_EMIT ended();
    });
    makeActions(page, step, takeBack, reasons);

    m_buttons->setContentsMargins(2 * theme::Grid, theme::Grid * 3 / 2, 2 * theme::Grid, theme::Grid * 3 / 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_reasons);
    column->addWidget(m_keys);
    m_includeButton = new KeyButton(m_include, Mark::Include);
    m_excludeButton = new KeyButton(m_exclude, Mark::Exclude);
    m_maybeButton = new KeyButton(m_maybe, Mark::Maybe);
    for (KeyButton* button : {m_includeButton, m_excludeButton, m_maybeButton, new KeyButton(m_takeBack)})
        m_buttons->addWidget(button);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_keys->setSizePolicy(policy);
}

void DecisionBar::makeActions(Page& page, const QString& step, const QString& takeBack, Reasons reasons)
{
    const auto decide = [this](Verdict verdict) { return [this, verdict] { Q_EMIT decided(verdict, {}); }; };
    m_include = page.makeAction(step + u".include"_s, tr("Include"), {Qt::Key_I}, decide(Verdict::Include));
    m_exclude = page.makeAction(step + u".exclude"_s, tr("Exclude"), {Qt::Key_E}, [this] { m_reasons->begin(); });
    if (reasons == Reasons::Optional)
        m_excludeNow = page.makeAction(
            step + u".excludeNow"_s, tr("Exclude without a reason"), {Qt::Key_X}, decide(Verdict::Exclude));
    m_maybe = page.makeAction(step + u".maybe"_s, tr("Maybe"), {Qt::Key_M}, decide(Verdict::Maybe));
    m_takeBack = page.makeAction(step + u".takeBack"_s, tr("Take back"), {Qt::Key_U}, [this] { Q_EMIT takenBack(); });
    m_takeBack->setToolTip(takeBack);
    for (int number = 1; number <= static_cast<int>(m_numbers.size()); ++number) {
        m_numbers[static_cast<std::size_t>(number) - 1] =
            page.makeAction(step + u".exclude"_s + QString::number(number), {}, {QKeySequence(Qt::Key_0 + number)},
                [this, number] { Q_EMIT excludedFor(number); });
    }
    setReasons({});
    setDecidable(false);
}

KeyButton* DecisionBar::addButton(QAction* action)
{
    auto* button = new KeyButton(action);
    m_buttons->addWidget(button);
    return button;
}

void DecisionBar::setReasons(const std::vector<Reason>& reasons)
{
    m_reasons->setReasons(reasons);
    for (std::size_t i = 0; i < m_numbers.size(); ++i) {
        const bool known = i < reasons.size();
        m_numbers[i]->setText(known ? tr("Exclude: %1").arg(inOneLine(reasons[i].label).replace(u'&', u"&&"_s))
                                    : tr("Exclude for reason %1").arg(i + 1));
        m_numbers[i]->setVisible(known);
    }
}

void DecisionBar::setDecidable(bool decidable)
{
    m_decidable = decidable;
    for (QAction* action : {m_include, m_exclude, m_maybe, m_excludeNow})
        if (action != nullptr)
            action->setEnabled(decidable);
    for (QAction* action : m_numbers)
        action->setEnabled(decidable);
    m_takeBack->setEnabled(decidable && m_verdict);
}

void DecisionBar::setVerdict(std::optional<Verdict> verdict)
{
    m_verdict = verdict;
    m_takeBack->setEnabled(m_decidable && verdict);
    m_includeButton->setOn(verdict == Verdict::Include);
    m_excludeButton->setOn(verdict == Verdict::Exclude);
    m_maybeButton->setOn(verdict == Verdict::Maybe);
}

void DecisionBar::hideReasons()
{
    m_reasons->hide();
    m_keys->show();
}

} // namespace winnow::ui
