// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/domain/annotation.h"
#include "data/domain/area.h"
#include "data/domain/catalogue.h"
#include "data/domain/device.h"
#include "data/domain/incident.h"
#include "data/domain/place.h"
#include "data/domain/responder.h"
#include "data/store/changelog.h"
#include "data/trends/trendcube.h"

#include <memory>
#include <optional>
#include <vector>

namespace wuquan {

/// A row that could not be used as it is: kept out or shown without position, and counted.
struct IrregularRow {
    QString table;
    QString key;
    QString reason;

    bool operator==(const IrregularRow &) const = default;
};

/// What the feed learnt since the last batch; applied to the store as one step. Idempotent by (key, version).
struct ChangeBatch {
    bool startsAnew = false; ///< forget everything held before, then apply the rest
    bool complete = false; ///< the first full state has arrived with this batch
    bool overrules = false; ///< another history of the cluster: rows replace what is held, whatever its version
    std::shared_ptr<const Catalogue> catalogue; ///< null: unchanged
    std::optional<QHash<QString, QString>> attributes; ///< of the catalogue; none: unchanged
    std::vector<Area> areas;
    std::vector<AreaId> areasRemoved;
    std::vector<Device> devices;
    std::vector<DeviceId> devicesRemoved;
    std::vector<Incident> incidents;
    std::vector<IncidentId> incidentsRemoved;
    std::vector<Place> places;
    std::vector<PlaceId> placesRemoved;
    std::vector<Responder> responders;
    std::vector<ResponderId> respondersRemoved;
    std::vector<Annotation> annotations;
    std::vector<AnnotationId> annotationsRemoved;
    std::shared_ptr<const TrendCube> trends; ///< null: unchanged
    std::shared_ptr<const std::vector<IndicatorFigure>> indicators; ///< null: unchanged
    std::optional<Instant> indicatorsAsOf; ///< server time the figures are of; none: serverTime
    std::vector<IrregularRow> irregularRows;
    std::optional<Instant> serverTime; ///< server time of the snapshot this was read in
    std::vector<LoggedChange> log; ///< the lines of the change log that this batch accounts for, each given out once
    std::vector<WithdrawnChange> withdrawn; ///< found when the history changed
    std::optional<FeedPosition> position; ///< where the feed stands once this is applied; none: unchanged
};

/// Calls f(Entity, rows, removed ids) for each kind of row that a batch holds, so that none can be forgotten.
template <class Batch, class F>
void eachTable(Batch &batch, F f)
{
    f(Entity::Area, batch.areas, batch.areasRemoved);
    f(Entity::Place, batch.places, batch.placesRemoved);
    f(Entity::Device, batch.devices, batch.devicesRemoved);
    f(Entity::Responder, batch.responders, batch.respondersRemoved);
    f(Entity::Incident, batch.incidents, batch.incidentsRemoved);
    f(Entity::Annotation, batch.annotations, batch.annotationsRemoved);
}

/// The table of a kind of row, as irregularRows name it.
[[nodiscard]] QString tableName(Entity entity);
[[nodiscard]] std::optional<Entity> entityOfTable(QStringView table);

} // namespace wuquan
