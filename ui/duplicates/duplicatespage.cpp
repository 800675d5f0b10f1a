#include "ui/duplicates/duplicatespage.h"

#include "core/base/text.h"
#include "ui/duplicates/comparisonview.h"
#include "ui/models/citationtable.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Empty, Records };

} // namespace

DuplicatesPage::DuplicatesPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Duplicates, dialogs, parent)
    , m_header(new PageHeader(tr("Duplicates")))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState({}))
    , m_table(new CitationTable(m_controller.list(), CitationTable::Shape::Queue))
    , m_comparison(new ComparisonView)
    , m_source(new QComboBox)
    , m_open(new QAction(tr("Show among all records"), this))
{
    m_open->setObjectName(u"duplicates.open"_s);
    addAction(m_open);
    m_source->setAccessibleName(tr("Source"));
    m_source->setToolTip(tr("Only citations with a record from this source"));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setMinimumContentsLength(18);
    m_header->addControl(m_source);

    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(m_table);
    split->addWidget(m_comparison);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 5);
    m_table->setMinimumWidth(30 * theme::Grid);
    split->setSizes({44 * theme::Grid, 96 * theme::Grid});
    m_stack->addWidget(m_empty);
    m_stack->addWidget(split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);

    connect(m_table, &CitationTable::currentCitationChanged, &m_controller, &DuplicatesController::select);
    connect(m_table, &CitationTable::citationActivated, m_open, &QAction::trigger);
    connect(m_open, &QAction::triggered, this, [this] {
        if (!m_controller.selected())
            return;
        Door door;
        door.heading = tr("Citations with more than one record");
        door.filter.withDuplicates = true;
        door.citation = m_controller.selected();
        Q_EMIT doorOpened(door);
    });
    connect(m_source, &QComboBox::activated, this, [this](int index) {
        m_controller.setSource(index == 0 ? std::optional<std::string>()
                                          : m_controller.sources()[static_cast<std::size_t>(index - 1)].name);
    });
    connect(&m_controller, &DuplicatesController::sourcesChanged, this, &DuplicatesPage::followSources);
    connect(&m_controller.list(), &CitationList::listed, this, &DuplicatesPage::followList);
    connect(&m_controller, &DuplicatesController::comparisonChanged, this,
        [this] { m_comparison->show(m_controller.title(), m_controller.comparison()); });
    connect(&m_controller, &DuplicatesController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    followSources();
    followList();
}

DuplicatesPage::~DuplicatesPage()
{
    removeWidgets();
}

void DuplicatesPage::setSession(const std::shared_ptr<Session>& session)
{
    m_controller.setSession(session);
    followList();
}

void DuplicatesPage::entered()
{
    m_controller.setActive(true);
    m_table->setFocus();
}

void DuplicatesPage::hideEvent(QHideEvent* event)
{
    m_controller.setActive(false);
    Page::hideEvent(event);
}

void DuplicatesPage::open(const Door& door)
{
    m_controller.setSource(door.filter.source);
    followSources();
    if (door.citation)
        m_table->setCurrentCitation(door.citation);
}

QList<QAction*> DuplicatesPage::pageActions() const
{
    return {m_open};
}

void DuplicatesPage::followSources()
{
    const QSignalBlocker quiet(m_source);
    m_source->clear();
    m_source->addItem(tr("All sources"));
    for (const DuplicatesController::SourceCount& count : m_controller.sources()) {
        const QLocale locale;
        m_source->addItem(tr("%1: %2 duplicates of %3 records")
                .arg(toQString(count.name), locale.toString(static_cast<qlonglong>(count.duplicates)),
                    locale.toString(static_cast<qlonglong>(count.records))));
        if (m_controller.source() == count.name)
            m_source->setCurrentIndex(m_source->count() - 1);
    }
    m_source->setVisible(!m_controller.sources().empty());
    m_header->setStatus(m_controller.summary());
}

void DuplicatesPage::followList()
{
    const bool any = m_controller.list().model().rowCount() > 0;
    m_empty->setLine(m_controller.source()
            ? tr("No record of this source shares its PMID or Web of Science number with another one.")
            : tr("No duplicates yet. Records with the same PMID or the same Web of Science number are joined by "
                 "themselves when they are imported, and can be compared here."));
    const bool first = any && m_stack->currentIndex() == Empty;
    m_stack->setCurrentIndex(any ? Records : Empty);
    m_header->setStatus(m_controller.summary());
    if (any && !m_table->currentCitation())
        m_table->setCurrentIndex(m_table->model()->index(0, CitationTableModel::Title));
    if (first && isVisible())
        m_table->setFocus(); // once a row is current: a view that gets the focus without one picks one unselected
    m_controller.select(any ? m_table->currentCitation() : CitationId());
}

} // namespace winnow::ui
