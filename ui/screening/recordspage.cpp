#include "ui/screening/recordspage.h"

#include "ui/models/citationtable.h"
#include "ui/models/servedcard.h"
#include "ui/models/session.h"
#include "ui/screening/bulk.h"
#include "ui/screening/filterpopup.h"
#include "ui/screening/filterrow.h"
#include "ui/screening/narrowing.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/searchbox.h"
#include "ui/widgets/statusmark.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <iterator>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array Boxes{Box::Unscreened, Box::ScreeningOpen, Box::ScreenedOut, Box::AwaitingRetrieval,
    Box::NotRetrieved, Box::AwaitingAssessment, Box::AssessmentOpen, Box::ExcludedFullText, Box::Included};

PageId stepOf(Box box)
{
    switch (box) {
    case Box::Unscreened:
    case Box::ScreeningOpen:
    case Box::ScreenedOut:
        return PageId::Screening;
    case Box::Included:
        return PageId::Extraction;
    default:
        return PageId::FullText;
    }
}

} // namespace

RecordsPage::RecordsPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Records, dialogs, parent)
    , m_list(CitationList::Follow::Membership)
    , m_header(new PageHeader(tr("All records")))
    , m_search(new SearchBox)
    , m_pause(new QTimer(this))
    , m_box(new QComboBox)
    , m_all(new QPushButton(tr("Show all records")))
    , m_filter(new FilterPopup(FilterPopup::Verdicts::Here, this))
    , m_table(new CitationTable(m_list, CitationTable::Shape::Columns))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState({}))
    , m_card(new RecordCard)
{
    m_list.model().setStanding(Standing::Flow);
    m_list.setActive(false);
    m_openStep = makeAction(u"records.openStep"_s, tr("Open in its step"), {Qt::Key_Return}, [this] { openInStep(); });
    m_openStep->setEnabled(false);
    m_highlights = makeAction(u"records.highlights"_s, tr("Show highlighted terms"), {Qt::Key_H},
        [this] { m_card->setHighlightsShown(m_highlights->isChecked()); });
    m_highlights->setCheckable(true);
    m_highlights->setChecked(true);
    makeAction(u"records.search"_s, tr("Search these records"), {Qt::Key_Slash}, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    m_narrowing = makeAction(u"records.narrow"_s, tr("Filter…"), {Qt::Key_F}, [this] { narrow(); });
    m_narrowing->setToolTip(tr("Verdict, years, label, reason, language, type, source; saved filters"));
    m_bulk = makeAction(u"records.bulk"_s, tr("All listed…"), {Qt::Key_B}, [this] { actOnListed(); });
    m_bulk->setToolTip(tr("Decide on title and abstract of all that are selected or listed, or label them"));
    m_row = new FilterRow(m_narrowing, m_bulk);
    layOut();
    listenToFilter();

    m_pause->setSingleShot(true);
    m_pause->setInterval(60);
    connect(m_search, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_pause, &QTimer::timeout, this, &RecordsPage::applyFilter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_table->setFocus();
    });
    connect(m_search, &SearchBox::left, this, [this] { m_table->setFocus(); });
    connect(m_box, &QComboBox::activated, this, &RecordsPage::applyFilter);
    connect(m_all, &QPushButton::clicked, this, [this] { open({}); });
    connect(m_empty, &EmptyState::clicked, this, [this] { open({}); });
    connect(&m_list, &CitationList::listed, this, &RecordsPage::showCount);
    connect(&m_list, &CitationList::failed, this, [this](const Error& error) { this->dialogs().error(this, error); });
    connect(m_table, &CitationTable::currentCitationChanged, this, &RecordsPage::showCitation);
    connect(m_table, &CitationTable::citationActivated, this, [this] { openInStep(); });
    serveCard(*m_card, *this, [this] { return m_session.get(); });
}

RecordsPage::~RecordsPage()
{
    removeWidgets();
}

void RecordsPage::listenToFilter()
{
    const auto take = [this](const Filter& filter) {
        m_narrow = filter;
        m_narrow.text.clear();
        m_row->setWords(wordsOf(m_narrow, m_reasons));
        applyFilter();
    };
    connect(m_filter, &FilterPopup::narrowed, this, take);
    connect(m_row, &FilterRow::cleared, this, [take] { take({}); });
    connect(m_filter, &FilterPopup::savedChosen, this, [this, take](const SavedFilter& saved) {
        const QSignalBlocker quiet(m_search);
        m_search->setText(QString::fromStdString(saved.filter.text));
        take(saved.filter);
    });
    connect(m_filter, &FilterPopup::saveWanted, this, [this](const QString& name) {
        std::vector<SavedFilter> saved = m_saved;
        Filter filter = m_narrow;
        filter.text = m_search->text().trimmed().toStdString();
        std::erase_if(saved, [&](const SavedFilter& one) { return one.name == name.toStdString(); });
        saved.push_back({name.toStdString(), filter});
        writeSaved(saved);
    });
    connect(m_filter, &FilterPopup::savedRemoved, this, [this](const QString& name) {
        std::vector<SavedFilter> saved = m_saved;
        std::erase_if(saved, [&](const SavedFilter& one) { return one.name == name.toStdString(); });
        writeSaved(saved);
    });
}

