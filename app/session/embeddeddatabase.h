// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/feed.h"
#include "data/server/cluster.h"

#include <QObject>
#include <QString>

#include <optional>

namespace wuquan {

/// The demo district in the embedded server, opened from the data thread whenever the feed connects: it starts the
/// server, makes the demo when there is none, and brings a server back that died. Made in the GUI thread; outlives the
/// feed.
class EmbeddedDatabase : public QObject {
    Q_OBJECT
public:
    explicit EmbeddedDatabase(const QString &dataFolder);

    /// For the feed; calls come from its thread, one at a time.
    [[nodiscard]] SettingsSource source();

Q_SIGNALS:
    /// Making the demo takes a while the first time; emitted in the feed's thread, share is 0…1 of the whole.
    void progressed(const QString &step, double share);
    /// The database can be used; emitted in the feed's thread.
    void opened(const wuquan::postgres::Settings &settings);

private:
    [[nodiscard]] Result<postgres::Settings> open();

    QString m_dataFolder;
    std::optional<Cluster> m_cluster; ///< our share of the server
};

} // namespace wuquan
