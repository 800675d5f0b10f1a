#include "ui/models/ranks.h"

#include <algorithm>
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
    std::vector<CitationId> fresh, const std::vector<CitationId>& before, CitationId current, const Ranks& ranks)
{
    const auto read = std::ranges::find(before, current);
    std::vector<CitationId> kept(before.begin(), read == before.end() ? before.begin() : read);
    kept.push_back(current);
    const std::unordered_set<CitationId> staying(kept.begin(), kept.end());
    std::unordered_set<CitationId> there;
    std::erase_if(fresh, [&](CitationId id) { return staying.contains(id) && there.insert(id).second; });
    std::erase_if(kept, [&](CitationId id) { return !there.contains(id); });
    ranks.arrange(fresh.begin(), fresh.end());
    kept.insert(kept.end(), fresh.begin(), fresh.end());
    return kept;
}

} // namespace winnow::ui
