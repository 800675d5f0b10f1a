#include "ui/extraction/extractionpage.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "ui/extraction/fieldeditor.h"
#include "ui/extraction/formchooser.h"
#include "ui/extraction/formdesigner.h"
#include "ui/extraction/formview.h"
#include "ui/extraction/objectionlist.h"
#include "ui/extraction/reconciliationpanel.h"
#include "ui/extraction/resultsview.h"
#include "ui/extraction/resulttable.h"
#include "ui/extraction/saidview.h"
#include "ui/extraction/studylistmodel.h"
#include "ui/extraction/valuetablemodel.h"
#include "ui/models/reportpane.h"
#include "ui/models/session.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/twolinedelegate.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Tab { StudyTab, AnswersTab, EfficacyTab, SafetyTab, ReconcileTab };
enum Side { FormSide, ResultsSide, LookSide };
const QString DraftsKey = u"formDrafts"_s; // no file's hash, as the other keys of the state

/// Name, and below it how much is answered; a tick where all is.
class StudyDelegate final : public TwoLineDelegate {
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    [[nodiscard]] Rest rest(const QModelIndex& index) const override
    {
        const QString progress = index.data(StudyListModel::ProgressRole).toString();
        if (!index.data(StudyListModel::CompleteRole).toBool())
            return {progress, {}, {}};
        return {u"✓ "_s + progress, theme::colors().include, {}};
    }
};

/// Answers that are no value muted, doubtful ones with a question mark.
class ValueDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Colors& colors = theme::colors();
        const bool doubtful = !index.data(ValueTableModel::DoubtRole).toString().isEmpty();
        const QVariant stated = index.data(ValueTableModel::StatedRole);
        QColor color = stated.isValid() && !stated.toBool() ? colors.muted : colors.text;
        if (doubtful) {
            color = colors.maybe;
            option->text = u"? "_s + option->text;
        }
        for (const QPalette::ColorRole role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, color);
    }
};

} // namespace

