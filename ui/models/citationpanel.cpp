#include "ui/models/citationpanel.h"

#include "core/base/shown.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace winnow::ui {

CitationPanel::CitationPanel(CitationList& list, const QString& name, const QStringList& chips, QWidget* parent)
    : QWidget(parent)
    , m_list(list)
    , m_head(new QVBoxLayout)
    , m_door(new QWidget)
    , m_heading(new TextLabel(TextLabel::Voice::Strong))
    , m_count(new TextLabel(TextLabel::Voice::Caption))
    , m_table(new CitationTable(list, CitationTable::Shape::Queue))
{
    auto* flow = new FlowLayout(theme::Grid);
    auto* group = new QButtonGroup(this);
    for (const QString& text : chips) {
        auto* chip = new QPushButton(text);
        chip->setCheckable(true);
        chip->setFocusPolicy(Qt::TabFocus);
        group->addButton(chip, static_cast<int>(m_chips.size()));
        flow->addWidget(chip);
        m_chips.push_back(chip);
    }
    m_chips.front()->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this, &CitationPanel::chipChosen);

    auto* whole = new QToolButton;
    whole->setIcon(theme::icon(QStringLiteral("close")));
    whole->setToolTip(tr("Show the whole list again"));
    whole->setAccessibleName(whole->toolTip());
    whole->setAutoRaise(true);
    connect(whole, &QToolButton::clicked, this, &CitationPanel::doorClosed);
    auto* door = new QHBoxLayout(m_door);
    door->setContentsMargins(0, 0, 0, 0);
    door->addWidget(m_heading, 1);
    door->addWidget(whole);
    m_heading->setElided(4);
    m_door->hide();

    m_head->setContentsMargins(2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid, theme::Grid);
    m_head->setSpacing(theme::Grid);
    m_head->addLayout(flow);
    m_head->addWidget(m_door);
    m_head->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_head);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_table, 1);
    m_table->setAccessibleName(name);
    m_table->setMinimumWidth(28 * theme::Grid);

    connect(&m_list, &CitationList::listed, this, &CitationPanel::count);
    connect(&m_list.model(), &QAbstractItemModel::rowsRemoved, this, &CitationPanel::count);
}

void CitationPanel::setDoor(const QString& heading)
{
    m_heading->setText(inOneLine(heading.toStdString()));
    m_heading->setAccessibleName(tr("Only: %1").arg(m_heading->text()));
    m_door->setVisible(!heading.isEmpty());
}

void CitationPanel::follow(int chip, CitationId current)
{
    m_chips[static_cast<std::size_t>(chip)]->setChecked(true);
    m_table->setCurrentCitation(current);
    count();
}

void CitationPanel::count()
{
    m_count->setText(countText(m_list.model().rowCount()));
}

} // namespace winnow::ui
