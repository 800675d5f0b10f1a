#include "ui/reviewers/reviewerspage.h"

#include "core/base/text.h"
#include "ui/reviewers/agreementpanel.h"
#include "ui/reviewers/conflictspanel.h"
#include "ui/reviewers/parts.h"
#include "ui/reviewers/teampanel.h"
#include "ui/reviewers/workpanel.h"
#include "ui/widgets/decisionbar.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <tuple>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

ReviewersPage::ReviewersPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Reviewers, dialogs, parent)
    , m_bar(new DecisionBar(
          *this, u"reviewers"_s, tr("Take the settlement back: the votes count again"), DecisionBar::Reasons::Optional))
    , m_header(new PageHeader(tr("Reviewers")))
    , m_stage(new QComboBox)
    , m_tabs(new QTabWidget)
    , m_note(new InlineEditor(tr("Note to the settlement")))
{
    makeActions();
    layOut();
    listen();
    followTeam();
    followTab();
}

ReviewersPage::~ReviewersPage()
{
    removeWidgets();
}

void ReviewersPage::makeActions()
{
    const auto show = [this](Tab tab) { return [this, tab] { showTab(tab); }; };
    makeAction(u"reviewers.team"_s, tr("Team"), {Qt::Key_T}, show(Team));
    makeAction(u"reviewers.work"_s, tr("Work packages"), {Qt::Key_W}, show(Work));
    makeAction(u"reviewers.conflicts"_s, tr("Conflicts"), {Qt::Key_C}, show(Conflicts));
    makeAction(u"reviewers.agreement"_s, tr("Agreement"), {Qt::Key_A}, show(Agreement));
    makeAction(u"reviewers.stage"_s, tr("The other stage"), {Qt::Key_S},
        [this] { setStage(m_team.stage() == Stage::FullText ? Stage::TitleAbstract : Stage::FullText); });
    m_open = makeAction(u"reviewers.open"_s, tr("Open conflicts…"), {Qt::Key_O}, [this] { openConflicts(); });
    m_openExtraction =
        makeAction(u"reviewers.openExtraction"_s, tr("Open extracted values…"), {Qt::SHIFT | Qt::Key_O}, [this] {
            showTab(Team);
            m_teamPanel->askToOpenExtraction();
        });
    makeAction(u"reviewers.list"_s, tr("Next list"), {Qt::Key_L}, [this] {
        showTab(Conflicts);
        m_conflictsPanel->nextList();
    });
    makeAction(u"reviewers.next"_s, tr("Next record"), {Qt::Key_J}, [this] { m_conflicts.next(); });
    makeAction(u"reviewers.previous"_s, tr("Previous record"), {Qt::Key_K}, [this] { m_conflicts.previous(); });
    m_noteAction = makeAction(u"reviewers.note"_s, tr("Note"), {Qt::Key_N}, [this] {
        if (m_conflicts.canSettle() && m_conflicts.current())
            m_note->begin(m_conflicts.note(), QString::number(m_conflicts.current()->id.value));
    });
    m_noteAction->setToolTip(tr("Why it was settled so"));
    m_undo = makeAction(u"reviewers.undo"_s, tr("Undo"), {Qt::Key_Z}, [this] { m_conflicts.undo(); });
    makePeopleActions();
    makeWorkActions();
    makeAgreementActions();
    m_bar->addButton(m_noteAction);
    m_bar->addButton(m_undo);
}

void ReviewersPage::makePeopleActions()
{
    m_add = makeAction(u"reviewers.add"_s, tr("Add reviewer…"), {Qt::Key_R},
        [this] { askName(tr("Add reviewer"), {}, [this](const QString& name) { m_team.add(name); }); });
    m_rename = makeAction(u"reviewers.rename"_s, tr("Rename…"), {Qt::Key_F2}, [this] {
        const ReviewerId chosen = m_teamPanel->chosen();
        for (const TeamMember& member : m_team.team())
            if (member.id == chosen)
                askName(tr("Rename reviewer"), toQString(member.name),
                    [this, chosen](const QString& name) { m_team.rename(chosen, name); });
    });
    m_remove = makeAction(
        u"reviewers.remove"_s, tr("Remove"), {Qt::Key_Delete}, [this] { m_team.remove(m_teamPanel->chosen()); });
    m_remove->setToolTip(tr("Somebody who has judged and been assigned nothing, such as a name mistyped"));
    m_use =
        makeAction(u"reviewers.use"_s, tr("This is me"), {Qt::Key_Y}, [this] { m_team.use(m_teamPanel->chosen()); });
    m_use->setToolTip(tr("Decide under this name from now on"));
}

