#include "ui/reviewers/parts.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

QWidget* scrolledBody(QWidget* body, const QString& name)
{
    body->setMaximumWidth(120 * theme::Grid);
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(2 * theme::Grid, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    row->addWidget(body, 1, Qt::AlignTop);
    row->addStretch(0);
    auto* scroll = new QScrollArea;
    scroll->setWidget(holder);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(name);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus, and is scrolled into sight
    return scroll;
}

QVBoxLayout* bodyColumn(QWidget* body)
{
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid);
    return column;
}

void addHeading(QVBoxLayout* column, const QString& heading)
{
    if (column->count() > 0)
        column->addSpacing(2 * theme::Grid);
    column->addWidget(new TextLabel(TextLabel::Voice::Strong, heading));
}

ShortTable::ShortTable(const QString& name, QAbstractItemModel* model, QWidget* parent)
    : QTableView(parent)
{
    setAccessibleName(name);
    setModel(model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, &ShortTable::fit);
    connect(model, &QAbstractItemModel::dataChanged, this, &ShortTable::spread);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        fit();
        if (this->model()->rowCount() > 0)
            setCurrentIndex(this->model()->index(0, 0));
    });
    fit();
}

void ShortTable::fit()
{
    constexpr int MostRows = 8;
    const int line = fontMetrics().height() + 14;
    verticalHeader()->setDefaultSectionSize(line);
    const int rows = std::clamp(model()->rowCount(), 1, MostRows);
    setFixedHeight(rows * line + horizontalHeader()->sizeHint().height() + horizontalScrollBar()->sizeHint().height()
        + theme::Grid / 2);
    setVerticalScrollBarPolicy(model()->rowCount() > MostRows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    spread();
}

/// Columns as wide as what they hold; the first takes what is left.
void ShortTable::spread()
{
    int left = viewport()->width();
    for (int column = model()->columnCount() - 1; column >= 0; --column) {
        const int wanted = std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
        const int width = column == 0 ? std::max(wanted, left) : wanted;
        setColumnWidth(column, width);
        left -= width;
    }
}

void ShortTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    spread();
}

void ShortTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT rowChanged(current.row());
}

void ShortTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

} // namespace winnow::ui
