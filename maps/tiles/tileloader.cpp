// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tiles/tileloader.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QNetworkAccessManager>
#include <QNetworkDiskCache>
#include <QNetworkReply>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {
constexpr std::size_t mostUnderWay = 6;
constexpr int largestSide = 1024; ///< pixels
constexpr qint64 largestTile = 8 << 20; ///< bytes, packed
constexpr auto longestSilence = 10s; ///< of a server
} // namespace

TileLoader::TileLoader(TileSource source, QString cacheFolder)
    : m_source(std::move(source))
    , m_cacheFolder(std::move(cacheFolder))
{
    m_pool.setMaxThreadCount(2);
}

TileLoader::~TileLoader()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void TileLoader::want(const std::vector<TileKey> &tiles)
{
    m_wanted.assign(tiles.rbegin(), tiles.rend());
    begin();
}

void TileLoader::begin()
{
    while (!m_wanted.empty() && m_underWay.size() < mostUnderWay) {
        const TileKey tile = m_wanted.back();
        m_wanted.pop_back();
        if (!m_underWay.insert(tile).second)
            continue;
        if (m_source.kind == TileSource::Kind::Web)
            ask(tile, false);
        else
            readFile(tile);
    }
}

void TileLoader::readFile(TileKey tile)
{
    if (m_source.kind == TileSource::Kind::Archive && !m_archive)
        m_archive = TileArchive::open(m_source.address);
    m_pool.start([this, tile] {
        Outcome outcome{tile, {}, {}};
        std::optional<QByteArray> packed;
        if (m_archive && !*m_archive) {
            outcome.reason = m_archive->error().message;
        } else if (m_archive) {
            if (auto read = (*m_archive)->read(tile))
                packed = *read;
            else
                outcome.reason = read.error().message;
        } else if (QFile file(m_source.addressOf(tile)); file.open(QIODevice::ReadOnly)) {
            packed = file.read(largestTile + 1);
        } else if (file.exists()) {
            outcome.reason = file.errorString();
        }
        if (packed) {
            if (const auto image = decoded(*packed))
                outcome.image = *image;
            else
                outcome.reason = tr("瓦片不是可读的图片");
        }
        QMetaObject::invokeMethod(this, [this, outcome] { end(outcome); }, Qt::QueuedConnection);
    });
}

void TileLoader::ask(TileKey tile, bool onlyKept)
{
    if (!m_network) {
        m_network = new QNetworkAccessManager(this);
        if (!m_cacheFolder.isEmpty() && m_source.disk > 0) {
            auto *kept = new QNetworkDiskCache;
            kept->setCacheDirectory(m_cacheFolder);
            kept->setMaximumCacheSize(m_source.disk);
            m_network->setCache(kept); // which owns it
        }
    }
    QNetworkRequest request(QUrl(m_source.addressOf(tile)));
    request.setTransferTimeout(longestSilence);
    request.setRawHeader("User-Agent", "wuquan");
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
        onlyKept ? QNetworkRequest::AlwaysCache : QNetworkRequest::PreferNetwork);
    QNetworkReply *reply = m_network->get(request);
    connect(reply, &QNetworkReply::downloadProgress, this, [reply](qint64 received, qint64 whole) {
        if (received > largestTile || whole > largestTile)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, tile, reply, onlyKept] {
        reply->deleteLater();
        onAnswered(tile, *reply, onlyKept);
    });
}

void TileLoader::onAnswered(TileKey tile, QNetworkReply &reply, bool onlyKept)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() == QNetworkReply::NoError) {
        if (status == 204)
            end({tile, {}, {}});
        else
            decode(tile, reply.readAll());
    } else if (status == 404 || status == 410) {
        end({tile, {}, {}});
    } else if (onlyKept) {
        end({tile, {}, tr("瓦片服务没有应答，也没有保存的瓦片")});
    } else if (m_network->cache() && m_network->cache()->metaData(reply.request().url()).isValid()) {
        ask(tile, true); // what was heard last
    } else {
        // Its address may hold a key, and Qt's own words would tell it.
        end({tile, {}, status > 0 ? tr("瓦片服务回答 %1").arg(status) : tr("瓦片服务没有应答")});
    }
}

void TileLoader::decode(TileKey tile, const QByteArray &packed)
{
    m_pool.start([this, tile, packed] {
        const auto image = decoded(packed);
        const Outcome outcome{tile, image.value_or(QImage()), image ? QString() : tr("瓦片不是可读的图片")};
        QMetaObject::invokeMethod(this, [this, outcome] { end(outcome); }, Qt::QueuedConnection);
    });
}

void TileLoader::end(const Outcome &outcome)
{
    m_underWay.erase(outcome.tile);
    if (!outcome.image.isNull())
        Q_EMIT loaded(outcome.tile, outcome.image);
    else if (outcome.reason.isEmpty())
        Q_EMIT missing(outcome.tile);
    else
        Q_EMIT failed(outcome.tile, outcome.reason);
    begin();
}

std::optional<QImage> TileLoader::decoded(const QByteArray &packed)
{
    if (packed.size() > largestTile)
        return {};
    QBuffer buffer;
    buffer.setData(packed);
    QImageReader reader(&buffer);
    const QSize size = reader.size();
    if (size.isEmpty() || size.width() > largestSide || size.height() > largestSide)
        return {};
    QImage image = reader.read();
    if (image.isNull())
        return {};
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    image.setDevicePixelRatio(1);
    return image;
}

} // namespace wuquan
