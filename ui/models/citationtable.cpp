#include "ui/models/citationtable.h"

#include "core/base/text.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>

namespace winnow::ui {

namespace {

using Column = CitationTableModel::Column;

struct ColumnOrder {
    int column;
    Order order;
};
constexpr std::array<ColumnOrder, 4> Orders{{
    {Column::Title, Order::Title},
    {Column::Authors, Order::Author},
    {Column::Year, Order::Year},
    {Column::Journal, Order::Journal},
}};

/// What both shapes have in common: the row's ground, and which colours stand on it.
class RowDelegate : public QStyledItemDelegate {
public:
    RowDelegate(const CitationTableModel& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

protected:
    static void paintGround(QPainter& painter, const QStyleOptionViewItem& option, bool accentBar)
    {
        if ((option.state & QStyle::State_Selected) == 0)
            return;
        painter.fillRect(option.rect, theme::colors().selected);
        if (accentBar && (option.state & QStyle::State_HasFocus || option.widget->hasFocus()))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme::colors().accent);
    }
    static void paintText(QPainter& painter, const QRect& where, const QString& text, const QFont& font,
        const QColor& color, Qt::Alignment alignment = Qt::AlignLeft)
    {
        painter.setFont(font);
        painter.setPen(color);
        const QFontMetrics metrics(font, painter.device());
        painter.drawText(where, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
            metrics.elidedText(text, Qt::ElideRight, where.width()));
    }
    [[nodiscard]] QString textOf(int row, Column column) const
    {
        return m_model.index(row, column).data(Qt::DisplayRole).toString();
    }

    const CitationTableModel& m_model;
};

class ColumnDelegate final : public RowDelegate {
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        paintGround(*painter, option, index.column() == Column::Status);
        const Colors& colors = theme::colors();
        QRect where = option.rect.adjusted(theme::Grid, 0, -theme::Grid, 0);
        const QString text = index.data(Qt::DisplayRole).toString();
        if (index.column() == Column::Status) {
            if (text.isEmpty())
                return;
            const Mark mark = markOf(m_model.citation(index.row()), m_model.standing());
            const int side = option.fontMetrics.ascent();
            paintMark(*painter, QRect(where.left(), where.center().y() - side / 2, side, side), mark);
            where.setLeft(where.left() + side + theme::Grid);
        }
        const bool figures = index.column() == Column::Year || index.column() == Column::Records;
        const bool first = index.column() == Column::Title || index.column() == Column::Status;
        paintText(*painter, where, text, figures ? theme::tabular() : option.font, first ? colors.text : colors.muted,
            index.column() == Column::Records ? Qt::AlignRight : Qt::AlignLeft);
    }
};

class QueueDelegate final : public RowDelegate {
public:
    QueueDelegate(const CitationTableModel& model, const bool& sourceHidden, QObject* parent)
        : RowDelegate(model, parent)
        , m_sourceHidden(sourceHidden)
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        paintGround(*painter, option, true);
        const CitationRow row = m_model.citation(index.row());
        if (row.records == 0)
            return;
        const Colors& colors = theme::colors();
        const int side = option.fontMetrics.ascent();
        const QRect area = option.rect.adjusted(theme::Grid + 4, theme::Grid - 1, -theme::Grid, -theme::Grid + 1);
        const int half = area.height() / 2;
        const QRect upper(area.left() + side + theme::Grid, area.top(), area.width() - side - theme::Grid, half);
        const QRect lower = upper.translated(0, area.height() - half);
        paintMark(
            *painter, QRect(area.left(), upper.center().y() - side / 2, side, side), markOf(row, m_model.standing()));
        paintText(*painter, upper, textOf(index.row(), Column::Title), option.font, colors.text);
        QStringList about;
        for (const Column column : {Column::Authors, Column::Year, Column::Journal, Column::Labels}) {
            if (m_sourceHidden && (column == Column::Authors || column == Column::Journal))
                continue;
            if (const QString text = textOf(index.row(), column); !text.isEmpty())
                about.append(text);
        }
        paintText(*painter, lower, about.join(QStringLiteral(" · ")), theme::caption(), colors.muted);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.border);
    }

private:
    const bool& m_sourceHidden; ///< of the table
};

} // namespace

