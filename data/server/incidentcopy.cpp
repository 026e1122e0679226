// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/incidentcopy.h"

#include "data/postgres/session.h"

using namespace Qt::StringLiterals;

namespace wuquan {

Result<std::int64_t> copyIncidents(
    postgres::Session &session, const DemoWorld &world, const std::function<const DemoIncident *()> &next)
{
    auto copy = session.copyIn(
        "copy wuquan.incident (incident_id, source, source_id, platform_id, foreign_case_no, foreign_owner, type_id, "
        "circle_id, "
        "level, severity, street_id, grid_id, longitude, latitude, title, state, self_handled, outcome, responder_id, "
        "reported_at, filed_at, dispatched_at, accepted_at, arrived_at, handled_at, closed_at, due_at) from stdin "
        "(format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    const auto addText = [&copy](const QByteArray &text) {
        if (text.isEmpty())
            copy->addNull();
        else
            copy->add(QByteArrayView(text));
    };
    while (const DemoIncident *incident = next()) {
        const DemoType &type = world.type(incident->type);
        const DemoGrid &grid = world.ground.grids[incident->grid];
        const QByteArray sourceId = sourceIdOf(*incident);
        const bool foreign = isForeign(*incident);
        copy->beginRow(27);
        copy->add(incident->id);
        copy->add(QByteArrayView(incident->source));
        copy->add(QByteArrayView(sourceId));
        copy->add(type.platform);
        addText(foreign ? sourceId : QByteArray());
        addText(foreign ? incident->source : QByteArray());
        copy->add(keyOf(incident->type));
        copy->add(std::int16_t(type.circle));
        copy->add(type.level);
        copy->add(type.severity);
        copy->add(grid.street);
        copy->add(grid.area);
        copy->add(incident->position ? std::optional(incident->position->degrees().longitude) : std::nullopt);
        copy->add(incident->position ? std::optional(incident->position->degrees().latitude) : std::nullopt);
        copy->add(QStringView(incident->title));
        copy->add(std::int16_t(incident->state));
        copy->add(incident->selfHandled);
        addText(incident->outcome);
        copy->add(incident->responder > 0 ? std::optional(incident->responder) : std::nullopt);
        copy->add(incident->reported);
        copy->add(incident->filed);
        copy->add(incident->dispatched);
        copy->add(incident->accepted);
        copy->add(incident->arrived);
        copy->add(incident->handled);
        copy->add(incident->closed);
        copy->add(incident->due);
    }
    return copy->finish();
}

Result<std::int64_t> copyEvents(postgres::Session &session, const std::vector<DemoEvent> &events)
{
    auto copy = session.copyIn(
        "copy wuquan.incident_event (incident_id, at, kind, from_state, to_state, actor) from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    for (const DemoEvent &event : events) {
        copy->beginRow(6);
        copy->add(event.incident);
        copy->add(event.at);
        copy->add(QByteArrayView(event.kind));
        copy->add(event.from > 0 ? std::optional(event.from) : std::nullopt);
        copy->add(event.to);
        copy->add(QStringView(event.actor));
    }
    return copy->finish();
}

Result<BulkLoad> BulkLoad::begin(postgres::Session &session, const QByteArray &table)
{
    // A unique constraint on which a foreign key of another table leans stays, as does the primary key.
    const auto rows = session.query(
        "select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid) from pg_index i "
        "where i.indrelid = $1::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid) "
        "union all select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname), "
        "format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) "
        "from pg_constraint c where c.conrelid = $1::regclass and (c.contype = 'f' or c.contype = 'u' and not exists "
        "(select from pg_constraint f where f.contype = 'f' and f.confrelid = c.conrelid and f.conindid = c.conindid)) "
        "union all select format('alter table %s disable trigger user', $1::regclass), format('alter table %s enable "
        "trigger user', $1::regclass) "
        "order by 1",
        postgres::Parameters(table));
    if (!rows)
        return std::unexpected(rows.error());
    BulkLoad load;
    QByteArray drop;
    for (int i = 0; i < rows->rowCount(); ++i) {
        auto row = rows->row(i);
        drop += row.required<QByteArray>(0) + ";\n";
        load.m_again += row.required<QByteArray>(1);
    }
    if (const auto done = session.run(drop); !done)
        return std::unexpected(done.error());
    return load;
}

Result<void> BulkLoad::end(postgres::Session &session) const
{
    // One by one: many in one round would be fine too, but a failure then tells which.
    for (const QByteArray &statement : m_again) {
        if (auto done = session.run(statement); !done)
            return done;
    }
    return {};
}

} // namespace wuquan
