#include "ui/screening/queuepanel.h"

#include "ui/screening/filterpopup.h"
#include "ui/screening/filterrow.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/searchbox.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace winnow::ui {

namespace {

struct Arrangement {
    Order order;
    Direction direction;
};
/// As the menu has them; by relevance stands between the first and the others.
constexpr std::array<Arrangement, 7> Arrangements{{
    {Order::AsImported, Direction::Ascending},
    {Order::AsImported, Direction::Ascending},
    {Order::Year, Direction::Descending},
    {Order::Year, Direction::Ascending},
    {Order::Title, Direction::Ascending},
    {Order::Author, Direction::Ascending},
    {Order::Source, Direction::Ascending},
}};
constexpr int ByRelevance = 1;

} // namespace

QueuePanel::QueuePanel(
    ScreeningController& controller, QAction* narrow, QAction* bulk, QAction* relevance, QWidget* parent)
    : CitationPanel(controller.list(), tr("Queue"),
          {tr("Undecided"), tr("All"), tr("Included"), tr("Excluded"), tr("Maybe"), tr("Recent")},
          parent) // as QueueShows
    , m_controller(controller)
    , m_search(new SearchBox)
    , m_pause(new QTimer(this))
    , m_row(new FilterRow(narrow, bulk))
    , m_assigned(new QPushButton(tr("Only what is assigned to me")))
    , m_orderRow(new QWidget)
    , m_order(new QComboBox)
    , m_basis(new TextLabel(TextLabel::Voice::Caption))
    , m_blind(new TextLabel(TextLabel::Voice::Caption))
{
    makeSearch();
    makeMenus(relevance);
    head().insertWidget(0, m_search);
    head().insertWidget(2, m_assigned, 0, Qt::AlignLeft);
    head().insertWidget(3, m_row);
    head().insertWidget(4, m_orderRow);
    head().insertWidget(5, m_basis);
    head().insertWidget(6, m_blind);
    connect(this, &CitationPanel::chipChosen, this,
        [this](int chip) { m_controller.setShows(static_cast<QueueShows>(chip)); });
    connect(&table(), &CitationTable::currentCitationChanged, &controller, &ScreeningController::goTo);
    connect(&controller, &ScreeningController::listsChanged, this, &QueuePanel::showFilter);
    connect(&controller, &ScreeningController::filterChanged, this, [this] {
        if (m_search->text().trimmed() != m_controller.search()) {
            const QSignalBlocker quiet(m_search);
            m_search->setText(m_controller.search());
        }
        showFilter();
    });
    connect(&controller, &ScreeningController::orderChanged, this, &QueuePanel::showOrder);
    connect(&controller.list(), &CitationList::orderChanged, this, &QueuePanel::showOrder);
    connect(m_assigned, &QPushButton::clicked, &controller, &ScreeningController::setOnlyAssigned);
    connect(m_row, &FilterRow::cleared, this, [this] { m_controller.setNarrowing({}); });
    showFilter();
    showOrder();
    count();
}

void QueuePanel::makeSearch()
{
    m_search->setPlaceholderText(tr("Filter the queue"));
    m_search->setAccessibleName(tr("Filter the queue by words"));
    // Each key may start its query at once; a short wait spares those of a word typed in one go.
    m_pause->setSingleShot(true);
    m_pause->setInterval(60);
    connect(m_search, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_pause, &QTimer::timeout, this, [this] { m_controller.setSearch(m_search->text()); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_controller.setSearch(m_search->text());
        table().setFocus();
    });
    connect(m_search, &SearchBox::left, this, [this] { table().setFocus(); });
}

void QueuePanel::makeMenus(QAction* relevance)
{
    m_assigned->setCheckable(true);
    m_assigned->setFocusPolicy(Qt::TabFocus);
    m_order->setAccessibleName(tr("Order"));
    m_order->addItems({tr("As imported"), tr("By relevance"), tr("Newest first"), tr("Oldest first"), tr("By title"),
        tr("By author"), tr("By source")});
    connect(m_order, &QComboBox::activated, this, [this](int index) {
        m_controller.setByRelevance(index == ByRelevance);
        const Arrangement& chosen = Arrangements[static_cast<std::size_t>(index)];
        m_controller.list().setOrder(chosen.order, chosen.direction);
    });
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_order->setMinimumContentsLength(4);
    keepKeys(m_order);
    auto* options = new QToolButton;
    options->setDefaultAction(relevance);
    options->setToolButtonStyle(Qt::ToolButtonIconOnly);
    options->setAccessibleName(relevance->text());
    auto* row = new QHBoxLayout(m_orderRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_order, 1);
    row->addWidget(options);
    for (TextLabel* label : {m_basis, m_blind}) {
        label->setWordWrap(true);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_blind->setText(tr("Two or more decide here, each blind to the others: the boxes of PRISMA are filled when the "
                        "owner opens conflicts."));
}

void QueuePanel::showOrder()
{
    const RelevanceOrder& relevance = m_controller.relevance();
    int index = ByRelevance;
    if (!relevance.wanted()) {
        const CitationList& list = m_controller.list();
        const auto* const found = std::find_if(Arrangements.begin(), Arrangements.end(),
            [&](const Arrangement& one) { return one.order == list.order() && one.direction == list.direction(); });
        index = found == Arrangements.end() ? 0 : static_cast<int>(found - Arrangements.begin());
    }
    m_order->setCurrentIndex(index);
    m_basis->setText(relevance.inWords());
    m_basis->setVisible(relevance.wanted() && m_controller.shows() != QueueShows::Recent);
}

void QueuePanel::update()
{
    follow(static_cast<int>(m_controller.shows()), m_controller.current() ? m_controller.current()->id : CitationId{});
}

void QueuePanel::showFilter()
{
    m_row->setWords(wordsOf(m_controller.narrowing(), m_controller.reasons()));
    m_orderRow->setVisible(m_controller.shows() != QueueShows::Recent); // the latest first
    m_assigned->setVisible(m_controller.hasAssigned());
    m_assigned->setChecked(m_controller.onlyAssigned());
    m_blind->setVisible(m_controller.rule().blind());
    showOrder();
    update();
}

QString QueuePanel::countText(int rows) const
{
    return rows == 1 ? tr("1 record") : tr("%1 records").arg(QLocale().toString(rows));
}

} // namespace winnow::ui
