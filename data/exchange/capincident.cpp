// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/capincident.h"

#include "data/domain/drill.h"
#include "data/postgres/session.h"
#include "data/postgres/statement.h"
#include "data/server/drillmark.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr auto typeCode = "wuquan:type"_L1;
constexpr auto gridCode = "wuquan:grid"_L1;

// By wuquan.incident.severity and wuquan.platform.
constexpr std::array capSeverityOf{"Severe"_L1, "Moderate"_L1, "Minor"_L1};
constexpr std::array capUrgencyOf{"Immediate"_L1, "Expected"_L1, "Future"_L1};
constexpr std::array capCategoryOf{"Safety"_L1, "Other"_L1, "Security"_L1, "Infra"_L1};
constexpr auto gravest = "Extreme"_L1; ///< urgent and of the highest level

QString valueOf(const std::vector<std::pair<QString, QString>> &pairs, QLatin1StringView name)
{
    for (const auto &[key, value] : pairs) {
        if (key == name)
            return value;
    }
    return {};
}

std::optional<GeoPoint> placeOf(const CapInfo &info)
{
    for (const CapArea &area : info.areas) {
        if (!area.circles.empty())
            return area.circles.front().first;
        if (!area.polygons.empty())
            return area.polygons.front().front();
    }
    return {};
}

QString gridOf(const CapInfo &info)
{
    for (const CapArea &area : info.areas) {
        if (const QString code = valueOf(area.geocodes, gridCode); !code.isEmpty())
            return code;
    }
    return {};
}

/// The envelope with what it leaves to the database, which may be a drill's.
Result<CapEnvelope> completed(postgres::Session &session, const CapEnvelope &wanted)
{
    const auto exercise = isDrill(session);
    if (!exercise)
        return std::unexpected(exercise.error());
    CapEnvelope envelope = wanted;
    if (envelope.status.isEmpty())
        envelope.status = *exercise ? u"Exercise"_s : u"Actual"_s;
    if (!*exercise)
        return envelope;
    if (envelope.status != "Exercise"_L1)
        return failure(ErrorKind::Refused,
            u"the database is a drill's (演练): its messages have the status Exercise, not %1"_s.arg(envelope.status));
    if (envelope.note.isEmpty()) {
        const auto title = session.query("select value from wuquan.attribute where name = 'title'");
        if (!title)
            return std::unexpected(title.error());
        envelope.note = title->value<QString>().value_or(u"演练"_s);
    }
    return envelope;
}

template <std::size_t size>
QString among(const std::array<QLatin1StringView, size> &words, int number)
{
    return number >= 1 && number <= int(size) ? QString(words[std::size_t(number) - 1]) : u"Unknown"_s;
}

} // namespace

Result<CapMessage> capOfIncident(
    postgres::Session &session, IncidentId incident, const CapEnvelope &wanted, Instant sent)
{
    const auto envelope = completed(session, wanted);
    if (!envelope)
        return std::unexpected(envelope.error());
    const auto statement = postgres::namedStatement(u"cap_incident"_s);
    if (!statement)
        return std::unexpected(statement.error());
    const auto rows = session.query(*statement, postgres::Parameters(incident));
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->rowCount() == 0)
        return failure(ErrorKind::Refused, u"there is no incident %1 within your reach"_s.arg(incident.value));
    auto row = rows->row(0);
    const auto version = row.required<std::int64_t>(0);
    CapInfo info;
    info.event = row.required<QString>(1);
    info.eventCodes = {{typeCode, row.required<QString>(2)}};
    const int level = row.required<std::int16_t>(3), severity = row.required<std::int16_t>(4);
    info.severity = severity == 1 && level == 3 ? QString(gravest) : among(capSeverityOf, severity);
    info.urgency = among(capUrgencyOf, severity);
    info.certainty = u"Observed"_s;
    const auto platform = row.nullable<std::int16_t>(5).value_or(0);
    info.categories = QStringList{platform >= 1 && platform <= 4 ? among(capCategoryOf, platform) : u"Other"_s};
    info.onset = row.required<Instant>(6);
    info.senderName = envelope->sender;
    // Read by people who look at no status.
    info.headline = envelope->status == "Exercise"_L1 ? drill::titlePrefix(Language::Chinese) + info.event : info.event;
    info.parameters = {{u"wuquan:level"_s, QString::number(level)}, {u"wuquan:state"_s, row.required<QString>(7)}};
    CapArea area;
    area.description = row.nullable<QString>(8).value_or(u"位置未定"_s);
    if (const auto grid = row.nullable<QString>(9))
        area.geocodes = {{gridCode, *grid}};
    const auto longitude = row.nullable<double>(10), latitude = row.nullable<double>(11);
    if (longitude && latitude && isUsable(GeoPoint{*longitude, *latitude}))
        area.circles = {{GeoPoint{*longitude, *latitude}, 0}};
    if (!row.problem().isEmpty())
        return failure(ErrorKind::Database, row.problem());
    info.areas = {area};
    CapMessage message{.identifier = u"wuquan-%1-%2"_s.arg(incident.value).arg(version),
        .sender = envelope->sender,
        .sent = std::chrono::floor<std::chrono::seconds>(sent),
        .status = envelope->status,
        .restriction = envelope->restriction,
        .note = envelope->note,
        .infos = {info}};
    if (const auto fault = faultOf(message))
        return failure(ErrorKind::Refused, *fault);
    return message;
}

Result<CapIntake> takeCap(postgres::Session &session, const CapMessage &message)
{
    if (const auto fault = faultOf(message))
        return failure(ErrorKind::Refused, *fault);
    if (message.status != "Actual"_L1)
        return failure(
            ErrorKind::Refused, u"its status is %1: only what is actual becomes an incident"_s.arg(message.status));
    if (message.type != "Alert"_L1 || message.infos.empty())
        return failure(ErrorKind::Refused, u"it tells of no new event, but is an %1"_s.arg(message.type));
    // Nobody who practises would act on it.
    if (const auto real = refuseDrill(session, u"what is actual goes elsewhere"_s); !real)
        return std::unexpected(real.error());
    const CapInfo &info = message.infos.front();
    const auto statement = postgres::namedStatement(u"cap_ingest"_s);
    if (!statement)
        return std::unexpected(statement.error());
    const auto place = placeOf(info);
    const QString code = valueOf(info.eventCodes, typeCode), grid = gridOf(info);
    const auto rows = session.query(*statement,
        postgres::Parameters(code.isEmpty() ? std::nullopt : std::optional(code), info.event,
            QString(message.sender + u'/' + message.identifier).left(128),
            info.headline.isEmpty() ? info.event : info.headline, grid.isEmpty() ? std::nullopt : std::optional(grid),
            place ? std::optional(place->longitude) : std::nullopt,
            place ? std::optional(place->latitude) : std::nullopt, info.onset.value_or(message.sent)));
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->rowCount() == 0)
        return failure(ErrorKind::Refused, u"%1 is no type of incident here"_s.arg(code.isEmpty() ? info.event : code));
    const QJsonObject told = QJsonDocument::fromJson(rows->value<QByteArray>(0, 0).value_or(QByteArray())).object();
    const qint64 incident = told.value("incident"_L1).toInteger();
    if (incident == 0)
        return failure(ErrorKind::Database, u"the database's answer can't be understood"_s);
    return CapIntake{IncidentId{incident}, told.value("outcome"_L1).toString() == "done"_L1};
}

} // namespace wuquan
