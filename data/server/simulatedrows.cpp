// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/simulatedrows.h"

#include "data/postgres/session.h"
#include "data/postgres/statement.h"
#include "data/server/openrows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

QByteArray jsonOf(const std::vector<DemoEvent> &events)
{
    QJsonArray array;
    for (const DemoEvent &event : events) {
        array.append(QJsonObject{{u"at"_s, QString::fromLatin1(postgres::timestampText(event.at))},
            {u"kind"_s, QLatin1StringView(event.kind)},
            {u"from_state"_s, event.from > 0 ? QJsonValue(event.from) : QJsonValue()}, {u"to_state"_s, event.to},
            {u"actor"_s, event.actor}});
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

/// What leads on from its state.
QByteArray actionOf(const DemoIncident &incident)
{
    switch (incident.state) {
    case IncidentState::Collected:
        return "file";
    case IncidentState::Filed:
        return "dispatch";
    case IncidentState::Dispatched:
        return "accept";
    case IncidentState::Handling:
        return incident.arrived ? "handle" : "arrive";
    default:
        return "verify";
    }
}

template <class T>
std::optional<T> unlessEmpty(const T &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace

Result<void> reportIncident(postgres::Session &session, const DemoWorld &world, DemoIncident &incident)
{
    const auto statement = postgres::namedStatement(u"simulate_report"_s);
    if (!statement)
        return std::unexpected(statement.error());
    const auto key = session.query("select nextval(pg_get_serial_sequence('wuquan.incident', 'incident_id'))");
    if (!key)
        return std::unexpected(key.error());
    incident.id = key->value<std::int64_t>().value_or(0);
    const DemoType &type = world.type(incident.type);
    const DemoGrid &grid = world.ground.grids[incident.grid];
    const QByteArray sourceId = sourceIdOf(incident);
    const bool foreign = isForeign(incident);
    const auto position = incident.position ? std::optional(incident.position->degrees()) : std::nullopt;
    const auto written = session.query(*statement,
        postgres::Parameters(incident.id, incident.source, sourceId, type.platform,
            foreign ? std::optional(sourceId) : std::nullopt, foreign ? std::optional(incident.source) : std::nullopt,
            keyOf(incident.type), int(type.circle), type.level, type.severity, grid.street, grid.area,
            position ? std::optional(position->longitude) : std::nullopt,
            position ? std::optional(position->latitude) : std::nullopt, incident.title, int(incident.state),
            incident.selfHandled, incident.reported, incident.filed, jsonOf(eventsOf(world, incident, Instant{})),
            incident.handled, incident.closed, incident.due, unlessEmpty(incident.outcome)));
    if (!written)
        return std::unexpected(written.error());
    const auto adopted = session.query("select wuquan.adopt_open($1)", postgres::Parameters(incident.id));
    return adopted ? Result<void>() : std::unexpected(adopted.error());
}

Result<bool> moveIncident(
    postgres::Session &session, const DemoWorld &world, const DemoIncident &before, const DemoIncident &after)
{
    const auto statement = postgres::namedStatement(u"simulate_move"_s);
    if (!statement)
        return std::unexpected(statement.error());
    const std::vector<DemoEvent> events = eventsOf(world, after, lastStep(before));
    if (events.empty())
        return false;
    QJsonObject detail;
    if (after.state == IncidentState::Dispatched)
        detail.insert(u"responder"_s, qint64(after.responder));
    if (!after.outcome.isEmpty())
        detail.insert(u"outcome"_s, QString::fromLatin1(after.outcome));
    const auto moved = session.query(*statement,
        postgres::Parameters(events.front().actor, after.id, int(before.state), actionOf(before),
            QJsonDocument(detail).toJson(QJsonDocument::Compact), lastStep(after)));
    if (!moved)
        return std::unexpected(moved.error());
    return moved->value<bool>().value_or(false);
}

} // namespace wuquan