void RecordsPage::writeSaved(const std::vector<SavedFilter>& saved)
{
    if (m_session)
        m_session->act(
            this, [saved](review::Review& review) { return review.setSavedFilters(saved); },
            [this](const Result<Changes>& done) {
                if (!done)
                    dialogs().error(this, done.error());
            });
}

void RecordsPage::narrow()
{
    if (!m_session)
        return;
    m_session->query<FilterChoices>(
        this, 1, [](review::Reader& reader) { return reader.filterChoices(); },
        [this](const Result<FilterChoices>& choices) {
            if (choices)
                m_filter->setChoices(*choices);
        });
    m_filter->begin(m_narrow, m_row->narrowButton());
}

std::vector<CitationId> RecordsPage::chosen() const
{
    constexpr std::size_t Most = 100'000;
    if (auto selected = m_table->selectedCitations(Most); selected.size() > 1)
        return selected;
    return m_list.model().ids();
}

void RecordsPage::actOnListed()
{
    const std::size_t count = chosen().size();
    if (!m_session || m_session->info().readOnly || m_list.asking() || count == 0)
        return;
    QMenu* const menu = bulkMenu(
        this, count, m_reasons, m_labels, [this](const BulkAct& act) { run(act); },
        [this] {
            dialogs().text(this, tr("Label these records"), tr("Label"), {}, {}, [this](const auto& name) {
                if (name && !name->simplified().isEmpty())
                    run({BulkAct::Kind::PutLabel, {}, {}, name->simplified().toStdString()});
            });
        });
    menu->popup(m_row->bulkButton().mapToGlobal(QPoint(0, m_row->bulkButton().height())));
}

void RecordsPage::run(const BulkAct& act)
{
    if (!m_session)
        return;
    runBulk(*m_session, this, chosen(), act, [this](const Result<Changes>& done) {
        if (!done)
            dialogs().error(this, done.error());
    });
}

void RecordsPage::layOut()
{
    m_search->setPlaceholderText(tr("Search title, abstract, authors and keywords"));
    m_search->setAccessibleName(tr("Search records"));
    m_box->setAccessibleName(tr("Only in this box of the flow"));
    m_box->addItem(tr("Anywhere in the flow"));
    for (const Box box : Boxes)
        m_box->addItem(wordOf(box));
    keepKeys(m_box);
    keepKeys(m_search);
    m_all->hide();
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(theme::CardMargin, theme::Grid * 3 / 2, 2 * theme::Grid, theme::Grid * 3 / 2);
    tools->setSpacing(theme::Grid);
    tools->addWidget(m_search, 1);
    tools->addWidget(m_box);
    tools->addWidget(m_all);
    m_header->addControl(new KeyButton(m_openStep));
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_table);
    splitter->addWidget(m_card);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({50 * theme::Grid, 40 * theme::Grid});
    m_stack->addWidget(splitter);
    m_stack->addWidget(m_empty);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_header);
    page->addLayout(tools);
    m_row->setContentsMargins(theme::CardMargin, 0, 2 * theme::Grid, theme::Grid * 3 / 2);
    page->addWidget(m_row);
    page->addWidget(hairline(Qt::Horizontal));
    page->addWidget(m_stack, 1);
}

void RecordsPage::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_door = {};
    m_narrow = {};
    m_row->setWords({});
    m_wanted = {};
    m_search->clear();
    m_pause->stop();
    m_box->setCurrentIndex(0);
    m_list.setFilter({});
    m_list.setSession(session);
    m_table->setCurrentCitation({});
    showCitation({});
    m_stale = true;
    if (!session) {
        showCount();
        return;
    }
    connect(session.get(), &Session::changed, this, [this](const Changes& changes) {
        if (!isVisible()) {
            m_stale = true;
            return;
        }
        if ((changes.flags & (Changes::Settings | Changes::Labels)) != 0)
            readLists();
        showCitation(m_table->currentCitation());
    });
}

