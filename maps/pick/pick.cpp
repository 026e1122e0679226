// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/pick/pick.h"

#include "data/geo/mercator.h"
#include "maps/layers/annotationshape.h"
#include "maps/layers/conelayer.h"
#include "maps/layers/devicelayer.h"
#include "maps/layers/incidentlayer.h"
#include "maps/layers/responderlayer.h"
#include "maps/style/type.h"

#include <ranges>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};

/// Keeps the nearest of what lies within reach.
struct Nearest {
    QPointF from;
    double best; ///< device pixels
    bool isNearer(QPointF at)
    {
        const double distance = std::hypot(at.x() - from.x(), at.y() - from.y());
        if (distance >= best)
            return false;
        best = distance;
        return true;
    }
};

/// The device whose mark is under the pointer; where there is none, those around it.
std::vector<std::uint32_t> devicesAt(const Frame &frame, ScreenPoint point)
{
    const auto marks = DeviceLayer::marks(frame);
    if (const auto row = frame.deviceIndex.pick({frame.camera, frame.pixelRatio, true, marks}, point))
        return {*row};
    const WorldPoint world = frame.camera.worldFromScreen(point);
    return frame.deviceIndex.in(
        WorldRect{world.x, world.y, world.x, world.y}.grown(frame.px(9) / frame.camera.worldSize()));
}

/// The last made of the annotations that a place means; of areas, whether by their inside or by all else.
std::optional<AnnotationId> annotationAt(const Frame &frame, QPointF at, WorldPoint world, bool byInside)
{
    std::optional<AnnotationId> found;
    if (!frame.shows(MapLayer::Annotations))
        return found;
    for (const Annotation &annotation : frame.store.annotations()) {
        if (found > annotation.id)
            continue;
        const AnnotationShape shape(annotation);
        if (byInside ? shape.surrounds(world) : shape.isHit(frame, at))
            found = annotation.id;
    }
    return found;
}

} // namespace

SelectedThing pick(const Frame &frame, ScreenPoint point)
{
    const QPointF at(point.x * frame.pixelRatio, point.y * frame.pixelRatio);
    SelectedThing found;
    if (frame.shows(MapLayer::Incidents)) {
        Nearest nearest{at, frame.px(incidentReach)};
        // From the top of the picture downwards: of two at one place the one that is seen.
        for (const IncidentMark &mark : frame.incidents | std::views::reverse) {
            if (IncidentLayer::isMarked(frame, mark) && nearest.isNearer(frame.device(mark.at)))
                found = mark.id;
        }
    }
    // A team before the post or the camera that it stands by.
    if (found.index() == 0 && frame.shows(MapLayer::Responders)) {
        Nearest nearest{at, frame.px(responderReach)};
        for (const Responder &responder : frame.store.responders()) {
            const auto place = worldPlace(responder.position);
            if (place && nearest.isNearer(frame.device(*place)))
                found = responder.id;
        }
    }
    const WorldPoint world = frame.camera.worldFromScreen(point);
    if (found.index() == 0) {
        if (const auto annotation = annotationAt(frame, at, world, false))
            found = *annotation;
    }
    if (found.index() == 0) {
        Nearest nearest{at, frame.px(8)};
        if (frame.shows(MapLayer::Devices)) {
            for (const std::uint32_t row : devicesAt(frame, point)) {
                if (nearest.isNearer(frame.device(frame.store.devices().position[row])))
                    found = frame.store.devices().id[row];
            }
        }
        if (frame.shows(MapLayer::Places)) {
            for (const Place &place : frame.store.places()) {
                const auto position = worldPlace(place.position);
                if (position && nearest.isNearer(frame.device(*position)))
                    found = place.id;
            }
        }
    }
    // What lies in it before the area itself.
    if (found.index() == 0) {
        if (const auto annotation = annotationAt(frame, at, world, true))
            found = *annotation;
    }
    if (found.index() == 0) {
        if (const AreaShape *shape = frame.areas.at(world, frame.areaLevel()))
            found = shape->id;
    }
    return found;
}

std::optional<WorldPoint> positionOf(const SelectedThing &thing, const DistrictStore &store, const AreaShapes &areas)
{
    const auto world
        = [](const auto *row) -> std::optional<WorldPoint> { return row ? worldPlace(row->position) : std::nullopt; };
    const auto label = [&](AreaId id) {
        const AreaShape *shape = areas.shape(id);
        return shape ? std::optional(shape->label) : std::nullopt;
    };
    return std::visit(Overloaded{
                          [](std::monostate) { return std::optional<WorldPoint>(); },
                          label,
                          [&](IncidentId id) {
                              const Incident *incident = store.incident(id);
                              if (const auto at = world(incident))
                                  return at;
                              return incident && incident->grid ? label(*incident->grid) : std::nullopt;
                          },
                          [&](DeviceId id) {
                              const auto row = store.deviceIndex(id);
                              const DeviceColumns &devices = store.devices();
                              return row && devices.positioned[row->value] ? std::optional(devices.position[row->value])
                                                                           : std::nullopt;
                          },
                          [&](PlaceId id) { return world(store.place(id)); },
                          [&](ResponderId id) { return world(store.responder(id)); },
                          [&](AnnotationId id) {
                              const Annotation *annotation = store.annotation(id);
                              return annotation && !annotation->points.empty()
                                  ? std::optional(AnnotationShape(*annotation).label)
                                  : std::nullopt;
                          },
                      },
        thing);
}

