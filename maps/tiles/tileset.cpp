// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tiles/tileset.h"

#include "maps/tiles/tileloader.h"

using namespace std::chrono_literals;

namespace wuquan {

namespace {
constexpr auto retryInterval = 15s;
constexpr std::size_t mostMissing = 100'000; ///< remembered; then they are asked for again
} // namespace

TileSet::TileSet(const TileSource &source, const QString &cacheFolder, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_grid(source.system == CoordinateSystem::Cgcs2000 ? CoordinateSystem::Wgs84 : source.system)
    , m_cache(source.memory)
    , m_loader(new TileLoader(source, cacheFolder))
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, &TileSet::retry);
    m_thread.setObjectName(QStringLiteral("tiles"));
    m_loader->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_loader, &QObject::deleteLater);
    connect(m_loader, &TileLoader::loaded, this, [this](TileKey tile, const QImage &image) {
        std::erase(m_asked, tile);
        m_cache.put(tile, image);
        if (m_failed.empty())
            say({});
        Q_EMIT changed(m_grid.bounds(tile));
    });
    connect(m_loader, &TileLoader::missing, this, &TileSet::onMissing);
    connect(m_loader, &TileLoader::failed, this, &TileSet::onFailed);
    m_thread.start();
}

TileSet::TileSet(const TileSource &source, Still)
    : m_source(source)
    , m_grid(source.system == CoordinateSystem::Cgcs2000 ? CoordinateSystem::Wgs84 : source.system)
    , m_cache(source.memory)
{
}

std::unique_ptr<TileSet> TileSet::still(const WorldRect &part, int zoom)
{
    std::unique_ptr<TileSet> made(new TileSet(m_source, Still()));
    std::size_t count = 1;
    for (int level = m_source.fromZoom; level <= zoom; ++level) {
        for (const TileKey tile : m_grid.tiles(part, level)) {
            if (const QImage *image = m_cache.find(tile)) {
                made->m_cache.setLeast(++count);
                made->m_cache.put(tile, *image);
            }
        }
    }
    return made;
}

TileSet::~TileSet()
{
    m_thread.quit();
    m_thread.wait();
}

void TileSet::want(const std::vector<TileKey> &tiles)
{
    if (!m_loader)
        return;
    // What is seen is never given up for something else that is seen.
    m_cache.setLeast(tiles.size() + 1);
    std::vector<TileKey> lacking;
    bool hasFailed = false;
    for (const TileKey tile : tiles) {
        hasFailed |= m_failed.contains(tile);
        if (!m_cache.find(tile) && !m_missing.contains(tile) && !m_failed.contains(tile))
            lacking.push_back(tile);
    }
    if (lacking.empty() && !hasFailed)
        say({});
    if (lacking == m_asked)
        return;
    m_asked = lacking;
    QMetaObject::invokeMethod(
        m_loader, [loader = m_loader, lacking = std::move(lacking)] { loader->want(lacking); }, Qt::QueuedConnection);
}

QString TileSet::trouble() const
{
    return m_trouble;
}

void TileSet::say(const QString &trouble)
{
    if (m_trouble == trouble)
        return;
    m_trouble = trouble;
    Q_EMIT troubleChanged();
}

void TileSet::onMissing(TileKey tile)
{
    if (m_missing.size() >= mostMissing)
        m_missing.clear();
    m_missing.insert(tile);
    std::erase(m_asked, tile);
    Q_EMIT changed(m_grid.bounds(tile));
}

void TileSet::onFailed(TileKey tile, const QString &reason)
{
    m_failed.insert(tile);
    std::erase(m_asked, tile);
    if (!m_retry.isActive())
        m_retry.start();
    say(reason);
    Q_EMIT changed(m_grid.bounds(tile)); // one that surrounds it may do
}

void TileSet::retry()
{
    const std::unordered_set<TileKey, TileKeyHash> failed = std::exchange(m_failed, {});
    m_asked.clear();
    for (const TileKey tile : failed)
        Q_EMIT changed(m_grid.bounds(tile));
}

} // namespace wuquan
