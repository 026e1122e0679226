// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/statepayload.h"

#include "data/store/statecodec.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan::state {

template <>
inline constexpr std::pair<AreaLevel, AreaLevel> valuesOf<AreaLevel>{AreaLevel::District, AreaLevel::Grid};
template <>
inline constexpr std::pair<Circle, Circle> valuesOf<Circle>{Circle::Public, Circle::Internet};
template <>
inline constexpr std::pair<Severity, Severity> valuesOf<Severity>{Severity::Urgent, Severity::Normal};
template <>
inline constexpr std::pair<IncidentLevel, IncidentLevel> valuesOf<IncidentLevel>{
    IncidentLevel::General, IncidentLevel::Major};
template <>
inline constexpr std::pair<IncidentState, IncidentState> valuesOf<IncidentState>{
    IncidentState::Collected, IncidentState::Merged};
template <>
inline constexpr std::pair<DeviceState, DeviceState> valuesOf<DeviceState>{DeviceState::Online, DeviceState::Fault};
template <>
inline constexpr std::pair<ResponderState, ResponderState> valuesOf<ResponderState>{
    ResponderState::Free, ResponderState::OffDuty};
template <>
inline constexpr std::pair<AnnotationKind, AnnotationKind> valuesOf<AnnotationKind>{
    AnnotationKind::Point, AnnotationKind::Text};
template <>
inline constexpr std::pair<AnnotationRole, AnnotationRole> valuesOf<AnnotationRole>{
    AnnotationRole::Note, AnnotationRole::Restricted};
template <>
inline constexpr std::pair<IndicatorMeasure, IndicatorMeasure> valuesOf<IndicatorMeasure>{
    IndicatorMeasure::CountYearOnYear, IndicatorMeasure::Reported};

// Not in a namespace without a name: Writer and Reader, defined before, find them by their first argument.

template <class End>
void fields(End &end, Of<End, Polygon> &polygon)
{
    end(polygon.outer, polygon.holes);
    if constexpr (End::reads) {
        const auto tooShort = [](const Ring &ring) { return ring.size() < 3; };
        if (tooShort(polygon.outer) || std::ranges::any_of(polygon.holes, tooShort))
            end.fail();
    }
}

template <class End>
void fields(End &end, Of<End, Area> &area)
{
    end(area.id, area.level, area.code, area.name, area.nameEn, area.pinyin, area.parent, area.boundary,
        area.population, area.version);
}

template <class End>
void fields(End &end, Of<End, Device> &device)
{
    end(device.id, device.kind, device.state, device.name, device.grid, device.position, device.heading,
        device.fieldOfView, device.reach, device.version);
}

template <class End>
void fields(End &end, Of<End, Place> &place)
{
    end(place.id, place.kind, place.name, place.nameEn, place.grid, place.position, place.version);
}

template <class End>
void fields(End &end, Of<End, Responder> &responder)
{
    end(responder.id, responder.kind, responder.state, responder.name, responder.nameEn, responder.street,
        responder.position, responder.headcount, responder.version);
}

template <class End>
void fields(End &end, Of<End, Annotation> &annotation)
{
    end(annotation.id, annotation.kind, annotation.role, annotation.points, annotation.text, annotation.author,
        annotation.createdAt, annotation.version);
}

template <class End>
void fields(End &end, Of<End, Incident> &incident)
{
    end(incident.id, incident.type, incident.circle, incident.level, incident.severity, incident.state,
        incident.selfHandled, incident.source, incident.sourceId, incident.foreignCaseNumber, incident.title,
        incident.street, incident.grid, incident.position, incident.responder, incident.reportedAt, incident.filedAt,
        incident.dispatchedAt, incident.acceptedAt, incident.arrivedAt, incident.handledAt, incident.closedAt,
        incident.dueAt, incident.stepSince, incident.warnAt, incident.suspendedAt, incident.returnAskedAt,
        incident.supervisedUntil, incident.acknowledgedAt, incident.shelvedUntil, incident.version);
}

template <class End>
void fields(End &end, Of<End, IncidentType> &type)
{
    end(type.id, type.code, type.name, type.nameEn, type.pinyin, type.circle, type.severity);
}

template <class End, class Id>
void kindFields(End &end, Of<End, Kind<Id>> &kind)
{
    end(kind.id, kind.code, kind.name, kind.nameEn, kind.circle);
}

template <class End>
void fields(End &end, Of<End, Kind<DeviceKindId>> &kind)
{
    kindFields<End, DeviceKindId>(end, kind);
}

template <class End>
void fields(End &end, Of<End, Kind<PlaceKindId>> &kind)
{
    kindFields<End, PlaceKindId>(end, kind);
}

template <class End>
void fields(End &end, Of<End, Kind<ResponderKindId>> &kind)
{
    kindFields<End, ResponderKindId>(end, kind);
}

template <class End>
void fields(End &end, Of<End, Catalogue> &catalogue)
{
    end(catalogue.incidentTypes, catalogue.deviceKinds, catalogue.placeKinds, catalogue.responderKinds,
        catalogue.sources, catalogue.attributes);
}

template <class End>
void fields(End &end, Of<End, IndicatorFigure> &figure)
{
    end(figure.id, figure.code, figure.name, figure.nameEn, figure.measure, figure.lowerIsBetter, figure.definition,
        figure.definitionEn, figure.value, figure.before, figure.numerator, figure.denominator, figure.note,
        figure.noteEn);
}

template <class End>
void fields(End &end, Of<End, TrendCube::Slice> &slice)
{
    end(slice.days, slice.hours);
}

static void fields(Writer &end, const TrendCube &cube)
{
    end(cube.firstDay(), cube.dayCount(), cube.slices());
}

static void fields(Reader &end, TrendCube &cube)
{
    QDate firstDay;
    int dayCount = 0;
    TrendCube::Slices slices;
    end(firstDay, dayCount, slices);
    if (auto made = TrendCube::fromSlices(firstDay, dayCount, std::move(slices)))
        cube = *std::move(made);
    else
        end.fail();
}

template <class End>
void fields(End &end, Of<End, IrregularRow> &row)
{
    end(row.table, row.key, row.reason);
}

template <class End>
void fields(End &end, Of<End, FeedPosition> &position)
{
    end(position.epoch.systemIdentifier, position.epoch.timeline, position.epoch.recovery, position.at.xid,
        position.at.id);
}

template <class End>
void fields(End &end, Of<End, ChangeBatch> &batch)
{
    end(batch.catalogue, batch.areas, batch.devices, batch.incidents, batch.places, batch.responders, batch.annotations,
        batch.trends, batch.indicators, batch.indicatorsAsOf, batch.irregularRows, batch.serverTime, batch.position);
}

void writePayload(const ChangeBatch &state, const Sink &sink)
{
    Writer writer(sink);
    writer(state);
    writer.finish();
}

Result<ChangeBatch> batchFromPayload(QByteArrayView payload)
{
    ChangeBatch batch;
    Reader reader(payload);
    reader(batch);
    if (reader.failed() || !reader.atEnd())
        return failure(ErrorKind::Input, u"its content can't be used from byte %1 on"_s.arg(reader.position()));
    batch.startsAnew = batch.complete = true;
    return batch;
}

} // namespace wuquan::state
