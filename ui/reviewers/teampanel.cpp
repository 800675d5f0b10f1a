#include "ui/reviewers/teampanel.h"

#include "ui/reviewers/parts.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QVBoxLayout>

namespace winnow::ui {

TeamPanel::TeamPanel(TeamController& controller, const QList<QAction*>& people, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_owner(new TextLabel(TextLabel::Voice::Caption))
    , m_alone(new TextLabel(TextLabel::Voice::Muted,
          tr("You review alone so far. Add who works with you, and say how many decisions each record needs: both can "
             "be changed at any time, and no decision is lost.")))
    , m_progress(new TextLabel(TextLabel::Voice::Muted))
    , m_table(new ShortTable(tr("Reviewers"), &m_model))
{
    QVBoxLayout* column = bodyColumn(this);
    for (TextLabel* label : {m_owner, m_alone, m_progress})
        label->setWordWrap(true);
    addHeading(column, tr("Decisions that each record needs"));
    column->insertWidget(0, m_alone);
    column->addWidget(m_owner);
    makeStage(column, Stage::TitleAbstract);
    makeStage(column, Stage::FullText);
    addHeading(column, tr("Who judges"));
    auto* words = new TextLabel(TextLabel::Voice::Caption,
        tr("Names are known on this computer alone; the file and its copies have numbers in their place."));
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(m_table);
    column->addWidget(m_progress);
    auto* buttons = new FlowLayout(theme::Grid);
    for (QAction* action : people)
        buttons->addWidget(new KeyButton(action));
    column->addLayout(buttons);
    connect(m_table, &ShortTable::rowChanged, this, &TeamPanel::chosenChanged);
}

void TeamPanel::makeStage(QVBoxLayout* column, Stage stage)
{
    StagePart& part = m_stages.at(static_cast<std::size_t>(stage) - 1);
    part.reviewers = new QSpinBox;
    part.reviewers->setRange(1, 9);
    part.reviewers->setKeyboardTracking(false);
    part.reviewers->setAccessibleName(tr("%1: decisions a record").arg(nameOf(stage)));
    keepKeys(part.reviewers);
    part.open = new QPushButton;
    part.words = new TextLabel(TextLabel::Voice::Muted);
    part.words->setWordWrap(true);
    part.asking = new QWidget;
    part.question = new TextLabel(TextLabel::Voice::Body);
    part.question->setWordWrap(true);
    part.yes = new QPushButton;
    auto* no = new QPushButton(tr("Not now"));

    auto* name = new TextLabel(TextLabel::Voice::Body, nameOf(stage));
    name->setBuddy(part.reviewers);
    auto* row = new FlowLayout(theme::Grid);
    row->addWidget(name);
    row->addWidget(part.reviewers);
    row->addWidget(part.open);
    auto* answers = new FlowLayout(theme::Grid);
    answers->addWidget(part.yes);
    answers->addWidget(no);
    auto* asking = new QVBoxLayout(part.asking);
    asking->setContentsMargins(0, 0, 0, 0);
    asking->addWidget(part.question);
    asking->addLayout(answers);
    part.asking->hide();
    column->addSpacing(theme::Grid);
    column->addLayout(row);
    column->addWidget(part.words);
    column->addWidget(part.asking);

    connect(part.reviewers, &QSpinBox::valueChanged, this, [this, stage](int reviewers) {
        if (!m_following)
            m_controller.setReviewers(stage, reviewers);
    });
    connect(part.open, &QPushButton::clicked, this, [this, stage] { askToOpen(stage); });
    const auto fold = [&part] {
        part.asking->hide();
        part.open->setFocus();
    };
    connect(part.yes, &QPushButton::clicked, this, [this, stage, fold] {
        fold();
        m_controller.openConflicts(stage, !m_controller.rule(stage).opened);
    });
    connect(no, &QPushButton::clicked, this, fold);
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), part.asking, fold);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
}

void TeamPanel::askToOpen(Stage stage)
{
    StagePart& part = m_stages.at(static_cast<std::size_t>(stage) - 1);
    if (!part.open->isEnabled() || part.open->isHidden())
        return;
    const bool open = !m_controller.rule(stage).opened;
    part.question->setText(TeamController::openingWords(open));
    part.yes->setText(open ? tr("Open the conflicts") : tr("Make it blind"));
    part.yes->setAccessibleName(QStringLiteral("%1: %2").arg(nameOf(stage), part.yes->text()));
    part.yes->setAccessibleDescription(part.question->text());
    part.asking->show();
    part.yes->setFocus(Qt::OtherFocusReason);
}

void TeamPanel::update()
{
    m_following = true;
    const bool can = m_controller.isOwner();
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        StagePart& part = m_stages.at(static_cast<std::size_t>(stage) - 1);
        const StageRule& rule = m_controller.rule(stage);
        part.reviewers->setValue(rule.reviewers);
        part.reviewers->setEnabled(can && m_controller.isRead());
        part.open->setText(rule.opened ? tr("Make blind again…") : tr("Open conflicts…"));
        part.open->setAccessibleName(QStringLiteral("%1: %2").arg(nameOf(stage), part.open->text()));
        part.open->setVisible(rule.reviewers > 1);
        part.open->setEnabled(can);
        part.words->setText(m_controller.isRead() ? m_controller.ruleWords(stage) : QString());
        if (rule.reviewers == 1 || !can)
            part.asking->hide();
    }
    m_owner->setText(m_controller.whyNotOwner());
    m_owner->setVisible(!m_owner->text().isEmpty());
    m_alone->setVisible(m_controller.isRead() && !m_controller.several());
    m_progress->setText(m_controller.progressWords());
    m_model.setTeam(m_controller.team(), m_controller.stage());
    m_following = false;
    Q_EMIT chosenChanged();
}

void TeamPanel::takeFocus()
{
    m_table->setFocus();
}

ReviewerId TeamPanel::chosen() const
{
    const TeamMember* const member = m_model.at(m_table->row());
    return member != nullptr ? member->id : ReviewerId{};
}

} // namespace winnow::ui
