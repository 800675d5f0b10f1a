#include "ui/screening/screeningpage.h"

#include "core/base/text.h"
#include "ui/models/session.h"
#include "ui/screening/criteriapanel.h"
#include "ui/screening/queuepanel.h"
#include "ui/screening/termsdialog.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/labelspopup.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/reasonsbar.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/theme.h"

#include <QDesktopServices>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace winnow::ui {

ScreeningPage::ScreeningPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Screening, dialogs, parent)
    , m_header(new PageHeader(tr("Title and abstract screening")))
    , m_progress(new QProgressBar)
    , m_queue(new QueuePanel(m_controller))
    , m_stack(new QStackedWidget)
    , m_card(new RecordCard)
    , m_empty(new EmptyState({}))
    , m_reasons(new ReasonsBar)
    , m_noteEditor(new InlineEditor(tr("Note")))
    , m_labels(new LabelsPopup(this))
    , m_panel(new CriteriaPanel)
{
    makeActions();
    m_bar = makeBar();
    makePanels();
    listen();
    showCurrent();
    showProgress();
    showLists();
}

ScreeningPage::~ScreeningPage()
{
    removeWidgets();
}

QAction* ScreeningPage::action(
    const char* name, const QString& text, const QList<QKeySequence>& keys, std::function<void()> run)
{
    auto* made = new QAction(text, this);
    made->setObjectName(QStringLiteral("screening.") + QLatin1String(name));
    made->setShortcuts(keys);
    made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(made, &QAction::triggered, this, std::move(run));
    addAction(made);
    m_actions.append(made);
    return made;
}

void ScreeningPage::makeActions()
{
    m_include = action("include", tr("Include"), {Qt::Key_I}, [this] { m_controller.decide(Verdict::Include); });
    m_exclude = action("exclude", tr("Exclude"), {Qt::Key_E}, [this] { exclude(); });
    m_maybe = action("maybe", tr("Maybe"), {Qt::Key_M}, [this] { m_controller.decide(Verdict::Maybe); });
    m_takeBack = action("takeBack", tr("Take back"), {Qt::Key_U}, [this] { m_controller.takeBack(); });
    m_takeBack->setToolTip(tr("Make this record undecided again"));
    m_needRecord = {m_include, m_exclude, m_maybe, m_takeBack};
    for (int number = 1; number <= 9; ++number) {
        const QByteArray name = "exclude" + QByteArray::number(number);
        m_needRecord.push_back(action(name.constData(), tr("Exclude for reason %1").arg(number),
            {QKeySequence(Qt::Key_0 + number)}, [this, number] { m_controller.excludeFor(number); }));
    }
    m_label = action("label", tr("Label"), {Qt::Key_L}, [this] { label(); });
    m_note = action("note", tr("Note"), {Qt::Key_N}, [this] { note(); });
    m_needRecord.push_back(m_label);
    m_needRecord.push_back(m_note);
    m_undo = action("undo", tr("Undo"), {Qt::Key_Z}, [this] { m_controller.undo(); });
    action("next", tr("Next record"), {Qt::Key_J, Qt::Key_Down}, [this] { m_controller.next(); });
    action("previous", tr("Previous record"), {Qt::Key_K, Qt::Key_Up}, [this] { m_controller.previous(); });
    action("back", tr("Back to the decision before"),
        {QKeySequence(Qt::Key_Backspace), QKeySequence(Qt::ALT | Qt::Key_Left)}, [this] { m_controller.back(); });
    const auto scroll = [this](int pages) {
        QScrollBar* const bar = m_card->verticalScrollBar();
        bar->setValue(bar->value() + pages * bar->pageStep() * 9 / 10);
    };
    action("readOn", tr("Read on"), {Qt::Key_Space}, [scroll] { scroll(1); });
    action("readBack", tr("Read back"), {QKeySequence(Qt::SHIFT | Qt::Key_Space)}, [scroll] { scroll(-1); });
    m_highlights = action("highlights", tr("Show highlighted terms"), {Qt::Key_H},
        [this] { m_card->setHighlightsShown(m_highlights->isChecked()); });
    m_highlights->setCheckable(true);
    m_highlights->setChecked(true);
    m_hideSource = action("hideSource", tr("Hide authors and journal"), {QKeySequence(Qt::SHIFT | Qt::Key_A)},
        [this] { m_card->setSourceHidden(m_hideSource->isChecked()); });
    m_hideSource->setCheckable(true);
    m_criteria = action("criteria", tr("Criteria"), {Qt::Key_C}, [this] {
        m_panel->setVisible(m_criteria->isChecked());
        focusRecord();
    });
    m_criteria->setCheckable(true);
    action("terms", tr("Edit highlighted terms…"), {Qt::Key_T}, [this] { editTerms(); });
    action("filter", tr("Filter the queue"), {Qt::Key_Slash}, [this] {
        m_queue->search().setFocus(Qt::ShortcutFocusReason);
        m_queue->search().selectAll();
    });
}

