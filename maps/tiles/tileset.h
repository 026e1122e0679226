// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/tiles/tilecache.h"
#include "maps/tiles/tilesource.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <chrono>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace wuquan {

class TileLoader;

/// The tiles of one source as far as they are known: pictures in memory, what is on its way, what there is not. GUI
/// thread, owned by app; a map that shows them says which it wants.
class TileSet : public QObject {
    Q_OBJECT
public:
    /// Answers of the web are kept in the folder of the cache; empty: nowhere.
    explicit TileSet(const TileSource &source, const QString &cacheFolder = {}, QObject *parent = nullptr);
    /// Those of a part of the world that are in memory, up to a zoom; gets nothing, so that any thread may draw from
    /// it.
    [[nodiscard]] std::unique_ptr<TileSet> still(const WorldRect &part, int zoom);
    /// Waits for the file that is being read.
    ~TileSet() override;

    [[nodiscard]] const TileSource &source() const { return m_source; }
    [[nodiscard]] const TileGrid &grid() const { return m_grid; }
    /// Null: it is not in memory.
    [[nodiscard]] const QImage *find(TileKey tile) { return m_cache.find(tile); }
    /// Whether the source has said that there is none.
    [[nodiscard]] bool isMissing(TileKey tile) const { return m_missing.contains(tile); }
    /// Gets those that are not here, in this order, instead of what was wanted before.
    void want(const std::vector<TileKey> &tiles);
    /// Why tiles that are wanted can't be had at present; empty while they can.
    [[nodiscard]] QString trouble() const;
    /// Whether something wanted is still on its way.
    [[nodiscard]] bool isWaiting() const { return !m_asked.empty(); }
    [[nodiscard]] qint64 bytes() const { return m_cache.bytes(); }
    /// How long a tile that could not be had is left alone.
    void setRetryInterval(std::chrono::milliseconds interval) { m_retry.setInterval(interval); }

Q_SIGNALS:
    void changed(const wuquan::WorldRect &part); ///< what is known of tiles there
    void troubleChanged();

private:
    /// Without a loader.
    struct Still { };
    TileSet(const TileSource &source, Still);
    void onMissing(TileKey tile);
    void onFailed(TileKey tile, const QString &reason);
    void say(const QString &trouble);
    void retry();

    TileSource m_source;
    TileGrid m_grid;
    TileCache m_cache;
    std::unordered_set<TileKey, TileKeyHash> m_missing;
    std::unordered_set<TileKey, TileKeyHash> m_failed; ///< until they are tried again
    QString m_trouble;
    QTimer m_retry;
    std::vector<TileKey> m_asked; ///< of the loader, last, and not answered
    QThread m_thread;
    TileLoader *m_loader = nullptr; ///< lives in m_thread, which deletes it; null: nothing is got
};

} // namespace wuquan
