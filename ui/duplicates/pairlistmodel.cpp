#include "ui/duplicates/pairlistmodel.h"

#include "core/base/shown.h"
#include "ui/duplicates/pairwords.h"

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr std::size_t Page = 64;

} // namespace

PairListModel::PairListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void PairListModel::setReader(ReadRows read)
{
    m_read = std::move(read);
    m_titles.clear();
}

void PairListModel::setPairs(std::vector<DoubtfulPair> pairs, Mark unanswered)
{
    beginResetModel();
    m_pairs = std::move(pairs);
    m_unanswered = unanswered;
    m_titles.clear();
    endResetModel();
}

void PairListModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_pairs.erase(m_pairs.begin() + row);
    endRemoveRows();
}

int PairListModel::rowOf(RecordId first, RecordId second) const
{
    const auto found = std::find_if(m_pairs.begin(), m_pairs.end(),
        [&](const DoubtfulPair& pair) { return pair.first == first && pair.second == second; });
    return found == m_pairs.end() ? -1 : static_cast<int>(found - m_pairs.begin());
}

int PairListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_pairs.size());
}

QString PairListModel::title(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    const CitationId wanted = m_pairs[at].firstCitation;
    if (!m_titles.contains(wanted) && m_read) {
        std::vector<CitationId> ids;
        for (std::size_t i = at / Page * Page; i < std::min(m_pairs.size(), (at / Page + 1) * Page); ++i)
            ids.push_back(m_pairs[i].firstCitation);
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (const CitationRow& each : m_read(ids))
            m_titles[each.id] = inOneLine(each.title);
        m_titles.try_emplace(wanted); // gone meanwhile: not asked for again
    }
    const auto found = m_titles.find(wanted);
    return found == m_titles.end() || found->second.isEmpty() ? tr("[No title]") : found->second;
}

QVariant PairListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const DoubtfulPair& pair = m_pairs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return title(index.row());
    case Qt::AccessibleTextRole:
        return title(index.row()) + QStringLiteral(". ") + wordsOf(pair);
    case Qt::ToolTipRole:
        return asToolTip(title(index.row()) + u'\n' + wordsOf(pair));
    case RuleRole:
        return wordsOf(pair);
    case MarkRole:
        return static_cast<int>(!pair.answer        ? m_unanswered
                : *pair.answer == PairAnswer::Same  ? Mark::Include
                : *pair.answer == PairAnswer::Apart ? Mark::Exclude
                                                    : Mark::Waiting);
    default:
        return {};
    }
}

} // namespace winnow::ui
