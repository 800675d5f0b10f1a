#include "ui/appraisal/appraisalpage.h"

#include "core/base/text.h"
#include "ui/appraisal/appraisalview.h"
#include "ui/appraisal/instrumentchooser.h"
#include "ui/appraisal/judgedstudies.h"
#include "ui/models/reportpane.h"
#include "ui/models/session.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/twolinedelegate.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Empty, Chooser, Work };
enum Tab { AssessmentTab, FiguresTab };
constexpr int MostChoices = 6; // NA besides the five answers of RoB 2

/// Name, and below it how much is judged; a tick where all is.
class StudyDelegate final : public TwoLineDelegate {
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    [[nodiscard]] Rest rest(const QModelIndex& index) const override
    {
        const QString progress = index.data(JudgedStudies::ProgressRole).toString();
        if (!index.data(JudgedStudies::CompleteRole).toBool())
            return {progress, {}, {}};
        return {u"✓ "_s + progress, theme::colors().include, {}};
    }
};

} // namespace

AppraisalPage::AppraisalPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Appraisal, dialogs, parent)
    , m_header(new PageHeader(tr("Risk of bias")))
    , m_outcome(new QComboBox)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(tr("No study is included yet. Studies come here when their reports are included on the "
                                "full text.")))
    , m_chooser(new InstrumentChooser)
    , m_tabs(new QTabWidget)
    , m_studyModel(new JudgedStudies(m_controller, this))
    , m_report(new ReportPane(*this))
    , m_view(new AppraisalView(m_controller))
    , m_figure(new FigureView(FigureView::Fit::Whole, u"appraisal"_s))
{
    makeActions();
    m_outcome->setAccessibleName(tr("Outcome"));
    m_outcome->setToolTip(tr("Outcome that is judged"));
    connect(m_outcome, &QComboBox::activated, this, [this](int outcome) {
        m_view->commit();
        m_controller.setOutcome(outcome);
    });
    m_changeButton = new QPushButton(m_change->text());
    connect(m_changeButton, &QPushButton::clicked, m_change, &QAction::trigger);
    m_header->addControl(m_outcome);
    m_header->addControl(m_changeButton);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeAssessment(), tr("Assessment"));
    m_tabs->addTab(makeFigures(), tr("Figures"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &AppraisalPage::draw);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_chooser);
    m_stack->addWidget(m_tabs);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);

    connect(&m_controller, &AppraisalController::planChanged, this, &AppraisalPage::followPlan);
    connect(&m_controller, &AppraisalController::studiesChanged, this, &AppraisalPage::follow);
    connect(&m_controller, &AppraisalController::studyChanged, this, &AppraisalPage::followStudy);
    connect(&m_controller, &AppraisalController::robvisTaken, this, [this](int studies, int unknown) {
        const QString taken = tr("Judgements of %n study(ies) taken in", nullptr, studies);
        Q_EMIT notice(unknown == 0 ? taken : tr("%1; %2 not found among the included studies").arg(taken).arg(unknown),
            studies > 0);
    });
    connect(&m_controller, &AppraisalController::tookBack, this,
        [this](const QString& what) { Q_EMIT notice(tr("Taken back: %1").arg(what), true); });
    connect(&m_controller, &AppraisalController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    connect(m_chooser, &InstrumentChooser::chosen, this, [this](const AppraisalPlan& plan) {
        m_choosing = false;
        m_controller.usePlan(plan);
        follow();
    });
    connect(m_chooser, &InstrumentChooser::kept, this, [this] {
        m_choosing = false;
        follow();
    });
    connect(&m_report->reader(), &PdfReader::placesChanged, this, &Page::stateChanged);
    connect(m_report, &ReportPane::attachWanted, this, &AppraisalPage::attach);
    connect(m_report, &ReportPane::takeWanted, this, &AppraisalPage::quote);
    connect(m_report, &ReportPane::evidenceClicked, this, [this](const std::string& address) {
        m_controller.goTo(address);
        m_view->setFocus();
    });
    m_view->setTaker([this] { return quote(); });
    connect(m_view, &AppraisalView::placeWanted, this, &AppraisalPage::showPlace);
    connect(&m_controller, &AppraisalController::saidChanged, this, &AppraisalPage::markQuotes);
    connect(&m_controller, &AppraisalController::currentChanged, this, [this] { m_nextQuote = 0; });
    followPlan();
}

AppraisalPage::~AppraisalPage()
{
    removeWidgets();
}

