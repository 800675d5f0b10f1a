#include "ui/reviewers/teammodel.h"

#include "core/base/shown.h"

#include <QLocale>

#include <algorithm>

namespace winnow::ui {

TeamModel::TeamModel(Boxes boxes, QObject* parent)
    : QAbstractTableModel(parent)
    , m_boxes(boxes)
{
}

void TeamModel::setTeam(const std::vector<TeamMember>& team, Stage stage)
{
    const bool same = team.size() == m_team.size()
        && std::equal(team.begin(), team.end(), m_team.begin(),
            [](const TeamMember& one, const TeamMember& other) { return one.id == other.id; });
    if (!same)
        beginResetModel();
    m_team = team;
    m_stage = stage;
    if (!same)
        endResetModel();
    else if (!team.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT checkedChanged();
}

const TeamMember* TeamModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_team[static_cast<std::size_t>(row)] : nullptr;
}

int TeamModel::rowOf(ReviewerId reviewer) const
{
    const auto found = std::find_if(
        m_team.begin(), m_team.end(), [reviewer](const TeamMember& member) { return member.id == reviewer; });
    return found == m_team.end() ? -1 : static_cast<int>(found - m_team.begin());
}

std::vector<ReviewerId> TeamModel::checked() const
{
    std::vector<ReviewerId> found;
    for (const TeamMember& member : m_team)
        if (!m_without.contains(member.id))
            found.push_back(member.id);
    return found;
}

void TeamModel::toggle(int row)
{
    const QModelIndex cell = index(row, Name);
    const bool on = data(cell, Qt::CheckStateRole).toInt() == Qt::Checked;
    setData(cell, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

int TeamModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_team.size());
}

int TeamModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TeamModel::text(const TeamMember& member, int column) const
{
    const std::size_t stage = static_cast<std::size_t>(m_stage) - 1;
    const auto number = [](std::int64_t count) { return QLocale().toString(static_cast<qlonglong>(count)); };
    const auto seen = [&](const std::optional<std::int64_t>& count) { return count ? number(*count) : tr("hidden"); };
    switch (column) {
    case Name:
        return inOneLine(member.name);
    case Role:
        if (member.me)
            return member.owner ? tr("you, began the review") : tr("you");
        return member.owner ? tr("began the review") : QString();
    case Assigned:
        return number(member.assigned[stage]);
    case AssignedDecided:
        return seen(member.assignedDecided[stage]);
    default:
        return seen(member.decided[stage]);
    }
}

QVariant TeamModel::data(const QModelIndex& index, int role) const
{
    const TeamMember* const member = at(index.row());
    if (member == nullptr)
        return {};
    const std::size_t stage = static_cast<std::size_t>(m_stage) - 1;
    switch (role) {
    case Qt::DisplayRole:
        return text(*member, index.column());
    case Qt::CheckStateRole:
        if (m_boxes == Boxes::Checked && index.column() == Name)
            return m_without.contains(member->id) ? Qt::Unchecked : Qt::Checked;
        return {};
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() >= Assigned ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        if (index.column() >= AssignedDecided && !member->decided[stage])
            return tr("Hidden while this stage is blind");
        return {};
    default:
        return {};
    }
}

QVariant TeamModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section >= Assigned ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Reviewer");
    case Role:
        return tr("Is");
    case Assigned:
        return tr("Assigned");
    case AssignedDecided:
        return tr("of those judged");
    default:
        return tr("Judged in all");
    }
}

Qt::ItemFlags TeamModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (m_boxes == Boxes::Checked && index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool TeamModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const TeamMember* const member = at(index.row());
    if (role != Qt::CheckStateRole || m_boxes == Boxes::None || member == nullptr)
        return false;
    if (value.toInt() == Qt::Checked)
        m_without.erase(member->id);
    else
        m_without.insert(member->id);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checkedChanged();
    return true;
}

} // namespace winnow::ui