void ReviewersPage::makeWorkActions()
{
    m_bringIn = makeAction(u"reviewers.bringIn"_s, tr("Bring in…"), {Qt::Key_B}, [this] {
        dialogs().openFiles(this, tr("Bring in a copy of this review"), tr("Winnow reviews (*.winnow)"),
            [this](const QStringList& files) {
                if (!files.isEmpty())
                    takeFiles(files);
            });
    });
    m_split = makeAction(u"reviewers.split"_s, tr("Split the records"), {Qt::Key_D}, [this] {
        m_team.split(m_workPanel->plan());
        m_workPanel->nextSeed();
    });
    m_split->setToolTip(tr("Gives what waits and nobody has to the reviewers ticked, at random and evenly"));
    m_unassign = makeAction(u"reviewers.unassign"_s, tr("Take all back"), {}, [this] { m_team.unassignAll(); });
    m_unassign->setToolTip(tr("Nobody is assigned anything at this stage any more; decisions stay"));
    m_send = makeAction(u"reviewers.send"_s, tr("Send package…"), {Qt::Key_P}, [this] {
        const ReviewerId chosen = m_workPanel->recipient();
        if (!chosen) {
            Q_EMIT notice(tr("Choose in the table whom the package is for."), false);
            return;
        }
        dialogs().saveFile(this, tr("Send package"), m_team.packageName(chosen), tr("Winnow reviews (*.winnow)"),
            [this, chosen](const QString& path) { m_team.sendPackage(chosen, path); });
    });
    m_send->setToolTip(tr("Writes one file for the reviewer chosen, without what others said"));
}

void ReviewersPage::makeAgreementActions()
{
    const auto saved = [this](const QString& text) { Q_EMIT notice(text, false); };
    m_copy = makeAction(u"reviewers.copy"_s, tr("Copy the sentences"), {Qt::Key_Q}, [this] {
        QApplication::clipboard()->setText(m_agreement.methods());
        Q_EMIT notice(tr("Copied: the sentences for the methods section."), false);
    });
    m_csv = makeAction(u"reviewers.exportData"_s, tr("Export data…"), {},
        [this, saved] { exportCsv(this, dialogs(), m_agreement.csv(), m_agreement.exportName(), saved); });
    m_figure = makeAction(u"reviewers.exportFigure"_s, tr("Export figure…"), {}, [this, saved] {
        exportFigure(
            this, dialogs(), figure::courseChart(m_agreement.course(), exportLook()), m_agreement.exportName(), saved);
    });
}

void ReviewersPage::layOut()
{
    m_stage->setAccessibleName(tr("Stage"));
    m_stage->addItems({nameOf(Stage::TitleAbstract), nameOf(Stage::FullText)});
    m_stage->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_stage->setMinimumContentsLength(12);
    keepKeys(m_stage);
    m_header->addControl(m_stage);

    m_teamPanel = new TeamPanel(m_team, {m_add, m_rename, m_use, m_remove});
    m_workPanel = new WorkPanel(m_team, {m_bringIn, m_split, m_unassign, m_send});
    m_conflictsPanel = new ConflictsPanel(m_conflicts, m_bar, *this);
    m_agreementPanel = new AgreementPanel(m_agreement, {m_copy, m_csv, m_figure});
    auto* conflicts = new QWidget;
    auto* settling = new QVBoxLayout(conflicts);
    settling->setContentsMargins(0, 0, 0, 0);
    settling->setSpacing(0);
    settling->addWidget(m_conflictsPanel, 1);
    settling->addWidget(m_note);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Reviewers"));
    m_tabs->addTab(scrolledBody(m_teamPanel, tr("Team")), tr("Team"));
    m_tabs->addTab(scrolledBody(m_workPanel, tr("Work packages")), tr("Work packages"));
    m_tabs->addTab(conflicts, tr("Conflicts"));
    m_tabs->addTab(m_agreementPanel, tr("Agreement"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_tabs, 1);
}

void ReviewersPage::listen()
{
    const auto failed = [this](const Error& error) { dialogs().error(this, error); };
    connect(&m_team, &TeamController::failed, this, failed);
    connect(&m_conflicts, &ConflictsController::failed, this, failed);
    connect(&m_agreement, &AgreementController::failed, this, failed);
    connect(&m_team, &TeamController::changed, this, &ReviewersPage::followTeam);
    connect(&m_team, &TeamController::bringInChanged, this, [this] { m_workPanel->updateBringIn(); });
    connect(&m_team, &TeamController::notice, this, &Page::notice);
    connect(&m_conflicts, &ConflictsController::currentChanged, this, &ReviewersPage::followActions);
    connect(&m_agreement, &AgreementController::changed, this, &ReviewersPage::followActions);
    connect(m_teamPanel, &TeamPanel::chosenChanged, this, &ReviewersPage::followActions);
    connect(m_workPanel, &WorkPanel::chosenChanged, this, &ReviewersPage::followActions);
    connect(m_conflictsPanel, &ConflictsPanel::openWanted, this, &ReviewersPage::openConflicts);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ReviewersPage::followTab);
    connect(m_stage, &QComboBox::activated, this,
        [this](int index) { setStage(index == 1 ? Stage::FullText : Stage::TitleAbstract); });
    connect(m_note, &InlineEditor::saved, &m_conflicts, &ConflictsController::setNote);
    connect(m_note, &InlineEditor::draftKept, this, [this] {
        Q_EMIT did(tr("The note was not saved. A draft is kept until the review is closed: edit it again to go on."));
    });
    connect(m_note, &InlineEditor::ended, m_conflictsPanel, &ConflictsPanel::takeFocus);
}

