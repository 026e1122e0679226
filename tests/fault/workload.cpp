// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/workload.h"

#include "tests/fault/writer.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan::fault {

Result<void> prepareDistrict(postgres::Session &session)
{
    return session.run(
        "insert into wuquan.area (area_id, level, code, name, parent_id, boundary) values "
        "(1, 1, '330104', '江干区', null, "
        "'{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4],[120.1,30.2]]]}'),"
        "(2, 2, '330104001', '彭埠街道', 1, "
        "'{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4],[120.1,30.2]]]}');"
        "insert into wuquan.incident_type values (1, 'noise', '噪声扰民', 'Noise', 'zao sheng', 2, 1, 1, 1, 3);"
        "insert into wuquan.device_kind values (1, 'camera', '监控', 'Camera', true);");
}

Result<FeedEpoch> readEpoch(postgres::Session &session)
{
    if (auto refreshed = session.run("select wuquan.feed_epoch_refresh()"); !refreshed)
        return std::unexpected(refreshed.error());
    const auto rows = session.query("select system_identifier, timeline, recovery from wuquan.feed_epoch");
    if (!rows)
        return std::unexpected(rows.error());
    const auto system = rows->value<std::int64_t>(0, 0);
    const auto timeline = rows->value<std::int32_t>(0, 1);
    if (!system || !timeline)
        return failure(ErrorKind::Database, u"the server does not know its epoch"_s);
    return FeedEpoch{*system, *timeline, rows->value<std::int64_t>(0, 2).value_or(0)};
}

Result<RowVersions> readRows(postgres::Session &session)
{
    const auto rows = session.query("select 5::smallint, incident_id, version from wuquan.incident "
                                    "union all select 3, device_id, version from wuquan.device");
    if (!rows)
        return std::unexpected(rows.error());
    RowVersions found;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        const RowKey key{Entity(row.required<std::int16_t>(0)), row.required<std::int64_t>(1)};
        found[key] = row.required<std::int64_t>(2);
    }
    return found;
}

Result<std::vector<LoggedChange>> readLog(
    postgres::Session &session, const QByteArray &condition, const postgres::Parameters &parameters)
{
    const auto rows = session.query("select xid, id, entity, entity_id, version, operation::text "
                                    "from wuquan.change_log where entity in (3, 5) and "
            + condition + " order by xid, id",
        parameters);
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<LoggedChange> log;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        LoggedChange line;
        line.at = {std::uint64_t(row.required<std::int64_t>(0)), row.required<std::int64_t>(1)};
        line.entity = Entity(row.required<std::int16_t>(2));
        line.key = row.required<std::int64_t>(3);
        line.version = row.required<std::int64_t>(4);
        line.operation = Operation(row.required<QString>(5).toLatin1().front());
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, row.problem());
        log.push_back(line);
    }
    return log;
}

Workload::Workload(SettingsSource settings, const WorkloadOptions &options)
    : m_settings(std::move(settings))
    , m_options(options)
{
}

Workload::~Workload()
{
    stop();
}

void Workload::start()
{
    m_stopping = false;
    ++m_rounds;
    for (int number = 0; number < m_options.writers; ++number) {
        m_threads.emplace_back(
            [this, number, seed = m_options.seed * 1000 + m_rounds] { Writer(*this, m_options, number, seed).run(); });
    }
}

void Workload::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_ended.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

bool Workload::pause()
{
    std::unique_lock lock(m_mutex);
    return !m_ended.wait_for(lock, m_options.pace, [this] { return m_stopping; });
}

std::vector<Write> Workload::writes() const
{
    const std::lock_guard lock(m_mutex);
    return m_writes;
}

std::size_t Workload::acknowledged() const
{
    const std::lock_guard lock(m_mutex);
    return m_acknowledged;
}

std::map<QByteArray, int> Workload::refusals() const
{
    const std::lock_guard lock(m_mutex);
    return m_refusals;
}

void Workload::add(std::span<const Write> writes)
{
    const std::lock_guard lock(m_mutex);
    const Instant now = SystemClock().now();
    for (const Write &write : writes) {
        m_writes.push_back(write);
        m_writes.back().acknowledgedAt = now;
        m_acknowledged += write.outcome == Write::Outcome::Acknowledged;
    }
}

void Workload::addRefusal(const QByteArray &sqlState)
{
    const std::lock_guard lock(m_mutex);
    ++m_refusals[sqlState];
}

Result<std::vector<Write>> Workload::insert(
    const QByteArray &sql, Entity entity, const postgres::Parameters &parameters)
{
    const auto settings = m_settings();
    if (!settings)
        return std::unexpected(settings.error());
    auto session = postgres::Session::open(*settings);
    if (!session)
        return std::unexpected(session.error());
    const auto epoch = readEpoch(*session);
    if (!epoch)
        return std::unexpected(epoch.error());
    const auto rows = session->query(sql, parameters);
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<Write> writes;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        Write write{.epoch = *epoch};
        write.row = {entity, row.required<std::int64_t>(0)};
        write.version = row.required<std::int64_t>(1);
        write.xid = std::uint64_t(row.required<std::int64_t>(2));
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, row.problem());
        writes.push_back(write);
    }
    add(writes);
    return writes;
}

Result<Write> Workload::writeLast()
{
    const auto written = insert("insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, "
                                "street_id, title, state, reported_at) values ('resident', gen_random_uuid(), 1, 2, 1, "
                                "3, 2, 'last', 2, now()) returning incident_id, version, pg_current_xact_id()",
        Entity::Incident);
    if (!written)
        return std::unexpected(written.error());
    return written->front();
}

Result<void> Workload::writeMany(int count)
{
    const auto written = insert("insert into wuquan.device (source, source_id, kind_id, name, longitude, latitude) "
                                "select 'device', gen_random_uuid(), 1, 'many', 120.2, 30.25 "
                                "from generate_series(1, $1::integer) "
                                "returning device_id, version, pg_current_xact_id()",
        Entity::Device, postgres::Parameters(count));
    if (!written)
        return std::unexpected(written.error());
    return {};
}

} // namespace wuquan::fault
