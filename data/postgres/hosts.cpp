// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/hosts.h"

#include <QByteArrayList>
#include <QRandomGenerator>

#include <libpq-fe.h>

#include <algorithm>
#include <map>
#include <memory>

using namespace Qt::StringLiterals;

namespace wuquan::postgres {

namespace {

constexpr char defaultPort[] = "5432";

struct Finish {
    void operator()(pg_conn *connection) const { PQfinish(connection); }
};
struct FreeOptions {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};

/// Every option with service file, environment and defaults applied. Only libpq can tell; a value that it must refuse
/// makes it stop before the first packet.
std::map<QByteArray, QByteArray> resolvedOptions(const Settings &settings)
{
    const char *const keywords[] = {"dbname", "gssencmode", nullptr};
    const char *const values[] = {settings.connectionString().constData(), "resolve only", nullptr};
    const std::unique_ptr<pg_conn, Finish> connection(PQconnectStartParams(keywords, values, 1));
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfo(connection.get()));
    std::map<QByteArray, QByteArray> resolved;
    for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option) {
        if (option->val)
            resolved[option->keyword] = option->val;
    }
    return resolved;
}

QByteArrayList list(const QByteArray &text)
{
    return text.isEmpty() ? QByteArrayList() : text.split(',');
}

} // namespace

QString HostAttempt::description() const
{
    const QByteArray &name = host.isEmpty() ? address : host;
    if (name.startsWith('/') || port.isEmpty())
        return QString::fromUtf8(name);
    return QString::fromUtf8(name + ':' + port);
}

HostPlan planHosts(const Settings &settings)
{
    std::map<QByteArray, QByteArray> options = resolvedOptions(settings);
    HostPlan plan;
    if (const int seconds = options["connect_timeout"].toInt(); seconds > 0)
        plan.limit = std::chrono::seconds(seconds);
    const QByteArray attributes = options["target_session_attrs"];
    const QByteArrayList hosts = list(options["host"]);
    const QByteArrayList addresses = list(options["hostaddr"]);
    const QByteArrayList ports = list(options["port"]);
    const qsizetype count = std::max(hosts.size(), addresses.size());
    const auto fits = [count](const QByteArrayList &part) { return part.isEmpty() || part.size() == count; };
    if (count <= 1 || !fits(hosts) || !fits(addresses) || (ports.size() > 1 && ports.size() != count)) {
        plan.attempts.push_back({.host = hosts.value(0), .port = ports.value(0)});
        // One server for both passes: libpq does the second by itself.
        plan.attempts.front().sessionAttributes = attributes;
        if (count > 1)
            plan.attempts.front() = {};
        return plan;
    }
    std::vector<HostAttempt> servers;
    for (qsizetype i = 0; i < count; ++i) {
        const QByteArray port = ports.size() > 1 ? ports[i] : ports.value(0);
        servers.push_back(
            {hosts.value(i), addresses.value(i), port.isEmpty() ? QByteArray(defaultPort) : port, attributes});
    }
    if (options["load_balance_hosts"] == "random")
        std::ranges::shuffle(servers, *QRandomGenerator::global());
    const bool twice = attributes == "prefer-standby";
    for (HostAttempt &server : servers) {
        plan.attempts.push_back(server);
        if (twice)
            plan.attempts.back().sessionAttributes = "standby";
    }
    if (twice) {
        for (HostAttempt &server : servers) {
            server.sessionAttributes = "any";
            plan.attempts.push_back(server);
        }
    }
    return plan;
}

pg_conn *startConnecting(const Settings &settings, const HostAttempt &attempt)
{
    // Later values override those of the connection string; empty ones are passed over.
    const char *const keywords[] = {"dbname", "host", "hostaddr", "port", "target_session_attrs", nullptr};
    const char *const values[] = {settings.connectionString().constData(), attempt.host.constData(),
        attempt.address.constData(), attempt.port.constData(), attempt.sessionAttributes.constData(), nullptr};
    return PQconnectStartParams(keywords, values, 1);
}

} // namespace wuquan::postgres
