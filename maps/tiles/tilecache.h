// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/tiles/tilegrid.h"

#include <QImage>

#include <list>
#include <unordered_map>

namespace wuquan {

/// Pictures of tiles in memory, up to a count of bytes; those unused for longest go first.
class TileCache {
public:
    explicit TileCache(qint64 mostBytes)
        : m_mostBytes(mostBytes)
    {
    }

    /// Null: it has none. A picture that is asked for is used.
    [[nodiscard]] const QImage *find(TileKey tile);
    void put(TileKey tile, const QImage &image);
    /// So many are kept even when they need more.
    void setLeast(std::size_t count) { m_least = count; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    struct Entry {
        TileKey tile;
        QImage image;
    };
    qint64 m_mostBytes;
    qint64 m_bytes = 0;
    std::size_t m_least = 1;
    std::list<Entry> m_entries; ///< the last used first
    std::unordered_map<TileKey, std::list<Entry>::iterator, TileKeyHash> m_places;
};

} // namespace wuquan