QWidget* AppraisalPage::makeAssessment()
{
    m_studies = new QListView;
    m_studies->setModel(m_studyModel);
    m_studies->setItemDelegate(new StudyDelegate(m_studies));
    m_studies->setAccessibleName(tr("Included studies"));
    m_studies->setFrameShape(QFrame::NoFrame);
    m_studies->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_studies->setMinimumWidth(22 * theme::Grid);
    connect(
        m_studies->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
            if (!m_following && current.isValid())
                m_controller.setRow(current.row());
        });
    connect(m_studies, &QListView::activated, m_view, qOverload<>(&QWidget::setFocus));
    auto* split = new SidePanes(*this, u"appraisal"_s);
    constexpr int Letters = 30; // letters: a PDF is read at a size of its own
    split->addSide(m_studies, tr("Studies"), 28 * theme::Grid);
    split->addMain(m_report, tr("Report"), Letters);
    split->addSide(m_view, tr("Assessment"), 67 * theme::Grid);
    split->showPane(m_view);
    return split;
}

QWidget* AppraisalPage::makeFigures()
{
    m_kind = new QComboBox;
    m_kind->setAccessibleName(tr("Figure"));
    m_kind->addItem(tr("Traffic lights"));
    m_kind->addItem(tr("Summary"));
    connect(m_kind, &QComboBox::activated, this, &AppraisalPage::draw);
    connect(m_figure, &FigureView::markActivated, this, [this](int index) {
        m_controller.openMark(index);
        m_tabs->setCurrentIndex(AssessmentTab);
        m_view->setFocus();
    });
    m_drawn = new QStackedWidget;
    m_whose = new TextLabel(TextLabel::Voice::Muted);
    m_whose->setWordWrap(true);
    m_whose->setContentsMargins(theme::CardMargin, 0, 2 * theme::Grid, theme::Grid);
    m_drawn->addWidget(new EmptyState(tr("Nothing is judged yet. Figures are drawn from the first judgement on.")));
    m_drawn->addWidget(m_figure);
    auto* page = new QWidget;
    auto* buttons = new FlowLayout(theme::Grid);
    buttons->setContentsMargins(theme::CardMargin, theme::Grid, 2 * theme::Grid, theme::Grid);
    buttons->addWidget(m_kind);
    for (QAction* action : {m_exportFigure, m_exportTable, m_importTable}) {
        auto* button = new QPushButton(action->text());
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [action, button] { button->setEnabled(action->isEnabled()); });
        button->setEnabled(action->isEnabled());
        buttons->addWidget(button);
    }
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(buttons);
    column->addWidget(m_whose);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_drawn, 1);
    return page;
}

void AppraisalPage::makeActions()
{
    std::vector<QAction*> choices;
    for (int i = 0; i < MostChoices; ++i)
        choices.push_back(makeAction(u"appraisal.choice%1"_s.arg(i + 1), tr("Answer or judgement %1").arg(i + 1),
            {static_cast<Qt::Key>(Qt::Key_1 + i)}, [this, i] { m_controller.choose(i); }));
    m_view->setKeys(std::move(choices));
    makeAction(u"appraisal.nextStep"_s, tr("Next question"), {Qt::Key_J}, [this] { m_controller.moveStep(1); });
    makeAction(
        u"appraisal.previousStep"_s, tr("Previous question"), {Qt::Key_K}, [this] { m_controller.moveStep(-1); });
    makeAction(u"appraisal.proposal"_s, tr("Take the proposal"), {Qt::Key_Return}, [this] {
        if (!quote()) // Enter takes words that are selected, as in a field of the extraction
            m_controller.takeProposal();
    });
    makeAction(u"appraisal.open"_s, tr("First open question"), {Qt::CTRL | Qt::Key_Return}, [this] {
        if (!m_controller.goToOpen())
            Q_EMIT notice(tr("Nothing is open here: all is answered and judged."), false);
        m_view->setFocus();
    });
    makeAction(u"appraisal.accept"_s, tr("Accept another assessor's judgement"), {Qt::Key_A},
        [this] { m_controller.acceptNext(); });
    makeAction(u"appraisal.differing"_s, tr("Next judgement that differs"), {Qt::Key_D}, [this] {
        m_view->commit();
        if (!m_controller.goToDiffering())
            Q_EMIT notice(tr("Assessors differ on no judgement."), false);
    });
    makeAction(u"appraisal.support"_s, tr("Write the support"), {Qt::Key_S}, [this] { m_view->writeSupport(); });
    makeAction(u"appraisal.quote"_s, tr("Quote the selected words"), {Qt::Key_Q, Qt::ALT | Qt::Key_T}, [this] {
        if (!quote())
            Q_EMIT notice(tr("Select the words in the report first."), false);
    });
    makeAction(u"appraisal.showQuote"_s, tr("Show what the answer rests on"), {Qt::Key_W, Qt::ALT | Qt::Key_W},
        [this] { showNextQuote(); });
    makeAction(u"appraisal.next"_s, tr("Next study"), {Qt::CTRL | Qt::Key_Down}, [this] { moveBy(1); });
    makeAction(u"appraisal.previous"_s, tr("Previous study"), {Qt::CTRL | Qt::Key_Up}, [this] { moveBy(-1); });
    makeAction(u"appraisal.figures"_s, tr("Questions or figures"), {Qt::Key_G},
        [this] { m_tabs->setCurrentIndex(m_tabs->currentIndex() == AssessmentTab ? FiguresTab : AssessmentTab); });
    m_change = makeAction(u"appraisal.instrument"_s, tr("Change instrument…"), {}, [this] { chooseInstrument(); });
    m_exportFigure = makeAction(u"appraisal.exportFigure"_s, tr("Export figure…"), {}, [this] { exportFigures(); });
    m_exportTable = makeAction(u"appraisal.exportData"_s, tr("Export as CSV…"), {}, [this] { exportTable(); });
    m_exportTable->setToolTip(tr("A table that the R package robvis reads"));
    m_importTable = makeAction(u"appraisal.importData"_s, tr("Take in a CSV…"), {}, [this] { importTable(); });
    m_importTable->setToolTip(tr("Judgements from a table as the R package robvis has them"));
}

