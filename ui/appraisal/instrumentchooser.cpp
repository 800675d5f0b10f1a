#include "ui/appraisal/instrumentchooser.h"

#include "core/base/text.h"
#include "core/extraction/appraisal.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

namespace {

TextLabel* wrapped(TextLabel::Voice voice, const QString& text = {})
{
    auto* label = new TextLabel(voice, text);
    label->setWordWrap(true);
    return label;
}

} // namespace

InstrumentChooser::InstrumentChooser(QWidget* parent)
    : QScrollArea(parent)
    , m_instrument(new QComboBox)
    , m_about(wrapped(TextLabel::Voice::Muted))
    , m_effect(new QComboBox)
    , m_effectLabel(wrapped(TextLabel::Voice::Strong, tr("Effect of interest")))
    , m_outcomes(new QPlainTextEdit)
    , m_use(new PrimaryButton(tr("Use this instrument")))
    , m_keep(new QPushButton(tr("Keep the present one")))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    m_instrument->setAccessibleName(tr("Instrument"));
    for (const extraction::Instrument& instrument : extraction::instruments())
        m_instrument->addItem(toQString(instrument.title), toQString(instrument.id));
    m_effect->setAccessibleName(m_effectLabel->text());
    m_effect->addItem(tr("Being assigned to the intervention"), QStringLiteral("assignment"));
    m_effect->addItem(tr("Adhering to the intervention"), QStringLiteral("adhering"));
    m_outcomes->setAccessibleName(tr("Outcomes, one a line"));
    m_outcomes->setPlaceholderText(tr("Empty: each study is judged as a whole"));
    m_outcomes->setTabChangesFocus(true);
    m_outcomes->setFixedHeight(5 * fontMetrics().lineSpacing() + 2 * theme::Grid);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(theme::Grid);
    column->addWidget(wrapped(TextLabel::Voice::Heading, tr("Choose an instrument")));
    column->addWidget(wrapped(TextLabel::Voice::Muted,
        tr("It can be changed at any time: what was judged with another one comes back with it.")));
    column->addSpacing(theme::Grid);
    column->addWidget(m_instrument);
    column->addWidget(m_about);
    column->addSpacing(theme::Grid);
    column->addWidget(m_effectLabel);
    column->addWidget(m_effect);
    column->addSpacing(theme::Grid);
    column->addWidget(wrapped(TextLabel::Voice::Strong, tr("Outcomes that are judged apart, one a line")));
    column->addWidget(m_outcomes);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_use);
    buttons->addWidget(m_keep);
    buttons->addStretch(1);
    column->addSpacing(theme::Grid);
    column->addLayout(buttons);
    column->addStretch(1);
    content->setMaximumWidth(80 * theme::Grid);
    setWidget(content);
    connect(m_instrument, &QComboBox::currentIndexChanged, this, &InstrumentChooser::follow);
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT chosen(plan()); });
    connect(m_keep, &QPushButton::clicked, this, &InstrumentChooser::kept);
}

void InstrumentChooser::show(const AppraisalPlan& present, bool mayChoose)
{
    const QString first = present.instrument.empty() ? QStringLiteral("rob2") : toQString(present.instrument);
    m_instrument->setCurrentIndex(std::max(0, m_instrument->findData(first)));
    m_effect->setCurrentIndex(std::max(0, m_effect->findData(toQString(present.effect))));
    QStringList outcomes;
    for (const std::string& outcome : present.outcomes)
        outcomes.append(toQString(outcome));
    m_outcomes->setPlainText(outcomes.join(QLatin1Char('\n')));
    m_keep->setVisible(!present.instrument.empty());
    m_use->setEnabled(mayChoose);
    follow();
}

void InstrumentChooser::follow()
{
    const auto instrument = extraction::instrument(m_instrument->currentData().toString().toStdString());
    if (!instrument)
        return;
    m_about->setText(toQString(instrument->about));
    const bool effects = !extraction::effectsOf(*instrument).empty();
    m_effect->setVisible(effects);
    m_effectLabel->setVisible(effects);
}

AppraisalPlan InstrumentChooser::plan() const
{
    AppraisalPlan plan;
    plan.instrument = m_instrument->currentData().toString().toStdString();
    if (!m_effect->isHidden())
        plan.effect = m_effect->currentData().toString().toStdString();
    const QStringList lines = m_outcomes->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines)
        if (const QString outcome = line.trimmed(); !outcome.isEmpty())
            plan.outcomes.push_back(outcome.toStdString());
    return plan;
}

} // namespace winnow::ui
