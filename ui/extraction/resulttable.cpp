#include "ui/extraction/resulttable.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAbstractTableModel>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

/// A table as it is; a number that the checks doubt is marked.
class CsvModel final : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const csv::Table& table)
    {
        beginResetModel();
        m_table = table;
        endResetModel();
    }
    [[nodiscard]] const csv::Table& table() const { return m_table; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_table.headings.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid())
            return {};
        const csv::Row& row = m_table.rows[static_cast<std::size_t>(index.row())];
        const QString text = inOneLine(row.cells[static_cast<std::size_t>(index.column())]);
        // What the checks say stands in the last column, mostly out of sight: the number it is about is marked.
        const std::string_view checks = m_table.cell(row, "checks");
        const std::string& heading = m_table.headings[static_cast<std::size_t>(index.column())];
        const bool doubted = !checks.empty() && !text.isEmpty() && (heading == "printed" || heading == "patients");
        switch (role) {
        case Qt::DisplayRole:
            return doubted ? u"? "_s + text : text;
        case Qt::ForegroundRole:
            return doubted ? QVariant(theme::colors().maybe) : QVariant();
        case Qt::ToolTipRole:
            return asToolTip(doubted ? u"%1\n%2"_s.arg(text, toQString(checks)) : text);
        default:
            return {};
        }
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= columnCount())
            return {};
        QString heading = toQString(m_table.headings[static_cast<std::size_t>(section)]);
        return heading.left(1).toUpper() + heading.mid(1);
    }

private:
    csv::Table m_table;
};

ResultTable::ResultTable(const QString& name, const QString& empty, const QString& hint, QWidget* parent)
    : QWidget(parent)
    , m_model(new CsvModel(this))
    , m_stack(new QStackedWidget)
    , m_view(new QTableView)
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(name);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex& index) {
        const csv::Table& table = m_model->table();
        Q_EMIT studyWanted(toQString(table.cell(table.rows[static_cast<std::size_t>(index.row())], "study")));
    });
    auto* save = new QPushButton(tr("Export as CSV…"));
    connect(save, &QPushButton::clicked, this, &ResultTable::exportWanted);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme::CardMargin, theme::Grid, 2 * theme::Grid, theme::Grid);
    buttons->addWidget(new TextLabel(TextLabel::Voice::Caption, hint));
    buttons->addStretch(1);
    buttons->addWidget(save);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addLayout(buttons);
    m_stack->addWidget(new EmptyState(empty));
    m_stack->addWidget(page);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
}

void ResultTable::setTable(const csv::Table& table)
{
    const QModelIndex at = m_view->currentIndex();
    const bool sized = m_model->rowCount() > 0;
    m_model->setTable(table);
    m_stack->setCurrentIndex(table.rows.empty() ? 0 : 1);
    if (!sized)
        sizeColumns();
    if (at.isValid() && at.row() < m_model->rowCount())
        m_view->setCurrentIndex(m_model->index(at.row(), at.column()));
}

std::string ResultTable::text() const
{
    const csv::Table& table = m_model->table();
    std::string text = csv::line(table.headings);
    for (const csv::Row& row : table.rows)
        text += csv::line(row.cells);
    return text;
}

void ResultTable::sizeColumns()
{
    const QFontMetrics metrics = m_view->fontMetrics();
    m_view->verticalHeader()->setDefaultSectionSize(metrics.height() + 2 * theme::Grid);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int width = metrics.horizontalAdvance(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int row = 0; row < std::min(m_model->rowCount(), 50); ++row)
            width = std::max(width, metrics.horizontalAdvance(m_model->index(row, column).data().toString()));
        m_view->setColumnWidth(column, std::min(width + 3 * theme::Grid, 36 * metrics.averageCharWidth()));
    }
}

} // namespace winnow::ui
