// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/livesession.h"
#include "data/postgres/session.h"
#include "tests/fault/proxy.h"
#include "tests/support/smalldistrict.h"
#include "tests/support/temporaryserver.h"

namespace wuquan::test {

/// A server with the small district, and stations that look at it, some through links that can be broken.
class LiveStations {
public:
    /// With more in its database; what went wrong, or nothing.
    [[nodiscard]] QString start(const QByteArray &more)
    {
        if (!m_server.isRunning())
            return m_server.errorMessage();
        m_server.applyMigrations();
        auto proxy = fault::Proxy::open(m_server.socketFile());
        if (!proxy)
            return proxy.error().message;
        m_proxy = std::move(*proxy);
        const auto done = open().run(smallDistrict() + more);
        return done ? QString() : done.error().message;
    }

    [[nodiscard]] TemporaryServer &server() { return m_server; }
    [[nodiscard]] fault::Proxy &proxy() { return *m_proxy; }
    /// As the database's owner.
    [[nodiscard]] postgres::Session open() const { return postgres::Session::open(m_server.settings()).value(); }
    [[nodiscard]] std::unique_ptr<LiveSession> started(
        const QString &user, bool throughProxy = false, const QString &database = QStringLiteral("postgres")) const
    {
        const QString at = throughProxy
            ? QStringLiteral("host=127.0.0.1 port=%1 sslmode=disable user=%2 dbname=%3")
                  .arg(m_proxy->port())
                  .arg(user, database)
            : QStringLiteral("host='%1' user=%2 dbname=%3").arg(m_server.socketFolder(), user, database);
        auto session = std::make_unique<LiveSession>(
            [at]() -> Result<postgres::Settings> { return postgres::Settings::parse(at); }, Language::Chinese, m_clock);
        session->start();
        return session;
    }

private:
    SystemClock m_clock;
    TemporaryServer m_server;
    std::unique_ptr<fault::Proxy> m_proxy;
};

} // namespace wuquan::test
