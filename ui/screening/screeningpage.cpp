#include "ui/screening/screeningpage.h"

#include "core/base/text.h"
#include "ui/models/servedcard.h"
#include "ui/models/session.h"
#include "ui/screening/bulk.h"
#include "ui/screening/criteriapanel.h"
#include "ui/screening/filterpopup.h"
#include "ui/screening/filterrow.h"
#include "ui/screening/queuepanel.h"
#include "ui/screening/relevancepopup.h"
#include "ui/screening/sittingdialog.h"
#include "ui/screening/stoppingpanel.h"
#include "ui/screening/termpopup.h"
#include "ui/screening/termspanel.h"
#include "ui/widgets/decisionbar.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/labelspopup.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/searchbox.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

ScreeningPage::ScreeningPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Screening, dialogs, parent)
    , m_bar(new DecisionBar(
          *this, u"screening"_s, tr("Make this record undecided again"), DecisionBar::Reasons::Optional))
    , m_header(new PageHeader(tr("Title and abstract screening")))
    , m_progress(new QProgressBar)
    , m_queue(nullptr)
    , m_stack(new QStackedWidget)
    , m_card(new RecordCard)
    , m_empty(new EmptyState({}))
    , m_noteEditor(new InlineEditor(tr("Note")))
    , m_labels(new LabelsPopup(this))
    , m_panel(new CriteriaPanel)
    , m_termsPanel(new TermsPanel)
    , m_termPopup(new TermPopup(this))
    , m_filter(new FilterPopup(FilterPopup::Verdicts::Elsewhere, this))
    , m_relevancePopup(new RelevancePopup(this))
    , m_stoppingPanel(new StoppingPanel)
    , m_whyLine(new TextLabel(TextLabel::Voice::Caption))
{
    makeActions();
    makeViewActions();
    makeListActions();
    makeOrderActions();
    m_queue = new QueuePanel(m_controller, m_narrow, m_bulk, m_relevance);
    makePanels();
    listen();
    listenToFilter();
    listenToOrder();
    showCurrent();
    showProgress();
    showLists();
}

ScreeningPage::~ScreeningPage()
{
    removeWidgets();
}

void ScreeningPage::makeActions()
{
    m_label = makeAction(u"screening.label"_s, tr("Label"), {Qt::Key_L}, [this] { label(); });
    m_note = makeAction(u"screening.note"_s, tr("Note"), {Qt::Key_N}, [this] { note(); });
    m_undo = makeAction(u"screening.undo"_s, tr("Undo"), {Qt::Key_Z}, [this] { m_controller.undo(); });
    makeAction(u"screening.next"_s, tr("Next record"), {Qt::Key_J, Qt::Key_Down}, [this] { m_controller.next(); });
    makeAction(
        u"screening.previous"_s, tr("Previous record"), {Qt::Key_K, Qt::Key_Up}, [this] { m_controller.previous(); });
    makeAction(u"screening.back"_s, tr("Back to the decision before"), {QKeySequence(Qt::Key_Backspace)},
        [this] { m_controller.back(); });
    const auto scroll = [this](int pages) {
        QScrollBar* const bar = m_card->verticalScrollBar();
        bar->setValue(bar->value() + pages * bar->pageStep() * 9 / 10);
    };
    makeAction(u"screening.readOn"_s, tr("Read on"), {Qt::Key_Space}, [scroll] { scroll(1); });
    makeAction(
        u"screening.readBack"_s, tr("Read back"), {QKeySequence(Qt::SHIFT | Qt::Key_Space)}, [scroll] { scroll(-1); });
}

