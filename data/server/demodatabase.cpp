// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demodatabase.h"

#include "data/postgres/session.h"
#include "data/server/demo.h"
#include "data/server/migration.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

// Known by the database only, so it never shows where attributes are listed.
constexpr auto markUnfinished = "comment on database wuquan is 'unfinished demo'";
constexpr auto markFinished
    = "comment on database wuquan is 'Wuquan, the demo district; everything in it is synthetic'";
constexpr auto readMark = "select shobj_description(oid, 'pg_database') = 'unfinished demo' from pg_database "
                          "where datname = 'wuquan'";

/// Fills a migrated, empty database.
Result<void> fill(postgres::Session &session, const DemoRequest &request)
{
    const DemoOptions usual;
    const auto made = makeDemo(session, {request.asOf, request.seed.value_or(usual.seed), request.progress});
    return made ? Result<void>() : std::unexpected(made.error());
}

/// What happened in the district since somebody last looked; the demo of last week is a living one too.
Result<void> fillGap(postgres::Session &session, const DemoRequest &request)
{
    const auto now = session.query("select now() from wuquan.attribute where name = 'demo' and value = 'true'");
    if (!now)
        return std::unexpected(now.error());
    const auto instant = now->value<Instant>();
    if (!instant || request.asOf)
        return {};
    const auto added = catchUp(session, *instant);
    return added ? Result<void>() : std::unexpected(added.error());
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

Result<void> prepare(postgres::Session &server, const postgres::Settings &settings, const DemoRequest &request)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    if (const auto migrated = migrate(*session); !migrated)
        return std::unexpected(migrated.error());
    const auto empty = session->query("select not exists (select from wuquan.area) and not exists "
                                      "(select from wuquan.incident) and not exists (select from wuquan.attribute)");
    if (!empty)
        return std::unexpected(empty.error());
    if (!empty->value<bool>().value_or(false))
        return fillGap(*session, request);
    if (const auto marked = server.run(markUnfinished); !marked)
        return marked;
    if (const auto filled = fill(*session, request); !filled)
        return filled;
    return server.run(markFinished);
}

} // namespace

Result<postgres::Settings> openDemoDatabase(const Cluster &cluster, const DemoRequest &request)
{
    auto server = openLocked(cluster);
    if (!server)
        return std::unexpected(server.error());
    const auto unfinished = server->query(readMark);
    if (!unfinished)
        return std::unexpected(unfinished.error());
    // No row: somebody was interrupted between throwing the database away and making it.
    if (unfinished->rowCount() == 0 || unfinished->value<bool>().value_or(false)) {
        if (const auto made = recreate(*server); !made)
            return std::unexpected(made.error());
    }
    auto settings = cluster.settings();
    if (!settings)
        return settings;
    if (const auto prepared = prepare(*server, *settings, request); !prepared)
        return std::unexpected(prepared.error());
    return settings;
}

Result<postgres::Settings> resetDemoDatabase(const Cluster &cluster, const DemoRequest &request)
{
    {
        auto server = openLocked(cluster);
        if (!server)
            return std::unexpected(server.error());
        if (const auto made = recreate(*server); !made)
            return std::unexpected(made.error());
    }
    return openDemoDatabase(cluster, request);
}

} // namespace wuquan
