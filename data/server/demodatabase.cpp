// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demodatabase.h"

#include "data/postgres/session.h"
#include "data/server/demo.h"
#include "data/server/drillmark.h"
#include "data/server/migration.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Fills a migrated, empty database.
Result<void> fill(postgres::Session &session, const DemoRequest &request)
{
    const DemoOptions usual;
    const auto made = makeDemo(session,
        {.asOf = request.asOf,
            .standsStill = request.asOf.has_value(),
            .seed = request.seed.value_or(usual.seed),
            .progress = request.progress});
    return made ? Result<void>() : std::unexpected(made.error());
}

/// What happened in the district since somebody last looked; the demo of last week is a living one too.
Result<void> fillGap(postgres::Session &session)
{
    const auto now = session.query("select now() from wuquan.attribute where name = 'demo' and value = 'true'");
    if (!now)
        return std::unexpected(now.error());
    const auto instant = now->value<Instant>();
    if (!instant)
        return {};
    const auto added = catchUp(session, *instant);
    return added ? Result<void>() : std::unexpected(added.error());
}

/// An exercise that somebody prepared in place of the demo is neither filled up nor thrown away.
Result<void> leaveDrill(const postgres::Settings &settings)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    return refuseDrill(*session, u"no demo is made of it; open it by --db, or drop it"_s);
}

Result<void> recreate(postgres::Session &server)
{
    if (const auto dropped = server.run("drop database if exists wuquan with (force)"); !dropped)
        return dropped;
    return server.run("create database wuquan");
}

/// A session that lets one program at a time prepare the demo; the lock goes with it.
Result<postgres::Session> openLocked(const Cluster &cluster)
{
    const auto settings = cluster.settings(u"postgres"_s);
    if (!settings)
        return std::unexpected(settings.error());
    auto server = postgres::Session::open(*settings);
    if (!server)
        return server;
    if (const auto locked = server->run("select pg_advisory_lock(hashtext('wuquan.demo'))"); !locked)
        return std::unexpected(locked.error());
    return server;
}

Result<void> prepare(const postgres::Settings &settings, const DemoRequest &request)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    if (const auto migrated = migrate(*session); !migrated)
        return std::unexpected(migrated.error());
    const auto empty = isEmptyDatabase(*session);
    if (!empty)
        return std::unexpected(empty.error());
    // One transaction fills it, so that it is never half a demo.
    if (*empty)
        return fill(*session, request);
    if (request.asOf || request.seed)
        return failure(ErrorKind::Refused,
            u"there is a district already: only \"wuquanctl demo reset\" makes another one up to that time or from that seed"_s);
    return fillGap(*session);
}

/// Under the lock: makes the database when there is none, or anew, and prepares it.
Result<postgres::Settings> openUnderLock(
    const Cluster &cluster, postgres::Session &server, const DemoRequest &request, bool anew)
{
    // None: somebody was interrupted between throwing it away and making it.
    const auto found = server.query("select from pg_database where datname = 'wuquan'");
    if (!found)
        return std::unexpected(found.error());
    auto settings = cluster.settings();
    if (!settings)
        return settings;
    if (found->rowCount() > 0) {
        if (const auto real = leaveDrill(*settings); !real)
            return std::unexpected(real.error());
    }
    if (anew || found->rowCount() == 0) {
        if (const auto made = recreate(server); !made)
            return std::unexpected(made.error());
    }
    if (const auto prepared = prepare(*settings, request); !prepared)
        return std::unexpected(prepared.error());
    return settings;
}

} // namespace

Result<postgres::Settings> openDemoDatabase(const Cluster &cluster, const DemoRequest &request)
{
    auto server = openLocked(cluster);
    return server ? openUnderLock(cluster, *server, request, false) : std::unexpected(server.error());
}

Result<postgres::Settings> resetDemoDatabase(const Cluster &cluster, const DemoRequest &request)
{
    auto server = openLocked(cluster);
    return server ? openUnderLock(cluster, *server, request, true) : std::unexpected(server.error());
}

} // namespace wuquan
