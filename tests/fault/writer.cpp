// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/writer.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace wuquan::fault {

namespace {

constexpr int longestDelay = 20; // quick transactions while a late one is open

struct Table {
    Entity entity;
    QByteArray insert; ///< $1 source_id
    QByteArray update; ///< $1 key
    QByteArray remove; ///< $1 key
};

const Table tables[]{{Entity::Incident,
                         "insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, "
                         "street_id, title, state, reported_at) values ('resident', $1, 1, 2, 1, 3, 2, $1, 2, now()) "
                         "returning incident_id, version, pg_current_xact_id()",
                         "update wuquan.incident set title = title where incident_id = $1 "
                         "returning incident_id, version, pg_current_xact_id()",
                         "delete from wuquan.incident where incident_id = $1 "
                         "returning incident_id, version, pg_current_xact_id()"},
    {Entity::Device,
        "insert into wuquan.device (source, source_id, kind_id, name, longitude, latitude) values "
        "('device', $1, 1, $1, 120.2, 30.25) returning device_id, version, pg_current_xact_id()",
        "update wuquan.device set state = 1 - state where device_id = $1 "
        "returning device_id, version, pg_current_xact_id()",
        "delete from wuquan.device where device_id = $1 returning device_id, version, pg_current_xact_id()"}};

const Table &tableOf(Entity entity)
{
    return entity == Entity::Incident ? tables[0] : tables[1];
}

/// What a statement that returns key, version and transaction did; none when it met no row.
std::optional<Write> written(
    const postgres::ResultSet &rows, const FeedEpoch &epoch, Entity entity, Operation operation)
{
    const auto key = rows.value<std::int64_t>(0, 0);
    const auto version = rows.value<std::int64_t>(0, 1);
    const auto xid = rows.value<std::int64_t>(0, 2);
    if (!key || !version || !xid)
        return std::nullopt;
    return Write{epoch, std::uint64_t(*xid), {entity, *key}, *version, operation};
}

} // namespace

Writer::Writer(Workload &workload, const WorkloadOptions &options, int number, unsigned seed)
    : m_workload(workload)
    , m_options(options)
    , m_name("w" + QByteArray::number(seed) + '-' + QByteArray::number(number))
    , m_random(seed * 31 + unsigned(number))
{
}

bool Writer::chance(double share)
{
    return std::uniform_real_distribution<>(0, 1)(m_random) < share;
}

void Writer::run()
{
    while (m_workload.pause()) {
        Result<void> done = m_quick && m_late ? Result<void>() : connect();
        if (done && !m_lateIsOpen && chance(0.1))
            done = transact(*m_late, true);
        else if (done)
            done = transact(*m_quick, false);
        if (done && m_lateIsOpen && --m_late->left <= 0)
            done = endLate();
        if (!done)
            disconnect();
    }
    if (m_lateIsOpen && !endLate())
        disconnect();
}

/// What was open is rolled back by the server.
void Writer::disconnect()
{
    m_quick.reset();
    m_late.reset();
    m_lateIsOpen = false;
    m_touched.clear();
}

Result<void> Writer::connect()
{
    const auto settings = m_workload.settings();
    if (!settings)
        return std::unexpected(settings.error());
    for (auto *transaction : {&m_quick, &m_late}) {
        auto session = postgres::Session::open(*settings);
        if (!session)
            return std::unexpected(session.error());
        const auto epoch = readEpoch(*session);
        if (!epoch)
            return std::unexpected(epoch.error());
        *transaction = OpenTransaction{std::move(*session), *epoch};
    }
    return readOwnRows(m_quick->session);
}

/// After a lost connection nobody but the server knows which of our changes hold.
Result<void> Writer::readOwnRows(postgres::Session &session)
{
    const auto rows = session.query("select 5::smallint, incident_id from wuquan.incident where source_id like $1 "
                                    "union all select 3, device_id from wuquan.device where source_id like $1",
        postgres::Parameters(m_name + "-%"));
    if (!rows)
        return std::unexpected(rows.error());
    m_rows.clear();
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        m_rows.push_back({Entity(row.required<std::int16_t>(0)), row.required<std::int64_t>(1)});
    }
    return {};
}

