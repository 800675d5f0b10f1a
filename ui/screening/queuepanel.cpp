#include "ui/screening/queuepanel.h"

#include "core/base/text.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
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

QueuePanel::QueuePanel(ScreeningController& controller, QWidget* parent)
    : CitationPanel(controller.list(), tr("Queue"),
          {tr("Undecided"), tr("All"), tr("Included"), tr("Excluded"), tr("Maybe")}, parent) // as QueueShows
    , m_controller(controller)
    , m_search(new QLineEdit)
    , m_pause(new QTimer(this))
    , m_label(new QComboBox)
    , m_order(new QComboBox)
{
    makeSearch();
    makeMenus();
    auto* menus = new QHBoxLayout;
    menus->setSpacing(theme::Grid);
    menus->addWidget(m_order, 1);
    menus->addWidget(m_label, 1);
    head().insertWidget(0, m_search);
    head().insertLayout(2, menus);
    connect(this, &CitationPanel::chipChosen, this,
        [this](int chip) { m_controller.setShows(static_cast<QueueShows>(chip)); });
    connect(&table(), &CitationTable::currentCitationChanged, &controller, &ScreeningController::goTo);
    connect(&controller, &ScreeningController::listsChanged, this, &QueuePanel::setLabels);
    setLabels();
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
    m_label->setAccessibleName(tr("Only with label"));
    connect(m_label, &QComboBox::activated, this, [this](int index) {
        m_controller.setLabelFilter(index <= 0 ? std::nullopt : std::optional(m_label->itemText(index).toStdString()));
    });
    m_order->setAccessibleName(tr("Order"));
    m_order->addItems(
        {tr("As imported"), tr("Newest first"), tr("Oldest first"), tr("By title"), tr("By author"), tr("By source")});
    connect(m_order, &QComboBox::activated, this, [this](int index) {
        const Arrangement& chosen = Arrangements[static_cast<std::size_t>(index)];
        m_controller.list().setOrder(chosen.order, chosen.direction);
    });
    for (QComboBox* menu : {m_label, m_order}) {
        menu->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        menu->setMinimumContentsLength(4);
        keepKeys(menu);
    }
}

void QueuePanel::update()
{
    follow(static_cast<int>(m_controller.shows()), m_controller.current() ? m_controller.current()->id : CitationId{});
}

void QueuePanel::setLabels()
{
    const QString chosen = m_label->currentIndex() > 0 ? m_label->currentText() : QString();
    m_label->clear();
    m_label->addItem(tr("Any label"));
    for (const std::string& label : m_controller.labels())
        m_label->addItem(toQString(label));
    m_label->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, m_label->findText(chosen)));
    m_label->setEnabled(m_label->count() > 1);
}

QString QueuePanel::countText(int rows) const
{
    return rows == 1 ? tr("1 record") : tr("%1 records").arg(QLocale().toString(rows));
}

} // namespace winnow::ui
