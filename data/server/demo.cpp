// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demo.h"

#include "data/core/log.h"
#include "data/postgres/session.h"
#include "data/server/demoannotations.h"
#include "data/server/demodevices.h"
#include "data/server/demoduty.h"
#include "data/server/demohistory.h"
#include "data/server/demoplaces.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

Result<Instant> serverTime(postgres::Session &session)
{
    const auto rows = session.query("select date_trunc('second', now())");
    if (!rows)
        return std::unexpected(rows.error());
    const auto time = rows->value<Instant>();
    return time ? Result<Instant>(*time) : failure(ErrorKind::Database, u"the server told no time"_s);
}

Result<void> writeAttributes(postgres::Session &session, const DemoWorld &world, Instant asOf, bool standsStill)
{
    const auto done = session.query(
        "insert into wuquan.attribute (name, value) values ('title', $1), ('title_en', $2), ('demo', 'true'), "
        "('demo_seed', $3), ('demo_as_of', $4), ('demo_still', $5), ('ways', 'roads') "
        "on conflict (name) do update set value = excluded.value",
        postgres::Parameters(world.targets.title, world.targets.titleEn, QByteArray::number(world.seed),
            postgres::timestampText(asOf), QByteArray(standsStill ? "true" : "false")));
    return done ? Result<void>() : std::unexpected(done.error());
}

/// Everything inside the transaction.
Result<DemoReport> fill(postgres::Session &session, const DemoOptions &options,
    const std::function<void(const QString &, double)> &progress)
{
    const auto empty = isEmptyDatabase(session);
    if (!empty)
        return std::unexpected(empty.error());
    if (!*empty)
        return failure(
            ErrorKind::Refused, u"the database is not empty: the demo district is only made in an empty one"_s);
    DemoReport report;
    if (options.asOf) {
        report.asOf = std::chrono::floor<std::chrono::seconds>(*options.asOf);
    } else if (const auto time = serverTime(session)) {
        report.asOf = *time;
    } else {
        return std::unexpected(time.error());
    }
    progress(u"catalogues"_s, 0);
    auto world = DemoWorld::read(options.seed);
    if (!world)
        return std::unexpected(world.error());
    if (const auto loaded = world->catalogue.load(session); !loaded)
        return std::unexpected(loaded.error());
    progress(u"areas"_s, 0.04);
    if (const auto loaded = world->ground.load(session); !loaded)
        return std::unexpected(loaded.error());
    report.areas = std::int64_t(world->ground.areas.size());
    progress(u"devices"_s, 0.08);
    const auto devices = loadDemoDevices(session, world->catalogue, world->ground, options.seed);
    if (!devices)
        return std::unexpected(devices.error());
    report.devices = *devices;
    progress(u"places"_s, 0.2);
    const auto places = loadDemoPlaces(session, world->catalogue, world->ground, options.seed);
    if (!places)
        return std::unexpected(places.error());
    report.places = *places;
    const auto responders = loadDemoResponders(session, world->catalogue, world->ground, world->targets, options.seed);
    if (!responders)
        return std::unexpected(responders.error());
    report.responders = *responders;
    if (const auto loaded = loadDemoDuty(session, world->catalogue, world->targets, report.asOf, options.standsStill);
        !loaded)
        return std::unexpected(loaded.error());
    if (const auto loaded = loadDemoAnnotations(session, world->ground, report.asOf); !loaded)
        return std::unexpected(loaded.error());
    if (const auto read = world->readResponders(session, report.asOf); !read)
        return std::unexpected(read.error());
    progress(u"incidents"_s, 0.25);
    const auto history = loadDemoHistory(session, *world, report.asOf);
    if (!history)
        return std::unexpected(history.error());
    report.incidents = history->incidents;
    report.open = history->open;
    report.events = history->events;
    progress(u"figures"_s, 0.85);
    if (const auto loaded = loadDemoFigures(session, *world, report.asOf); !loaded)
        return std::unexpected(loaded.error());
    if (const auto written = writeAttributes(session, *world, report.asOf, options.standsStill); !written)
        return std::unexpected(written.error());
    // Who owns the demo works in it.
    if (const auto seated = session.run(
            "select wuquan.adopt_open(); insert into wuquan.seat (login, role, post) values (session_user, 'district', "
            "'区综合指挥中心') on conflict do nothing");
        !seated)
        return std::unexpected(seated.error());
    if (const auto kept = keepDemoDuty(session, report.asOf); !kept)
        return std::unexpected(kept.error());
    return report;
}

} // namespace

Result<bool> isEmptyDatabase(postgres::Session &session)
{
    const auto rows = session.query(
        "select not exists (select from wuquan.area) and not exists (select from wuquan.incident) "
        "and not exists (select from wuquan.incident_type) and not exists (select from wuquan.attribute)");
    if (!rows)
        return std::unexpected(rows.error());
    return rows->value<bool>().value_or(false);
}

Result<DemoReport> makeDemo(postgres::Session &session, const DemoOptions &options)
{
    QElapsedTimer timer;
    timer.start();
    const auto progress = [&](const QString &step, double share) {
        qCDebug(logServer) << "demo:" << step << timer.elapsed() << "ms";
        if (options.progress)
            options.progress(step, share);
    };
    // The sizes are for this transaction only; a durable commit record is enough for data that can be made again.
    if (const auto begun = session.run("begin; set local wuquan.bulk = on; set local maintenance_work_mem = '128MB'; "
                                       "set local work_mem = '64MB'; set local synchronous_commit = off");
        !begun)
        return std::unexpected(begun.error());
    auto report = fill(session, options, progress);
    if (!report) {
        if (const auto undone = session.run("rollback"); !undone)
            qCWarning(logServer).noquote() << "rollback:" << undone.error().message;
        return report;
    }
    if (const auto done = session.run("commit"); !done)
        return std::unexpected(done.error());
    // Sets the visibility map too, which index-only scans of the indicators need.
    progress(u"statistics"_s, 0.93);
    if (const auto done = session.run(
            "vacuum (analyze) wuquan.incident, wuquan.incident_event, wuquan.device, wuquan.area, wuquan.place, "
            "wuquan.responder, wuquan.roster, wuquan.suppressed_count, wuquan.trend_day, wuquan.indicator_type, "
            "wuquan.incident_type");
        !done)
        return std::unexpected(done.error());
    progress(u"done"_s, 1);
    report->took = std::chrono::milliseconds(timer.elapsed());
    return report;
}

} // namespace wuquan
