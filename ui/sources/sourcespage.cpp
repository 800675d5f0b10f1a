#include "ui/sources/sourcespage.h"

#include "core/base/text.h"
#include "ui/models/session.h"
#include "ui/sources/importpanel.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Empty, Table, Panel };

/// Numbers that lead somewhere in the accent colour, imports that were taken back muted and struck out.
class SourceDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Colors& colors = theme::colors();
        QColor color = colors.text;
        if (index.data(SourceTableModel::DoorRole).toBool())
            color = colors.accent;
        if (index.data(SourceTableModel::UndoneRole).toBool()) {
            color = colors.muted;
            option->font.setStrikeOut(true);
        }
        for (const QPalette::ColorRole role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, color);
        option->state &= ~QStyle::State_HasFocus; // the row shows it
    }
};

/// Over the whole page while files are dragged over it.
class DropFrame final : public QWidget {
public:
    explicit DropFrame(QWidget* parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Colors& colors = theme::colors();
        QPainter painter(this);
        QColor ground = colors.selected;
        ground.setAlphaF(0.92F);
        painter.fillRect(rect(), ground);
        painter.setPen(QPen(colors.accent, 3));
        painter.drawRect(rect().adjusted(theme::Grid, theme::Grid, -theme::Grid, -theme::Grid));
        painter.setFont(theme::heading());
        painter.setPen(colors.text);
        painter.drawText(
            rect(), Qt::AlignCenter, SourcesPage::tr("Drop to look at the files before they are imported"));
    }
};

QStringList filesIn(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    return paths;
}

} // namespace

SourcesPage::SourcesPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Sources, dialogs, parent)
    , m_stack(new QStackedWidget)
    , m_header(new PageHeader(tr("Sources")))
    , m_empty(new EmptyState({}))
    , m_panel(new ImportPanel(m_controller.batch()))
    , m_dropFrame(new DropFrame(this))
{
    makeActions();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeTable());
    auto* table = new QWidget;
    auto* column = new QVBoxLayout(table);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_importButton = new PrimaryButton(tr("Import…"));
    connect(m_importButton, &QPushButton::clicked, m_import, &QAction::trigger);
    m_header->addControl(m_importButton);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);

    auto* outer = new QStackedWidget;
    outer->addWidget(table);
    outer->addWidget(m_panel);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(outer);
    setAcceptDrops(true);

    connect(m_empty, &EmptyState::clicked, m_import, &QAction::trigger);
    connect(&m_controller, &SourcesController::sourcesChanged, this, &SourcesPage::follow);
    connect(&m_controller, &SourcesController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    connect(&m_controller, &SourcesController::reportReady, this, [this, outer](const ImportReport& report) {
        m_panel->showReport(report);
        outer->setCurrentWidget(m_panel);
    });
    connect(&m_controller.batch(), &ImportBatch::changed, this, [this, outer] {
        if (m_controller.batch().state() != ImportBatch::State::Idle)
            outer->setCurrentWidget(m_panel);
    });
    connect(&m_controller.batch(), &ImportBatch::cancelled, this,
        [this] { Q_EMIT notice(tr("The import was cancelled; the review is as it was."), false); });
    connect(m_panel, &ImportPanel::changedWanted, this, [this](ImportId import) {
        Door door;
        door.heading = tr("Citations that an import has changed");
        door.filter.changedBy = import;
        Q_EMIT doorOpened(door);
    });
    connect(
        m_panel, &ImportPanel::duplicatesWanted, this, [this] { Q_EMIT doorOpened({PageId::Duplicates, {}, {}, {}}); });
    connect(m_panel, &ImportPanel::closed, this, [this, outer, table] {
        outer->setCurrentWidget(table);
        m_table->setFocus();
    });
    follow();
}

SourcesPage::~SourcesPage()
{
    removeWidgets();
}

QWidget* SourcesPage::makeTable()
{
    m_table = new QTableView;
    m_table->setModel(&m_controller.model());
    m_table->setItemDelegate(new SourceDelegate(m_table));
    m_table->setObjectName(u"sources.table"_s);
    m_table->setAccessibleName(tr("Sources"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 2 * theme::Grid);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(SourceTableModel::Query, QHeaderView::Stretch);
    const int letter = m_table->fontMetrics().averageCharWidth();
    using Model = SourceTableModel;
    for (const auto& [column, letters] :
        {std::pair{Model::Name, 18}, {Model::Kind, 13}, {Model::File, 18}, {Model::Format, 25}, {Model::Date, 15},
            {Model::Records, 12}, {Model::Problems, 13}, {Model::Duplicates, 14}})
        m_table->setColumnWidth(column, letters * letter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SourcesPage::followSelection);
    connect(m_table, &QTableView::clicked, this, &SourcesPage::clicked);
    connect(m_table, &QTableView::activated, m_receipt, &QAction::trigger);

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme::CardMargin, theme::Grid, 2 * theme::Grid, theme::Grid);
    buttons->setSpacing(theme::Grid);
    const auto button = [buttons](QAction* action) {
        auto* made = new QPushButton(action->text());
        connect(made, &QPushButton::clicked, action, &QAction::trigger);
        buttons->addWidget(made);
        return made;
    };
    m_receiptButton = button(m_receipt);
    m_recordsButton = button(m_records);
    m_undoButton = button(m_undo);
    buttons->addStretch(1);

    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addLayout(buttons);
    return page;
}

