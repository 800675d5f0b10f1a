#include "ui/reviewers/teampanel.h"

#include "ui/models/extractionrule.h"
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
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
        makePart(column, partOf(stage), nameOf(stage), tr("%1: decisions a record").arg(nameOf(stage)),
            {[this, stage](int reviewers) { m_controller.setReviewers(stage, reviewers); },
                [this, stage] { askToOpen(stage); },
                [this, stage] { m_controller.openConflicts(stage, !m_controller.rule(stage).opened); }});
    addHeading(column, tr("Extractors that each study needs"));
    makePart(column, m_extraction, tr("Extraction"), tr("Extraction: extractors a study"),
        {[this](int extractors) { m_controller.setExtractors(extractors); }, [this] { askToOpenExtraction(); },
            [this] { m_controller.openExtraction(!m_controller.extraction().opened); }});
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

void TeamPanel::makePart(QVBoxLayout* column, Part& part, const QString& name, const QString& what, const Acts& acts)
{
    part.reviewers = new QSpinBox;
    part.reviewers->setRange(1, 9);
    part.reviewers->setKeyboardTracking(false);
    part.reviewers->setAccessibleName(what);
    keepKeys(part.reviewers);
    part.open = new QPushButton;
    part.words = new TextLabel(TextLabel::Voice::Muted);
    part.words->setWordWrap(true);
    part.asking = new QWidget;
    part.question = new TextLabel(TextLabel::Voice::Body);
    part.question->setWordWrap(true);
    part.yes = new QPushButton;
    auto* no = new QPushButton(tr("Not now"));

    auto* label = new TextLabel(TextLabel::Voice::Body, name);
    label->setBuddy(part.reviewers);
    auto* row = new FlowLayout(theme::Grid);
    row->addWidget(label);
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

    connect(part.reviewers, &QSpinBox::valueChanged, this, [this, acts](int reviewers) {
        if (!m_following)
            acts.set(reviewers);
    });
    connect(part.open, &QPushButton::clicked, this, acts.ask);
    const auto fold = [&part] {
        part.asking->hide();
        part.open->setFocus();
    };
    connect(part.yes, &QPushButton::clicked, this, [acts, fold] {
        fold();
        acts.change();
    });
    connect(no, &QPushButton::clicked, this, fold);
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), part.asking, fold);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
}

void TeamPanel::ask(Part& part, const QString& name, const QString& question, const QString& yes)
{
    if (!part.open->isEnabled() || part.open->isHidden())
        return;
    part.question->setText(question);
    part.yes->setText(yes);
    part.yes->setAccessibleName(QStringLiteral("%1: %2").arg(name, yes));
    part.yes->setAccessibleDescription(question);
    part.asking->show();
    part.yes->setFocus(Qt::OtherFocusReason);
}

void TeamPanel::askToOpen(Stage stage)
{
    const bool open = !m_controller.rule(stage).opened;
    ask(partOf(stage), nameOf(stage), TeamController::openingWords(open),
        open ? tr("Open the conflicts") : tr("Make it blind"));
}

void TeamPanel::askToOpenExtraction()
{
    const bool open = !m_controller.extraction().opened;
    ask(m_extraction, tr("Extraction"), extractionOpeningWords(open),
        open ? tr("Open the values") : tr("Make it blind"));
}

void TeamPanel::updatePart(Part& part, const StageRule& rule, const QString& name, const QString& words)
{
    const bool can = m_controller.isOwner();
    part.reviewers->setValue(rule.reviewers);
    part.reviewers->setEnabled(can && m_controller.isRead());
    const QString opens = &part == &m_extraction ? tr("Open values…") : tr("Open conflicts…");
    part.open->setText(rule.opened ? tr("Make blind again…") : opens);
    part.open->setAccessibleName(QStringLiteral("%1: %2").arg(name, part.open->text()));
    part.open->setVisible(rule.reviewers > 1);
    part.open->setEnabled(can);
    part.words->setText(m_controller.isRead() ? words : QString());
    if (rule.reviewers == 1 || !can)
        part.asking->hide();
}

void TeamPanel::update()
{
    m_following = true;
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
        updatePart(partOf(stage), m_controller.rule(stage), nameOf(stage), m_controller.ruleWords(stage));
    updatePart(
        m_extraction, m_controller.extraction(), tr("Extraction"), extractionRuleWords(m_controller.extraction()));
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