ExtractionPage::ExtractionPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Extraction, dialogs, parent)
    , m_header(new PageHeader(tr("Extraction")))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(tr("No study is included yet. Studies come here when their reports are included on the "
                                "full text.")))
    , m_chooser(new FormChooser)
    , m_tabs(new QTabWidget)
    , m_studyModel(new StudyListModel(m_controller, this))
    , m_valueModel(new ValueTableModel(m_controller, this))
    , m_report(new ReportPane(*this))
    , m_reportPlace(new QWidget)
    , m_reconcileSplit(new QSplitter(Qt::Horizontal))
    , m_form(new FormView(m_controller))
    , m_results(new ResultsView(m_controller))
    , m_efficacy(new ResultTable(tr("Efficacy: results of all studies"),
          tr("No result of an efficacy outcome is extracted yet. The table comes out of the studies' results."),
          tr("Enter opens the study.")))
    , m_safety(new ResultTable(tr("Safety: adverse events of all studies"),
          tr("No adverse event is extracted yet. The table comes out of the studies' events and results."),
          tr("Enter opens the study.")))
{
    makeActions();
    m_reconcile = new ReconciliationPanel(m_reconciliation, *this);
    m_formButton = new QPushButton(tr("Form…"));
    m_formButton->setToolTip(tr("Add, change, order and remove what is asked (%1)")
            .arg(m_designForm->shortcut().toString(QKeySequence::NativeText)));
    connect(m_formButton, &QPushButton::clicked, m_designForm, &QAction::trigger);
    m_header->addControl(m_formButton);
    m_reportPlace->setLayout(new QVBoxLayout);
    m_reportPlace->layout()->setContentsMargins(0, 0, 0, 0);
    m_reportPlace->layout()->addWidget(m_report);
    auto* split = new SidePanes(*this, u"extraction"_s);
    constexpr int Letters = 30; // letters: a PDF is read at a size of its own
    split->addSide(makeStudies(), tr("Studies"), 28 * theme::Grid);
    split->addMain(m_reportPlace, tr("Report"), Letters);
    QWidget* const side = makeSide();
    split->addSide(side, tr("Form"), 66 * theme::Grid);
    split->showPane(side);
    m_reconcileSplit->setChildrenCollapsible(false);
    m_reconcileSplit->setHandleWidth(1);
    m_reconcileSplit->addWidget(m_reconcile);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(split, tr("Study"));
    m_tabs->addTab(makeTable(), tr("Answers"));
    m_tabs->addTab(makeResultTable(m_efficacy, u"efficacy.csv"_s), tr("Efficacy"));
    m_tabs->addTab(makeResultTable(m_safety, u"safety.csv"_s), tr("Safety"));
    m_tabs->addTab(m_reconcileSplit, tr("Reconcile"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &ExtractionPage::followTab);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_chooser);
    m_stack->addWidget(m_tabs);
    m_designer = new FormDesigner(m_design, *this);
    m_stack->addWidget(m_designer);
    connectDesigner();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);

    connect(&m_controller, &ExtractionController::formChanged, this, [this] { m_choosing = false; });
    connect(&m_controller, &ExtractionController::studiesChanged, this, &ExtractionPage::follow);
    connect(&m_controller, &ExtractionController::valuesChanged, this, &ExtractionPage::follow);
    connect(&m_controller, &ExtractionController::studyChanged, this, &ExtractionPage::followStudy);
    connect(&m_controller, &ExtractionController::failed, this, [this](const Error& error) {
        m_saidOnceWritten.clear();
        this->dialogs().error(this, error);
    });
    connect(&m_reconciliation, &ReconciliationController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    connect(&m_reconciliation, &ReconciliationController::changed, this, [this] {
        const std::int64_t open = m_reconciliation.count(review::ComparedList::Open);
        m_tabs->setTabText(ReconcileTab, open > 0 ? tr("Reconcile (%L1)").arg(open) : tr("Reconcile"));
        if (isReconciling())
            markEvidence();
    });
    connect(&m_reconciliation, &ReconciliationController::currentChanged, this, &ExtractionPage::followCompared);
    connect(m_reconcile, &ReconciliationPanel::placeWanted, this, &ExtractionPage::showPlace);
    connect(m_reconcile, &ReconciliationPanel::roomWanted, this, [this] {
        if (isReconciling())
            m_report->setVisible(!m_reconcile->wantsAllRoom());
    });
    connect(m_reconcile, &ReconciliationPanel::exportWanted, this,
        [this](const std::string& table) { exportAs(u"extraction-agreement.csv"_s, table); });
    connect(m_reconcile, &ReconciliationPanel::copied, this,
        [this] { Q_EMIT notice(tr("Copied: the sentences for the methods section."), false); });
    connect(m_chooser, &FormChooser::chosen, this, &ExtractionPage::takeForm);
    connect(m_chooser, &FormChooser::ownWanted, this, &ExtractionPage::openDesigner);
    connect(m_chooser, &FormChooser::kept, this, [this] {
        m_choosing = false;
        follow();
        entered();
    });
    connect(&m_report->reader(), &PdfReader::placesChanged, this, &Page::stateChanged);
    connect(m_form, &FormView::itemRemoved, this, [this](const QString& section, int answers) {
        if (answers > 0)
            Q_EMIT notice(answers == 1 ? tr("Removed from “%1” with its answer").arg(section)
                                       : tr("Removed from “%1” with its %2 answers").arg(section).arg(answers),
                true);
    });
    m_form->setTaker([this] { return takeSelection(); });
    connect(m_form, &FormView::placeWanted, this, &ExtractionPage::showPlace);
    m_results->setTaker([this] { return takeSelection(); });
    m_reconcile->said().setTaker([this] { return takeSelection(); });
    connect(m_results, &ResultsView::placeWanted, this, &ExtractionPage::showPlace);
    connect(m_results, &ResultsView::armWanted, this, [this] {
        m_side->setCurrentIndex(FormSide);
        m_controller.addItem(std::string(ArmSection));
        m_form->focusField(extraction::itemAddress("arm.label", m_controller.item(std::string(ArmSection))));
    });
    connect(m_results, &ResultsView::pasted, this, [this](const ResultsModel::Pasted& pasted) {
        if (pasted.filled == 0 && pasted.beyond == 0) {
            Q_EMIT notice(tr("There is nothing on the clipboard that the grid could take."), false);
            return;
        }
        QString said = pasted.filled == 1 ? tr("1 cell was filled") : tr("%1 cells were filled").arg(pasted.filled);
        if (pasted.between > 0)
            said += tr(", %1 of them between arms").arg(pasted.between);
        if (pasted.inOthers > 0)
            said += tr(", %1 of another outcome").arg(pasted.inOthers);
        if (pasted.beyond > 0)
            said += tr("; %1 of the block had no place in the grid").arg(pasted.beyond);
        if (!pasted.writes)
            Q_EMIT notice(pasted.filled == 0 ? said : tr("Nothing was changed: the cells say so already"), false);
        else
            m_saidOnceWritten = said;
    });
    // In the place of the window's own notice of the act, which does not know where the cells were.
    connect(
        &m_controller, &ExtractionController::wrote, this,
        [this] {
            if (!m_saidOnceWritten.isEmpty())
                Q_EMIT notice(std::exchange(m_saidOnceWritten, {}), true);
        },
        Qt::QueuedConnection);
    connect(&m_controller, &ExtractionController::objectionsChanged, this, [this] {
        const auto count = m_controller.objections().size();
        m_side->setTabText(LookSide, count == 0 ? tr("To look at") : tr("To look at (%1)").arg(count));
    });
    connect(&m_controller, &ExtractionController::tablesChanged, this, [this] {
        m_efficacy->setTable(m_controller.tables().efficacy);
        m_safety->setTable(m_controller.tables().safety);
    });
    connect(m_report, &ReportPane::evidenceClicked, this, &ExtractionPage::goTo);
    connect(m_report, &ReportPane::takeWanted, this, &ExtractionPage::takeSelection);
    connect(m_report, &ReportPane::attachWanted, this, &ExtractionPage::attach);
    follow();
}

