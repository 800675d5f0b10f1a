#include "ui/duplicates/duplicatespage.h"

#include "core/base/text.h"
#include "ui/duplicates/comparisonview.h"
#include "ui/duplicates/thresholdsdialog.h"
#include "ui/models/citationtable.h"
#include "ui/models/session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/twolinedelegate.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QListView>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Lists { Pairs, Joined };
enum Shown { Records, Empty };

/// The sign of a pair's answer, the title of its first record, and below it the rule.
class PairDelegate final : public TwoLineDelegate {
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    [[nodiscard]] Rest rest(const QModelIndex& index) const override
    {
        return {index.data(PairListModel::RuleRole).toString(), {},
            static_cast<Mark>(index.data(PairListModel::MarkRole).toInt())};
    }
};

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

} // namespace

DuplicatesPage::DuplicatesPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Duplicates, dialogs, parent)
    , m_header(new PageHeader(tr("Duplicates")))
    , m_findButton(new PrimaryButton(tr("Find duplicates")))
    , m_thresholdsButton(new QPushButton(tr("Thresholds…")))
    , m_source(new QComboBox)
    , m_count(new TextLabel(TextLabel::Voice::Caption))
    , m_lists(new QStackedWidget)
    , m_pairs(new QListView)
    , m_table(new CitationTable(m_controller.list(), CitationTable::Shape::Queue))
    , m_stack(new QStackedWidget)
    , m_comparison(new ComparisonView)
    , m_empty(new EmptyState({}))
{
    makeActions();
    makeHeader();
    auto* panes = new SidePanes(*this, u"duplicates"_s);
    panes->addSide(makeLists(), tr("List"), 46 * theme::Grid);
    panes->addMain(makeRecords(), tr("Records"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(panes, 1);
    listen();
    followShows();
    followCounts();
}

DuplicatesPage::~DuplicatesPage()
{
    removeWidgets();
}

void DuplicatesPage::makeActions()
{
    const auto answer = [this](PairAnswer given) { return [this, given] { m_controller.answer(given); }; };
    m_join = makeAction(u"duplicates.join"_s, tr("Join"), {Qt::Key_J}, answer(PairAnswer::Same));
    m_join->setToolTip(tr("The two records are of the same citation"));
    m_apart = makeAction(u"duplicates.apart"_s, tr("Keep apart"), {Qt::Key_A}, answer(PairAnswer::Apart));
    m_apart->setToolTip(tr("The two are different; they are never joined"));
    m_link = makeAction(u"duplicates.link"_s, tr("Link"), {Qt::Key_L}, answer(PairAnswer::Linked));
    m_link->setToolTip(tr("Two reports that belong together, such as a preprint and its article"));
    m_takeBack = makeAction(u"duplicates.takeBack"_s, tr("Take back"), {Qt::Key_U}, answer(PairAnswer::TakenBack));
    m_takeBack->setToolTip(tr("The program's answer stands again"));
    m_undo = makeAction(u"duplicates.undo"_s, tr("Undo"), {Qt::Key_Z}, [this] { m_controller.undo(); });
    m_open =
        makeAction(u"duplicates.open"_s, tr("Show among all records"), {Qt::Key_Return}, [this] { openCitation(); });
    const auto scroll = [this](int pages) { return [this, pages] { m_comparison->scrollPages(pages); }; };
    makeAction(u"duplicates.readOn"_s, tr("Read on"), {Qt::Key_Space}, scroll(1));
    makeAction(u"duplicates.readBack"_s, tr("Read back"), {QKeySequence(Qt::SHIFT | Qt::Key_Space)}, scroll(-1));
    const std::array names{tr("Doubtful pairs"), tr("Joined records"), tr("Links"), tr("Answered pairs")};
    for (int i = 0; i < static_cast<int>(names.size()); ++i)
        makeAction(u"duplicates.view"_s + QString::number(i + 1), names[static_cast<std::size_t>(i)],
            {QKeySequence(Qt::Key_1 + i)}, [this, i] {
                m_controller.setShows(static_cast<DuplicatesShow>(i));
                focusList();
            });
    m_find = makeAction(u"duplicates.find"_s, tr("Find duplicates"), {Qt::Key_F}, [this] { m_controller.find(); });
    m_thresholds = makeAction(
        u"duplicates.thresholds"_s, tr("Thresholds…"), {Qt::Key_T}, [this] { m_controller.askThresholds(); });
}

void DuplicatesPage::makeHeader()
{
    connect(m_findButton, &QPushButton::clicked, m_find, &QAction::trigger);
    connect(m_thresholdsButton, &QPushButton::clicked, m_thresholds, &QAction::trigger);
    m_thresholdsButton->setToolTip(tr("From which likeness on pairs are joined, or asked about"));
    m_header->addControl(m_thresholdsButton);
    m_header->addControl(m_findButton);
}

QWidget* DuplicatesPage::makeLists()
{
    auto* chips = new FlowLayout(theme::Grid);
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < 4; ++i) {
        auto* chip = new QPushButton;
        chip->setCheckable(true);
        chip->setFocusPolicy(Qt::TabFocus);
        group->addButton(chip, i);
        chips->addWidget(chip);
        m_chips.push_back(chip);
    }
    connect(group, &QButtonGroup::idClicked, this,
        [this](int id) { m_controller.setShows(static_cast<DuplicatesShow>(id)); });
    m_source->setAccessibleName(tr("Source"));
    m_source->setToolTip(tr("Only citations with a record from this source"));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setMinimumContentsLength(8);
    m_count->setElided(8);
    keepKeys(m_source);

    m_pairs->setModel(&m_controller.pairs());
    m_pairs->setItemDelegate(new PairDelegate(m_pairs));
    m_pairs->setAccessibleName(tr("Pairs of records"));
    m_pairs->setFrameShape(QFrame::NoFrame);
    m_pairs->setUniformItemSizes(true);
    m_pairs->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_pairs->setMinimumWidth(28 * theme::Grid);
    m_table->setMinimumWidth(28 * theme::Grid);
    m_lists->addWidget(m_pairs);
    m_lists->addWidget(m_table);

    auto* head = new QVBoxLayout;
    head->setContentsMargins(2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid, theme::Grid);
    head->setSpacing(theme::Grid);
    head->addLayout(chips);
    head->addWidget(m_source);
    head->addWidget(m_count);
    auto* panel = new QWidget;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_lists, 1);
    return panel;
}