void RecordsPage::readLists()
{
    if (const auto terms = m_session->reader().terms())
        m_card->setTerms(*terms);
    std::vector<Reason> reasons;
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
        if (const auto some = m_session->reader().reasons(stage))
            reasons.insert(reasons.end(), some->begin(), some->end());
    m_card->setReasons(reasons);
    m_reasons.clear();
    std::copy_if(reasons.begin(), reasons.end(), std::back_inserter(m_reasons),
        [](const Reason& reason) { return reason.stage == Stage::TitleAbstract; });
    m_session->query<std::vector<std::string>>(
        this, 2, [](review::Reader& reader) { return reader.labels(); },
        [this](const Result<std::vector<std::string>>& labels) {
            if (!labels)
                return;
            m_labels = *labels;
            m_filter->setLabels(m_labels);
        });
    if (auto saved = m_session->reader().savedFilters())
        m_saved = *std::move(saved);
    const bool writable = !m_session->info().readOnly;
    m_bulk->setEnabled(writable);
    m_filter->setReasons(m_reasons);
    m_filter->setSaved(m_saved, writable);
}

void RecordsPage::entered()
{
    m_search->setFocus();
}

void RecordsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_list.setActive(true);
    if (!std::exchange(m_stale, false) || !m_session)
        return;
    readLists();
    m_list.model().refreshAll();
    m_list.ask();
    showCitation(m_table->currentCitation());
}

void RecordsPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_list.setActive(false);
}

void RecordsPage::open(const Door& door)
{
    m_door = door;
    m_header->setHeading(door.heading.isEmpty() ? tr("All records") : door.heading);
    m_box->setCurrentIndex(0);
    {
        const QSignalBlocker quiet(m_search); // the filter is applied once, below
        m_search->setText(QString::fromStdString(door.filter.text));
    }
    m_door.filter.text.clear();
    m_narrow = {};
    m_row->setWords({});
    m_wanted = door.citation;
    m_all->setVisible(m_door.filter != Filter{});
    applyFilter();
    if (m_wanted && !m_list.asking()) // the same list as before
        showCount();
}

void RecordsPage::applyFilter()
{
    m_pause->stop();
    Filter filter = narrowedBy(m_door.filter, m_narrow);
    filter.text = m_search->text().trimmed().toStdString();
    if (m_box->currentIndex() > 0) {
        const Box chosen = Boxes[static_cast<std::size_t>(m_box->currentIndex() - 1)];
        const bool possible = m_door.filter.boxes.empty()
            || std::find(m_door.filter.boxes.begin(), m_door.filter.boxes.end(), chosen) != m_door.filter.boxes.end();
        filter.boxes = {chosen};
        if (!possible)
            filter.year = -1; // both conditions hold for no record
    }
    m_list.setFilter(filter);
}

void RecordsPage::showCitation(CitationId id)
{
    m_openStep->setEnabled(false);
    if (!id || !m_session) {
        m_card->setCitation(std::nullopt);
        return;
    }
    auto detail = m_session->reader().citation(id);
    m_openStep->setEnabled(detail.has_value());
    m_card->setCitation(detail ? std::optional(*std::move(detail)) : std::nullopt);
}

void RecordsPage::showCount()
{
    const int rows = m_list.model().rowCount();
    m_header->setStatus(rows == 1 ? tr("1 record") : tr("%1 records").arg(QLocale().toString(rows)));
    const bool narrowed = m_list.filter() != Filter{};
    m_stack->setCurrentIndex(rows > 0 || m_list.asking() ? 0 : 1);
    m_empty->setLine(!m_session ? tr("Open a review to see its records.")
            : narrowed          ? tr("No record matches.")
                                : tr("The review has no records yet: import an export file in Sources."));
    m_empty->setButton(m_session && narrowed ? tr("Show all records") : QString());
    if (rows == 0) {
        showCitation({});
        return;
    }
    const CitationId first = m_list.model().idAt(0);
    const CitationId chosen = m_wanted && m_list.model().rowOf(m_wanted) >= 0 ? m_wanted : m_table->currentCitation();
    m_wanted = {};
    const CitationId shown = chosen && m_list.model().rowOf(chosen) >= 0 ? chosen : first;
    m_table->setCurrentCitation(shown);
    if (!m_card->citation() || m_card->citation()->id != shown)
        showCitation(shown);
}

void RecordsPage::openInStep()
{
    if (m_card->citation())
        Q_EMIT doorOpened({stepOf(m_card->citation()->box), {}, {}, m_card->citation()->id});
}

} // namespace winnow::ui