/// Begins, changes one to three rows, and ends unless it stays open.
Result<void> Writer::transact(OpenTransaction &on, bool staysOpen)
{
    on.writes.clear();
    if (auto begun = on.session.run("begin"); !begun)
        return begun;
    if (chance(m_options.asynchronous)) {
        if (auto set = on.session.run("set local synchronous_commit = off"); !set)
            return set;
    }
    for (int changes = 1 + int(m_random() % 3); changes > 0; --changes) {
        if (auto changed = change(on); !changed)
            return giveUp(on, changed.error());
    }
    if (!staysOpen)
        return end(on);
    on.left = 1 + int(m_random() % longestDelay);
    m_lateIsOpen = true;
    return {};
}

/// Changes a row once more, which later transactions have changed and committed since: the order of transactions is not
/// the order of versions.
Result<void> Writer::endLate()
{
    m_lateIsOpen = false;
    if (auto changed = change(*m_late); !changed)
        return giveUp(*m_late, changed.error());
    return end(*m_late);
}

/// A statement that the server refused ends its transaction, not the writer.
Result<void> Writer::giveUp(OpenTransaction &transaction, const Error &error)
{
    if (error.kind == ErrorKind::Connection)
        return std::unexpected(error);
    m_workload.addRefusal(error.sqlState);
    release(transaction);
    return transaction.session.run("rollback");
}

void Writer::release(const OpenTransaction &transaction)
{
    for (const Write &write : transaction.writes)
        m_touched.erase(write.row);
}

Result<void> Writer::end(OpenTransaction &transaction)
{
    if (chance(m_options.rolledBack)) {
        release(transaction);
        return transaction.session.run("rollback");
    }
    const auto committed = transaction.session.run("commit");
    for (Write &write : transaction.writes) {
        write.outcome = committed ? Write::Outcome::Acknowledged : Write::Outcome::Unknown;
        if (write.operation == Operation::Insert)
            m_rows.push_back(write.row);
        else if (write.operation == Operation::Delete)
            std::erase(m_rows, write.row);
    }
    m_workload.add(transaction.writes);
    release(transaction);
    return committed;
}

std::optional<RowKey> Writer::freeRow()
{
    std::vector<RowKey> free;
    std::ranges::copy_if(
        m_rows, std::back_inserter(free), [this](const RowKey &row) { return !m_touched.contains(row); });
    if (free.empty())
        return std::nullopt;
    return free[m_random() % free.size()];
}

/// One row inserted, changed or deleted; some of those inserted are changed at once.
Result<void> Writer::change(OpenTransaction &in)
{
    const unsigned what = m_random() % 10;
    const auto row = freeRow();
    if (!row || (what < 3 && m_rows.size() < 200)) {
        const Entity entity = m_random() % 2 ? Entity::Incident : Entity::Device;
        const QByteArray sourceId
            = m_name + '-' + QByteArray::number(++m_inserted) + '-' + QByteArray::number(m_random());
        auto inserted = execute(in, tableOf(entity).insert, postgres::Parameters(sourceId), entity, Operation::Insert);
        if (!inserted || !chance(0.2))
            return inserted;
        const RowKey fresh = in.writes.back().row;
        return execute(in, tableOf(entity).update, postgres::Parameters(fresh.key), entity, Operation::Update);
    }
    const Table &table = tableOf(row->entity);
    if (what < 5)
        return execute(in, table.remove, postgres::Parameters(row->key), row->entity, Operation::Delete);
    return execute(in, table.update, postgres::Parameters(row->key), row->entity, Operation::Update);
}

Result<void> Writer::execute(OpenTransaction &in, const QByteArray &sql, const postgres::Parameters &parameters,
    Entity entity, Operation operation)
{
    const auto rows = in.session.query(sql, parameters);
    if (!rows)
        return std::unexpected(rows.error());
    // No row: a delete whose outcome we did not know did happen.
    if (const auto write = written(*rows, in.epoch, entity, operation)) {
        in.writes.push_back(*write);
        m_touched.insert(write->row);
    }
    return {};
}

} // namespace wuquan::fault