QWidget* DuplicatesPage::makeRecords()
{
    m_stack->addWidget(m_comparison);
    m_stack->addWidget(m_empty);
    m_bar = makeBar();
    auto* records = new QWidget;
    auto* column = new QVBoxLayout(records);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_stack, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_bar);
    return records;
}

QWidget* DuplicatesPage::makeBar()
{
    auto* bar = new QWidget;
    auto* flow = new FlowLayout(theme::Grid, bar);
    flow->setContentsMargins(2 * theme::Grid, theme::Grid * 3 / 2, 2 * theme::Grid, theme::Grid * 3 / 2);
    m_joinButton = new KeyButton(m_join, Mark::Include);
    m_apartButton = new KeyButton(m_apart, Mark::Exclude);
    m_linkButton = new KeyButton(m_link, Mark::Waiting);
    m_takeBackButton = new KeyButton(m_takeBack);
    for (KeyButton* button : {m_joinButton, m_apartButton, m_linkButton, m_takeBackButton, new KeyButton(m_undo)})
        flow->addWidget(button);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    bar->setSizePolicy(policy);
    return bar;
}

void DuplicatesPage::listen()
{
    connect(
        m_pairs->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
            if (!m_following && current.isValid())
                m_controller.setRow(current.row());
        });
    connect(m_table, &CitationTable::currentCitationChanged, &m_controller, &DuplicatesController::select);
    connect(m_source, &QComboBox::activated, this, [this](int index) {
        m_controller.setSource(index == 0 ? std::optional<std::string>()
                                          : m_controller.sources()[static_cast<std::size_t>(index - 1)].name);
    });
    connect(m_empty, &EmptyState::clicked, this, &DuplicatesPage::emptyClicked);
    connect(m_comparison, &ComparisonView::takeOutWanted, &m_controller, &DuplicatesController::takeOut);
    connect(&m_controller, &DuplicatesController::showsChanged, this, &DuplicatesPage::followShows);
    connect(&m_controller, &DuplicatesController::countsChanged, this, &DuplicatesPage::followCounts);
    connect(&m_controller, &DuplicatesController::findingChanged, this, &DuplicatesPage::followCounts);
    connect(&m_controller, &DuplicatesController::pairsListed, this, &DuplicatesPage::followPairs);
    connect(&m_controller.list(), &CitationList::listed, this, &DuplicatesPage::followJoined);
    connect(&m_controller, &DuplicatesController::comparisonChanged, this, &DuplicatesPage::followChosen);
    connect(&m_controller, &DuplicatesController::thresholdsReady, this, &DuplicatesPage::askThresholds);
    connect(&m_controller, &DuplicatesController::notice, this, &Page::notice);
    connect(&m_controller, &DuplicatesController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
}