void ScreeningPage::makeViewActions()
{
    m_highlights = makeAction(u"screening.highlights"_s, tr("Show highlighted terms"), {Qt::Key_H},
        [this] { m_card->setHighlightsShown(m_highlights->isChecked()); });
    m_highlights->setCheckable(true);
    m_highlights->setChecked(true);
    m_hideSource = makeAction(
        u"screening.hideSource"_s, tr("Hide authors and journal"), {QKeySequence(Qt::SHIFT | Qt::Key_A)}, [this] {
            hideSource(m_hideSource->isChecked());
            Q_EMIT stateChanged();
        });
    m_hideSource->setCheckable(true);
    m_criteria = makeAction(u"screening.criteria"_s, tr("Criteria"), {Qt::Key_C}, [this] {
        const bool away = !m_criteria->isChecked() && !m_panes->isShown(m_panel); // it gave way, and is called back
        showBeside(m_criteria->isChecked() || away ? Beside::Criteria : Beside::Nothing);
        if (away)
            m_panes->showPane(m_panel);
        focusRecord();
        Q_EMIT stateChanged();
    });
    m_criteria->setCheckable(true);
    makeAction(u"screening.editCriteria"_s, tr("Edit criteria"), {QKeySequence(Qt::SHIFT | Qt::Key_C)}, [this] {
        const Info* const info = m_controller.info();
        if (info == nullptr || info->readOnly)
            return;
        showBeside(Beside::Criteria);
        m_panel->edit();
    });
    m_terms = makeAction(u"screening.terms"_s, tr("Highlighted terms"), {Qt::Key_T}, [this] { toggleTerms(); });
    m_terms->setCheckable(true);
    m_addTerm =
        makeAction(u"screening.addTerm"_s, tr("Highlight the selected words…"), {Qt::Key_W}, [this] { addTerm(); });
    makeAction(u"screening.summary"_s, tr("Summary of this sitting"), {Qt::Key_S}, [this] { showSitting(); });
}

void ScreeningPage::makeListActions()
{
    m_recent = makeAction(
        u"screening.recent"_s, tr("Recent decisions, and back"), {Qt::Key_R}, [this] { m_controller.toggleRecent(); });
    m_narrow = makeAction(u"screening.narrow"_s, tr("Filter…"), {Qt::Key_F}, [this] { narrow(); });
    m_narrow->setToolTip(tr("Years, label, reason, language, type, source; saved filters"));
    m_bulk = makeAction(u"screening.bulk"_s, tr("All listed…"), {Qt::Key_B}, [this] { actOnAll(); });
    m_bulk->setToolTip(tr("Decide on all records that are listed, or label them"));
    makeAction(u"screening.filter"_s, tr("Filter the queue"), {Qt::Key_Slash}, [this] {
        m_panes->showPane(m_queue);
        m_queue->search().setFocus(Qt::ShortcutFocusReason);
        m_queue->search().selectAll();
    });
}

void ScreeningPage::makePanels()
{
    m_panes = new SidePanes(*this, u"screening"_s);
    m_labelButton = m_bar->addButton(m_label);
    m_bar->addButton(m_note);
    m_bar->addButton(m_undo);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(16 * theme::Grid, theme::Grid);
    m_progress->setAccessibleName(tr("Share of records decided"));
    m_header->addControl(m_progress);
    m_header->addControl(new KeyButton(m_criteria));

    m_stack->addWidget(m_card);
    m_stack->addWidget(m_empty);
    auto* record = new QWidget;
    auto* column = new QVBoxLayout(record);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_stack, 1);
    column->addWidget(m_whyLine);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_noteEditor);
    column->addWidget(m_bar);
    m_whyLine->setContentsMargins(theme::CardMargin, theme::Grid / 2, theme::CardMargin, theme::Grid / 2);
    m_whyLine->setElided(20);
    m_whyLine->hide();

    m_panes->addSide(m_queue, tr("Queue"), 46 * theme::Grid);
    m_panes->addMain(record, tr("Record"));
    m_panes->addSide(m_panel, m_criteria->text(), 34 * theme::Grid);
    m_panes->addSide(m_termsPanel, m_terms->text(), 34 * theme::Grid);
    m_panes->addSide(m_stoppingPanel, m_stopping->text(), 46 * theme::Grid);
    m_record = record;
    showBeside(Beside::Nothing);
    connect(m_panes, &SidePanes::focusLost, this, &ScreeningPage::focusRecord);
    connect(&m_queue->table(), &QAbstractItemView::activated, this, [this] { m_panes->showPane(m_record); });
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_header);
    page->addWidget(m_panes, 1);
}

