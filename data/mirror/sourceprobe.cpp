// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorsource.h"

#include "data/core/log.h"
#include "data/postgres/statement.h"
#include "data/server/contract.h"
#include "data/server/drillmark.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

const RelationColumn *columnNamed(const std::vector<RelationColumn> &columns, const QByteArray &name)
{
    const auto found = std::ranges::find(columns, name, &RelationColumn::name);
    return found == columns.end() ? nullptr : &*found;
}

/// Written by our own triggers.
bool isOurs(const QByteArray &column)
{
    return column == "version" || column == "updated_at";
}

QString missing(const MirrorRelation &relation, const QStringList &columns)
{
    return u"%1 lacks %2"_s.arg(relation.shownName(), columns.join(u", "_s));
}

SourceRelation compared(const MirrorRelation &relation, const std::vector<RelationColumn> &ours,
    const std::vector<RelationColumn> &theirs, const std::vector<ContractRelation> &contract)
{
    SourceRelation source;
    source.relation = &relation;
    if (theirs.empty()) {
        source.isAbsent = relation.isOptional;
        if (!source.isAbsent)
            source.problem = u"there is no table or view wuquan.%1"_s.arg(relation.shownName());
        return source;
    }
    const auto promised = std::ranges::find(contract, QString::fromUtf8(relation.name), &ContractRelation::name);
    const auto isNeeded = [&](const RelationColumn &column) {
        if (relation.values.contains(column.name))
            return false;
        return column.isRequired
            || (promised != contract.end()
                && std::ranges::contains(promised->columns, QString::fromUtf8(column.name), &ContractColumn::name));
    };
    QStringList lacking;
    QStringList refused;
    for (const RelationColumn &column : ours) {
        if (isOurs(column.name))
            continue;
        const RelationColumn *theirColumn = columnNamed(theirs, column.name);
        if (theirColumn && theirColumn->mayRead)
            source.columns << column.name;
        else if (isNeeded(column) || relation.key.contains(column.name))
            (theirColumn ? refused : lacking) << QString::fromUtf8(column.name);
    }
    const RelationColumn *version = columnNamed(theirs, "version");
    source.hasVersion = relation.sliceRows > 0 && version && version->mayRead;
    if (!lacking.isEmpty())
        source.problem = missing(relation, lacking);
    else if (!refused.isEmpty())
        source.problem = u"%1 in %2 can't be read: grant select"_s.arg(refused.join(u", "_s), relation.shownName());
    if (!source.problem.isEmpty() && relation.isOptional)
        source.isAbsent = true;
    if (const RelationColumn *key = columnNamed(theirs, relation.key.first()); key && relation.sliceRows > 0) {
        source.keyType = key->type;
        if (!QByteArrayList{"int2", "int4", "int8", "numeric"}.contains(key->baseType) && source.problem.isEmpty())
            source.problem = u"the key %1 of %2 is %3 where a whole number is needed"_s.arg(
                QString::fromUtf8(key->name), relation.shownName(), QString::fromUtf8(key->type));
    }
    return source;
}

} // namespace

Result<RelationColumns> readColumns(postgres::Session &session)
{
    const auto sql = postgres::namedStatement(u"mirror_columns"_s);
    if (!sql)
        return std::unexpected(sql.error());
    const auto rows = session.query(*sql);
    if (!rows)
        return std::unexpected(rows.error());
    RelationColumns columns;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        columns[row.required<QByteArray>(0)].push_back({row.required<QByteArray>(1), row.required<QByteArray>(2),
            row.required<QByteArray>(3), row.required<bool>(4), row.required<bool>(5)});
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"catalogue of the database: %1"_s.arg(row.problem()));
    }
    return columns;
}

Result<void> MirrorSource::probeServer()
{
    for (const QString &name : {u"mirror_prepare"_s, u"mirror_probe"_s}) {
        const auto sql = postgres::namedStatement(name);
        if (!sql)
            return std::unexpected(sql.error());
        const auto rows = query(*sql);
        if (!rows)
            return std::unexpected(rows.error());
        if (name == "mirror_prepare"_L1)
            continue;
        postgres::Row row = rows->row(0);
        m_capabilities.version = row.required<QString>(0);
        m_capabilities.versionNumber = row.required<std::int32_t>(1);
        m_capabilities.isStandby = row.required<bool>(2);
        m_capabilities.hasTransactionNumbers = row.required<bool>(3);
        m_capabilities.hasBuckets = row.required<bool>(4);
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"probe: %1"_s.arg(row.problem()));
    }
    const auto listened = m_session.run("listen wuquan_feed; unlisten wuquan_feed");
    m_capabilities.canListen = listened.has_value();
    if (!listened)
        qCDebug(logMirror).noquote() << "LISTEN:" << listened.error().message;
    return {};
}

Result<void> MirrorSource::probeRelations(const RelationColumns &ours)
{
    const auto contract = builtInContract();
    if (!contract)
        return std::unexpected(contract.error());
    const auto begin = std::chrono::steady_clock::now();
    const auto theirs = readColumns(m_session);
    m_budget->spend(begin, std::chrono::steady_clock::now() - begin);
    if (!theirs)
        return std::unexpected(theirs.error());
    m_capabilities.relations.clear();
    for (const MirrorRelation &relation : mirrorRelations())
        m_capabilities.relations.push_back(
            compared(relation, ours.value(relation.name), theirs->value(relation.name), *contract));
    const auto reads = [&](const QByteArray &relation, const QByteArrayList &columns) {
        const std::vector<RelationColumn> present = theirs->value(relation);
        return std::ranges::all_of(columns, [&](const QByteArray &name) {
            const RelationColumn *column = columnNamed(present, name);
            return column && column->mayRead;
        });
    };
    // Here its incidents would be real.
    if (reads("attribute", {"name"})) {
        if (const auto real = refuseDrill(m_session, u"nothing of it is mirrored"_s); !real)
            return real;
    }
    m_capabilities.hasChangeLog = reads("change_log", {"xid", "id", "entity", "entity_id"})
        && reads("feed_epoch", {"system_identifier", "timeline"}) && reads("change_log_retention", {"dropped_through"});
    if (!m_capabilities.hasChangeLog)
        return {};
    // The contract lets an empty view stand in for a change log.
    const auto lines = query("select exists (select from wuquan.change_log)");
    if (!lines)
        return std::unexpected(lines.error());
    m_capabilities.hasChangeLog = lines->value<bool>().value_or(false);
    return {};
}

QStringList SourceCapabilities::lines() const
{
    const auto word = [](bool yes) { return yes ? u"yes"_s : u"no"_s; };
    QStringList lines{u"PostgreSQL %1%2"_s.arg(version, isStandby ? u", a standby"_s : QString()),
        u"LISTEN: "_s + word(canListen), u"xid8 and snapshots: "_s + word(hasTransactionNumbers),
        u"change_log: "_s + word(hasChangeLog), u"width_bucket: "_s + word(hasBuckets)};
    for (const SourceRelation &source : relations) {
        QString line = u"%1: "_s.arg(source.relation->shownName());
        if (source.isAbsent)
            line += u"absent, not needed"_s;
        else if (!source.problem.isEmpty())
            line += source.problem;
        else if (source.relation->sliceRows > 0)
            line += u"%1 columns, key %2 (%3), version %4"_s.arg(QString::number(source.columns.size()),
                QString::fromUtf8(source.relation->key.first()), QString::fromUtf8(source.keyType),
                word(source.hasVersion));
        else
            line += u"%1 columns"_s.arg(source.columns.size());
        lines << line;
    }
    return lines;
}

} // namespace wuquan