void DuplicatesPage::setSession(const std::shared_ptr<Session>& session)
{
    m_controller.setSession(session);
}

void DuplicatesPage::entered()
{
    m_controller.setActive(true);
    focusList();
}

void DuplicatesPage::hideEvent(QHideEvent* event)
{
    m_controller.setActive(false);
    Page::hideEvent(event);
}

void DuplicatesPage::open(const Door& door)
{
    if (!door.filter.withDuplicates && !door.citation)
        return;
    m_controller.setShows(DuplicatesShow::Joined);
    m_controller.setSource(door.filter.source);
    followCounts();
    if (door.citation)
        m_table->setCurrentCitation(door.citation);
}

void DuplicatesPage::focusList()
{
    if (m_controller.shows() == DuplicatesShow::Joined)
        m_table->setFocus();
    else
        m_pairs->setFocus();
}

// What is shown -------------------------------------------------------------------------------------------------------

void DuplicatesPage::followShows()
{
    const DuplicatesShow shows = m_controller.shows();
    const bool joined = shows == DuplicatesShow::Joined;
    m_chips[static_cast<std::size_t>(shows)]->setChecked(true);
    m_lists->setCurrentIndex(joined ? Joined : Pairs);
    m_source->setVisible(joined && !m_controller.sources().empty());
    for (KeyButton* button : {m_joinButton, m_apartButton, m_linkButton})
        button->setVisible(!joined);
    m_takeBackButton->setVisible(shows == DuplicatesShow::Linked || shows == DuplicatesShow::Answered);
    if (joined)
        followJoined();
    else
        followPairs();
}

void DuplicatesPage::followCounts()
{
    const auto& counts = m_controller.counts();
    const auto chip = [this](DuplicatesShow shows, const QString& name, std::int64_t count) {
        m_chips[static_cast<std::size_t>(shows)]->setText(
            count > 0 ? tr("%1 %2", "list and count").arg(name, number(count)) : name);
    };
    chip(DuplicatesShow::Doubtful, tr("Doubtful"), counts ? counts->doubtful : 0);
    chip(DuplicatesShow::Joined, tr("Joined"), counts ? counts->byProgram + counts->byPerson : 0);
    chip(DuplicatesShow::Linked, tr("Links"), counts ? counts->linked : 0);
    chip(DuplicatesShow::Answered, tr("Answered"), 0);
    m_header->setStatus(m_controller.summary());
    const bool unchecked = counts && counts->unchecked > 0;
    m_find->setEnabled(m_controller.canWrite() && unchecked && !m_controller.finding());
    m_findButton->setVisible(m_controller.canWrite() && unchecked);
    m_findButton->setEnabled(m_find->isEnabled());
    m_thresholds->setEnabled(m_controller.canWrite() && counts && !m_controller.finding());
    m_thresholdsButton->setEnabled(m_thresholds->isEnabled());

    const QSignalBlocker quiet(m_source);
    m_source->clear();
    m_source->addItem(tr("All sources"));
    for (const DuplicatesController::SourceCount& count : m_controller.sources()) {
        m_source->addItem(tr("%1: %2 duplicates of %3 records")
                .arg(toQString(count.name), number(count.duplicates), number(count.records)));
        if (m_controller.source() == count.name)
            m_source->setCurrentIndex(m_source->count() - 1);
    }
    m_source->setVisible(m_controller.shows() == DuplicatesShow::Joined && !m_controller.sources().empty());
    showEmpty();
}

void DuplicatesPage::followPairs()
{
    if (m_controller.shows() == DuplicatesShow::Joined)
        return;
    const int rows = m_controller.pairs().rowCount();
    m_count->setText(rows == 1                        ? tr("1 pair")
            : rows == DuplicatesController::MostPairs ? tr("The %1 weightiest pairs").arg(number(rows))
                                                      : tr("%1 pairs").arg(number(rows)));
    m_following = true;
    const QModelIndex current = m_controller.pairs().index(m_controller.row());
    m_pairs->setCurrentIndex(current);
    m_following = false;
    showEmpty();
}

void DuplicatesPage::followJoined()
{
    if (m_controller.shows() != DuplicatesShow::Joined)
        return;
    const int rows = m_controller.list().model().rowCount();
    m_count->setText(rows == 1 ? tr("1 citation with more than one record")
                               : tr("%1 citations with more than one record").arg(number(rows)));
    if (rows > 0 && !m_table->currentCitation())
        m_table->setCurrentIndex(m_table->model()->index(0, CitationTableModel::Title));
    m_controller.select(rows > 0 ? m_table->currentCitation() : CitationId());
    showEmpty();
}

