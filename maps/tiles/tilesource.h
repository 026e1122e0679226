// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/geo/coordinatesystem.h"
#include "maps/tiles/tilegrid.h"

#include <QString>

namespace wuquan {

/// Where raster tiles of a base map come from: a plain value, read from what somebody configured.
struct TileSource {
    enum class Kind : std::uint8_t {
        Web, ///< a template of http or https
        Folder, ///< a template of files
        Archive, ///< an MBTiles file (version 1.3)
    };

    Kind kind = Kind::Folder;
    /// With {z}, {x} and {y} for a tile, or {-y} for rows from the south; of an archive the file.
    QString address;
    QString attribution; ///< shown on the map, plain text
    CoordinateSystem system = CoordinateSystem::Wgs84; ///< Wgs84, Cgcs2000 or Gcj02
    int fromZoom = 0; ///< farther away there are none
    int toZoom = 18; ///< nearer, those of this zoom are enlarged
    bool isImagery = false; ///< photographs: as fine as the screen; else as large as a text must be to be read
    bool isDark = false; ///< needs no dimming in a dark theme
    qint64 memory = 128 << 20; ///< bytes of pictures kept
    qint64 disk = 512 << 20; ///< bytes of a web source's answers kept in a folder

    /// What was configured: the name of a .toml file with these things by name, else an address alone, or a folder with
    /// z/x/y below it. An archive's own description fills in what is not said. Input or Io say what is wrong.
    [[nodiscard]] static Result<TileSource> read(const QString &configured);
    /// The address of a tile; of an archive the file.
    [[nodiscard]] QString addressOf(TileKey tile) const;
    bool operator==(const TileSource &) const = default;
};

} // namespace wuquan
