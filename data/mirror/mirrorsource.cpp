// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorsource.h"

#include "data/postgres/statement.h"
#include "data/server/suppressedtypes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

using postgres::Parameters;
using postgres::ResultSet;

namespace {

/// 44 bits of a row's MD5, so that the sum over half a million rows fits 64.
QByteArray hashOf(const QByteArrayList &columns)
{
    QByteArrayList qualified;
    for (const QByteArray &column : columns)
        qualified << "t." + column;
    return "('x' || substr(md5(row(" + qualified.join(", ") + ")::text), 1, 11))::bit(44)::bigint";
}

QByteArray literal(const QString &text)
{
    return '\'' + text.toUtf8().replace('\'', "''") + '\'';
}

} // namespace

MirrorSource::MirrorSource(postgres::Session session, const SourceFilter &filter, LoadBudget &budget)
    : m_session(std::move(session))
    , m_filter(filter)
    , m_budget(&budget)
{
}

Result<MirrorSource> MirrorSource::open(
    const postgres::Settings &settings, const RelationColumns &ours, const SourceFilter &filter, LoadBudget &budget)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    MirrorSource source(std::move(*session), filter, budget);
    if (const auto probed = source.probeServer(); !probed)
        return std::unexpected(probed.error());
    if (const auto probed = source.probeRelations(ours); !probed)
        return std::unexpected(probed.error());
    return source;
}

Result<ResultSet> MirrorSource::query(const QByteArray &sql, const Parameters &parameters)
{
    const auto begin = std::chrono::steady_clock::now();
    auto rows = m_session.query(sql, parameters);
    m_budget->spend(begin, std::chrono::steady_clock::now() - begin);
    return rows;
}

QByteArray MirrorSource::fromClause(const SourceRelation &source) const
{
    QByteArray clause = " from wuquan." + source.relation->name + " t where true";
    if (!source.relation->condition.isEmpty())
        clause += " and " + source.relation->condition;
    if (!m_filter.isEmpty() && source.columns.contains("source") && source.relation->sliceRows > 0) {
        QByteArrayList names;
        for (const QString &name : m_filter)
            names << literal(name);
        clause += " and t.source in (" + names.join(", ") + ')';
    }
    return clause;
}

Result<std::vector<SliceDigest>> MirrorSource::digests(
    const SourceRelation &source, const MirrorSlices &slices, std::size_t first, std::size_t count, bool withRows)
{
    const MirrorRelation &relation = *source.relation;
    const QByteArray key = "t." + relation.key.first();
    const QByteArray rowSum = withRows ? "coalesce(sum(" + hashOf(source.columns) + "), 0)::text" : "''"_ba;
    const QByteArray versionSum = source.hasVersion
        ? "coalesce(sum(" + hashOf(relation.key + QByteArrayList{"version"}) + "), 0)::text"
        : "''"_ba;
    QByteArray sql = ", count(*), " + rowSum + ", " + versionSum + fromClause(source);
    Parameters parameters;
    if (relation.sliceRows > 0) {
        sql += " and " + key + " > $1::bigint and " + key + " <= $2::bigint";
        parameters.add(slices[first].from);
        parameters.add(slices[first + count - 1].to);
    }
    if (count > 1) {
        std::vector<std::int64_t> begins;
        for (std::size_t i = first; i < first + count; ++i)
            begins.push_back(slices[i].from + 1);
        parameters.add(begins);
        sql = "select width_bucket(" + key + "::bigint, $3::bigint[])" + sql + " group by 1";
    } else {
        sql = "select 1" + sql;
    }
    const auto rows = query(sql, parameters);
    if (!rows)
        return std::unexpected(rows.error());
    const QByteArray none = withRows ? "0"_ba : QByteArray();
    std::vector<SliceDigest> digests(count, {0, none, source.hasVersion ? "0"_ba : QByteArray()});
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        const auto index = row.required<std::int64_t>(0) - 1;
        SliceDigest digest{row.required<std::int64_t>(1), row.required<QByteArray>(2), row.required<QByteArray>(3)};
        if (!row.problem().isEmpty() || index < 0 || index >= std::int64_t(count))
            return failure(ErrorKind::Database, u"wuquan.%1: %2"_s.arg(relation.shownName(), row.problem()));
        digests[std::size_t(index)] = std::move(digest);
    }
    return digests;
}