void DuplicatesPage::followChosen()
{
    if (m_controller.shows() != DuplicatesShow::Joined && m_pairs->currentIndex().row() != m_controller.row())
        followPairs();
    const bool joined = m_controller.shows() == DuplicatesShow::Joined;
    m_comparison->show(m_controller.title(), m_controller.comparison(),
        joined && m_controller.canWrite() ? ComparisonView::Taking::Offered : ComparisonView::Taking::No);
    const DoubtfulPair* const pair = m_controller.pair();
    const bool can = m_controller.canAnswer();
    m_join->setEnabled(can && pair->answer != PairAnswer::Same);
    m_apart->setEnabled(can && pair->answer != PairAnswer::Apart);
    m_link->setEnabled(can && pair->answer != PairAnswer::Linked && m_controller.shows() != DuplicatesShow::Linked);
    m_takeBack->setEnabled(can && pair->answer.has_value());
    m_undo->setEnabled(m_controller.canWrite());
    m_open->setEnabled(pair != nullptr || (joined && m_controller.selected()));
    m_joinButton->setOn(pair != nullptr && pair->answer == PairAnswer::Same);
    m_apartButton->setOn(pair != nullptr && pair->answer == PairAnswer::Apart);
    m_linkButton->setOn(pair != nullptr && pair->answer == PairAnswer::Linked);
    showEmpty();
}

void DuplicatesPage::showEmpty()
{
    m_stack->setCurrentIndex(m_controller.comparison().records.isEmpty() ? Empty : Records);
    m_bar->setVisible(m_stack->currentIndex() == Records);
    const auto& counts = m_controller.counts();
    const bool unchecked = counts && counts->unchecked > 0;
    QString button;
    if (!m_controller.hasReview()) {
        m_empty->setLine(tr("Open a review to see its duplicates."));
    } else if (unchecked) {
        m_empty->setLine(m_controller.finding()
                ? tr("The records are being compared.")
                : tr("%1 records have not been compared with the others yet.").arg(number(counts->unchecked)));
        if (m_find->isEnabled())
            button = tr("Find duplicates");
    } else {
        switch (m_controller.shows()) {
        case DuplicatesShow::Doubtful:
            m_empty->setLine(tr("No pair waits for an answer."));
            if (counts && counts->byProgram + counts->byPerson > 0)
                button = tr("Look at what is joined");
            break;
        case DuplicatesShow::Joined:
            m_empty->setLine(m_controller.source() ? tr("No record of this source stands with another one.")
                                                   : tr("No two records are of the same citation."));
            break;
        case DuplicatesShow::Linked:
            m_empty->setLine(
                tr("Nothing is linked. Preprints and their articles, registrations and reports, errata and "
                   "what they correct stand here once they are found, or linked with the key L."));
            break;
        case DuplicatesShow::Answered:
            m_empty->setLine(tr("No pair was answered yet. Answers are remembered and outrank the program's."));
            break;
        }
    }
    m_empty->setButton(button);
}

void DuplicatesPage::emptyClicked()
{
    if (m_find->isEnabled())
        m_controller.find();
    else
        m_controller.setShows(DuplicatesShow::Joined);
    focusList();
}

// What is done --------------------------------------------------------------------------------------------------------

void DuplicatesPage::openCitation()
{
    const DoubtfulPair* const pair = m_controller.pair();
    Door door;
    door.citation = pair != nullptr ? pair->firstCitation : m_controller.selected();
    if (!door.citation)
        return;
    if (pair == nullptr) {
        door.heading = tr("Citations with more than one record");
        door.filter.withDuplicates = true;
    }
    Q_EMIT doorOpened(door);
}

void DuplicatesPage::askThresholds(const DuplicateThresholds& now)
{
    auto* dialog = new ThresholdsDialog(now, this);
    connect(dialog, &ThresholdsDialog::previewWanted, &m_controller, &DuplicatesController::preview);
    connect(&m_controller, &DuplicatesController::previewReady, dialog, &ThresholdsDialog::showPreview);
    connect(dialog, &ThresholdsDialog::applied, &m_controller,
        [this](const DuplicateThresholds& thresholds) { m_controller.find(thresholds); });
    connect(dialog, &QDialog::finished, &m_controller, &DuplicatesController::stopPreview);
    dialogs().show(dialog);
}

} // namespace winnow::ui
