// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/decode.h"

#include "data/core/shanghai.h"
#include "data/geo/mercator.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <charconv>
#include <limits>
#include <map>

using namespace Qt::StringLiterals;

namespace wuquan {

using postgres::ResultSet;
using postgres::Row;

namespace {

constexpr qsizetype textLimit = 256;

template <class Id>
std::optional<Id> nullableId(Row &row, int column)
{
    if (const auto value = row.nullable<typename Id::Value>(column))
        return Id{*value};
    return std::nullopt;
}

template <class Id>
Id requiredId(Row &row, int column)
{
    return Id{row.required<typename Id::Value>(column)};
}

/// Texts of a foreign database may be megabytes long; nothing on screen shows more than this.
QString shortText(const std::optional<QString> &text)
{
    return text.value_or(QString()).left(textLimit);
}

/// An enumeration whose values are first…last; the row is irregular when the value is none of them.
template <class Enum>
std::optional<Enum> enumeration(Row &row, int column, Enum first, Enum last)
{
    const int value = row.required<std::int32_t>(column);
    return value >= int(first) && value <= int(last) ? std::optional(Enum(value)) : std::nullopt;
}

/// Takes the next of numbers with commas between them; none at the end, or before what is no number.
std::optional<int> takeNumber(QByteArrayView &text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    if (error != std::errc())
        return std::nullopt;
    text = text.sliced(end - text.begin());
    if (text.startsWith(','))
        text = text.sliced(1);
    return number;
}

/// The points of an annotation out of [[longitude, latitude], …]; none when one can't stand on a map or their number is
/// not that of the kind.
std::vector<GeoPoint> annotationPoints(const QByteArray &json, AnnotationKind kind)
{
    const QJsonArray list = QJsonDocument::fromJson(json).array();
    const auto [fewest, most] = annotationPointCount(kind);
    if (list.size() < fewest || list.size() > most)
        return {};
    std::vector<GeoPoint> points;
    for (const auto &pair : list) {
        const QJsonArray numbers = pair.toArray();
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        const GeoPoint point{numbers.at(0).toDouble(none), numbers.at(1).toDouble(none)};
        if (numbers.size() != 2 || !isUsable(point))
            return {};
        points.push_back(point);
    }
    return points;
}

/// Collects what is irregular about the rows of one table.
class Irregularities {
public:
    Irregularities(ChangeBatch &batch, const char *table)
        : m_batch(&batch)
        , m_table(QLatin1StringView(table))
    {
    }

    void add(std::int64_t key, const QString &reason)
    {
        m_batch->irregularRows.push_back({m_table, QString::number(key), reason});
    }

    /// The position when it can stand on a map; a row with one that can't stays, without position.
    std::optional<GeoPoint> position(Row &row, int longitudeColumn, std::int64_t key)
    {
        const auto longitude = row.nullable<double>(longitudeColumn);
        const auto latitude = row.nullable<double>(longitudeColumn + 1);
        if (!longitude || !latitude)
            return std::nullopt;
        const GeoPoint point{*longitude, *latitude};
        if (isUsable(point))
            return point;
        add(key, u"position %1, %2"_s.arg(point.longitude).arg(point.latitude));
        return std::nullopt;
    }

    /// Whether the row can be used at all.
    bool usable(const Row &row, std::int64_t key)
    {
        if (row.problem().isEmpty())
            return true;
        add(key, row.problem());
        return false;
    }

private:
    ChangeBatch *m_batch;
    QString m_table;
};

} // namespace

std::vector<LoggedChange> decodeChanges(const postgres::ResultSet &rows, int column)
{
    std::vector<LoggedChange> changes;
    for (int i = 0; i < rows.rowCount(); ++i) {
        if (rows.isNull(i, column))
            continue; // the one row that only tells the horizon
        postgres::Row row = rows.row(i);
        LoggedChange change;
        change.at.xid = std::uint64_t(row.required<std::int64_t>(column));
        change.at.id = row.required<std::int64_t>(column + 1);
        const int entity = row.required<std::int16_t>(column + 2);
        change.key = row.required<std::int64_t>(column + 3);
        change.version = row.required<std::int64_t>(column + 4);
        const QByteArray operation = row.required<QByteArray>(column + 5);
        // What we don't know must not be lost: it makes us read everything anew.
        const bool isKnown = row.problem().isEmpty() && entity >= 0 && entity <= int(lastEntity)
            && operation.size() == 1 && QByteArrayView("IUDR").contains(operation[0]);
        change.entity = isKnown ? Entity(entity) : Entity::Everything;
        change.operation = isKnown ? Operation(operation[0]) : Operation::ReadAnew;
        changes.push_back(change);
    }
    return changes;
}

void decodeAreas(const ResultSet &rows, ChangeBatch &into)
{
    Irregularities irregular(into, "area");
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        Area area;
        area.id = requiredId<AreaId>(row, 0);
        const auto level = enumeration(row, 1, AreaLevel::District, AreaLevel::Grid);
        area.code = shortText(row.nullable<QString>(2));
        area.name = shortText(row.nullable<QString>(3));
        area.nameEn = shortText(row.nullable<QString>(4));
        area.pinyin = shortText(row.nullable<QString>(5));
        area.parent = nullableId<AreaId>(row, 6);
        const auto boundary = row.nullable<QByteArray>(7);
        area.population = row.nullable<std::int32_t>(8);
        area.version = row.required<std::int64_t>(9);
        if (!irregular.usable(row, area.id.value))
            continue;
        if (!level) {
            irregular.add(area.id.value, u"level"_s);
            continue;
        }
        area.level = *level;
        if (boundary) {
            if (auto shape = polygonFromGeoJson(QJsonDocument::fromJson(*boundary).object()))
                area.boundary = std::move(*shape);
            else
                irregular.add(area.id.value, shape.error().message);
        }
        into.areas.push_back(std::move(area));
    }
}

