// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tiles/tilesource.h"

#include "maps/tiles/tilearchive.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

#include <toml++/toml.hpp>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr int longestAttribution = 120; ///< characters
constexpr qint64 mebibyte = 1 << 20;

Result<TileSource> fromAddress(TileSource source, const QString &address)
{
    source.address = address;
    const bool hasPlaces = address.contains(u"{z}"_s) && address.contains(u"{x}"_s)
        && (address.contains(u"{y}"_s) || address.contains(u"{-y}"_s));
    if (address.startsWith(u"http://"_s) || address.startsWith(u"https://"_s)) {
        source.kind = TileSource::Kind::Web;
        if (!hasPlaces)
            return failure(ErrorKind::Input, u"The address of tiles lacks {z}, {x} or {y}: %1"_s.arg(address));
        if (const QUrl url(source.addressOf({0, 0, 0})); !url.isValid() || url.host().isEmpty())
            return failure(ErrorKind::Input, u"This is no address of tiles: %1"_s.arg(address));
        return source;
    }
    if (hasPlaces) {
        const QString fixed = address.left(address.indexOf(u'{'));
        const QString folder = fixed.left(fixed.lastIndexOf(u'/') + 1);
        if (!QFileInfo(folder.isEmpty() ? u"."_s : folder).isDir())
            return failure(ErrorKind::Io, u"There is no folder of tiles %1"_s.arg(folder));
        return source;
    }
    const QFileInfo file(address);
    if (file.isDir()) {
        QDirIterator each(address, {u"*.png"_s, u"*.jpg"_s, u"*.jpeg"_s, u"*.webp"_s}, QDir::Files,
            QDirIterator::Subdirectories | QDirIterator::FollowSymlinks);
        static const QRegularExpression place(u"/\\d+/\\d+/\\d+\\.(\\w+)$"_s);
        while (each.hasNext()) {
            if (const auto match = place.match(each.next()); match.hasMatch()) {
                source.address = QDir(address).filePath(u"{z}/{x}/{y}."_s + match.captured(1));
                return source;
            }
        }
        return failure(ErrorKind::Input, u"The folder %1 holds no tiles z/x/y.png, .jpg or .webp."_s.arg(address));
    }
    if (!file.isFile())
        return failure(ErrorKind::Io, u"There are no tiles %1"_s.arg(address));
    source.kind = TileSource::Kind::Archive;
    return source;
}

/// Reads a file of TOML and remembers the first thing that is wrong.
class SourceReader {
public:
    explicit SourceReader(const QString &file)
        : m_file(file)
    {
    }

    Result<TileSource> read()
    {
        toml::table root;
        try {
            root = toml::parse_file(m_file.toStdString());
        } catch (const toml::parse_error &error) {
            return failure(ErrorKind::Input,
                u"%1, line %2: %3"_s.arg(m_file)
                    .arg(error.source().begin.line)
                    .arg(QString::fromUtf8(error.description())));
        }
        TileSource source;
        QString address;
        for (const auto &[key, value] : root) {
            const std::string_view name = key.str();
            if (name == "address")
                address = text(name, value);
            else if (name == "attribution")
                source.attribution = text(name, value).simplified().left(longestAttribution);
            else if (name == "coordinates")
                source.system = system(text(name, value));
            else if (name == "from_zoom")
                source.fromZoom = int(number(name, value, 0, greatestTileZoom));
            else if (name == "to_zoom")
                source.toZoom = int(number(name, value, 0, greatestTileZoom));
            else if (name == "imagery")
                source.isImagery = flag(name, value);
            else if (name == "dark")
                source.isDark = flag(name, value);
            else if (name == "memory_mb")
                source.memory = number(name, value, 32, 4096) * mebibyte;
            else if (name == "disk_mb")
                source.disk = number(name, value, 0, 65536) * mebibyte;
            else
                fail(u"nothing is called %1"_s.arg(QString::fromUtf8(name)));
            m_said.push_back(QString::fromUtf8(name));
        }
        if (m_error.isEmpty() && address.isEmpty())
            fail(u"address is missing"_s);
        if (m_error.isEmpty() && source.fromZoom > source.toZoom)
            fail(u"from_zoom is greater than to_zoom"_s);
        if (!m_error.isEmpty())
            return failure(ErrorKind::Input, u"%1: %2."_s.arg(m_file, m_error));
        // A file is beside the one that names it.
        const bool isWeb = address.startsWith(u"http://"_s) || address.startsWith(u"https://"_s);
        return fromAddress(source, isWeb ? address : QFileInfo(m_file).dir().filePath(address));
    }
    [[nodiscard]] bool says(const QString &name) const { return m_said.contains(name); }

private:
    void fail(const QString &message)
    {
        if (m_error.isEmpty())
            m_error = message;
    }
    QString text(std::string_view name, const toml::node &value)
    {
        const auto is = value.value_exact<std::string_view>();
        if (!is)
            fail(u"%1 must be a text"_s.arg(QString::fromUtf8(name)));
        return QString::fromUtf8(is.value_or(""));
    }
    qint64 number(std::string_view name, const toml::node &value, qint64 least, qint64 most)
    {
        const auto is = value.value_exact<std::int64_t>();
        if (!is || *is < least || *is > most)
            fail(u"%1 must be a whole number from %2 to %3"_s.arg(QString::fromUtf8(name)).arg(least).arg(most));
        return is.value_or(least);
    }
    bool flag(std::string_view name, const toml::node &value)
    {
        const auto is = value.value_exact<bool>();
        if (!is)
            fail(u"%1 must be true or false"_s.arg(QString::fromUtf8(name)));
        return is.value_or(false);
    }
    CoordinateSystem system(const QString &name)
    {
        const auto is = coordinateSystemFromName(name);
        // Baidu's tiles are cut from a projection of its own.
        if (!is || *is == CoordinateSystem::Bd09)
            fail(u"coordinates must be wgs84, cgcs2000 or gcj02"_s);
        return is.value_or(CoordinateSystem::Wgs84);
    }

    QString m_file;
    QString m_error;
    QStringList m_said;
};

} // namespace

Result<TileSource> TileSource::read(const QString &configured)
{
    SourceReader file(configured);
    const bool isFile = configured.endsWith(u".toml"_s);
    if (isFile && !QFileInfo(configured).isReadable())
        return failure(ErrorKind::Io, u"%1 can't be read."_s.arg(configured));
    Result<TileSource> source = isFile ? file.read() : fromAddress({}, configured);
    if (!source || source->kind != Kind::Archive)
        return source;
    const Result<TileArchive> archive = TileArchive::open(source->address);
    if (!archive)
        return std::unexpected(archive.error());
    const TileArchive::Description &own = archive->description();
    if (!file.says(u"attribution"_s))
        source->attribution = own.attribution.left(longestAttribution);
    if (!file.says(u"from_zoom"_s))
        source->fromZoom = own.fromZoom;
    if (!file.says(u"to_zoom"_s))
        source->toZoom = std::max(source->fromZoom, own.toZoom);
    return source;
}

QString TileSource::addressOf(TileKey tile) const
{
    QString of = address;
    return of.replace(u"{z}"_s, QString::number(tile.zoom))
        .replace(u"{x}"_s, QString::number(tile.column))
        .replace(u"{y}"_s, QString::number(tile.row))
        .replace(u"{-y}"_s, QString::number((1 << tile.zoom) - 1 - tile.row));
}

} // namespace wuquan
