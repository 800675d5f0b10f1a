#include "ui/extraction/extractionpage.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/extraction/fieldeditor.h"
#include "ui/extraction/formchooser.h"
#include "ui/extraction/formview.h"
#include "ui/extraction/studylistmodel.h"
#include "ui/extraction/valuetablemodel.h"
#include "ui/models/reportpane.h"
#include "ui/models/session.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/twolinedelegate.h"

#include <QAction>
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

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Empty, Chooser, Work };
enum Tab { FormTab, TableTab };

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
    , m_form(new FormView(m_controller))
{
    makeActions();
    m_formButton = new QPushButton(m_changeForm->text());
    connect(m_formButton, &QPushButton::clicked, m_changeForm, &QAction::trigger);
    m_header->addControl(m_formButton);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(makeStudies());
    split->addWidget(m_report);
    split->addWidget(m_form);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 3);
    split->setStretchFactor(2, 2);
    split->setSizes({28 * theme::Grid, 60 * theme::Grid, 66 * theme::Grid});
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(split, tr("Form"));
    m_tabs->addTab(makeTable(), tr("Table"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_chooser);
    m_stack->addWidget(m_tabs);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);

    connect(&m_controller, &ExtractionController::formChanged, this, [this] { m_choosing = false; });
    connect(&m_controller, &ExtractionController::studiesChanged, this, &ExtractionPage::follow);
    connect(&m_controller, &ExtractionController::valuesChanged, this, &ExtractionPage::follow);
    connect(&m_controller, &ExtractionController::studyChanged, this, &ExtractionPage::followStudy);
    connect(&m_controller, &ExtractionController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    connect(m_chooser, &FormChooser::chosen, &m_controller, &ExtractionController::useForm);
    connect(m_chooser, &FormChooser::kept, this, [this] {
        m_choosing = false;
        follow();
    });
    connect(&m_report->reader(), &PdfReader::placesChanged, this, &Page::stateChanged);
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
        m_table->setColumnWidth(
            column, std::clamp(metrics.horizontalAdvance(heading) + 3 * theme::Grid, least, 3 * least));
    }
}

QList<QAction*> ExtractionPage::pageActions() const
{
    return Page::pageActions() + m_report->reader().actions();
}

QString ExtractionPage::stateName() const
{
    return u"extraction"_s;
}

QVariantMap ExtractionPage::state() const
{
    return m_report->reader().places();
}

void ExtractionPage::setState(const QVariantMap& state)
{
    m_report->reader().setPlaces(state);
}

void ExtractionPage::makeActions()
{
    const auto move = [this](int step) {
        m_form->commit();
        m_controller.moveBy(step);
    };
    makeAction(u"extraction.next"_s, tr("Next study"), {Qt::CTRL | Qt::Key_Down}, [move] { move(1); });
    makeAction(u"extraction.previous"_s, tr("Previous study"), {Qt::CTRL | Qt::Key_Up}, [move] { move(-1); });
    makeAction(u"extraction.unanswered"_s, tr("First unanswered field"), {Qt::CTRL | Qt::Key_Return},
        [this] { m_form->focusFirst(); });
    const auto answer = [this](Answer given) { m_form->setAnswer(given); };
    makeAction(
        u"extraction.stated"_s, tr("Answer: stated"), {Qt::ALT | Qt::Key_S}, [answer] { answer(Answer::Stated); });
    makeAction(u"extraction.notReported"_s, tr("Answer: not reported"), {Qt::ALT | Qt::Key_N},
        [answer] { answer(Answer::NotReported); });
    makeAction(
        u"extraction.unclear"_s, tr("Answer: unclear"), {Qt::ALT | Qt::Key_U}, [answer] { answer(Answer::Unclear); });
    makeAction(u"extraction.notApplicable"_s, tr("Answer: not applicable"), {Qt::ALT | Qt::Key_A},
        [answer] { answer(Answer::NotApplicable); });
    m_join = makeAction(u"extraction.join"_s, tr("Join studies"), {}, [this] { joinSelected(); });
    m_join->setToolTip(tr("Select the studies whose reports describe one and the same study"));
    m_separate = makeAction(u"extraction.separate"_s, tr("Separate report…"), {}, [this] { offerSeparation(); });
    m_separate->setToolTip(tr("Makes a report of this study a study of its own"));
    m_changeForm = makeAction(u"extraction.form"_s, tr("Change form…"), {}, [this] { chooseForm(); });
    m_export = makeAction(u"extraction.export"_s, tr("Export as CSV…"), {}, [this] { exportTable(); });
}

void ExtractionPage::setSession(const std::shared_ptr<Session>& session)
{
    m_choosing = false;
    m_report->setSession(session);
    m_report->reader().setReader(session ? toQString(session->info().reviewerName) : QString());
    m_controller.setSession(session);
    follow();
}

void ExtractionPage::entered()
{
    m_controller.setActive(true);
    followStudy(); // files may have been attached meanwhile
    if (m_stack->currentIndex() == Work && m_tabs->currentIndex() == FormTab)
        m_form->focusFirst();
}

void ExtractionPage::hideEvent(QHideEvent* event)
{
    m_form->commit();
    m_controller.setActive(false);
    Page::hideEvent(event);
}

void ExtractionPage::open(const Door& door)
{
    m_tabs->setCurrentIndex(FormTab);
    if (door.citation)
        m_controller.showStudyOf(door.citation);
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
    if (shown == Chooser && m_stack->currentIndex() != Chooser)
        m_chooser->show(
            m_controller.templates(), form ? m_controller.form()->id : std::string(), m_controller.canWrite());
    m_stack->setCurrentIndex(shown);
    m_changeForm->setEnabled(form && m_controller.canWrite());
    m_formButton->setVisible(form && shown != Chooser);
    m_formButton->setEnabled(m_changeForm->isEnabled());
    m_export->setEnabled(form && any);
    followStudy();
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
    m_form->commit();
    m_choosing = true;
    follow();
}

void ExtractionPage::joinSelected()
{
    const std::vector<StudyId> ids = selected();
    if (ids.size() < 2)
        return;
    m_form->commit();
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
            m_form->commit();
            m_controller.separate(id);
        });
    }
    menu->popup(m_separateButton->mapToGlobal(QPoint(0, 0)));
}

void ExtractionPage::exportTable()
{
    m_form->commit();
    dialogs().saveFile(
        this, tr("Export the answers"), u"extraction.csv"_s, tr("CSV table (*.csv)"), [this](const QString& path) {
            if (path.isEmpty())
                return;
            if (const Result<> written = m_controller.exportCsv(path); !written)
                this->dialogs().error(this, written.error());
            else
                Q_EMIT notice(tr("The answers were written to %1").arg(path), false);
        });
}

void ExtractionPage::attach()
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

void ExtractionPage::tableActivated(const QModelIndex& index)
{
    const Field* field = m_valueModel->field(index.column());
    m_controller.setRow(index.row());
    m_tabs->setCurrentIndex(FormTab);
    if (field == nullptr)
        m_form->focusFirst();
    else
        m_form->focusField(field->id);
}

} // namespace winnow::ui
