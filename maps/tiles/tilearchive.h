// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "maps/tiles/tilegrid.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <mutex>
#include <optional>

struct sqlite3;

namespace wuquan {

/// An MBTiles file of raster tiles, opened for reading; any thread may read, one at a time.
class TileArchive {
public:
    /// What the file says of itself.
    struct Description {
        QString attribution; ///< plain text: markup is taken out
        int fromZoom = 0;
        int toZoom = greatestTileZoom;
    };

    /// Io: it can't be read. Input: it is no MBTiles, or its tiles are no pictures.
    [[nodiscard]] static Result<TileArchive> open(const QString &file);

    [[nodiscard]] const Description &description() const { return m_description; }
    /// The picture as it was packed; nothing when the archive has none there.
    [[nodiscard]] Result<std::optional<QByteArray>> read(TileKey tile) const;

private:
    struct Close {
        void operator()(sqlite3 *database) const;
    };
    explicit TileArchive(std::unique_ptr<sqlite3, Close> database)
        : m_database(std::move(database))
    {
    }
    Result<void> describe();
    [[nodiscard]] Error lastError() const;

    std::unique_ptr<sqlite3, Close> m_database;
    std::unique_ptr<std::mutex> m_mutex = std::make_unique<std::mutex>();
    Description m_description;
};

} // namespace wuquan
