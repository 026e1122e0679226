// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/tiles/tilesource.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>

#include <sqlite3.h>

namespace wuquan::test {

inline QByteArray packed(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

/// A tile of one colour.
inline QImage plainTile(QColor colour, int side = 256)
{
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

/// A tile that shows where it is: a colour by its place, its number, and a frame of a pixel.
inline QImage markedTile(TileKey tile, int side = 256)
{
    QImage image = plainTile(QColor::fromHsv((tile.column * 67 + tile.row * 131) % 360, 60, 235), side);
    QPainter painter(&image);
    painter.setPen(Qt::darkGray);
    painter.drawRect(0, 0, side - 1, side - 1);
    painter.drawText(
        image.rect(), Qt::AlignCenter, QStringLiteral("%1/%2/%3").arg(tile.zoom).arg(tile.column).arg(tile.row));
    return image;
}

/// Writes a tile into a folder z/x/y.png.
inline bool writeTile(const QString &folder, TileKey tile, const QByteArray &bytes)
{
    const QDir place(folder + QStringLiteral("/%1/%2").arg(tile.zoom).arg(tile.column));
    QFile file(place.filePath(QString::number(tile.row) + QStringLiteral(".png")));
    return place.mkpath(QStringLiteral(".")) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// An MBTiles file of these tiles.
inline bool writeArchive(const QString &path, const std::vector<std::pair<TileKey, QByteArray>> &tiles,
    const QByteArray &metadata = "insert into metadata values ('name', 'sample'), ('format', 'png'), ('minzoom', '3'), "
                                 "('maxzoom', '12'), ('attribution', '© <a href=\"x\">Sample</a> maps');")
{
    sqlite3 *database = nullptr;
    if (sqlite3_open(path.toUtf8().constData(), &database) != SQLITE_OK)
        return false;
    bool isDone = sqlite3_exec(database,
                      "create table metadata (name text, value text); create table tiles (zoom_level integer, "
                      "tile_column integer, tile_row integer, tile_data blob);"
                          + metadata,
                      nullptr, nullptr, nullptr)
        == SQLITE_OK;
    for (const auto &[tile, bytes] : tiles) {
        const QByteArray sql = QStringLiteral("insert into tiles values (%1, %2, %3, x'%4')")
                                   .arg(tile.zoom)
                                   .arg(tile.column)
                                   .arg((1 << tile.zoom) - 1 - tile.row)
                                   .arg(QString::fromLatin1(bytes.toHex()))
                                   .toUtf8();
        isDone &= sqlite3_exec(database, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    sqlite3_close(database);
    return isDone;
}

} // namespace wuquan::test