void ScreeningPage::listen()
{
    connect(&m_controller, &ScreeningController::currentChanged, this, &ScreeningPage::showCurrent);
    connect(&m_controller, &ScreeningController::progressChanged, this, &ScreeningPage::showProgress);
    connect(&m_controller, &ScreeningController::listsChanged, this, &ScreeningPage::showLists);
    connect(&m_controller, &ScreeningController::notice, this, &Page::notice);
    connect(&m_controller, &ScreeningController::did, this, [this](const QString& what, bool undoable) {
        const QString key = m_undo->shortcut().toString(QKeySequence::NativeText);
        Q_EMIT did(undoable && !key.isEmpty() ? tr("%1 (%2: undo)").arg(what, key) : what);
    });
    connect(&m_controller, &ScreeningController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    connect(m_queue, &QueuePanel::doorClosed, this, [this] {
        m_queue->setDoor({});
        m_controller.showOnly({});
    });
    connect(m_bar, &DecisionBar::decided, &m_controller, &ScreeningController::decide);
    connect(m_bar, &DecisionBar::excludedFor, &m_controller, &ScreeningController::excludeFor);
    connect(m_bar, &DecisionBar::excludedForNew, &m_controller, &ScreeningController::excludeForNew);
    connect(m_bar, &DecisionBar::takenBack, &m_controller, &ScreeningController::takeBack);
    connect(m_bar, &DecisionBar::ended, this, &ScreeningPage::focusRecord);
    connect(m_noteEditor, &InlineEditor::saved, &m_controller, &ScreeningController::setNote);
    connect(m_noteEditor, &InlineEditor::draftKept, this, [this] {
        Q_EMIT did(tr("The note is a draft, saved when the review is closed: %1 on its record goes on with it.")
                .arg(m_note->shortcut().toString(QKeySequence::NativeText)));
    });
    connect(m_panel, &CriteriaPanel::draftKept, this, [this] {
        Q_EMIT did(
            tr("The criteria were not saved. A draft is kept until Winnow is closed: edit them again to go on."));
    });
    connect(m_noteEditor, &InlineEditor::ended, this, &ScreeningPage::focusRecord);
    connect(m_labels, &LabelsPopup::switched, &m_controller, &ScreeningController::setLabel);
    connect(m_panel, &CriteriaPanel::criteriaWritten, &m_controller, &ScreeningController::setCriteria);
    connect(m_panel, &CriteriaPanel::termsWanted, this, [this] { m_terms->trigger(); });
    connect(m_panel, &CriteriaPanel::closed, this, [this] { m_criteria->trigger(); });
    connect(m_panel, &CriteriaPanel::ended, this, &ScreeningPage::focusRecord);
    connect(m_termsPanel, &TermsPanel::edited, &m_controller, &ScreeningController::setTerms);
    connect(m_termsPanel, &TermsPanel::left, this, &ScreeningPage::focusRecord);
    connect(m_termsPanel, &TermsPanel::closed, this, [this] { m_terms->trigger(); });
    connect(m_termPopup, &TermPopup::added, &m_controller, &ScreeningController::addTerm);
    connect(m_card, &RecordCard::termAdded, &m_controller, &ScreeningController::addTerm);
    serveCard(*m_card, *this, [this] { return m_controller.session(); });
    connect(m_empty, &EmptyState::clicked, this, [this] {
        if (m_controller.state() == QueueState::NothingFound)
            m_controller.setShows(QueueShows::All);
        else
            Q_EMIT doorOpened(
                {m_controller.state() == QueueState::NothingLeft ? PageId::FullText : PageId::Sources, {}, {}, {}});
    });
}

void ScreeningPage::listenToFilter()
{
    connect(m_filter, &FilterPopup::narrowed, &m_controller, &ScreeningController::setNarrowing);
    connect(m_filter, &FilterPopup::savedChosen, &m_controller, &ScreeningController::applySaved);
    connect(m_filter, &FilterPopup::saveWanted, &m_controller, &ScreeningController::saveFilter);
    connect(m_filter, &FilterPopup::savedRemoved, &m_controller, &ScreeningController::removeSaved);
    connect(&m_controller, &ScreeningController::choicesKnown, m_filter, &FilterPopup::setChoices);
}

QString ScreeningPage::stateName() const
{
    return u"screening"_s;
}

QVariantMap ScreeningPage::state() const
{
    return {{u"sourceHidden"_s, m_hideSource->isChecked()}, {u"criteria"_s, m_criteria->isChecked()},
        {u"why"_s, m_why->isChecked()}, {u"orders"_s, m_orders}};
}

void ScreeningPage::setState(const QVariantMap& state)
{
    m_hideSource->setChecked(state.value(u"sourceHidden"_s).toBool());
    hideSource(m_hideSource->isChecked());
    showBeside(state.value(u"criteria"_s).toBool() ? Beside::Criteria : Beside::Nothing);
    m_why->setChecked(state.value(u"why"_s).toBool());
    m_controller.setWhyShown(m_why->isChecked());
    m_orders = state.value(u"orders"_s).toMap();
    recallOrder();
}

void ScreeningPage::hideSource(bool hidden)
{
    m_card->setSourceHidden(hidden);
    m_queue->table().setSourceHidden(hidden);
}

void ScreeningPage::showBeside(Beside beside)
{
    m_panes->setWanted(m_panel, beside == Beside::Criteria);
    m_panes->setWanted(m_termsPanel, beside == Beside::Terms);
    m_panes->setWanted(m_stoppingPanel, beside == Beside::Stopping);
    m_criteria->setChecked(beside == Beside::Criteria);
    m_terms->setChecked(beside == Beside::Terms);
    m_stopping->setChecked(beside == Beside::Stopping);
    m_controller.setStoppingShown(beside == Beside::Stopping);
}

void ScreeningPage::setSession(const std::shared_ptr<Session>& session)
{
    m_queue->setDoor({});
    m_queue->search().clear();
    m_bar->hideReasons();
    storeDrafts();
    m_said = 0;
    rememberOrder();
    m_controller.setSession(session);
    m_review = session ? session->path() : QString();
    recallOrder();
}

/// Notes that were typed and not saved, before the review is closed: they can be undone, and nobody types them twice.
void ScreeningPage::storeDrafts()
{
    for (const auto& [subject, text] : m_noteEditor->takeDrafts())
        m_controller.setNoteOf(CitationId{subject.toLongLong()}, text);
}

void ScreeningPage::entered()
{
    m_controller.setActive(true);
    focusRecord();
}

void ScreeningPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_controller.setActive(true);
}

void ScreeningPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_controller.setActive(false);
    rememberOrder();
    constexpr int Worth = 5; // decisions
    const int decided = m_controller.sitting().records();
    if (m_controller.session() == nullptr || decided < m_said + Worth)
        return;
    m_said = decided;
    Q_EMIT notice(wordsOf(m_controller.sitting()), false);
}

void ScreeningPage::open(const Door& door)
{
    if (door.filter != Filter{} || !door.heading.isEmpty()) {
        m_queue->setDoor(door.heading);
        m_controller.setShows(QueueShows::All);
        m_controller.showOnly(door.filter);
    }
    if (door.citation)
        m_controller.goTo(door.citation);
}

void ScreeningPage::focusRecord()
{
    // The list takes arrows and page keys; the page's single keys act from there.
    if (m_panes->isShown(m_queue))
        m_queue->table().setFocus();
    else
        m_card->setFocus();
}

void ScreeningPage::showCurrent()
{
    const std::optional<CitationDetail>& current = m_controller.current();
    m_card->setCitation(current);
    m_queue->update();
    const QString subject = current ? QString::number(current->id.value) : QString();
    if (std::exchange(m_shown, subject) != subject)
        m_bar->hideReasons(); // what was typed there is of the record before
    if (m_noteEditor->isVisible() && m_noteEditor->subject() != subject)
        m_noteEditor->setAside(); // it is about the record before
    const bool can = m_controller.canDecide();
    m_bar->setDecidable(can);
    m_bar->setVerdict(m_controller.verdict());
    m_label->setEnabled(can);
    m_note->setEnabled(can);
    m_undo->setEnabled(m_controller.canUndo());
    showEmpty();
}

void ScreeningPage::showProgress()
{
    showEmpty();
    const std::optional<StageProgress>& progress = m_controller.progress();
    if (!progress) {
        m_header->setStatus({});
        m_progress->hide();
        return;
    }
    const QLocale locale;
    QStringList parts{tr("%1 left").arg(locale.toString(m_controller.left())),
        tr("you %1").arg(locale.toString(m_controller.decidedOfThose()))};
    if (m_controller.onlyAssigned())
        parts.append(tr("of %1 assigned to you").arg(locale.toString(m_controller.toDecide())));
    if (const auto pace = m_controller.pace().perMinute())
        parts.append(tr("%1/min").arg(locale.toString(*pace, 'f', *pace < 10 ? 1 : 0)));
    if (const auto minutes = m_controller.pace().minutesFor(m_controller.left()); minutes && m_controller.left() > 0)
        parts.append(*minutes < 60 ? tr("about %1 min").arg(*minutes)
                                   : tr("about %1 h %2 min").arg(locale.toString(*minutes / 60)).arg(*minutes % 60));
    const Info* const info = m_controller.info();
    if (info != nullptr && info->readOnly)
        parts.append(tr("read-only")); // why stands in the line of state below
    m_header->setStatus(parts.join(QStringLiteral(" · ")));
    const std::int64_t all = m_controller.toDecide();
    m_progress->setVisible(all > 0);
    m_progress->setRange(0, 1000);
    m_progress->setValue(all > 0 ? static_cast<int>(m_controller.decidedOfThose() * 1000 / all) : 0);
}