QWidget* ScreeningPage::makeBar()
{
    auto* bar = new QWidget;
    auto* flow = new FlowLayout(theme::Grid);
    flow->setContentsMargins(2 * theme::Grid, theme::Grid * 3 / 2, 2 * theme::Grid, theme::Grid * 3 / 2);
    m_includeButton = new KeyButton(m_include, Mark::Include);
    m_excludeButton = new KeyButton(m_exclude, Mark::Exclude);
    m_maybeButton = new KeyButton(m_maybe, Mark::Maybe);
    m_labelButton = new KeyButton(m_label);
    for (KeyButton* button : {m_includeButton, m_excludeButton, m_maybeButton, new KeyButton(m_takeBack), m_labelButton,
             new KeyButton(m_note), new KeyButton(m_undo)})
        flow->addWidget(button);
    bar->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    bar->setSizePolicy(policy);
    return bar;
}

void ScreeningPage::makePanels()
{
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
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_noteEditor);
    column->addWidget(m_reasons);
    column->addWidget(m_bar);
    m_panel->hide();

    auto* splitter = new QSplitter;
    splitter->addWidget(m_queue);
    splitter->addWidget(record);
    splitter->addWidget(m_panel);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setStretchFactor(2, 0);
    splitter->setCollapsible(0, false);
    splitter->setCollapsible(1, false);
    splitter->setCollapsible(2, false);
    splitter->setSizes({46 * theme::Grid, 90 * theme::Grid, 34 * theme::Grid});
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_header);
    page->addWidget(splitter, 1);
}