void decodeDevices(const ResultSet &rows, ChangeBatch &into)
{
    Irregularities irregular(into, "device");
    into.devices.reserve(into.devices.size() + std::size_t(rows.rowCount()));
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        Device device;
        device.id = requiredId<DeviceId>(row, 0);
        device.kind = requiredId<DeviceKindId>(row, 1);
        const auto state = enumeration(row, 2, DeviceState::Online, DeviceState::Fault);
        device.name = shortText(row.nullable<QString>(3));
        device.grid = nullableId<AreaId>(row, 4);
        device.position = irregular.position(row, 5, device.id.value);
        device.heading = row.nullable<float>(7);
        device.fieldOfView = row.nullable<float>(8);
        device.reach = row.nullable<float>(9);
        device.version = row.required<std::int64_t>(10);
        if (!irregular.usable(row, device.id.value))
            continue;
        if (!state)
            irregular.add(device.id.value, u"state"_s);
        device.state = state.value_or(DeviceState::Fault);
        into.devices.push_back(std::move(device));
    }
}

void decodePlaces(const ResultSet &rows, ChangeBatch &into)
{
    Irregularities irregular(into, "place");
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        Place place;
        place.id = requiredId<PlaceId>(row, 0);
        place.kind = requiredId<PlaceKindId>(row, 1);
        place.name = shortText(row.nullable<QString>(2));
        place.nameEn = shortText(row.nullable<QString>(3));
        place.grid = nullableId<AreaId>(row, 4);
        place.position = irregular.position(row, 5, place.id.value);
        place.version = row.required<std::int64_t>(7);
        if (irregular.usable(row, place.id.value))
            into.places.push_back(std::move(place));
    }
}

void decodeResponders(const ResultSet &rows, ChangeBatch &into)
{
    Irregularities irregular(into, "responder");
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        Responder responder;
        responder.id = requiredId<ResponderId>(row, 0);
        responder.kind = requiredId<ResponderKindId>(row, 1);
        const auto state = enumeration(row, 2, ResponderState::Free, ResponderState::OffDuty);
        responder.name = shortText(row.nullable<QString>(3));
        responder.nameEn = shortText(row.nullable<QString>(4));
        responder.street = nullableId<AreaId>(row, 5);
        responder.position = irregular.position(row, 6, responder.id.value);
        responder.headcount = row.nullable<std::int32_t>(8).value_or(1);
        responder.version = row.required<std::int64_t>(9);
        if (!irregular.usable(row, responder.id.value))
            continue;
        if (!state)
            irregular.add(responder.id.value, u"state"_s);
        responder.state = state.value_or(ResponderState::OffDuty);
        into.responders.push_back(std::move(responder));
    }
}

void decodeAnnotations(const ResultSet &rows, ChangeBatch &into)
{
    Irregularities irregular(into, "annotation");
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        Annotation annotation;
        annotation.id = requiredId<AnnotationId>(row, 0);
        const auto kind = enumeration(row, 1, AnnotationKind::Point, AnnotationKind::Text);
        const auto role = enumeration(row, 2, AnnotationRole::Note, AnnotationRole::Restricted);
        const auto points = row.nullable<QByteArray>(3);
        annotation.text = shortText(row.nullable<QString>(4));
        annotation.author = shortText(row.nullable<QString>(5));
        annotation.createdAt = row.required<Instant>(6);
        annotation.version = row.required<std::int64_t>(7);
        if (!irregular.usable(row, annotation.id.value))
            continue;
        if (!kind) {
            irregular.add(annotation.id.value, u"kind"_s);
            continue;
        }
        annotation.kind = *kind;
        annotation.role = role.value_or(AnnotationRole::Note);
        if (!role)
            irregular.add(annotation.id.value, u"role"_s);
        annotation.points = annotationPoints(points.value_or(QByteArray()), annotation.kind);
        if (annotation.points.empty())
            irregular.add(annotation.id.value, u"points"_s);
        into.annotations.push_back(std::move(annotation));
    }
}