QList<QAction*> AppraisalPage::pageActions() const
{
    return Page::pageActions() + m_figure->zoomActions();
}

QString AppraisalPage::stateName() const
{
    return u"appraisal"_s;
}

QVariantMap AppraisalPage::state() const
{
    return m_report->reader().places();
}

void AppraisalPage::setState(const QVariantMap& state)
{
    m_report->reader().setPlaces(state);
}

void AppraisalPage::setSession(const std::shared_ptr<Session>& session)
{
    m_choosing = false;
    m_report->setSession(session);
    m_report->reader().setReader(session ? toQString(session->info().reviewerName) : QString());
    m_controller.setSession(session);
    follow();
}

void AppraisalPage::entered()
{
    m_controller.setActive(true);
    followStudy(); // files may have been attached meanwhile
    if (m_stack->currentIndex() == Work && m_tabs->currentIndex() == AssessmentTab)
        m_view->setFocus();
}

void AppraisalPage::hideEvent(QHideEvent* event)
{
    m_view->commit();
    m_controller.setActive(false);
    Page::hideEvent(event);
}

void AppraisalPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_drawn != nullptr)
        draw();
}

bool AppraisalPage::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->keyCombination() == QKeyCombination(Qt::Key_Return) && needsReturn(QApplication::focusWidget())) {
            event->accept();
            return true;
        }
    }
    return Page::event(event);
}

bool AppraisalPage::needsReturn(const QWidget* focused) const
{
    if (m_stack->currentIndex() != Work || m_tabs->currentIndex() != AssessmentTab)
        return true; // a figure opens its mark by it
    return qobject_cast<const QLineEdit*>(focused) != nullptr || qobject_cast<const QPlainTextEdit*>(focused) != nullptr
        || qobject_cast<const QAbstractSpinBox*>(focused) != nullptr
        || qobject_cast<const QAbstractButton*>(focused) != nullptr
        || qobject_cast<const QComboBox*>(focused) != nullptr
        || qobject_cast<const QAbstractItemView*>(focused) != nullptr;
}

void AppraisalPage::open(const Door& door)
{
    m_tabs->setCurrentIndex(AssessmentTab);
    if (door.citation)
        m_controller.showStudyOf(door.citation);
}

void AppraisalPage::followPlan()
{
    const QSignalBlocker quiet(m_outcome);
    m_outcome->clear();
    for (const std::string& outcome : m_controller.plan().outcomes)
        m_outcome->addItem(toQString(outcome));
    m_outcome->setCurrentIndex(m_controller.outcome());
    follow();
}