void ScreeningPage::listen()
{
    connect(&m_controller, &ScreeningController::currentChanged, this, &ScreeningPage::showCurrent);
    connect(&m_controller, &ScreeningController::progressChanged, this, &ScreeningPage::showProgress);
    connect(&m_controller, &ScreeningController::listsChanged, this, &ScreeningPage::showLists);
    connect(&m_controller, &ScreeningController::notice, this, &Page::notice);
    connect(&m_controller, &ScreeningController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    connect(m_queue, &QueuePanel::doorClosed, this, [this] {
        m_queue->setDoor({});
        m_controller.showOnly({});
    });
    connect(m_reasons, &ReasonsBar::chosen, this,
        [this](ReasonId reason) { m_controller.decide(Verdict::Exclude, reason); });
    connect(m_reasons, &ReasonsBar::added, &m_controller, &ScreeningController::excludeForNew);
    connect(m_reasons, &ReasonsBar::ended, this, &ScreeningPage::focusRecord);
    connect(m_noteEditor, &InlineEditor::saved, &m_controller, &ScreeningController::setNote);
    connect(m_noteEditor, &InlineEditor::ended, this, &ScreeningPage::focusRecord);
    connect(m_labels, &LabelsPopup::switched, &m_controller, &ScreeningController::setLabel);
    connect(m_panel, &CriteriaPanel::criteriaWritten, &m_controller, &ScreeningController::setCriteria);
    connect(m_panel, &CriteriaPanel::termsWanted, this, &ScreeningPage::editTerms);
    connect(m_panel, &CriteriaPanel::closed, this, [this] { m_criteria->trigger(); });
    connect(m_card, &RecordCard::termAdded, &m_controller, &ScreeningController::addTerm);
    connect(m_card, &RecordCard::copied, this,
        [this](const QString& text) { Q_EMIT notice(tr("Copied: %1").arg(text), false); });
    connect(m_card, &RecordCard::urlClicked, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
    connect(m_empty, &EmptyState::clicked, this, [this] {
        if (m_controller.state() == QueueState::NothingFound)
            m_controller.setShows(QueueShows::All);
        else
            Q_EMIT doorOpened(
                {m_controller.state() == QueueState::NothingLeft ? PageId::FullText : PageId::Sources, {}, {}, {}});
    });
    m_card->setReadRecord([this](RecordId id) -> Result<RecordDetail> {
        if (m_controller.session() == nullptr)
            return fail(ErrorKind::NotFound, tr("No review is open."));
        return m_controller.session()->reader().recordDetail(id);
    });
}

void ScreeningPage::setSession(const std::shared_ptr<Session>& session)
{
    m_queue->setDoor({});
    m_queue->search().clear();
    m_reasons->hide();
    m_noteEditor->hide();
    m_controller.setSession(session);
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
    m_queue->table().setFocus();
}

void ScreeningPage::showCurrent()
{
    const std::optional<CitationDetail>& current = m_controller.current();
    m_card->setCitation(current);
    m_queue->update();
    for (QAction* action : m_needRecord)
        action->setEnabled(m_controller.canDecide());
    const std::optional<Verdict> verdict = m_controller.verdict();
    m_takeBack->setEnabled(m_controller.canDecide() && verdict);
    m_undo->setEnabled(m_controller.canUndo());
    m_includeButton->setOn(verdict == Verdict::Include);
    m_excludeButton->setOn(verdict == Verdict::Exclude);
    m_maybeButton->setOn(verdict == Verdict::Maybe);
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
    QStringList parts{
        tr("%1 left").arg(locale.toString(m_controller.left())), tr("you %1").arg(locale.toString(progress->decided))};
    if (const auto pace = m_controller.pace().perMinute())
        parts.append(tr("%1/min").arg(locale.toString(*pace, 'f', *pace < 10 ? 1 : 0)));
    if (const auto minutes = m_controller.pace().minutesFor(m_controller.left()); minutes && m_controller.left() > 0)
        parts.append(*minutes < 60 ? tr("about %1 min").arg(*minutes)
                                   : tr("about %1 h %2 min").arg(locale.toString(*minutes / 60)).arg(*minutes % 60));
    const Info* const info = m_controller.info();
    if (info != nullptr && info->readOnly)
        parts.append(tr("read-only")); // why stands in the line of state below
    m_header->setStatus(parts.join(QStringLiteral(" · ")));
    m_progress->setVisible(progress->all > 0);
    m_progress->setRange(0, 1000);
    m_progress->setValue(progress->all > 0 ? static_cast<int>(progress->decided * 1000 / progress->all) : 0);
}

void ScreeningPage::showLists()
{
    m_card->setReasons(m_controller.allReasons());
    m_card->setTerms(m_controller.terms());
    m_reasons->setReasons(m_controller.reasons());
    const Info* const info = m_controller.info();
    m_panel->setCriteria(info == nullptr ? QString() : toQString(info->criteria));
    m_panel->setEditable(info != nullptr && !info->readOnly);
    for (std::size_t i = 1; i <= 9; ++i) {
        QAction* const action = findChild<QAction*>(QStringLiteral("screening.exclude") + QString::number(i));
        const bool known = i <= m_controller.reasons().size();
        action->setText(known ? tr("Exclude: %1").arg(toQString(m_controller.reasons()[i - 1].label))
                              : tr("Exclude for reason %1").arg(i));
        action->setVisible(known);
    }
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
    case QueueState::NothingLeft:
        m_empty->setLine(
            tr("Nothing left to screen: %1 decided.").arg(QLocale().toString(m_controller.progress()->decided)));
        m_empty->setButton(tr("Go on to full text"));
        break;
    case QueueState::NothingFound:
        m_empty->setLine(tr("No record matches the filter."));
        m_empty->setButton(m_controller.shows() == QueueShows::All ? QString() : tr("Look among all records"));
        break;
    }
}

void ScreeningPage::exclude()
{
    if (m_controller.canDecide())
        m_reasons->begin();
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
        m_noteEditor->begin(toQString(m_controller.current()->note));
}

void ScreeningPage::editTerms()
{
    const Info* const info = m_controller.info();
    if (info == nullptr || info->readOnly)
        return;
    auto* dialog = new TermsDialog(m_controller.terms(), this);
    connect(dialog, &TermsDialog::saved, &m_controller, &ScreeningController::setTerms);
    dialogs().show(dialog);
}

} // namespace winnow::ui