void SourcesPage::makeActions()
{
    m_import = makeAction(u"sources.import"_s, tr("Import…"), {}, [this] { chooseFiles(); });
    m_receipt =
        makeAction(u"sources.receipt"_s, tr("Show receipt"), {}, [this] { m_controller.askReport(currentRow()); });
    m_records = makeAction(u"sources.records"_s, tr("Show its records"), {}, [this] { openDoor(PageId::Records); });
    m_undo =
        makeAction(u"sources.undo"_s, tr("Undo this import"), {}, [this] { m_controller.toggleUndone(currentRow()); });
}

void SourcesPage::setSession(const std::shared_ptr<Session>& session)
{
    m_controller.setSession(session);
    follow();
}

void SourcesPage::entered()
{
    m_controller.setActive(true);
    if (m_stack->currentIndex() == Table)
        m_table->setFocus();
    else
        m_empty->setFocus();
}

QString exportFilesFilter()
{
    return SourcesPage::tr(
        "Export files (*.nbib *.txt *.ciw *.ris *.medline *.xml *.csv *.tsv *.tab *.xlsx *.xls *.bib "
        "*.enw *.cgi *.json *.rdf *.isi);;All files (*)");
}

void SourcesPage::takeFiles(const QStringList& paths)
{
    if (m_controller.canWrite())
        m_controller.takeFiles(paths);
}

void SourcesPage::chooseFiles()
{
    if (!m_controller.canWrite())
        return;
    dialogs().openFiles(
        this, tr("Import export files"), exportFilesFilter(), [this](const QStringList& paths) { takeFiles(paths); });
}

void SourcesPage::follow()
{
    const bool writes = m_controller.canWrite();
    const int row = currentRow();
    m_header->setStatus(m_controller.summary());
    m_panel->setSourceNames(m_controller.sourceNames());
    m_import->setEnabled(writes);
    m_importButton->setVisible(writes && m_controller.model().rowCount() > 0);
    m_empty->setLine(writes
            ? tr("Drop export files here, or choose them: what PubMed, Web of Science, Scopus, Embase, Cochrane, trial "
                 "registers and reference managers export, and any table. Nothing is written before you have seen it.")
            : tr("No sources. This review is open for reading only."));
    m_empty->setButton(writes ? tr("Import…") : QString());
    m_stack->setCurrentIndex(m_controller.model().rowCount() > 0 ? Table : Empty);
    if (m_controller.model().rowCount() > 0)
        m_table->selectRow(
            row < 0 ? m_controller.model().rowCount() - 1 : std::min(row, m_controller.model().rowCount() - 1));
    followSelection();
}

void SourcesPage::followSelection()
{
    const Source* source = m_controller.source(currentRow());
    const bool undone = source != nullptr && source->undone;
    m_receipt->setEnabled(source != nullptr);
    m_records->setEnabled(source != nullptr && !undone);
    m_undo->setEnabled(source != nullptr && m_controller.canWrite());
    m_undo->setText(undone ? tr("Redo this import") : tr("Undo this import"));
    m_receiptButton->setEnabled(m_receipt->isEnabled());
    m_recordsButton->setEnabled(m_records->isEnabled());
    m_undoButton->setEnabled(m_undo->isEnabled());
    m_undoButton->setText(m_undo->text());
}

void SourcesPage::clicked(const QModelIndex& index)
{
    if (!index.data(SourceTableModel::DoorRole).toBool())
        return;
    if (index.column() == SourceTableModel::Problems)
        m_receipt->trigger();
    else
        openDoor(index.column() == SourceTableModel::Duplicates ? PageId::Duplicates : PageId::Records);
}

void SourcesPage::openDoor(PageId page)
{
    const Source* source = m_controller.source(currentRow());
    if (source == nullptr)
        return;
    Door door;
    door.page = page;
    door.filter.source = source->name;
    door.filter.withDuplicates = page == PageId::Duplicates;
    door.heading = tr("Records from %1").arg(toQString(source->name));
    Q_EMIT doorOpened(door);
}

int SourcesPage::currentRow() const
{
    return m_table == nullptr ? -1 : m_table->currentIndex().row();
}

void SourcesPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_controller.canWrite() || filesIn(*event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_dropFrame->setGeometry(rect());
    m_dropFrame->raise();
    m_dropFrame->show();
}

void SourcesPage::dragLeaveEvent(QDragLeaveEvent* /*event*/)
{
    m_dropFrame->hide();
}

void SourcesPage::dropEvent(QDropEvent* event)
{
    m_dropFrame->hide();
    event->acceptProposedAction();
    takeFiles(filesIn(*event->mimeData()));
}

void SourcesPage::hideEvent(QHideEvent* event)
{
    m_controller.setActive(false);
    Page::hideEvent(event);
}

void SourcesPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_dropFrame->setGeometry(rect());
}

} // namespace winnow::ui
