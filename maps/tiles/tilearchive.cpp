// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tiles/tilearchive.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// A statement that ends with its scope.
class Statement {
public:
    Statement(sqlite3 *database, const char *sql)
    {
        m_code = sqlite3_prepare_v2(database, sql, -1, &m_statement, nullptr);
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Q_DISABLE_COPY_MOVE(Statement)

    [[nodiscard]] sqlite3_stmt *get() const { return m_statement; }
    /// SQLITE_ROW, SQLITE_DONE or what went wrong.
    int step() { return m_code == SQLITE_OK ? sqlite3_step(m_statement) : m_code; }
    [[nodiscard]] QString text(int column) const
    {
        const auto *const bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
        return QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column));
    }

private:
    sqlite3_stmt *m_statement = nullptr;
    int m_code = SQLITE_OK;
};

} // namespace

void TileArchive::Close::operator()(sqlite3 *database) const
{
    sqlite3_close_v2(database);
}

Error TileArchive::lastError() const
{
    return {ErrorKind::Io, QString::fromUtf8(sqlite3_errmsg(m_database.get()))};
}

Result<TileArchive> TileArchive::open(const QString &file)
{
    sqlite3 *database = nullptr;
    // Nobody writes it while it is read: no lock is needed, and it may lie on a medium that can't be written.
    const QByteArray address = QUrl::fromLocalFile(file).toEncoded() + "?mode=ro&immutable=1";
    const int code = sqlite3_open_v2(
        address.constData(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    TileArchive archive{std::unique_ptr<sqlite3, Close>(database)};
    if (code != SQLITE_OK)
        return failure(ErrorKind::Io, u"%1 can't be read: %2."_s.arg(file, archive.lastError().message));
    if (const auto described = archive.describe(); !described)
        return failure(described.error().kind, u"%1: %2."_s.arg(file, described.error().message));
    return archive;
}

Result<void> TileArchive::describe()
{
    Statement tiles(m_database.get(), "select zoom_level, tile_column, tile_row, tile_data from tiles limit 0");
    if (const int code = tiles.step(); code != SQLITE_DONE)
        return failure(ErrorKind::Input, u"this is no MBTiles file (%1)"_s.arg(lastError().message));
    Statement each(m_database.get(), "select name, value from metadata");
    int code = each.step();
    for (; code == SQLITE_ROW; code = each.step()) {
        const QString name = each.text(0), value = each.text(1);
        if (name == "format"_L1 && value == "pbf"_L1)
            return failure(ErrorKind::Input, u"its tiles are vectors, not pictures"_s);
        const auto zoom = [&](int usual) {
            bool isNumber = false;
            const int is = value.toInt(&isNumber);
            return isNumber && is >= 0 && is <= greatestTileZoom ? is : usual;
        };
        if (name == "minzoom"_L1)
            m_description.fromZoom = zoom(0);
        else if (name == "maxzoom"_L1)
            m_description.toZoom = zoom(greatestTileZoom);
        else if (name == "attribution"_L1)
            m_description.attribution = QString(value).remove(QRegularExpression(u"<[^>]*>"_s)).simplified();
    }
    if (code != SQLITE_DONE)
        return failure(ErrorKind::Input, u"this is no MBTiles file (%1)"_s.arg(lastError().message));
    return {};
}

Result<std::optional<QByteArray>> TileArchive::read(TileKey tile) const
{
    const std::lock_guard lock(*m_mutex);
    Statement one(
        m_database.get(), "select tile_data from tiles where zoom_level = ?1 and tile_column = ?2 and tile_row = ?3");
    sqlite3_bind_int(one.get(), 1, tile.zoom);
    sqlite3_bind_int(one.get(), 2, tile.column);
    sqlite3_bind_int(one.get(), 3, (1 << tile.zoom) - 1 - tile.row); // rows from the south
    switch (one.step()) {
    case SQLITE_ROW:
        return QByteArray(
            static_cast<const char *>(sqlite3_column_blob(one.get(), 0)), sqlite3_column_bytes(one.get(), 0));
    case SQLITE_DONE:
        return std::optional<QByteArray>();
    default:
        return std::unexpected(lastError());
    }
}

} // namespace wuquan
