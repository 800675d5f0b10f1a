#include "ui/fulltext/reportspanel.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace winnow::ui {

ReportsPanel::ReportsPanel(FullTextController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_door(new QPushButton)
    , m_count(new TextLabel(TextLabel::Voice::Caption))
    , m_table(new CitationTable(controller.list(), CitationTable::Shape::Queue))
{
    auto* chips = new FlowLayout(theme::Grid);
    auto* group = new QButtonGroup(this);
    const std::array names{tr("To do"), tr("To retrieve"), tr("Included"), tr("Excluded"), tr("All")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto* chip = new QPushButton(names[i]);
        chip->setCheckable(true);
        chip->setFocusPolicy(Qt::TabFocus);
        chip->setProperty("chip", true);
        group->addButton(chip, static_cast<int>(i));
        chips->addWidget(chip);
        m_chips.push_back(chip);
    }
    m_chips.front()->setChecked(true);
    connect(
        group, &QButtonGroup::idClicked, this, [this](int id) { m_controller.setShows(static_cast<ReportsShow>(id)); });

    m_door->setIcon(theme::icon(QStringLiteral("close")));
    m_door->setToolTip(tr("Show the whole list again"));
    m_door->hide();
    connect(m_door, &QPushButton::clicked, this, &ReportsPanel::doorClosed);

    auto* head = new QVBoxLayout;
    head->setContentsMargins(2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid, theme::Grid);
    head->setSpacing(theme::Grid);
    head->addLayout(chips);
    head->addWidget(m_door);
    head->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_table, 1);
    m_table->setAccessibleName(tr("Reports"));
    setMinimumWidth(28 * theme::Grid);

    connect(m_table, &CitationTable::currentCitationChanged, &controller, &FullTextController::goTo);
    connect(&controller.list(), &CitationList::listed, this, &ReportsPanel::count);
    count();
}

void ReportsPanel::setDoor(const QString& heading)
{
    m_door->setText(heading);
    m_door->setAccessibleName(tr("Only: %1").arg(heading));
    m_door->setVisible(!heading.isEmpty());
}

void ReportsPanel::update()
{
    m_chips[static_cast<std::size_t>(m_controller.shows())]->setChecked(true);
    m_table->setCurrentCitation(m_controller.current() ? m_controller.current()->id : CitationId{});
    count();
}

void ReportsPanel::count()
{
    const int rows = m_controller.list().model().rowCount();
    m_count->setText(rows == 1 ? tr("1 report") : tr("%1 reports").arg(QLocale().toString(rows)));
}

} // namespace winnow::ui