CitationTable::CitationTable(CitationList& list, Shape shape, QWidget* parent)
    : QTableView(parent)
    , m_list(list)
    , m_shape(shape)
{
    setModel(&list.model());
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(shape == Shape::Columns ? ExtendedSelection : SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setAccessibleName(tr("Records"));
    if (shape == Shape::Queue) {
        setItemDelegate(new QueueDelegate(list.model(), m_sourceHidden, this));
        horizontalHeader()->hide();
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        for (int column = 0; column < CitationTableModel::ColumnCount; ++column)
            setColumnHidden(column, column != Column::Title);
    } else {
        setItemDelegate(new ColumnDelegate(list.model(), this));
        horizontalHeader()->setHighlightSections(false);
        horizontalHeader()->setSectionsClickable(true);
        horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &CitationTable::headerClicked);
        connect(&list, &CitationList::orderChanged, this, &CitationTable::showOrder);
    }
    if (shape == Shape::Queue)
        horizontalHeader()->setSectionResizeMode(Column::Title, QHeaderView::Stretch);
    connect(&list.model(), &QAbstractItemModel::modelReset, this, &CitationTable::restoreCurrent);
    connect(this, &QAbstractItemView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT citationActivated(m_list.model().idAt(index.row())); });
    layOut();
    showOrder();
}

void CitationTable::layOut()
{
    const QFontMetrics metrics(font());
    const QFontMetrics captions(theme::caption());
    // Heights and widths come from the font alone: asking the rows would read the whole list.
    const int height = m_shape == Shape::Queue ? metrics.height() + captions.height() + 3 * theme::Grid
                                               : metrics.height() + theme::Grid + theme::Grid / 2;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    if (m_shape == Shape::Queue)
        return;
    const int letter = metrics.averageCharWidth();
    const auto width = [&](Column column, int letters) { setColumnWidth(column, letters * letter + 3 * theme::Grid); };
    width(Column::Status, 18);
    width(Column::Authors, 20);
    width(Column::Year, 6);
    width(Column::Journal, 24);
    width(Column::Records, 9);
    width(Column::Labels, 16);
    fitTitle();
}

/// The title has what the other columns leave, and enough to tell titles by: then the table scrolls.
void CitationTable::fitTitle()
{
    int others = 0;
    for (int column = 0; column < CitationTableModel::ColumnCount; ++column)
        if (column != Column::Title)
            others += columnWidth(column);
    const int least = 40 * QFontMetrics(font()).averageCharWidth();
    setColumnWidth(Column::Title, std::max(least, viewport()->width() - others));
}

void CitationTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (m_shape == Shape::Columns)
        fitTitle();
}

void CitationTable::setSourceHidden(bool hidden)
{
    m_sourceHidden = hidden;
    viewport()->update();
}

void CitationTable::setCurrentCitation(CitationId id)
{
    m_current = id;
    const int row = id ? m_list.model().rowOf(id) : -1;
    m_restoring = true;
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
    } else {
        setCurrentIndex(m_list.model().index(row, Column::Title));
        m_row = row;
    }
    m_restoring = false;
}

std::vector<CitationId> CitationTable::selectedCitations(std::size_t most) const
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    std::vector<CitationId> ids;
    int next = 0;
    for (const auto& [top, bottom] : ranges)
        for (int row = std::max(top, next); row <= bottom && ids.size() < most; next = ++row)
            ids.push_back(m_list.model().idAt(row));
    return ids;
}

void CitationTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (m_restoring || !current.isValid())
        return;
    m_row = current.row();
    const CitationId id = m_list.model().idAt(current.row());
    if (id == m_current)
        return;
    m_current = id;
    Q_EMIT currentCitationChanged(id);
}

void CitationTable::restoreCurrent()
{
    const int count = m_list.model().rowCount();
    if (m_current) {
        if (const int row = m_list.model().rowOf(m_current); row >= 0) {
            setCurrentCitation(m_current);
            return;
        }
    }
    // A queue's owner says what comes next.
    if (m_shape == Shape::Columns && m_row >= 0 && count > 0)
        setCurrentIndex(m_list.model().index(std::min(m_row, count - 1), Column::Title));
}

void CitationTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        layOut();
}

void CitationTable::headerClicked(int column)
{
    const auto* const found = std::find_if(
        Orders.begin(), Orders.end(), [column](const ColumnOrder& known) { return known.column == column; });
    if (found == Orders.end()) {
        showOrder(); // the header has moved its arrow already
        return;
    }
    // Newest first is what is asked for of years; letters run forwards.
    const bool again = m_list.order() == found->order;
    const bool ascending = again ? m_list.direction() == Direction::Descending : found->order != Order::Year;
    m_list.setOrder(found->order, ascending ? Direction::Ascending : Direction::Descending);
}

void CitationTable::showOrder()
{
    const auto* const found = std::find_if(
        Orders.begin(), Orders.end(), [this](const ColumnOrder& known) { return known.order == m_list.order(); });
    horizontalHeader()->setSortIndicatorShown(found != Orders.end());
    if (found != Orders.end())
        horizontalHeader()->setSortIndicator(
            found->column, m_list.direction() == Direction::Ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
}

} // namespace winnow::ui
