// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/incident.h"
#include "data/server/demoworld.h"

namespace wuquan {

/// One made-up incident on its way into the database.
struct DemoIncident {
    std::int64_t id = 0;
    std::size_t type = 0; ///< place in the catalogue
    std::size_t grid = 0; ///< place in the ground
    std::optional<MicroPoint> position;
    QString title;
    QByteArray source;
    QByteArray foreignCaseNumber; ///< empty when the case is ours
    QByteArray outcome; ///< empty for none
    IncidentState state = IncidentState::Collected;
    bool selfHandled = false;
    std::int64_t responder = 0; ///< 0 for none
    Instant reported;
    std::optional<Instant> filed, dispatched, accepted, arrived, handled, closed, due;
};

/// One line of an incident's history; texts are posts and systems, never people.
struct DemoEvent {
    std::int64_t incident = 0;
    Instant at;
    const char *kind = "";
    std::int16_t from = 0; ///< state before; 0 for none
    std::int16_t to = 0;
    QString actor;
};

/// A new incident of that type somewhere in the district: grid, position, title and source.
[[nodiscard]] DemoIncident newIncident(
    const DemoWorld &world, std::size_t type, Instant reported, bool selfHandled, Random &random);

/// Takes an open incident through all steps that are left, each within its limit but for a few that come late, and not
/// after notAfter: a case that would still be open then was simply handled faster.
void finish(const DemoWorld &world, DemoIncident &incident, Instant notAfter, Random &random);

/// How much of its limit a step takes, in thousandths: most are quick, one in forty comes late.
[[nodiscard]] std::int64_t shareTaken(Random &random);

/// When the present step of an open incident is due; none for a closed one.
[[nodiscard]] std::optional<Instant> dueOf(const DemoWorld &world, const DemoIncident &incident);

/// A responder for the incident, by type and street.
void assign(const DemoWorld &world, DemoIncident &incident, Random &random);

/// The history that the times of an incident tell, in order; only what happened after since.
[[nodiscard]] std::vector<DemoEvent> eventsOf(const DemoWorld &world, const DemoIncident &incident, Instant since);

/// Whether another system owns the case.
[[nodiscard]] bool isForeign(const DemoIncident &incident);

/// Our key of the incident in its source: unique, because our own key is part of it.
[[nodiscard]] QByteArray sourceIdOf(const DemoIncident &incident);

} // namespace wuquan
