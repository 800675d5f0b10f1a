#include "ui/models/ranks.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <unordered_set>
#include <utility>

namespace winnow::ui {

Ranks::Ranks(const std::vector<CitationId>& order)
{
    m_places.reserve(order.size());
    for (const CitationId id : order)
        m_places.emplace(id, static_cast<std::uint32_t>(m_places.size()));
}

void Ranks::arrange(std::vector<CitationId>::iterator first, std::vector<CitationId>::iterator last) const
{
    // Looked up once each, not at every comparison.
    std::vector<std::pair<std::uint32_t, CitationId>> placed;
    placed.reserve(static_cast<std::size_t>(last - first));
    for (auto id = first; id != last; ++id) {
        const auto found = m_places.find(*id);
        placed.emplace_back(found == m_places.end() ? std::numeric_limits<std::uint32_t>::max() : found->second, *id);
    }
    std::ranges::stable_sort(placed, {}, &std::pair<std::uint32_t, CitationId>::first);
    std::ranges::transform(placed, first, &std::pair<std::uint32_t, CitationId>::second);
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
    ranks.arrange(fresh.begin(), fresh.end());
    kept.insert(kept.end(), fresh.begin(), fresh.end());
    return kept;
}

} // namespace winnow::ui
