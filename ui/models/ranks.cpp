#include "ui/models/ranks.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace winnow::ui {

Ranks::Ranks(std::vector<CitationId> order)
    : m_order(std::move(order))
{
    // Ids number the rows of records, of which a citation has a few: a number far beyond is no review of ours.
    const auto most = static_cast<std::int64_t>(64 * m_order.size() + 65'536);
    std::int64_t last = 0;
    for (const CitationId id : m_order)
        if (id.value <= most)
            last = std::max(last, id.value);
    m_places.resize(static_cast<std::size_t>(last) + 1, None);
    for (std::size_t place = 0; place < m_order.size(); ++place)
        if (const std::int64_t id = m_order[place].value; id >= 0 && id <= last)
            m_places[static_cast<std::size_t>(id)] = static_cast<std::uint32_t>(place);
}

void Ranks::arrange(std::vector<CitationId>& ids) const
{
    // Each is marked at its place, so that nothing need be compared.
    std::vector<bool> there(m_order.size());
    std::vector<CitationId> others;
    for (const CitationId id : ids) {
        const auto number = static_cast<std::size_t>(id.value); // a negative one is beyond them all
        const std::uint32_t place = number < m_places.size() ? m_places[number] : None;
        if (place == None)
            others.push_back(id);
        else
            there[place] = true;
    }
    ids.clear();
    for (std::size_t place = 0; place < m_order.size(); ++place)
        if (there[place])
            ids.push_back(m_order[place]);
    ids.insert(ids.end(), others.begin(), others.end());
}

std::vector<CitationId> arrangedBehind(
    std::vector<CitationId> fresh, const std::vector<CitationId>& before, const Reading& reading, const Ranks& ranks)
{
    std::vector<CitationId> kept;
    if (const auto current = std::ranges::find(before, reading.current); current != before.end() && reading.passed)
        std::copy_if(before.begin(), current, std::back_inserter(kept), reading.passed);
    kept.push_back(reading.current);
    const std::unordered_set<CitationId> staying(kept.begin(), kept.end());
    std::unordered_set<CitationId> there;
    std::erase_if(fresh, [&](CitationId id) { return staying.contains(id) && there.insert(id).second; });
    std::erase_if(kept, [&](CitationId id) { return !there.contains(id); });
    ranks.arrange(fresh);
    kept.insert(kept.end(), fresh.begin(), fresh.end());
    return kept;
}

} // namespace winnow::ui