void ScreeningPage::showLists()
{
    m_card->setReasons(m_controller.allReasons());
    m_card->setTerms(m_controller.terms());
    m_bar->setReasons(m_controller.reasons());
    m_termsPanel->setTerms(m_controller.terms());
    m_filter->setReasons(m_controller.reasons());
    m_filter->setLabels(m_controller.labels());
    const Info* const info = m_controller.info();
    m_panel->setCriteria(info == nullptr ? QString() : toQString(info->criteria));
    const bool editable = info != nullptr && !info->readOnly;
    m_panel->setEditable(editable);
    m_termsPanel->setEditable(editable);
    m_addTerm->setEnabled(editable);
    m_bulk->setEnabled(editable);
    m_filter->setSaved(m_controller.savedFilters(), editable);
}

void ScreeningPage::showEmpty()
{
    const QueueState state = m_controller.state();
    const bool ready = state == QueueState::Ready;
    m_stack->setCurrentIndex(ready ? 0 : 1);
    switch (state) {
    case QueueState::Ready:
        break;
    case QueueState::NoReview:
        m_empty->setLine(tr("Open a review to screen its records."));
        m_empty->setButton({});
        break;
    case QueueState::NoRecords:
        m_empty->setLine(tr("Import an export file to begin."));
        m_empty->setButton(tr("Go to sources"));
        break;
    case QueueState::NothingLeft: {
        const QString decided = QLocale().toString(m_controller.decidedOfThose());
        m_empty->setLine((m_controller.onlyAssigned() ? tr("Nothing left of what is assigned to you: %1 decided.")
                                                      : tr("Nothing left to screen: %1 decided."))
                .arg(decided));
        m_empty->setButton(tr("Go on to full text"));
        break;
    }
    case QueueState::NothingFound:
        m_empty->setLine(tr("No record matches the filter."));
        m_empty->setButton(m_controller.shows() == QueueShows::All ? QString() : tr("Look among all records"));
        break;
    }
}

void ScreeningPage::label()
{
    if (m_controller.canDecide())
        m_labels->begin(m_controller.labels(), m_controller.current()->labels,
            m_labelButton->mapToGlobal(QPoint(0, -theme::Grid / 2)));
}

void ScreeningPage::note()
{
    if (m_controller.canDecide())
        m_noteEditor->begin(toQString(m_controller.current()->note), QString::number(m_controller.current()->id.value));
}

void ScreeningPage::toggleTerms()
{
    const bool away = !m_terms->isChecked() && !m_panes->isShown(m_termsPanel);
    const bool shown = m_terms->isChecked() || away;
    showBeside(shown ? Beside::Terms : Beside::Nothing);
    if (away)
        m_panes->showPane(m_termsPanel);
    if (shown)
        m_termsPanel->edit();
    else
        focusRecord();
}

void ScreeningPage::addTerm()
{
    if (m_addTerm->isEnabled())
        m_termPopup->begin(m_card->selectedWords().left(100), m_controller.terms(),
            m_labelButton->mapToGlobal(QPoint(0, -theme::Grid / 2)));
}

void ScreeningPage::narrow()
{
    if (m_controller.session() == nullptr)
        return;
    m_controller.askChoices();
    m_panes->showPane(m_queue);
    m_filter->begin(m_controller.narrowing(), m_queue->filterRow().narrowButton());
}

void ScreeningPage::actOnAll()
{
    const auto count = static_cast<std::size_t>(m_controller.list().model().rowCount());
    if (count == 0)
        return;
    QMenu* const menu = bulkMenu(
        this, count, m_controller.reasons(), m_controller.labels(),
        [this](const BulkAct& act) { m_controller.actOnAll(act); },
        [this] {
            dialogs().text(this, tr("Label all that are listed"), tr("Label"), {}, {}, [this](const auto& name) {
                if (name && !name->simplified().isEmpty())
                    m_controller.actOnAll({BulkAct::Kind::PutLabel, {}, {}, name->simplified().toStdString()});
            });
        });
    m_panes->showPane(m_queue);
    const QWidget& button = m_queue->filterRow().bulkButton();
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

void ScreeningPage::showSitting()
{
    if (m_controller.session() == nullptr)
        return;
    // Asked anew: while one decides, the controller keeps count of what is its own alone.
    m_controller.session()->query<StageProgress>(
        this, 0, [](review::Reader& reader) { return reader.progress(Stage::TitleAbstract); },
        [this](const Result<StageProgress>& progress) {
            dialogs().show(new SittingDialog(m_controller.sitting(),
                progress ? std::optional(*progress) : m_controller.progress(), m_controller.rule(), this));
        });
}

} // namespace winnow::ui
