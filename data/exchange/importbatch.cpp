// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/importbatch.h"

#include "data/postgres/statement.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Batches of more rows make the screens read everything anew, which is less work for them than row by row.
constexpr std::int64_t bulkRows = 2000;

void addText(postgres::CopyWriter &copy, QByteArrayView text)
{
    if (text.isEmpty())
        copy.addNull();
    else
        copy.add(text);
}

} // namespace

ImportBatches::ImportBatches(postgres::Session &session, const ImportIdentity &identity, bool dryRun)
    : m_session(&session)
    , m_identity(identity)
    , m_dryRun(dryRun)
{
}

Result<ImportBatches> ImportBatches::open(postgres::Session &session, const ImportIdentity &identity, bool dryRun)
{
    ImportBatches batches(session, identity, dryRun);
    if (const auto ready = batches.prepare(); !ready)
        return std::unexpected(ready.error());
    return batches;
}

Result<void> ImportBatches::prepare()
{
    QByteArray stage;
    for (const auto &[name, into] : {std::pair(u"import_stage"_s, &stage), std::pair(u"import_insert"_s, &m_insert),
             std::pair(u"import_progress"_s, &m_progress)}) {
        auto sql = postgres::namedStatement(name);
        if (!sql)
            return std::unexpected(sql.error());
        *into = std::move(*sql);
    }
    if (const auto made = m_session->run(stage); !made)
        return made;
    const auto resume = postgres::namedStatement(u"import_resume"_s);
    if (!resume)
        return std::unexpected(resume.error());
    if (!m_dryRun) {
        const auto locked
            = m_session->query("select set_config('lock_timeout', '10s', false), "
                               "pg_advisory_lock(hashtextextended($1, 0)), set_config('lock_timeout', '0', false)",
                postgres::Parameters(m_identity.fingerprint));
        if (!locked)
            return locked.error().sqlState == "55P03"
                ? failure(ErrorKind::Refused, u"%1 is being imported by another program"_s.arg(m_identity.fileName))
                : std::unexpected(locked.error());
    }
    const auto before = m_session->query(*resume, postgres::Parameters(m_identity.fingerprint));
    if (!before)
        return std::unexpected(before.error());
    m_rowsDone = before->value<std::int64_t>(0, 0).value_or(0);
    m_added = before->value<std::int64_t>(0, 1).value_or(0);
    m_alreadyThere = before->value<std::int64_t>(0, 2).value_or(0);
    return {};
}

Result<void> ImportBatches::begin()
{
    // A dry run is never committed, and read only: PostgreSQL itself sees to it that only the temporary table is
    // filled.
    if (const auto begun = m_session->run(m_dryRun ? "begin read only" : "begin; truncate import_row"); !begun)
        return begun;
    auto copy = m_session->copyIn("copy import_row from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    m_copy.emplace(std::move(*copy));
    return {};
}

Result<void> ImportBatches::add(const MappedIncident &incident)
{
    if (!m_copy) {
        if (const auto begun = begin(); !begun)
            return begun;
    }
    m_copy->beginRow(23);
    m_copy->add(incident.sourceId);
    m_copy->add(incident.platform);
    addText(*m_copy, incident.foreignCaseNo);
    addText(*m_copy, incident.foreignOwner);
    m_copy->add(incident.type);
    m_copy->add(incident.circle);
    m_copy->add(incident.level);
    m_copy->add(incident.severity);
    m_copy->add(incident.grid ? std::optional(incident.grid->street) : std::nullopt);
    m_copy->add(incident.grid ? std::optional(incident.grid->id) : std::nullopt);
    m_copy->add(incident.position ? std::optional(incident.position->longitude) : std::nullopt);
    m_copy->add(incident.position ? std::optional(incident.position->latitude) : std::nullopt);
    m_copy->add(incident.title);
    m_copy->add(incident.state);
    m_copy->add(incident.selfHandled);
    addText(*m_copy, incident.outcome);
    m_copy->add(incident.reportedAt);
    for (const auto &time : incident.stepTimes)
        m_copy->add(time);
    return {};
}

Result<std::int64_t> ImportBatches::endCopy()
{
    Result<std::int64_t> rows = m_copy->finish();
    m_copy.reset();
    return rows;
}

Result<void> ImportBatches::commit(std::int64_t rowsDone)
{
    return m_dryRun ? Result<void>{} : commitBatch(rowsDone, false);
}

Result<void> ImportBatches::commitBatch(std::int64_t rowsDone, bool last)
{
    if (!m_copy) {
        if (const auto begun = begin(); !begun)
            return begun;
    }
    const auto rows = endCopy();
    if (!rows)
        return std::unexpected(rows.error());
    if (*rows > bulkRows) {
        if (const auto bulk = m_session->run("set local wuquan.bulk = on"); !bulk)
            return bulk;
    }
    const auto inserted = m_session->query(m_insert, postgres::Parameters(m_identity.source));
    if (!inserted)
        return std::unexpected(inserted.error());
    m_added += inserted->affectedRows();
    m_alreadyThere += *rows - inserted->affectedRows();
    const auto written = m_session->query(m_progress,
        postgres::Parameters(
            m_identity.fingerprint, m_identity.fileName, m_identity.source, rowsDone, m_added, m_alreadyThere, last));
    if (!written)
        return std::unexpected(written.error());
    if (const auto done = m_session->run("commit"); !done)
        return done;
    m_rowsDone = rowsDone;
    ++m_batchCount;
    return {};
}

Result<void> ImportBatches::finish(std::int64_t rowsDone)
{
    if (m_dryRun)
        return countOnly();
    if (const auto done = commitBatch(rowsDone, true); !done)
        return done;
    if (const auto folded = m_session->query("select wuquan.trend_fold(), wuquan.change_log_maintain()"); !folded)
        return std::unexpected(folded.error());
    return {};
}

Result<void> ImportBatches::countOnly()
{
    if (!m_copy)
        return {};
    const auto rows = endCopy();
    const auto sql = postgres::namedStatement(u"import_count"_s);
    if (!rows || !sql)
        return std::unexpected(rows ? sql.error() : rows.error());
    const auto counted = m_session->query(*sql, postgres::Parameters(m_identity.source));
    if (!counted)
        return std::unexpected(counted.error());
    const std::int64_t added = counted->value<std::int64_t>().value_or(0);
    m_added += added;
    m_alreadyThere += *rows - added;
    return m_session->run("rollback");
}

} // namespace wuquan