ExtractionPage::~ExtractionPage()
{
    removeWidgets();
}

QWidget* ExtractionPage::makeStudies()
{
    m_studies = new QListView;
    m_studies->setModel(m_studyModel);
    m_studies->setItemDelegate(new StudyDelegate(m_studies));
    m_studies->setAccessibleName(tr("Included studies"));
    m_studies->setFrameShape(QFrame::NoFrame);
    m_studies->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_studies->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(
        m_studies->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
            if (!m_following && current.isValid())
                m_controller.setRow(current.row());
        });
    connect(
        m_studies->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ExtractionPage::followSelection);
    connect(m_studies, &QListView::activated, this, [this] { m_form->focusFirst(); });

    auto* buttons = new QVBoxLayout;
    buttons->setContentsMargins(theme::Grid, theme::Grid, theme::Grid, theme::Grid);
    buttons->setSpacing(theme::Grid / 2);
    const auto button = [buttons](QAction* of, const QString& text) {
        auto* made = new QPushButton(text);
        made->setAccessibleName(of->text());
        made->setToolTip(of->toolTip());
        connect(made, &QPushButton::clicked, of, &QAction::trigger);
        buttons->addWidget(made);
        return made;
    };
    m_joinButton = button(m_join, tr("Join"));
    m_separateButton = button(m_separate, tr("Separate…"));
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_studies, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addLayout(buttons);
    m_studies->setMinimumWidth(22 * theme::Grid);
    return side;
}

QWidget* ExtractionPage::makeSide()
{
    auto* look = new ObjectionList(
        m_controller, [this](const std::string& address) { return m_results->model().described(address); });
    connect(look, &ObjectionList::wanted, this, &ExtractionPage::goTo);
    m_side = new QTabWidget;
    m_side->setDocumentMode(true);
    m_side->addTab(m_form, tr("Form"));
    m_side->addTab(m_results, tr("Results"));
    m_side->addTab(look, tr("To look at"));
    return m_side;
}

QWidget* ExtractionPage::makeResultTable(ResultTable* table, const QString& file)
{
    connect(table, &ResultTable::studyWanted, this, [this](const QString& name) {
        const std::vector<Study>& studies = m_controller.studies();
        const auto found = std::find_if(
            studies.begin(), studies.end(), [&](const Study& study) { return toQString(study.name) == name; });
        if (found == studies.end())
            return;
        m_controller.setRow(static_cast<int>(found - studies.begin()));
        m_tabs->setCurrentIndex(StudyTab);
        m_side->setCurrentIndex(ResultsSide);
        m_results->table().setFocus();
    });
    connect(table, &ResultTable::exportWanted, this, [this, table, file] { exportAs(file, table->text()); });
    return table;
}

bool ExtractionPage::isReconciling() const
{
    return m_tabs->currentIndex() == ReconcileTab;
}