Result<SourceRows> MirrorSource::readSlice(const SourceRelation &source, const MirrorSlice &slice, int limit)
{
    if (source.relation->sliceRows == 0)
        return readRows(source, {}, 0, {});
    const QByteArray key = "t." + source.relation->key.first();
    return readRows(
        source, " and " + key + " > $1::bigint and " + key + " <= $2::bigint", limit, Parameters(slice.from, slice.to));
}

Result<SourceRows> MirrorSource::readKeys(const SourceRelation &source, const std::vector<std::int64_t> &keys)
{
    return readRows(source, " and t." + source.relation->key.first() + " = any ($1::bigint[])", 0, Parameters(keys));
}

Result<SourceRows> MirrorSource::readRows(
    const SourceRelation &source, const QByteArray &where, int limit, const Parameters &parameters)
{
    const MirrorRelation &relation = *source.relation;
    QByteArrayList list{
        hashOf(source.columns), source.hasVersion ? hashOf(relation.key + QByteArrayList{"version"}) : "0::bigint"_ba};
    QByteArrayList order;
    for (const QByteArray &column : source.columns)
        list << "t." + column + "::text";
    for (const QByteArray &column : relation.key)
        order << "t." + column;
    QByteArray sql = "select " + list.join(", ") + fromClause(source) + where + " order by " + order.join(", ");
    if (limit > 0)
        sql += " limit " + QByteArray::number(limit);
    const auto rows = query(sql, parameters);
    if (!rows)
        return std::unexpected(rows.error());

    SourceRows read;
    read.columns = source.columns;
    read.digest.rows = rows->rowCount();
    const auto width = int(source.columns.size());
    std::vector<int> keyColumns;
    for (const QByteArray &column : relation.key)
        keyColumns.push_back(int(source.columns.indexOf(column)) + 2);
    std::uint64_t rowSum = 0;
    std::uint64_t versionSum = 0;
    QByteArrayList before;
    read.cells.reserve(std::size_t(rows->rowCount()) * std::size_t(width));
    for (int i = 0; i < rows->rowCount(); ++i) {
        rowSum += std::uint64_t(rows->value<std::int64_t>(i, 0).value_or(0));
        versionSum += std::uint64_t(rows->value<std::int64_t>(i, 1).value_or(0));
        QByteArrayList key;
        for (const int column : keyColumns)
            key << rows->bytes(i, column).toByteArray();
        if (key == before) {
            read.twice << QString::fromUtf8(key.join(", "));
            continue;
        }
        before = key;
        if (relation.sliceRows > 0)
            read.keys.push_back(key.first().toLongLong());
        for (int column = 2; column < width + 2; ++column) {
            if (rows->isNull(i, column))
                read.cells.emplace_back();
            else
                read.cells.emplace_back(rows->bytes(i, column).toByteArray());
        }
    }
    read.digest.rowSum = QByteArray::number(quint64(rowSum));
    read.digest.versionSum = source.hasVersion ? QByteArray::number(quint64(versionSum)) : QByteArray();
    return read;
}

Result<std::vector<std::pair<QString, std::int64_t>>> MirrorSource::suppressedIncidents()
{
    const auto rows = query("select it.name::text, count(*) from wuquan.incident t join wuquan.incident_type it on "
                            "it.type_id = t.type_id where "
        + suppressedTypeCondition() + " group by 1 order by 1");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<std::pair<QString, std::int64_t>> found;
    found.reserve(std::size_t(rows->rowCount()));
    for (int i = 0; i < rows->rowCount(); ++i)
        found.emplace_back(rows->value<QString>(i, 0).value_or(QString()), rows->value<std::int64_t>(i, 1).value_or(0));
    return found;
}

} // namespace wuquan