void AppraisalPage::follow()
{
    m_following = true;
    m_studyModel->refresh();
    m_following = false;
    m_header->setStatus(m_controller.summary());
    const bool chosen = m_controller.instrument() != nullptr;
    const bool any = !m_controller.studies().empty();
    int shown = any ? Work : Empty;
    if (any && (m_choosing || !chosen))
        shown = Chooser;
    if (shown == Chooser && m_stack->currentIndex() != Chooser)
        m_chooser->show(m_controller.plan(), m_controller.canWrite());
    m_stack->setCurrentIndex(shown);
    m_change->setEnabled(chosen && m_controller.canWrite());
    m_changeButton->setVisible(chosen && shown == Work);
    m_changeButton->setEnabled(m_change->isEnabled());
    m_outcome->setVisible(m_outcome->count() > 0 && shown == Work);
    m_importTable->setEnabled(shown == Work && m_controller.canWrite());
    followStudy();
}

void AppraisalPage::followStudy()
{
    m_following = true;
    const int row = m_controller.row();
    if (row >= 0 && m_studies->currentIndex().row() != row)
        m_studies->setCurrentIndex(m_studyModel->index(row));
    m_following = false;
    if (isVisible())
        m_report->setFiles(m_controller.files(), row >= 0);
    draw();
}

void AppraisalPage::draw()
{
    const bool any = m_controller.instrument() != nullptr && m_controller.hasFigure();
    m_exportFigure->setEnabled(any);
    m_exportTable->setEnabled(any);
    m_drawn->setCurrentIndex(any ? 1 : 0);
    m_whose->setText(m_controller.whose());
    m_whose->setVisible(!m_whose->text().isEmpty());
    if (any && m_tabs->currentIndex() == FiguresTab)
        m_figure->setDrawing(m_controller.figure(kind(), figurePalette()));
}

AppraisalController::Kind AppraisalPage::kind() const
{
    return m_kind->currentIndex() == 0 ? AppraisalController::Kind::TrafficLights : AppraisalController::Kind::Summary;
}

void AppraisalPage::moveBy(int step)
{
    m_view->commit();
    m_controller.moveBy(step);
}

void AppraisalPage::chooseInstrument()
{
    m_view->commit();
    m_choosing = true;
    follow();
}

bool AppraisalPage::quote()
{
    const std::vector<Evidence> places = m_report->selected();
    if (places.empty() || m_tabs->currentIndex() != AssessmentTab || !m_controller.canWrite())
        return false;
    m_view->commit();
    m_controller.quote(places);
    m_report->reader().view().clearSelection();
    return true;
}

void AppraisalPage::showPlace(const Evidence& place)
{
    if (!m_report->showPlace(place))
        Q_EMIT notice(tr("The PDF of this quote is not attached to the study any more"), false);
}

void AppraisalPage::showNextQuote()
{
    const auto current = static_cast<std::size_t>(m_controller.current());
    if (current >= m_controller.steps().size())
        return;
    const std::vector<Evidence> quotes = m_controller.quotes(m_controller.steps()[current]);
    if (!quotes.empty())
        showPlace(quotes[m_nextQuote++ % quotes.size()]);
}

void AppraisalPage::markQuotes()
{
    m_nextQuote = 0;
    std::vector<ReportPane::Marked> marked;
    for (const AppraisalController::Quoted& quoted : m_controller.quoted())
        marked.push_back({quoted.place, quoted.address, quoted.says});
    m_report->setEvidence(std::move(marked));
}

void AppraisalPage::attach()
{
    const Study* study = m_controller.study();
    if (study == nullptr)
        return;
    Door door;
    door.page = PageId::FullText;
    door.heading = toQString(study->name);
    door.citation = study->reports.empty() ? CitationId() : study->reports.front();
    Q_EMIT doorOpened(door);
}

void AppraisalPage::exportFigures()
{
    exportFigure(this, dialogs(), m_controller.figure(kind(), figure::Palette::light()), m_controller.exportName(),
        [this](const QString& text) { Q_EMIT notice(text, false); });
}

void AppraisalPage::exportTable()
{
    exportCsv(this, dialogs(), QByteArray::fromStdString(m_controller.robvisCsv()), m_controller.exportName(),
        [this](const QString& text) { Q_EMIT notice(text, false); });
}

void AppraisalPage::importTable()
{
    dialogs().openFiles(this, tr("Take in judgements"), tr("CSV table (*.csv)"), [this](const QStringList& files) {
        if (!files.isEmpty())
            m_controller.takeRobvis(files.front());
    });
}

} // namespace winnow::ui
