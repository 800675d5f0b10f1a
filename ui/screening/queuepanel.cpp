#include "ui/screening/queuepanel.h"

#include "core/base/text.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
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
    : QWidget(parent)
    , m_controller(controller)
    , m_search(new QLineEdit)
    , m_pause(new QTimer(this))
    , m_label(new QComboBox)
    , m_order(new QComboBox)
    , m_door(new QPushButton)
    , m_count(new TextLabel(TextLabel::Voice::Caption))
    , m_table(new CitationTable(controller.queue(), CitationTable::Shape::Queue))
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
        m_table->setFocus();
    });

    auto* chips = new FlowLayout(theme::Grid);
    auto* group = new QButtonGroup(this);
    const std::array names{tr("Undecided"), tr("All"), tr("Included"), tr("Excluded"), tr("Maybe")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto* chip = new QPushButton(names[i]);
        chip->setCheckable(true);
        chip->setFocusPolicy(Qt::TabFocus);
        group->addButton(chip, static_cast<int>(i));
        chips->addWidget(chip);
        m_chips.push_back(chip);
    }
    m_chips.front()->setChecked(true);
    connect(
        group, &QButtonGroup::idClicked, this, [this](int id) { m_controller.setShows(static_cast<QueueShows>(id)); });

    m_label->setAccessibleName(tr("Only with label"));
    m_label->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_label->setMinimumContentsLength(8);
    connect(m_label, &QComboBox::activated, this, [this](int index) {
        m_controller.setLabelFilter(index <= 0 ? std::nullopt : std::optional(m_label->itemText(index).toStdString()));
    });
    m_order->setAccessibleName(tr("Order"));
    m_order->addItems(
        {tr("As imported"), tr("Newest first"), tr("Oldest first"), tr("By title"), tr("By author"), tr("By source")});
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_order->setMinimumContentsLength(8);
    connect(m_order, &QComboBox::activated, this, [this](int index) {
        const Arrangement& chosen = Arrangements[static_cast<std::size_t>(index)];
        m_controller.queue().setOrder(chosen.order, chosen.direction);
    });
    keepKeys(m_label);
    keepKeys(m_order);

    m_door->setIcon(theme::icon(QStringLiteral("close")));
    m_door->setToolTip(tr("Show the whole queue again"));
    m_door->hide();
    connect(m_door, &QPushButton::clicked, this, &QueuePanel::doorClosed);

    auto* menus = new QHBoxLayout;
    menus->setSpacing(theme::Grid);
    menus->addWidget(m_order, 1);
    menus->addWidget(m_label, 1);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid, theme::Grid);
    head->setSpacing(theme::Grid);
    head->addWidget(m_search);
    head->addLayout(chips);
    head->addLayout(menus);
    head->addWidget(m_door);
    head->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_table, 1);
    m_table->setAccessibleName(tr("Queue"));
    setMinimumWidth(30 * theme::Grid);

    connect(m_table, &CitationTable::currentCitationChanged, &controller, &ScreeningController::goTo);
    connect(&controller, &ScreeningController::listsChanged, this, &QueuePanel::setLabels);
    connect(&controller.queue(), &CitationList::listed, this, &QueuePanel::count);
    connect(&controller.queue().model(), &QAbstractItemModel::rowsRemoved, this, &QueuePanel::count);
    setLabels();
    count();
}

void QueuePanel::setDoor(const QString& heading)
{
    m_door->setText(heading);
    m_door->setAccessibleName(tr("Only: %1").arg(heading));
    m_door->setVisible(!heading.isEmpty());
}

void QueuePanel::update()
{
    m_chips[static_cast<std::size_t>(m_controller.shows())]->setChecked(true);
    m_table->setCurrentCitation(m_controller.current() ? m_controller.current()->id : CitationId{});
    count();
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

void QueuePanel::count()
{
    const int rows = m_controller.queue().model().rowCount();
    m_count->setText(rows == 1 ? tr("1 record") : tr("%1 records").arg(QLocale().toString(rows)));
}

} // namespace winnow::ui
