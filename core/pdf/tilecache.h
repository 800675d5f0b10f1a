// Rendered tiles, the least recently seen dropped when they take too much memory.
#pragma once

#include "core/pdf/page.h"

#include <QImage>

#include <list>

namespace winnow::pdf {

/// A few hundred tiles at most, so a list is searched as fast as anything.
class TileCache {
public:
    explicit TileCache(qint64 bytes)
        : m_limit(bytes)
    {
    }
    /// Null if it is not there. Counts as seen.
    [[nodiscard]] QImage find(const Tile& tile);
    [[nodiscard]] bool contains(const Tile& tile) const;
    /// The whole page in another size, to be stretched until the right one is there; the largest there is.
    [[nodiscard]] QImage standIn(int page, Rotation rotation) const;
    void insert(const Tile& tile, const QImage& image);
    void clear();
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    struct Entry {
        Tile tile;
        QImage image;
    };
    std::list<Entry> m_entries; ///< last seen first
    qint64 m_limit;
    qint64 m_bytes = 0;
};

} // namespace winnow::pdf
