// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/migration.h"

#include "data/core/log.h"
#include "data/core/resources.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <map>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr auto ledgerScript = R"(
create schema if not exists wuquan;
comment on schema wuquan is 'Command deck of a district; made and changed by "wuquanctl migrate" only.';
create table wuquan.schema_version (
    version integer primary key check (version > 0),
    name text not null,
    sha256 text not null check (length(sha256) = 64),
    applied_at timestamptz not null default now()
);
comment on table wuquan.schema_version is 'Migrations that have been applied.';
comment on column wuquan.schema_version.version is 'Number of the migration.';
comment on column wuquan.schema_version.name is 'Name of its file.';
comment on column wuquan.schema_version.sha256 is 'SHA-256 of its text when it was applied, in hexadecimal digits.';
comment on column wuquan.schema_version.applied_at is 'Server time at which it was applied.';
)";

struct Applied {
    QString name;
    QString sha256;
    QString at; ///< for a message
};
using Ledger = std::map<int, Applied>;

QString digest(const Migration &migration)
{
    return QString::fromLatin1(QCryptographicHash::hash(migration.script, QCryptographicHash::Sha256).toHex());
}

/// A transaction that is rolled back unless it was committed; one migrator at a time.
class Transaction {
public:
    explicit Transaction(postgres::Session &session)
        : m_session(session)
    {
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction()
    {
        if (!m_begun)
            return;
        if (const auto undone = m_session.run("rollback"); !undone)
            qCWarning(logServer).noquote() << "rollback:" << undone.error().message;
    }
    Result<void> begin()
    {
        auto begun = m_session.run("begin; set local client_min_messages = warning; "
                                   "select pg_advisory_xact_lock(hashtext('wuquan.migrate'))");
        m_begun = true;
        return begun;
    }
    Result<void> commit()
    {
        m_begun = false;
        return m_session.run("commit");
    }

private:
    postgres::Session &m_session;
    bool m_begun = false;
};

Result<Ledger> readLedger(postgres::Session &session)
{
    const auto rows = session.query("select version, name, sha256, to_char(applied_at at time zone 'Asia/Shanghai', "
                                    "'YYYY-MM-DD HH24:MI') from wuquan.schema_version order by version");
    if (!rows)
        return std::unexpected(rows.error());
    Ledger ledger;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        const int version = row.required<std::int32_t>(0);
        ledger[version] = {row.required<QString>(1), row.required<QString>(2), row.required<QString>(3)};
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"wuquan.schema_version: %1"_s.arg(row.problem()));
    }
    return ledger;
}

Result<void> makeLedger(postgres::Session &session)
{
    Transaction transaction(session);
    if (const auto begun = transaction.begin(); !begun)
        return begun;
    const auto state
        = session.query("select to_regclass('wuquan.schema_version') is not null, exists (select from pg_class c "
                        "join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'wuquan')");
    if (!state)
        return std::unexpected(state.error());
    if (state->value<bool>(0, 0).value_or(false))
        return {};
    if (state->value<bool>(0, 1).value_or(true))
        return failure(ErrorKind::Refused,
            u"the schema wuquan was not made by this program (it has no table schema_version), so it is left alone"_s);
    if (const auto made = session.run(ledgerScript); !made)
        return made;
    return transaction.commit();
}

Result<void> checkLedger(const Ledger &ledger, std::span<const Migration> migrations)
{
    for (const auto &[version, applied] : ledger) {
        if (version > int(migrations.size()))
            return failure(ErrorKind::Refused,
                u"the database is at version %1 and this program knows only up to %2: use a newer program"_s
                    .arg(ledger.rbegin()->first)
                    .arg(migrations.size()));
        const Migration &migration = migrations[std::size_t(version - 1)];
        if (applied.sha256 != digest(migration))
            return failure(ErrorKind::Refused,
                u"migration %1 was changed after it had been applied on %2: put its text back and write a new migration"_s
                    .arg(migration.name, applied.at));
    }
    return {};
}

Result<bool> apply(postgres::Session &session, const Migration &migration)
{
    Transaction transaction(session);
    if (const auto begun = transaction.begin(); !begun)
        return std::unexpected(begun.error());
    // Another migrator may have done it while we waited for the lock.
    const auto known = session.query(
        "select from wuquan.schema_version where version = $1", postgres::Parameters(migration.version));
    if (!known)
        return std::unexpected(known.error());
    if (known->rowCount() > 0)
        return false;
    if (const auto done = session.run(migration.script); !done)
        return failure(
            done.error().kind, u"migration %1: %2"_s.arg(migration.name, done.error().message), done.error().sqlState);
    const auto noted = session.query("insert into wuquan.schema_version (version, name, sha256) values ($1, $2, $3)",
        postgres::Parameters(migration.version, migration.name, digest(migration)));
    if (!noted)
        return std::unexpected(noted.error());
    if (const auto committed = transaction.commit(); !committed)
        return std::unexpected(committed.error());
    return true;
}

} // namespace

Result<std::vector<Migration>> builtInMigrations()
{
    static const QRegularExpression pattern(u"^(\\d{4})_[a-z0-9_]+\\.sql$"_s);
    std::vector<Migration> migrations;
    for (const QString &name : resourceNames(u"sql/migrations"_s)) {
        const auto match = pattern.match(name);
        if (!match.hasMatch())
            continue;
        auto script = readResource(u"sql/migrations/"_s + name);
        if (!script)
            return std::unexpected(script.error());
        migrations.push_back({match.captured(1).toInt(), name.chopped(4), std::move(*script)});
        if (migrations.back().version != int(migrations.size()))
            return failure(ErrorKind::Input, u"migration %1 is missing before %2"_s.arg(migrations.size()).arg(name));
    }
    return migrations;
}

Result<MigrationReport> migrate(postgres::Session &session, std::span<const Migration> migrations)
{
    if (const auto made = makeLedger(session); !made)
        return std::unexpected(made.error());
    const auto ledger = readLedger(session);
    if (!ledger)
        return std::unexpected(ledger.error());
    if (const auto usable = checkLedger(*ledger, migrations); !usable)
        return std::unexpected(usable.error());
    MigrationReport report;
    report.versionBefore = report.version = ledger->empty() ? 0 : ledger->rbegin()->first;
    for (const Migration &migration : migrations) {
        report.version = migration.version;
        if (ledger->contains(migration.version))
            continue;
        const auto done = apply(session, migration);
        if (!done)
            return std::unexpected(done.error());
        if (*done)
            report.applied.push_back(migration.name);
    }
    return report;
}

Result<MigrationReport> migrate(postgres::Session &session)
{
    const auto migrations = builtInMigrations();
    if (!migrations)
        return std::unexpected(migrations.error());
    auto report = migrate(session, *migrations);
    if (!report)
        return report;
    // Somebody has to, and whoever migrates may.
    if (const auto maintained = session.run("select wuquan.change_log_maintain()"); !maintained)
        return std::unexpected(maintained.error());
    return report;
}

} // namespace wuquan