/// One pane for both tabs: it keeps its PDF open and its place.
void ExtractionPage::placeReport()
{
    QWidget* const home = isReconciling() ? static_cast<QWidget*>(m_reconcileSplit) : m_reportPlace;
    if (m_report->parentWidget() == home)
        return;
    if (home == m_reconcileSplit) {
        m_reconcileSplit->insertWidget(1, m_report);
        m_reconcileSplit->setStretchFactor(1, 3);
        m_reconcileSplit->setSizes(m_reconcileSizes);
    } else {
        if (m_report->isVisible()) // else they are of a splitter that was never laid out
            m_reconcileSizes = m_reconcileSplit->sizes();
        m_reportPlace->layout()->addWidget(m_report);
    }
    m_report->show();
}

/// The study whose values are compared is the one at hand, with its PDF.
void ExtractionPage::followCompared()
{
    const review::Compared* const compared = m_reconciliation.current();
    if (!isReconciling() || compared == nullptr)
        return;
    const std::vector<Study>& studies = m_controller.studies();
    const auto study = std::ranges::find(studies, compared->value.study, &Study::id);
    if (study != studies.end())
        m_controller.setRow(static_cast<int>(study - studies.begin()));
}

void ExtractionPage::followTab()
{
    commit();
    placeReport();
    m_reconcile->setShown(isVisible() && isReconciling() && m_stack->currentIndex() == Work);
    if (isReconciling()) {
        m_report->setVisible(!m_reconcile->wantsAllRoom());
        followCompared();
        m_reconcile->takeFocus();
    }
    markEvidence();
    if (m_tabs->currentIndex() == EfficacyTab || m_tabs->currentIndex() == SafetyTab)
        m_controller.makeTables();
}

void ExtractionPage::setAnswer(Answer answer, const std::string& text)
{
    if (m_results->hasFocusWithin())
        m_results->setAnswer(answer, text);
    else
        m_form->setAnswer(answer);
}

void ExtractionPage::goTo(const std::string& address)
{
    if (isReconciling()) {
        if (const Study* const study = m_controller.study())
            m_reconciliation.show(study->id, address);
        return;
    }
    const Result<extraction::Address> place = extraction::parseAddress(address);
    if (!place)
        return;
    m_tabs->setCurrentIndex(StudyTab);
    using Kind = extraction::AddressKind;
    if (place->kind == Kind::Field) {
        m_side->setCurrentIndex(FormSide);
        m_form->focusField(address);
    } else if (place->kind != Kind::RiskOfBias) {
        m_side->setCurrentIndex(ResultsSide);
        m_results->focusCell(place->kind == Kind::Contrast
                ? address
                : extraction::resultAddress(place->outcome, place->arm, place->time));
    }
}

QWidget* ExtractionPage::makeTable()
{
    m_table = new QTableView;
    m_table->setModel(m_valueModel);
    m_table->setItemDelegate(new ValueDelegate(m_table));
    m_table->setAccessibleName(tr("Answers of all studies"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 2 * theme::Grid);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_valueModel, &QAbstractItemModel::modelReset, this, &ExtractionPage::sizeColumns);
    connect(m_table, &QTableView::activated, this, &ExtractionPage::tableActivated);

    auto* save = new QPushButton(m_export->text());
    connect(save, &QPushButton::clicked, m_export, &QAction::trigger);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme::CardMargin, theme::Grid, 2 * theme::Grid, theme::Grid);
    buttons->addWidget(new TextLabel(TextLabel::Voice::Caption, tr("Enter opens an answer in the form.")));
    buttons->addStretch(1);
    buttons->addWidget(save);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addLayout(buttons);
    return page;
}

void ExtractionPage::sizeColumns()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    const int least = 14 * metrics.averageCharWidth();
    for (int column = 0; column < m_valueModel->columnCount(); ++column) {
        const QString heading = m_valueModel->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int width = metrics.horizontalAdvance(heading);
        for (int row = 0; column == 0 && row < m_valueModel->rowCount(); ++row) // names are read whole
            width = std::max(width, metrics.horizontalAdvance(m_valueModel->index(row, 0).data().toString()));
        m_table->setColumnWidth(column, std::clamp(width + 3 * theme::Grid, least, 3 * least));
    }
}