void ReviewersPage::setSession(const std::shared_ptr<Session>& session)
{
    m_note->hide();
    std::ignore = m_note->takeDrafts(); // the words of a settlement that was not made
    m_stage->setCurrentIndex(0);
    m_team.setSession(session);
    m_conflicts.setSession(session);
    m_agreement.setSession(session);
}

void ReviewersPage::entered()
{
    followTab();
    showTab(static_cast<Tab>(m_tabs->currentIndex()));
}

void ReviewersPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    followTab();
}

void ReviewersPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    followTab();
}

void ReviewersPage::takeFiles(const QStringList& files)
{
    if (files.isEmpty())
        return;
    showTab(Work);
    m_team.previewBringIn(files.front());
    if (files.size() > 1)
        Q_EMIT notice(tr("One copy at a time: the others can be brought in after this one."), false);
}

void ReviewersPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
    switch (tab) {
    case Team:
        m_teamPanel->takeFocus();
        break;
    case Work:
        m_workPanel->takeFocus();
        break;
    case Conflicts:
        m_conflictsPanel->takeFocus();
        break;
    case Agreement:
        m_agreementPanel->takeFocus();
        break;
    }
}

void ReviewersPage::setStage(Stage stage)
{
    m_stage->setCurrentIndex(stage == Stage::FullText ? 1 : 0);
    m_team.setStage(stage);
    m_conflicts.setStage(stage);
    m_agreement.setStage(stage);
    followTeam();
}

/// Only what is in sight keeps itself up to date.
void ReviewersPage::followTab()
{
    const bool shown = isVisible();
    m_team.setActive(shown);
    m_conflicts.setActive(shown && m_tabs->currentIndex() == Conflicts);
    m_agreement.setActive(shown && m_tabs->currentIndex() == Agreement);
    m_note->hide();
    followActions();
}

void ReviewersPage::followTeam()
{
    m_header->setStatus(m_team.status());
    m_teamPanel->update();
    m_workPanel->update();
    m_conflictsPanel->setCounts(m_team.counts());
    const std::int64_t open = m_team.counts() ? m_team.counts()->conflicts : 0;
    m_tabs->setTabText(Conflicts, open > 0 ? tr("Conflicts (%L1)").arg(open) : tr("Conflicts"));
    m_conflictsPanel->setOwner(m_team.isOwner());
    followActions();
}

void ReviewersPage::followActions()
{
    if (m_agreementPanel == nullptr)
        return;
    const bool writable = m_team.writable();
    const bool owner = m_team.isOwner();
    const StageRule& rule = m_team.rule(m_team.stage());
    m_open->setText(rule.opened ? tr("Make blind again…") : tr("Open conflicts…"));
    m_open->setEnabled(owner && rule.reviewers > 1);
    m_openExtraction->setText(
        m_team.extraction().opened ? tr("Make extraction blind again…") : tr("Open extracted values…"));
    m_openExtraction->setEnabled(owner && m_team.extraction().reviewers > 1);
    m_add->setEnabled(writable);
    m_rename->setEnabled(static_cast<bool>(m_teamPanel->chosen()));
    const auto& team = m_team.team();
    const bool other = std::any_of(team.begin(), team.end(),
        [chosen = m_teamPanel->chosen()](const TeamMember& member) { return member.id == chosen && !member.me; });
    m_use->setEnabled(writable && other);
    m_remove->setEnabled(writable && other);
    m_bringIn->setEnabled(writable);
    const SplitPlan plan = m_workPanel->plan();
    m_split->setEnabled(owner && m_team.unassigned() > 0 && !plan.reviewers.empty()
        && plan.each <= static_cast<int>(plan.reviewers.size()));
    bool assigned = false;
    for (const TeamMember& member : m_team.team())
        assigned = assigned || member.assigned[m_team.stage() == Stage::FullText ? 1 : 0] > 0;
    m_unassign->setEnabled(owner && assigned);
    m_send->setEnabled(static_cast<bool>(m_workPanel->chosen()));
    const bool agreement = m_agreement.hasAny();
    for (QAction* action : {m_copy, m_csv, m_figure})
        action->setEnabled(agreement);
    m_noteAction->setEnabled(m_conflicts.canSettle());
    m_undo->setEnabled(writable);
}

void ReviewersPage::openConflicts()
{
    showTab(Team);
    m_teamPanel->askToOpen(m_team.stage());
}

void ReviewersPage::askName(const QString& title, const QString& value, std::function<void(const QString&)> then)
{
    dialogs().text(this, title, tr("Name, known on this computer alone"), value, {},
        [then = std::move(then)](const std::optional<QString>& name) {
            if (name)
                then(*name);
        });
}

} // namespace winnow::ui
