// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/embeddeddatabase.h"

#include "data/server/demodatabase.h"

namespace wuquan {

EmbeddedDatabase::EmbeddedDatabase(const QString &dataFolder)
    : m_dataFolder(dataFolder)
{
}

SettingsSource EmbeddedDatabase::source()
{
    return [this] { return open(); };
}

Result<postgres::Settings> EmbeddedDatabase::open()
{
    // Anew each time: the server may be what was lost.
    auto cluster = Cluster::acquire(m_dataFolder);
    if (!cluster)
        return std::unexpected(cluster.error());
    m_cluster = std::move(*cluster);
    DemoRequest request;
    request.progress = [this](const QString &step, double share) { Q_EMIT progressed(step, share); };
    auto settings = openDemoDatabase(*m_cluster, request);
    if (settings)
        Q_EMIT opened(*settings);
    return settings;
}

} // namespace wuquan
