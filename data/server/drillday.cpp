// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillday.h"

#include "data/postgres/statement.h"
#include "data/server/drillplaces.h"
#include "data/server/suppressedtypes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wuquan {

using postgres::Parameters;
using postgres::Session;

namespace {

Result<QDate> chooseDay(Session &from, const QDate &wanted)
{
    if (wanted.isValid())
        return wanted;
    const auto last = from.query(
        "select (max(reported_at) at time zone 'Asia/Shanghai')::date from wuquan.incident "
        "where reported_at < date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'");
    if (!last)
        return std::unexpected(last.error());
    const auto day = last->value<QDate>();
    return day ? Result<QDate>(*day) : failure(ErrorKind::Refused, u"the source has no incidents before today"_s);
}

/// Types of which nothing leaves the source.
Result<std::vector<std::int16_t>> suppressedTypes(Session &from)
{
    const auto rows = from.query("select it.type_id from wuquan.incident_type it where " + suppressedTypeCondition());
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<std::int16_t> types;
    types.reserve(std::size_t(rows->rowCount()));
    for (int i = 0; i < rows->rowCount(); ++i)
        types.push_back(rows->value<std::int16_t>(i).value_or(0));
    return types;
}

Result<void> countLeftOut(Session &from, const std::vector<std::int16_t> &suppressed, DrillDay &read)
{
    const auto counts = from.query(
        "select count(*) filter (where type_id = any ($2::smallint[])), "
        "count(*) filter (where self_handled and type_id <> all ($2::smallint[])) from wuquan.incident where "
        "reported_at >= $1::timestamp at time zone 'Asia/Shanghai' and reported_at < ($1::timestamp + interval '1 day') at "
        "time zone 'Asia/Shanghai'",
        Parameters(read.day.toString(Qt::ISODate), suppressed));
    if (!counts)
        return std::unexpected(counts.error());
    read.suppressed = int(counts->value<std::int64_t>(0, 0).value_or(0));
    read.solvedOnTheSpot = int(counts->value<std::int64_t>(0, 1).value_or(0));
    return {};
}

QJsonValue numberOrNull(std::optional<std::int32_t> value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonObject incidentOf(postgres::Row &row, int number, const DrillPlaces &places, QRandomGenerator &random)
{
    QJsonObject incident{{u"number"_s, number}, {u"type_id"_s, row.required<std::int16_t>(0)},
        {u"circle_id"_s, row.required<std::int16_t>(1)}, {u"level"_s, row.required<std::int16_t>(2)},
        {u"severity"_s, row.required<std::int16_t>(3)}};
    const auto grid = row.nullable<std::int32_t>(4);
    incident[u"grid_id"_s] = numberOrNull(grid);
    if (const auto place = grid && row.required<bool>(5) ? places.any(*grid, random) : std::nullopt) {
        incident[u"longitude"_s] = place->longitude;
        incident[u"latitude"_s] = place->latitude;
    }
    int column = 6;
    incident[u"at_s"_s] = row.required<std::int32_t>(column++);
    for (const auto name :
        {"filed_s"_L1, "dispatched_s"_L1, "accepted_s"_L1, "arrived_s"_L1, "handled_s"_L1, "closed_s"_L1})
        incident[name] = numberOrNull(row.nullable<std::int32_t>(column++));
    return incident;
}

} // namespace

Result<DrillDay> readDrillDay(Session &from, const QDate &wanted)
{
    const auto day = chooseDay(from, wanted);
    if (!day)
        return std::unexpected(day.error());
    const auto suppressed = suppressedTypes(from);
    const auto places = DrillPlaces::read(from);
    const auto statement = postgres::namedStatement(u"drill_day"_s);
    if (!suppressed || !places || !statement)
        return std::unexpected(!suppressed ? suppressed.error() : places ? statement.error() : places.error());
    DrillDay read{.day = *day};
    if (const auto counted = countLeftOut(from, *suppressed, read); !counted)
        return std::unexpected(counted.error());
    const QString name = day->toString(Qt::ISODate);
    const auto rows = from.query(*statement, Parameters(name, *suppressed));
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->rowCount() == 0)
        return failure(ErrorKind::Refused, u"nothing that anybody had to act on was reported on %1"_s.arg(name));
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    QJsonArray incidents;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        incidents.append(incidentOf(row, i + 1, *places, random));
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"wuquan.incident: %1"_s.arg(row.problem()));
    }
    const QByteArray json = QJsonDocument(incidents).toJson(QJsonDocument::Compact);
    read.elements = json.sliced(1, json.size() - 2);
    read.incidents = rows->rowCount();
    return read;
}

} // namespace wuquan
