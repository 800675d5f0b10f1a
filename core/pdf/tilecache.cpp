#include "core/pdf/tilecache.h"

#include <algorithm>

namespace winnow::pdf {

QImage TileCache::find(const Tile& tile)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) { return e.tile == tile; });
    if (found == m_entries.end())
        return {};
    m_entries.splice(m_entries.begin(), m_entries, found);
    return found->image;
}

bool TileCache::contains(const Tile& tile) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& e) { return e.tile == tile; });
}

QImage TileCache::standIn(int page, Rotation rotation) const
{
    const Entry* best = nullptr;
    for (const Entry& entry : m_entries) {
        const bool whole = entry.tile.area.topLeft() == QPoint(0, 0);
        if (entry.tile.page == page && entry.tile.rotation == rotation && whole
            && (!best || entry.tile.scale > best->tile.scale) && entry.image.size() == entry.tile.area.size())
            best = &entry;
    }
    return best ? best->image : QImage{};
}

void TileCache::insert(const Tile& tile, const QImage& image)
{
    if (contains(tile))
        return;
    m_entries.push_front({tile, image});
    m_bytes += image.sizeInBytes();
    // The newest stays even if it is larger than all that may be kept: it is what is looked at.
    while (m_bytes > m_limit && m_entries.size() > 1) {
        m_bytes -= m_entries.back().image.sizeInBytes();
        m_entries.pop_back();
    }
}

void TileCache::clear()
{
    m_entries.clear();
    m_bytes = 0;
}

} // namespace winnow::pdf
