#include "ui/screening/queuepanel.h"

#include "ui/screening/filterpopup.h"
#include "ui/screening/filterrow.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QTimer>
#include <QVBoxLayout>

#include <array>

namespace winnow::ui {

namespace {

struct Arrangement {
    Order order;
    Direction direction;
};
constexpr std::array<Arrangement, 6> Arrangements{{
    {Order::AsImported, Direction::Ascending},
    {Order::Year, Direction::Descending},
    {Order::Year, Direction::Ascending},
    {Order::Title, Direction::Ascending},
    {Order::Author, Direction::Ascending},
    {Order::Source, Direction::Ascending},
}};

} // namespace

QueuePanel::QueuePanel(ScreeningController& controller, QAction* narrow, QAction* bulk, QWidget* parent)
    : CitationPanel(controller.list(), tr("Queue"),
          {tr("Undecided"), tr("All"), tr("Included"), tr("Excluded"), tr("Maybe"), tr("Recent")},
          parent) // as QueueShows
    , m_controller(controller)
    , m_search(new QLineEdit)
    , m_pause(new QTimer(this))
    , m_row(new FilterRow(narrow, bulk))
    , m_order(new QComboBox)
{
    makeSearch();
    makeMenus();
    head().insertWidget(0, m_search);
    head().insertWidget(2, m_row);
    head().insertWidget(3, m_order);
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
    connect(m_row, &FilterRow::cleared, this, [this] { m_controller.setNarrowing({}); });
    showFilter();
    count();
}

void QueuePanel::makeSearch()
{
    m_search->setPlaceholderText(tr("Filter the queue"));
    m_search->setAccessibleName(tr("Filter the queue by words"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    // Each key may start its query at once; a short wait spares those of a word typed in one go.
    m_pause->setSingleShot(true);
    m_pause->setInterval(60);
    connect(m_search, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_pause, &QTimer::timeout, this, [this] { m_controller.setSearch(m_search->text()); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_controller.setSearch(m_search->text());
        table().setFocus();
    });
}

void QueuePanel::makeMenus()
{
    m_order->setAccessibleName(tr("Order"));
    m_order->addItems(
        {tr("As imported"), tr("Newest first"), tr("Oldest first"), tr("By title"), tr("By author"), tr("By source")});
    connect(m_order, &QComboBox::activated, this, [this](int index) {
        const Arrangement& chosen = Arrangements[static_cast<std::size_t>(index)];
        m_controller.list().setOrder(chosen.order, chosen.direction);
    });
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_order->setMinimumContentsLength(4);
    keepKeys(m_order);
}

void QueuePanel::update()
{
    follow(static_cast<int>(m_controller.shows()), m_controller.current() ? m_controller.current()->id : CitationId{});
}

void QueuePanel::showFilter()
{
    m_row->setWords(wordsOf(m_controller.narrowing(), m_controller.reasons()));
    m_order->setVisible(m_controller.shows() != QueueShows::Recent); // the latest first
    update();
}

QString QueuePanel::countText(int rows) const
{
    return rows == 1 ? tr("1 record") : tr("%1 records").arg(QLocale().toString(rows));
}

} // namespace winnow::ui