void decodeIncidents(const ResultSet &rows, ChangeBatch &into)
{
    Irregularities irregular(into, "incident");
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        Incident incident;
        incident.id = requiredId<IncidentId>(row, 0);
        incident.type = requiredId<IncidentTypeId>(row, 1);
        const auto circle = enumeration(row, 2, Circle::Public, Circle::Internet);
        const auto level = enumeration(row, 3, IncidentLevel::General, IncidentLevel::Major);
        const auto severity = enumeration(row, 4, Severity::Urgent, Severity::Normal);
        const auto state = enumeration(row, 5, IncidentState::Collected, IncidentState::Merged);
        incident.selfHandled = row.nullable<bool>(6).value_or(false);
        incident.source = shortText(row.nullable<QString>(7));
        incident.sourceId = shortText(row.nullable<QString>(8));
        incident.foreignCaseNumber = shortText(row.nullable<QString>(9));
        incident.title = shortText(row.nullable<QString>(10));
        incident.street = nullableId<AreaId>(row, 11);
        incident.grid = nullableId<AreaId>(row, 12);
        incident.position = irregular.position(row, 13, incident.id.value);
        incident.responder = nullableId<ResponderId>(row, 15);
        incident.reportedAt = row.required<Instant>(16);
        std::optional<Instant> *const times[] = {&incident.filedAt, &incident.dispatchedAt, &incident.acceptedAt,
            &incident.arrivedAt, &incident.handledAt, &incident.closedAt, &incident.dueAt};
        for (int t = 0; t < int(std::size(times)); ++t)
            *times[t] = row.nullable<Instant>(17 + t);
        incident.version = row.required<std::int64_t>(24);
        std::optional<Instant> *const steps[] = {&incident.stepSince, &incident.warnAt, &incident.suspendedAt,
            &incident.returnAskedAt, &incident.supervisedUntil, &incident.acknowledgedAt, &incident.shelvedUntil};
        for (int s = 0; s < int(std::size(steps)); ++s)
            *steps[s] = row.nullable<Instant>(25 + s);
        if (!irregular.usable(row, incident.id.value))
            continue;
        if (!circle || !level || !severity || !state) {
            irregular.add(incident.id.value,
                !circle         ? u"circle"_s
                    : !level    ? u"level"_s
                    : !severity ? u"severity"_s
                                : u"state"_s);
            if (!state)
                continue;
        }
        incident.circle = circle.value_or(Circle::Public);
        incident.level = level.value_or(IncidentLevel::General);
        incident.severity = severity.value_or(Severity::Normal);
        incident.state = *state;
        into.incidents.push_back(std::move(incident));
    }
}

void decodePastIncidents(const ResultSet &rows, PastIncidentRows &into)
{
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        PastIncident past;
        const auto reportedAt = row.required<Instant>(0);
        past.type = requiredId<IncidentTypeId>(row, 1);
        const auto circle = enumeration(row, 2, Circle::Public, Circle::Internet);
        const auto severity = enumeration(row, 3, Severity::Urgent, Severity::Normal);
        past.street = nullableId<AreaId>(row, 4).value_or(AreaId{0});
        past.grid = nullableId<AreaId>(row, 5).value_or(AreaId{0});
        const auto longitude = row.nullable<double>(6), latitude = row.nullable<double>(7);
        past.isNamed = row.nullable<bool>(8).value_or(false);
        if (!row.problem().isEmpty() || !circle || !severity) {
            ++into.irregular;
            continue;
        }
        past.day = shanghai::dayOf(reportedAt);
        past.circle = *circle;
        past.severity = *severity;
        if (longitude && latitude)
            past.at = worldPlace(GeoPoint{*longitude, *latitude});
        into.rows.push_back(past);
    }
}

void decodeIncidentTypes(const ResultSet &rows, Catalogue &into)
{
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        IncidentType type;
        type.id = requiredId<IncidentTypeId>(row, 0);
        type.code = shortText(row.nullable<QString>(1));
        type.name = shortText(row.nullable<QString>(2));
        type.nameEn = shortText(row.nullable<QString>(3));
        type.pinyin = shortText(row.nullable<QString>(4));
        type.circle = enumeration(row, 5, Circle::Public, Circle::Internet).value_or(Circle::Public);
        type.severity = enumeration(row, 6, Severity::Urgent, Severity::Normal).value_or(Severity::Normal);
        if (row.problem().isEmpty())
            into.incidentTypes.insert(type.id, type);
    }
}

