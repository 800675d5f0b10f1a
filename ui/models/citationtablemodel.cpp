#include "ui/models/citationtablemodel.h"

#include "core/base/shown.h"
#include "core/base/text.h"

#include <algorithm>
#include <unordered_set>

namespace winnow::ui {

namespace {

/// So many are looked for one by one: a million ids are walked in a fraction of a millisecond, but not hashed.
constexpr std::size_t FewIds = 4;

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list.append(toQString(word));
    return list.join(QStringLiteral(", "));
}

} // namespace

CitationTableModel::CitationTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void CitationTableModel::setReader(ReadRows read)
{
    beginResetModel();
    m_read = std::move(read);
    m_rows.clear();
    m_ids.clear();
    endResetModel();
}

void CitationTableModel::setStanding(Standing standing)
{
    m_standing = standing;
    if (!m_ids.empty())
        Q_EMIT dataChanged(index(0, Status), index(rowCount() - 1, Status));
}

void CitationTableModel::setIds(std::vector<CitationId> ids)
{
    beginResetModel();
    m_ids = std::move(ids);
    endResetModel();
}

void CitationTableModel::refresh(const std::vector<CitationId>& ids)
{
    for (const CitationId id : ids) // also where none is listed: it may be again, as after an undo
        m_rows.remove(id.value);
    if (ids.empty() || m_ids.empty())
        return;
    if (ids.size() <= FewIds) {
        for (const CitationId id : ids)
            if (const int row = rowOf(id); row >= 0)
                Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    // One walk over the list, whatever the number of ids; neighbours are told of together.
    const std::unordered_set<CitationId> touched(ids.begin(), ids.end());
    int first = -1;
    for (int row = 0; row <= rowCount(); ++row) {
        const bool hit = row < rowCount() && touched.contains(m_ids[static_cast<std::size_t>(row)]);
        if (hit && first < 0)
            first = row;
        if (!hit && first >= 0) {
            Q_EMIT dataChanged(index(first, 0), index(row - 1, ColumnCount - 1));
            first = -1;
        }
    }
}

void CitationTableModel::refreshAll()
{
    m_rows.clear();
    if (!m_ids.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void CitationTableModel::remove(CitationId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_ids.erase(m_ids.begin() + row);
    endRemoveRows();
}

int CitationTableModel::rowOf(CitationId id) const
{
    const auto at = std::find(m_ids.cbegin(), m_ids.cend(), id);
    return at == m_ids.cend() ? -1 : static_cast<int>(at - m_ids.cbegin());
}

CitationId CitationTableModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_ids[static_cast<std::size_t>(row)] : CitationId{};
}

CitationRow CitationTableModel::citation(int row) const
{
    return row >= 0 && row < rowCount() ? read(row) : CitationRow{};
}

int CitationTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int CitationTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const CitationRow& CitationTableModel::read(int row) const
{
    const CitationId id = m_ids[static_cast<std::size_t>(row)];
    if (const CitationRow* known = m_rows.object(id.value))
        return *known;

    const int first = row / PageSize * PageSize;
    std::vector<CitationId> wanted;
    for (int near = first; near < std::min(first + PageSize, rowCount()); ++near)
        if (const CitationId one = m_ids[static_cast<std::size_t>(near)]; !m_rows.contains(one.value))
            wanted.push_back(one);
    if (m_read) {
        for (CitationRow& found : m_read(wanted)) {
            const std::int64_t key = found.id.value;
            m_rows.insert(key, new CitationRow(std::move(found)));
        }
    }
    if (const CitationRow* found = m_rows.object(id.value))
        return *found;
    // Gone meanwhile, until the list is asked for again: blank, and not looked for at each painting.
    auto* blank = new CitationRow;
    blank->id = id;
    blank->records = 0;
    m_rows.insert(id.value, blank);
    return *blank; // NOLINT(clang-analyzer-cplusplus.NewDelete): the cache has room for many, so it keeps this one
}

QString CitationTableModel::text(const CitationRow& row, int column) const
{
    if (row.records == 0)
        return {};
    switch (column) {
    case Status:
        return wordOf(row, m_standing);
    case Title:
        return row.title.empty() ? tr("[No title]") : inOneLine(row.title);
    case Authors:
        return inOneLine(row.authors);
    case Year:
        return row.year == 0 ? QString{} : QString::number(row.year);
    case Journal:
        return inOneLine(row.journal);
    case Records:
        return QString::number(row.records);
    case Labels:
        return joined(row.labels);
    default:
        return {};
    }
}

QVariant CitationTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(read(index.row()), index.column());
    case Qt::ToolTipRole:
        return index.column() == Title ? asToolTip(text(read(index.row()), Title)) : QVariant{};
    case Qt::TextAlignmentRole:
        return index.column() == Records ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant{};
    default:
        return {};
    }
}

QVariant CitationTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Status:
        return tr("Status");
    case Title:
        return tr("Title");
    case Authors:
        return tr("Authors");
    case Year:
        return tr("Year");
    case Journal:
        return tr("Journal");
    case Records:
        return tr("Records");
    case Labels:
        return tr("Labels");
    default:
        return {};
    }
}

} // namespace winnow::ui