QString ThingName::of(const SelectedThing &thing, const Frame &frame, Instant serverNow)
{
    const Language language = frame.view.language();
    const auto named
        = [&](const auto *row) { return row ? plainLine(localName(language, row->name, row->nameEn)) : QString(); };
    return std::visit(Overloaded{
                          [](std::monostate) { return QString(); },
                          [&](AreaId id) {
                              const Area *area = frame.store.area(id);
                              return area ? ofArea(*area, frame) : QString();
                          },
                          [&](IncidentId id) {
                              const Incident *incident = frame.store.incident(id);
                              return incident ? ofIncident(*incident, frame, serverNow) : QString();
                          },
                          [&](DeviceId id) { return ofDevice(id, frame); },
                          [&](PlaceId id) {
                              const Place *place = frame.store.place(id);
                              const auto at
                                  = ConeLayer::isShown(frame) && place ? worldPlace(place->position) : std::nullopt;
                              const bool isBlind = at && !ConeLayer::isSeen(frame, *at);
                              return isBlind ? named(place) + u" · "_s + tr("无在线摄像机可见") : named(place);
                          },
                          [&](ResponderId id) { return named(frame.store.responder(id)); },
                          [&](AnnotationId id) {
                              const Annotation *annotation = frame.store.annotation(id);
                              return annotation ? ofAnnotation(*annotation, serverNow) : QString();
                          },
                      },
        thing);
}

QString ThingName::titleOf(const Incident &incident, const Frame &frame)
{
    const Language language = frame.view.language();
    const auto type = frame.store.catalogue().incidentTypes.constFind(incident.type);
    if (type == frame.store.catalogue().incidentTypes.cend())
        return incident.title;
    if (incident.title.isEmpty())
        return localName(language, type->name, type->nameEn);
    // Titles made of the type's name can be told in English; what somebody wrote can't.
    if (language == Language::English && !type->nameEn.isEmpty() && incident.title.startsWith(type->name))
        return type->nameEn + incident.title.sliced(type->name.size());
    return incident.title;
}

QString ThingName::ofIncident(const Incident &incident, const Frame &frame, Instant serverNow)
{
    const auto state = [&] {
        switch (todoOf(incident.state)) {
        case Todo::ToDispatch:
            return tr("待派");
        case Todo::ToAccept:
            return tr("待签收");
        case Todo::Handling:
            return tr("处置中");
        default:
            return tr("待核查");
        }
    };
    const QString line = plainLine(titleOf(incident, frame)) + u" · "_s + state();
    return isOverdue(incident, serverNow) ? line + u" · "_s + tr("超期") : line;
}

QString ThingName::ofDevice(DeviceId id, const Frame &frame)
{
    const auto row = frame.store.deviceIndex(id);
    if (!row)
        return {};
    const DeviceColumns &devices = frame.store.devices();
    const auto kind = frame.store.catalogue().deviceKinds.constFind(devices.kind[row->value]);
    QString name = kind == frame.store.catalogue().deviceKinds.cend()
        ? tr("设备")
        : plainLine(localName(frame.view.language(), kind->name, kind->nameEn));
    switch (devices.state[row->value]) {
    case DeviceState::Online:
        return name + u" · "_s + tr("在线");
    case DeviceState::Offline:
        return name + u" · "_s + tr("离线");
    case DeviceState::Alarm:
        return name + u" · "_s + tr("报警");
    case DeviceState::Fault:
        return name + u" · "_s + tr("故障");
    }
    return name;
}

QString ThingName::ofAnnotation(const Annotation &annotation, Instant serverNow)
{
    const auto age = std::chrono::floor<std::chrono::minutes>(serverNow - annotation.createdAt).count();
    const QString when = age < 1 ? tr("刚刚")
        : age < 60               ? tr("%1 分钟前").arg(age)
        : age < 24 * 60          ? tr("%1 小时前").arg(age / 60)
                                 : tr("%1 天前").arg(age / (24 * 60));
    const QString text = plainLine(annotation.text, 60).trimmed();
    return (text.isEmpty() ? tr("标注") : text) + u" · "_s + plainLine(annotation.author) + u" · "_s + when;
}

QString ThingName::ofArea(const Area &area, const Frame &frame)
{
    QString line = plainLine(localName(frame.view.language(), area.name, area.nameEn)) + u" · "_s
        + tr("在办 %1 件").arg(frame.open.count(area.id));
    const auto value = frame.shades.value(area.id);
    const QString text = value ? frame.shades.text(*value) : QString();
    switch (frame.shades.measure()) {
    case AreaMeasure::Open:
        break;
    case AreaMeasure::Overdue:
        return value ? line + u" · "_s + tr("超期 %1 件").arg(text) : line;
    case AreaMeasure::OpenPerArea:
        return value ? line + u" · "_s + tr("每平方千米 %1 件").arg(text) : line;
    case AreaMeasure::Reported:
        return value ? line + u" · "_s + tr("近 30 天受理 %1 件").arg(text) : line;
    case AreaMeasure::DevicesSilent:
        return value ? line + u" · "_s + tr("设备未在线 %1").arg(text) : line;
    }
    return line;
}

} // namespace wuquan
