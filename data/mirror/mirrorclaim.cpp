// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrortarget.h"

#include "data/postgres/statement.h"
#include "data/server/drillmark.h"

using namespace Qt::StringLiterals;

namespace wuquan {

using postgres::Parameters;

namespace {

// The session of a mirror that was killed a moment ago may still be ending.
constexpr auto lockStatement
    = "set lock_timeout = '5s'; select pg_advisory_lock(hashtext('wuquan.mirror')); "
      "set lock_timeout = 0; set timezone = 'Asia/Shanghai'; set client_min_messages = warning";
constexpr auto lockNotAvailable = "55P03";

} // namespace

MirrorTarget::MirrorTarget(postgres::Session session)
    : m_session(std::move(session))
{
}

Result<MirrorTarget> MirrorTarget::open(const postgres::Settings &settings)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    MirrorTarget target(std::move(*session));
    if (const auto locked = target.m_session.run(lockStatement); !locked) {
        if (locked.error().sqlState == lockNotAvailable)
            return failure(ErrorKind::Refused, u"another mirror writes into %1"_s.arg(settings.description()));
        return std::unexpected(locked.error());
    }
    auto columns = readColumns(target.m_session);
    if (!columns)
        return std::unexpected(columns.error());
    if (!columns->contains("mirror_progress"))
        return failure(ErrorKind::Refused,
            u"%1 has no table wuquan.mirror_progress: run wuquanctl migrate first"_s.arg(settings.description()));
    target.m_columns = std::move(*columns);
    return target;
}

Result<void> MirrorTarget::claim(const MirrorIdentity &identity, bool replace)
{
    if (const auto real = refuseDrill(m_session, u"nothing real is mirrored into it"_s); !real)
        return real;
    const auto known = m_session.query("select source, options from wuquan.mirror_source");
    if (!known)
        return std::unexpected(known.error());
    if (known->rowCount() == 0) {
        const auto rows = m_session.query(
            "select exists (select from wuquan.area) or exists (select from wuquan.incident) or exists (select from "
            "wuquan.incident_type) or exists (select from wuquan.device) or exists (select from wuquan.place) or exists "
            "(select from wuquan.responder)");
        if (!rows)
            return std::unexpected(rows.error());
        if (rows->value<bool>().value_or(true))
            return failure(ErrorKind::Refused,
                u"our database holds rows of its own, which a mirror would remove: name an empty one, made by createdb and wuquanctl migrate"_s);
    } else {
        const MirrorIdentity before{
            known->value<QString>(0, 0).value_or(QString()), known->value<QString>(0, 1).value_or(QString())};
        if (before.source != identity.source && !replace)
            return failure(ErrorKind::Refused,
                u"our database is the mirror of %1, not of %2: name another one, or take it over with --replace"_s.arg(
                    before.source, identity.source));
        if (before == identity)
            return {};
    }
    for (const QString &name : {u"mirror_forget"_s, u"mirror_claim"_s}) {
        const auto sql = postgres::namedStatement(name);
        if (!sql)
            return std::unexpected(sql.error());
        const auto done = m_session.query(
            *sql, name == "mirror_claim"_L1 ? Parameters(identity.source, identity.options) : Parameters());
        if (!done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<MirrorSlices> MirrorTarget::slices(const MirrorRelation &relation)
{
    const auto sql = postgres::namedStatement(u"mirror_progress_read"_s);
    if (!sql)
        return std::unexpected(sql.error());
    const auto rows = m_session.query(*sql, Parameters(relation.name));
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<MirrorSlice> stored;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        MirrorSlice slice{
            .from = row.required<std::int64_t>(0), .to = row.required<std::int64_t>(1), .digest = {}, .isNew = false};
        const auto count = row.required<std::int64_t>(2);
        const auto rowSum = row.nullable<QByteArray>(3);
        const auto versionSum = row.nullable<QByteArray>(4);
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"wuquan.mirror_progress: %1"_s.arg(row.problem()));
        if (rowSum)
            slice.digest = SliceDigest{count, *rowSum, versionSum.value_or(QByteArray())};
        stored.push_back(slice);
    }
    return MirrorSlices(relation.sliceRows, std::move(stored));
}

Result<std::optional<MirrorPosition>> MirrorTarget::position()
{
    const auto rows
        = m_session.query("select system_identifier, timeline, recovery, horizon from wuquan.mirror_source");
    if (!rows)
        return std::unexpected(rows.error());
    const auto system = rows->value<std::int64_t>(0, 0);
    const auto timeline = rows->value<std::int32_t>(0, 1);
    const auto recovery = rows->value<std::int64_t>(0, 2);
    const auto horizon = rows->value<std::int64_t>(0, 3);
    if (!system || !timeline || !recovery || !horizon)
        return std::nullopt;
    MirrorPosition position;
    position.epoch.systemIdentifier = *system;
    position.epoch.timeline = *timeline;
    position.epoch.recovery = *recovery;
    position.horizon = std::uint64_t(*horizon);
    return position;
}

Result<void> MirrorTarget::setPosition(const std::optional<MirrorPosition> &position)
{
    const auto sql = postgres::namedStatement(u"mirror_position"_s);
    if (!sql)
        return std::unexpected(sql.error());
    Parameters parameters;
    if (position) {
        parameters.add(position->epoch.systemIdentifier);
        parameters.add(position->epoch.timeline);
        parameters.add(position->epoch.recovery);
        parameters.add(position->horizon);
    } else {
        for (int i = 0; i < 4; ++i)
            parameters.add(std::nullopt);
    }
    if (const auto done = m_session.query(*sql, parameters); !done)
        return std::unexpected(done.error());
    return {};
}

Result<void> MirrorTarget::setAttributes(const std::vector<std::pair<QString, QString>> &attributes)
{
    const auto sql = postgres::namedStatement(u"mirror_attribute"_s);
    if (!sql)
        return std::unexpected(sql.error());
    for (const auto &[name, value] : attributes) {
        if (const auto done = m_session.query(*sql, Parameters(name, value)); !done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<void> MirrorTarget::maintain()
{
    for (const char *statement : {"select wuquan.trend_fold()", "select wuquan.change_log_maintain()"}) {
        if (const auto done = m_session.query(statement); !done)
            return std::unexpected(done.error());
    }
    return {};
}

} // namespace wuquan