void decodeKinds(const ResultSet &rows, Catalogue &into)
{
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        const QString list = shortText(row.nullable<QString>(0));
        const auto id = row.required<std::int16_t>(1);
        const QString code = shortText(row.nullable<QString>(2));
        const QString name = shortText(row.nullable<QString>(3));
        const QString nameEn = shortText(row.nullable<QString>(4));
        std::optional<Circle> circle;
        if (const auto number = row.nullable<std::int32_t>(5); number && *number >= 1 && *number <= 5)
            circle = Circle(*number);
        if (!row.problem().isEmpty())
            continue;
        if (list == "device"_L1)
            into.deviceKinds.insert({id}, {{id}, code, name, nameEn, {}});
        else if (list == "place"_L1)
            into.placeKinds.insert({id}, {{id}, code, name, nameEn, circle});
        else if (list == "responder"_L1)
            into.responderKinds.insert({id}, {{id}, code, name, nameEn, {}});
        else
            into.sources.insert(code, {name, nameEn});
    }
}

QHash<QString, QString> decodeAttributes(const ResultSet &rows)
{
    QHash<QString, QString> attributes;
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        attributes.insert(shortText(row.nullable<QString>(0)), shortText(row.nullable<QString>(1)));
    }
    return attributes;
}

void decodeTrendDays(const ResultSet &rows, TrendCube &into)
{
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        const auto dim = row.required<std::int16_t>(0);
        const AreaId area = requiredId<AreaId>(row, 1);
        const int kind = row.required<std::int16_t>(2);
        const auto counts = row.required<QByteArray>(3);
        const auto offsets = row.required<QByteArray>(4);
        if (!row.problem().isEmpty() || kind < 1 || kind > 5)
            continue;
        QByteArrayView countTexts(counts);
        QByteArrayView dayTexts(offsets);
        while (const auto day = takeNumber(dayTexts)) {
            const auto count = takeNumber(countTexts);
            if (!count)
                break;
            into.addCount(
                dim == 1 ? std::nullopt : std::optional(area), Circle(kind), into.firstDay().addDays(*day), *count);
        }
    }
}

void decodeHours(const ResultSet &rows, QDate day, TrendCube &into)
{
    std::map<std::pair<std::optional<AreaId>, Circle>, std::vector<int>> seconds;
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        const auto street = nullableId<AreaId>(row, 0);
        const auto circle = enumeration(row, 1, Circle::Public, Circle::Internet);
        const int second = row.required<std::int32_t>(2);
        if (!row.problem().isEmpty() || !circle)
            continue;
        seconds[{std::nullopt, *circle}].push_back(second);
        if (street)
            seconds[{street, *circle}].push_back(second);
    }
    for (const auto &[key, list] : seconds)
        into.addHours(key.first, key.second, day, list);
}

std::vector<IndicatorFigure> decodeIndicators(const ResultSet &rows)
{
    static const QHash<QString, IndicatorMeasure> measures{{u"count_yoy"_s, IndicatorMeasure::CountYearOnYear},
        {u"count"_s, IndicatorMeasure::Count}, {u"ratio"_s, IndicatorMeasure::Ratio},
        {u"days_since"_s, IndicatorMeasure::DaysSince}, {u"reported"_s, IndicatorMeasure::Reported}};
    std::vector<IndicatorFigure> figures;
    for (int i = 0; i < rows.rowCount(); ++i) {
        Row row = rows.row(i);
        IndicatorFigure figure;
        figure.id = requiredId<IndicatorId>(row, 0);
        figure.code = shortText(row.nullable<QString>(1));
        figure.name = shortText(row.nullable<QString>(2));
        figure.nameEn = shortText(row.nullable<QString>(3));
        const QString measure = shortText(row.nullable<QString>(4));
        figure.lowerIsBetter = shortText(row.nullable<QString>(5)) == "lower"_L1;
        figure.definition = row.nullable<QString>(6).value_or(QString());
        figure.definitionEn = row.nullable<QString>(7).value_or(QString());
        figure.value = row.nullable<double>(8);
        figure.before = row.nullable<double>(9);
        figure.numerator = row.nullable<std::int64_t>(10).value_or(0);
        figure.denominator = row.nullable<std::int64_t>(11).value_or(0);
        figure.note = shortText(row.nullable<QString>(12));
        figure.noteEn = shortText(row.nullable<QString>(13));
        if (!row.problem().isEmpty() || !measures.contains(measure))
            continue;
        figure.measure = measures.value(measure);
        figures.push_back(std::move(figure));
    }
    return figures;
}

} // namespace wuquan
