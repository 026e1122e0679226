// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/pair.h"

#include "data/postgres/session.h"
#include "tests/fault/workload.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::fault {

namespace {

/// Waits until a query answers true.
Result<void> waitForTrue(
    const postgres::Settings &settings, const QByteArray &sql, const postgres::Parameters &values = {})
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    Result<postgres::ResultSet> answer = failure(ErrorKind::Database, {});
    const bool isTrue = QTest::qWaitFor(
        [&] {
            answer = session->query(sql, values);
            return !answer || answer->value<bool>().value_or(false);
        },
        QDeadlineTimer(30s));
    if (!answer)
        return std::unexpected(answer.error());
    if (!isTrue)
        return failure(ErrorKind::Database, u"waited 30 s in vain for "_s + QString::fromUtf8(sql));
    return {};
}

Result<void> runOn(const postgres::Settings &settings, const QByteArrayList &statements)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    for (const QByteArray &statement : statements) {
        if (auto done = session->run(statement); !done)
            return done;
    }
    return {};
}

} // namespace

Result<std::unique_ptr<Pair>> Pair::make(Replication replication)
{
    std::unique_ptr<Pair> pair(new Pair);
    if (auto done = pair->setUp(replication); !done)
        return std::unexpected(done.error());
    return pair;
}

Result<void> Pair::setUp(Replication replication)
{
    m_primary = std::make_unique<TemporaryServer>();
    if (!m_primary->isRunning())
        return failure(ErrorKind::Io, m_primary->errorMessage());
    m_primary->applyMigrations();
    auto session = postgres::Session::open(m_primary->settings());
    if (!session)
        return std::unexpected(session.error());
    if (auto prepared = prepareDistrict(*session); !prepared)
        return prepared;
    m_standby = TemporaryServer::standbyOf(*m_primary);
    if (!m_standby->isRunning())
        return failure(ErrorKind::Io, m_standby->errorMessage());
    if (auto streams = waitForTrue(
            m_primary->settings(), "select exists (select from pg_stat_replication where state = 'streaming')");
        !streams || replication == Replication::Asynchronous)
        return streams;
    // Only now: before there was a standby every commit would have waited for one.
    if (auto set
        = runOn(m_primary->settings(), {"alter system set synchronous_standby_names = '*'", "select pg_reload_conf()"});
        !set)
        return set;
    return waitForTrue(
        m_primary->settings(), "select exists (select from pg_stat_replication where sync_state = 'sync')");
}

postgres::Settings Pair::settings() const
{
    return postgres::Settings::parse(u"host='%1,%2' user=postgres dbname=postgres target_session_attrs=primary"_s.arg(
                                         m_primary->socketFolder(), m_standby->socketFolder()))
        .value();
}

Result<void> Pair::cutReplication()
{
    if (auto cut = runOn(m_standby->settings(), {"alter system set primary_conninfo = ''", "select pg_reload_conf()"});
        !cut)
        return cut;
    return waitForTrue(m_primary->settings(), "select not exists (select from pg_stat_replication)");
}

Result<void> Pair::waitForReplay()
{
    auto session = postgres::Session::open(m_primary->settings());
    if (!session)
        return std::unexpected(session.error());
    const auto end = session->query("select pg_current_wal_flush_lsn()::text");
    if (!end)
        return std::unexpected(end.error());
    return waitForTrue(m_standby->settings(), "select pg_last_wal_replay_lsn() >= $1::pg_lsn",
        postgres::Parameters(end->value<QByteArray>().value_or(QByteArray())));
}

Result<void> Pair::failOver()
{
    m_primary->kill9();
    return m_standby->promote();
}

} // namespace wuquan::fault
