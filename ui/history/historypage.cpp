#include "ui/history/historypage.h"

#include "ui/history/historycontroller.h"

#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;
namespace {

/// What was undone is struck through as well as grey.
class ActDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool undone = index.data(HistoryController::UndoneRole).toBool();
        const bool words = index.column() >= HistoryController::What;
        if (undone || !words) {
            option->palette.setColor(QPalette::Text, theme::colors().muted);
            option->palette.setColor(QPalette::HighlightedText, theme::colors().muted);
        }
        if (undone && words)
            option->font.setStrikeOut(true);
    }
};

} // namespace

HistoryPage::HistoryPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::History, dialogs, parent)
    , m_controller(new HistoryController(this))
    , m_header(new PageHeader(tr("History")))
    , m_filter(new QLineEdit)
    , m_kind(new QComboBox)
    , m_table(new QTableView)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState({}))
{
    makeActions();
    makeTable();
    m_filter->setPlaceholderText(tr("Filter acts"));
    m_filter->setAccessibleName(tr("Filter acts"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(20 * theme::Grid);
    m_kind->setAccessibleName(tr("Kind of act"));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kind->setMinimumContentsLength(12);
    // In the order of HistoryController::Kind.
    m_kind->addItems({tr("All acts"), tr("Imports"), tr("Decisions"), tr("Labels and notes"), tr("Reports and files"),
        tr("Studies and values"), tr("Settings of the review")});
    auto* undo = new QPushButton(tr("Undo this act"));
    connect(undo, &QPushButton::clicked, m_undo, &QAction::trigger);
    connect(m_undo, &QAction::changed, undo, [this, undo] {
        undo->setEnabled(m_undo->isEnabled());
        undo->setToolTip(m_undo->toolTip());
    });
    m_header->addControl(m_filter);
    m_header->addControl(m_kind);
    m_header->addControl(undo);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);

    const auto filter = [this] {
        m_controller->setFilter(m_filter->text(), static_cast<HistoryController::Kind>(m_kind->currentIndex()));
    };
    connect(m_filter, &QLineEdit::textChanged, this, filter);
    connect(m_kind, &QComboBox::currentIndexChanged, this, filter);
    connect(m_controller, &HistoryController::loaded, this, &HistoryPage::showState);
    connect(m_controller, &HistoryController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    connect(m_controller, &HistoryController::undone, this,
        [this](const QString& what) { Q_EMIT notice(tr("Undone: %1").arg(what), false); });
    showState();
}

HistoryPage::~HistoryPage()
{
    removeWidgets();
}

void HistoryPage::makeTable()
{
    m_table->setModel(m_controller);
    m_table->setItemDelegate(new ActDelegate(m_table));
    m_table->setAccessibleName(tr("Acts, newest first"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(HistoryController::When, 28 * letter);
    m_table->setColumnWidth(HistoryController::Who, 22 * letter);
    m_table->setColumnWidth(HistoryController::What, 48 * letter);
    connect(m_table, &QTableView::activated, this, &HistoryPage::openCitation);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryPage::showState);
}

void HistoryPage::makeActions()
{
    m_undo = makeAction(
        u"history.undo"_s, tr("&Undo this act"), {Qt::Key_Delete}, [this] { m_controller->undo(currentRow()); });
    m_undo->setIcon(theme::icon(u"undo"_s));
    m_open = makeAction(u"history.open"_s, tr("&Open the citation"), {}, [this] { openCitation(); });
    m_open->setIcon(theme::icon(u"records"_s));
}

void HistoryPage::setSession(const std::shared_ptr<Session>& session)
{
    m_controller->setSession(session);
    m_stale = true;
    if (session)
        connect(session.get(), &Session::changed, this, [this](const Changes& changes) {
            if (changes.flags == Changes::Index)
                return;
            m_stale = true;
            if (isVisible())
                entered();
        });
    showState();
}

void HistoryPage::entered()
{
    if (std::exchange(m_stale, false))
        m_controller->refresh();
    showState();
    if (!m_filter->hasFocus())
        m_table->setFocus();
}

int HistoryPage::currentRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void HistoryPage::showState()
{
    const QString obstacle = m_controller->obstacle(currentRow());
    m_undo->setEnabled(obstacle.isEmpty());
    m_undo->setToolTip(obstacle);
    const HistoryRow* act = m_controller->act(currentRow());
    m_open->setEnabled(act != nullptr && act->citation);
    const bool none = m_controller->rowCount() == 0 && !m_controller->loading();
    const bool filtered = !m_filter->text().isEmpty() || m_kind->currentIndex() > 0;
    m_empty->setLine(filtered ? tr("No act fits the filter.") : tr("Nothing has been done in this review yet."));
    m_stack->setCurrentIndex(none ? 1 : 0);
    const int count = m_controller->rowCount();
    QString status;
    if (!none)
        status =
            m_controller->complete() ? tr("%Ln act(s)", nullptr, count) : tr("the newest %Ln act(s)", nullptr, count);
    m_header->setStatus(status);
}

void HistoryPage::openCitation()
{
    const HistoryRow* act = m_controller->act(currentRow());
    if (act == nullptr || !act->citation)
        return;
    Door door;
    door.heading = act->what;
    door.citation = act->citation;
    Q_EMIT doorOpened(door);
}

} // namespace winnow::ui