QString ExtractionPage::stateName() const
{
    return u"extraction"_s;
}

QVariantMap ExtractionPage::state() const
{
    QVariantMap state = m_report->reader().places();
    if (!m_drafts.isEmpty())
        state.insert(DraftsKey, m_drafts);
    return state;
}

void ExtractionPage::setState(const QVariantMap& state)
{
    QVariantMap places = state;
    m_drafts = places.take(DraftsKey).toMap();
    m_report->reader().setPlaces(places);
}

void ExtractionPage::makeActions()
{
    const auto move = [this](int step) {
        commit();
        m_controller.moveBy(step);
    };
    makeAction(u"extraction.next"_s, tr("Next study"), {Qt::CTRL | Qt::Key_Down}, [move] { move(1); });
    makeAction(u"extraction.previous"_s, tr("Previous study"), {Qt::CTRL | Qt::Key_Up}, [move] { move(-1); });
    makeAction(u"extraction.unanswered"_s, tr("First unanswered field"), {Qt::CTRL | Qt::Key_Return},
        [this] { m_form->focusFirst(); });
    const auto answer = [this](Answer given) { setAnswer(given); };
    makeAction(
        u"extraction.stated"_s, tr("Answer: stated"), {Qt::ALT | Qt::Key_S}, [answer] { answer(Answer::Stated); });
    makeAction(u"extraction.notReported"_s, tr("Answer: not reported"), {Qt::ALT | Qt::Key_N},
        [answer] { answer(Answer::NotReported); });
    makeAction(
        u"extraction.unclear"_s, tr("Answer: unclear"), {Qt::ALT | Qt::Key_U}, [answer] { answer(Answer::Unclear); });
    makeAction(u"extraction.notApplicable"_s, tr("Answer: not applicable"), {Qt::ALT | Qt::Key_A},
        [answer] { answer(Answer::NotApplicable); });
    makeAction(u"extraction.none"_s, tr("Answer: none occurred"), {Qt::ALT | Qt::Key_0}, [this] {
        if (m_results->hasFocusWithin())
            m_results->setAnswer(Answer::Stated, "none");
    });
    const auto side = [this](Side shown) {
        m_tabs->setCurrentIndex(StudyTab);
        m_side->setCurrentIndex(shown);
        if (shown == FormSide)
            m_form->focusFirst();
        else
            m_side->widget(shown)->setFocus(Qt::ShortcutFocusReason);
    };
    makeAction(u"extraction.showForm"_s, tr("Form of the study"), {Qt::ALT | Qt::Key_1}, [side] { side(FormSide); });
    makeAction(
        u"extraction.showResults"_s, tr("Results of the study"), {Qt::ALT | Qt::Key_2}, [side] { side(ResultsSide); });
    makeAction(u"extraction.showLook"_s, tr("What to look at"), {Qt::ALT | Qt::Key_3}, [side] { side(LookSide); });
    makeAction(
        u"extraction.showEfficacy"_s, tr("Table of efficacy"), {}, [this] { m_tabs->setCurrentIndex(EfficacyTab); });
    makeAction(u"extraction.showSafety"_s, tr("Table of safety"), {}, [this] { m_tabs->setCurrentIndex(SafetyTab); });
    makeAction(u"extraction.showReconcile"_s, tr("Reconcile what extractors said"), {Qt::ALT | Qt::Key_4}, [this] {
        m_tabs->setCurrentIndex(ReconcileTab);
        m_reconcile->takeFocus();
    });
    makeAction(
        u"extraction.addItem"_s, tr("Add an arm or event"), {Qt::ALT | Qt::Key_Insert}, [this] { m_form->addItem(); });
    makeAction(u"extraction.moveItemUp"_s, tr("Move the arm or event up"), {Qt::ALT | Qt::Key_Up},
        [this] { m_form->moveItemUp(); });
    makeAction(u"extraction.removeItem"_s, tr("Remove the arm or event"), {Qt::ALT | Qt::Key_Delete},
        [this] { m_form->removeItem(); });
    makeAction(u"extraction.nextItem"_s, tr("Next arm or event"), {Qt::CTRL | Qt::Key_PageDown},
        [this] { m_form->moveItem(1); });
    makeAction(u"extraction.previousItem"_s, tr("Previous arm or event"), {Qt::CTRL | Qt::Key_PageUp},
        [this] { m_form->moveItem(-1); });
    makeAction(u"extraction.take"_s, tr("Put the selected words into the field"), {Qt::ALT | Qt::Key_T},
        [this] { takeSelection(); });
    makeAction(u"extraction.showPlace"_s, tr("Show where the value stands"), {Qt::ALT | Qt::Key_W},
        [this] { showNextPlace(); });
    makeAction(u"extraction.dropPlaces"_s, tr("Remove the quotes of the field"), {},
        [this] { m_controller.dropEvidence(m_controller.place()); });
    m_join = makeAction(u"extraction.join"_s, tr("Join studies"), {}, [this] { joinSelected(); });
    m_join->setToolTip(tr("Select the studies whose reports describe one and the same study"));
    m_separate = makeAction(u"extraction.separate"_s, tr("Separate report…"), {}, [this] { offerSeparation(); });
    m_separate->setToolTip(tr("Makes a report of this study a study of its own"));
    m_designForm =
        makeAction(u"extraction.design"_s, tr("Form…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_F}, [this] { openDesigner(); });
    m_changeForm =
        makeAction(u"extraction.form"_s, tr("Change the form for another one…"), {}, [this] { chooseForm(); });
    m_export = makeAction(u"extraction.export"_s, tr("Export as CSV…"), {}, [this] { exportTable(); });
}

void ExtractionPage::setSession(const std::shared_ptr<Session>& session)
{
    m_choosing = false;
    m_designing = false;
    m_opening = false;
    m_design.setActive(false);
    keepDraft();
    m_design.setSession(session);
    m_draftsPath = session ? session->path() : QString();
    m_design.resume(m_drafts.value(m_draftsPath).toByteArray());
    m_report->setSession(session);
    m_report->reader().setReader(session ? toQString(session->info().reviewerName) : QString());
    m_controller.setSession(session);
    m_reconciliation.setSession(session);
    follow();
}

void ExtractionPage::entered()
{
    m_controller.setActive(true);
    m_reconciliation.read(); // its tab tells how many are open
    followStudy(); // files may have been attached meanwhile
    if (isReconciling())
        followTab();
    if (m_stack->currentIndex() == Designer)
        m_designer->takeFocus();
    if (m_stack->currentIndex() == Work && m_tabs->currentIndex() == StudyTab)
        m_form->focusFirst();
    showWanted(); // after the focus was put on the form
}

void ExtractionPage::hideEvent(QHideEvent* event)
{
    commit();
    keepDraft();
    m_controller.setActive(false);
    m_reconcile->setShown(false);
    m_wanted = {};
    Page::hideEvent(event);
}

void ExtractionPage::open(const Door& door)
{
    closeDesigner();
    m_tabs->setCurrentIndex(StudyTab);
    if (door.citation)
        m_controller.showStudyOf(door.citation);
    m_wanted = {door.citation, door.address};
}

/// The value that a door leads to, once its study is there.
void ExtractionPage::showWanted()
{
    const Study* const study = m_controller.study();
    if (m_wanted.second.empty() || !isVisible() || study == nullptr
        || std::ranges::find(study->reports, m_wanted.first) == study->reports.end())
        return;
    goTo(std::exchange(m_wanted, {}).second);
}

void ExtractionPage::follow()
{
    m_following = true;
    m_studyModel->refresh();
    m_valueModel->refresh();
    m_following = false;
    m_header->setStatus(m_controller.summary());
    const bool form = m_controller.form().has_value();
    const bool any = !m_controller.studies().empty();
    int shown = any ? Work : Empty;
    if (m_choosing || (!form && m_controller.loaded()))
        shown = Chooser;
    if (m_designing && !m_opening && !m_choosing)
        shown = Designer;
    if (shown == Chooser && m_stack->currentIndex() != Chooser)
        m_chooser->show(m_controller.templates(), m_controller.form(), m_controller.canWrite());
    restActions(shown == Designer);
    m_header->setVisible(shown != Designer);
    m_stack->setCurrentIndex(shown);
    m_reconcile->setShown(isVisible() && isReconciling() && shown == Work);
    m_changeForm->setEnabled(form && m_controller.canWrite());
    m_designForm->setEnabled(m_controller.loaded());
    m_formButton->setVisible(form && shown != Chooser);
    m_formButton->setText(m_design.hasDraft() ? tr("Form… (a draft)") : tr("Form…"));
    m_export->setEnabled(form && any && shown != Designer);
    const int tab = m_tabs->currentIndex();
    if (isVisible() && m_stack->currentIndex() == Work && (tab == EfficacyTab || tab == SafetyTab))
        followTab();
    followStudy();
    showWanted();
}

void ExtractionPage::followStudy()
{
    m_following = true;
    const int row = m_controller.row();
    if (row >= 0 && m_studies->currentIndex().row() != row)
        m_studies->setCurrentIndex(m_studyModel->index(row));
    m_following = false;
    if (isVisible())
        m_report->setFiles(m_controller.files(), row >= 0);
    markEvidence();
    followSelection();
}

void ExtractionPage::followSelection()
{
    const Study* study = m_controller.study();
    const bool writes = m_controller.canWrite();
    m_join->setEnabled(writes && selected().size() > 1);
    m_separate->setEnabled(writes && study != nullptr && study->reports.size() > 1);
    m_joinButton->setEnabled(m_join->isEnabled());
    m_separateButton->setEnabled(m_separate->isEnabled());
}

std::vector<StudyId> ExtractionPage::selected() const
{
    std::vector<StudyId> ids;
    for (const QModelIndex& index : m_studies->selectionModel()->selectedIndexes())
        if (index.row() < static_cast<int>(m_controller.studies().size()))
            ids.push_back(m_controller.studies()[static_cast<std::size_t>(index.row())].id);
    return ids;
}

void ExtractionPage::chooseForm()
{
    commit();
    m_choosing = true;
    follow();
}

/// In the designer, a template takes the place of the draft; else it is the review's form at once.
void ExtractionPage::takeForm(const Form& form)
{
    if (!m_designing) {
        m_controller.useForm(form);
        return;
    }
    m_choosing = false;
    m_design.startFrom(form);
    follow();
    m_designer->takeFocus();
}

void ExtractionPage::joinSelected()
{
    const std::vector<StudyId> ids = selected();
    if (ids.size() < 2)
        return;
    commit();
    m_controller.join(ids);
    Q_EMIT notice(tr("%1 studies are now reports of one study").arg(ids.size()), true);
}

void ExtractionPage::offerSeparation()
{
    const std::vector<CitationRow> reports = m_controller.reports();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const CitationRow& report : reports) {
        QString name = inOneLine(report.title);
        if (name.size() > 80)
            name = name.left(79) + u'…';
        QAction* separate = menu->addAction(name.replace(u'&', u"&&"_s));
        connect(separate, &QAction::triggered, this, [this, id = report.id] {
            commit();
            m_controller.separate(id);
        });
    }
    menu->popup(m_separateButton->mapToGlobal(QPoint(0, 0)));
}

void ExtractionPage::exportTable()
{
    commit();
    exportAs(u"extraction.csv"_s, m_controller.csv());
}

void ExtractionPage::exportAs(const QString& proposal, const std::string& table)
{
    dialogs().saveFile(this, tr("Export the table"), proposal, tr("CSV table (*.csv);;Excel workbook (*.xlsx)"),
        [this, table](const QString& path) {
            if (path.isEmpty())
                return;
            if (const Result<> written = m_controller.write(path, table); !written)
                this->dialogs().error(this, written.error());
            else
                Q_EMIT notice(tr("The table was written to %1").arg(path), false);
        });
}

void ExtractionPage::attach()
{
    const Study* study = m_controller.study();
    if (study == nullptr)
        return;
    if (study->reports.empty())
        return;
    dialogs().openFiles(this, tr("Attach the PDF of this study"), tr("PDF files (*.pdf *.PDF);;All files (*)"),
        [this, report = study->reports.front()](const QStringList& files) {
            for (const QString& file : files)
                m_controller.attach(report, file);
        });
}

void ExtractionPage::commit()
{
    m_form->commit();
    m_results->commit();
}

void ExtractionPage::tableActivated(const QModelIndex& index)
{
    const std::string address = m_valueModel->address(index.column());
    m_controller.setRow(index.row());
    m_tabs->setCurrentIndex(StudyTab);
    m_side->setCurrentIndex(FormSide);
    if (address.empty())
        m_form->focusFirst();
    else
        m_form->focusField(address);
}

} // namespace winnow::ui
