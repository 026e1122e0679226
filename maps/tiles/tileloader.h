// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/tiles/tilearchive.h"
#include "maps/tiles/tilesource.h"

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <optional>
#include <unordered_set>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;

namespace wuquan {

/// Gets pictures of tiles from their source, a few at a time, what is wanted last first. Lives in a thread of its own,
/// so that a slow disk or network holds up nobody; owned by a TileSet.
class TileLoader : public QObject {
    Q_OBJECT
public:
    /// Answers of the web are kept in the folder of the cache; none without one.
    TileLoader(TileSource source, QString cacheFolder);
    ~TileLoader() override;

    /// Gets these, in this order, instead of what was asked for before and has not begun.
    void want(const std::vector<TileKey> &tiles);

    /// As QImage reads them: at most 1024 pixels a side, 8 MiB packed.
    [[nodiscard]] static std::optional<QImage> decoded(const QByteArray &packed);

Q_SIGNALS:
    void loaded(wuquan::TileKey tile, const QImage &image); ///< 32 bits a pixel, opaque or premultiplied
    void missing(wuquan::TileKey tile); ///< the source has none there
    void failed(wuquan::TileKey tile, const QString &reason); ///< it may be there, but can't be had

private:
    /// What became of one tile: a picture, none, or the reason.
    struct Outcome {
        TileKey tile;
        QImage image;
        QString reason;
    };

    void begin();
    void readFile(TileKey tile);
    void ask(TileKey tile, bool onlyKept);
    void onAnswered(TileKey tile, QNetworkReply &reply, bool onlyKept);
    void decode(TileKey tile, const QByteArray &packed);
    void end(const Outcome &outcome);

    TileSource m_source;
    QString m_cacheFolder;
    std::optional<Result<TileArchive>> m_archive;
    QNetworkAccessManager *m_network = nullptr;
    QThreadPool m_pool; ///< reads files, unpacks pictures
    std::vector<TileKey> m_wanted; ///< the next one last
    std::unordered_set<TileKey, TileKeyHash> m_underWay;
};

} // namespace wuquan
