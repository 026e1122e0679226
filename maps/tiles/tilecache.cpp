// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tiles/tilecache.h"

namespace wuquan {

const QImage *TileCache::find(TileKey tile)
{
    const auto place = m_places.find(tile);
    if (place == m_places.end())
        return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, place->second);
    return &m_entries.front().image;
}

void TileCache::put(TileKey tile, const QImage &image)
{
    if (const auto place = m_places.find(tile); place != m_places.end()) {
        m_bytes -= place->second->image.sizeInBytes();
        m_entries.erase(place->second);
        m_places.erase(place);
    }
    m_entries.push_front({tile, image});
    m_places[tile] = m_entries.begin();
    m_bytes += image.sizeInBytes();
    while (m_bytes > m_mostBytes && m_entries.size() > m_least) {
        m_bytes -= m_entries.back().image.sizeInBytes();
        m_places.erase(m_entries.back().tile);
        m_entries.pop_back();
    }
}

} // namespace wuquan
