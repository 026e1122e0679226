// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/snapshot.h"

#include "data/core/shanghai.h"
#include "data/live/decode.h"
#include "data/live/reading.h"
#include "data/postgres/statement.h"
#include "data/trends/trendseries.h"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace wuquan {

using postgres::Connection;
using postgres::Parameters;
using postgres::ResultSet;
using postgres::Row;

namespace {

constexpr int trendDays = 3 * 366;
constexpr std::size_t devicesInPart = 4000;

QCoro::Task<Result<ResultSet>> queryNamed(Connection &connection, QString statement, Parameters parameters)
{
    const auto sql = postgres::namedStatement(statement);
    if (!sql)
        co_return std::unexpected(sql.error());
    co_return co_await connection.query(*sql, parameters);
}

void addCatalogue(Reading &reading, Catalogue &catalogue)
{
    reading.add(
        u"attributes"_s, {}, [&](const ResultSet &rows) { catalogue.attributes.insert(decodeAttributes(rows)); });
    reading.add(u"incident_types"_s, {}, [&](const ResultSet &rows) { decodeIncidentTypes(rows, catalogue); });
    reading.add(u"kinds"_s, {}, [&](const ResultSet &rows) { decodeKinds(rows, catalogue); });
}

/// Of the keys asked for, those that no row came for have gone.
void removeMissing(const std::map<Entity, std::vector<std::int64_t>> &keys, ChangeBatch &into)
{
    eachTable(into, [&](Entity entity, const auto &rows, auto &removed) {
        using Id = typename std::remove_reference_t<decltype(removed)>::value_type;
        const auto asked = keys.find(entity);
        if (asked == keys.end())
            return;
        std::vector<std::int64_t> present;
        for (const auto &row : rows)
            present.push_back(row.id.value);
        std::ranges::sort(present);
        for (const std::int64_t key : asked->second) {
            if (!std::ranges::binary_search(present, key))
                removed.push_back(Id{typename Id::Value(key)});
        }
    });
}

} // namespace

Result<FeedHorizon> decodeHorizon(const ResultSet &rows)
{
    if (rows.rowCount() < 1)
        return failure(ErrorKind::Database, u"the horizon has no row"_s);
    Row row = rows.row(0);
    FeedHorizon horizon;
    const QByteArray snapshot = row.required<QByteArray>(0);
    horizon.onStandby = row.required<bool>(1);
    const auto transactions = TransactionSnapshot::parse(snapshot.toStdString(), !horizon.onStandby);
    horizon.serverTime = row.required<Instant>(2);
    horizon.asOf = row.nullable<Instant>(3).value_or(Instant());
    horizon.day = row.required<QDate>(4);
    const auto system = row.nullable<std::int64_t>(5);
    const auto timeline = row.nullable<std::int32_t>(6);
    const auto recovery = row.nullable<std::int64_t>(7);
    if (system && timeline)
        horizon.epoch = FeedEpoch{*system, *timeline, recovery.value_or(0)};
    horizon.droppedThrough = std::uint64_t(row.nullable<std::int64_t>(8).value_or(0));
    horizon.timeline = row.nullable<std::int32_t>(9);
    if (!row.problem().isEmpty())
        return failure(ErrorKind::Database, row.problem());
    if (!transactions)
        return failure(ErrorKind::Database, u"the snapshot reads "_s + QString::fromUtf8(snapshot));
    horizon.transactions = *transactions;
    return horizon;
}

Result<FeedHorizon> laterHorizon(FeedHorizon horizon, const postgres::ResultSet &rows)
{
    const auto snapshot = rows.value<QByteArray>(0, 0);
    const auto serverTime = rows.value<Instant>(0, 1);
    const auto transactions = TransactionSnapshot::parse(snapshot.value_or(QByteArray()).toStdString(), true);
    if (!transactions || !serverTime)
        return failure(
            ErrorKind::Database, u"the snapshot reads "_s + QString::fromUtf8(snapshot.value_or(QByteArray())));
    horizon.transactions = *transactions;
    horizon.serverTime = horizon.asOf = *serverTime;
    horizon.day = shanghai::dayOf(*serverTime);
    horizon.droppedThrough = std::uint64_t(rows.value<std::int64_t>(0, 2).value_or(0));
    return horizon;
}

QCoro::Task<Result<void>> readCatalogue(Connection &connection, ChangeBatch &into)
{
    auto catalogue = std::make_shared<Catalogue>();
    Reading reading;
    addCatalogue(reading, *catalogue);
    auto done = co_await reading.run(connection);
    if (done)
        into.catalogue = std::move(catalogue);
    co_return done;
}

QCoro::Task<Result<void>> readFigures(Connection &connection, FeedHorizon at, ChangeBatch &into)
{
    const QDate first = at.day.addDays(-trendDays);
    auto trends = std::make_shared<TrendCube>(first, trendDays);
    const auto dateText = [](QDate date) { return date.toString(Qt::ISODate); };
    const auto days = co_await queryNamed(connection, u"trend_days"_s, Parameters(dateText(first), dateText(at.day)));
    if (!days)
        co_return std::unexpected(days.error());
    decodeTrendDays(*days, *trends);
    // Days and weeks are compared with the same weekday of last year, months with the same date.
    for (const TrendStep step : {TrendStep::Day, TrendStep::Month}) {
        const QDate lastYear = aYearBefore(at.day, step);
        const auto hours = co_await queryNamed(connection, u"trend_last_year_today"_s, Parameters(dateText(lastYear)));
        if (!hours)
            co_return std::unexpected(hours.error());
        decodeHours(*hours, lastYear, *trends);
    }
    const auto indicators = co_await queryNamed(connection, u"indicators"_s, Parameters(at.serverTime));
    if (!indicators)
        co_return std::unexpected(indicators.error());
    trends->trimToHistory();
    into.indicators = std::make_shared<const std::vector<IndicatorFigure>>(decodeIndicators(*indicators));
    into.trends = std::move(trends);
    co_return Result<void>();
}

QCoro::Task<Result<FeedHorizon>> readSnapshot(Connection &connection, PartSink sink)
{
    const Parameters all((std::nullopt));
    Result<FeedHorizon> at = failure(ErrorKind::Database, u"the horizon has no row"_s);
    ChangeBatch part;
    auto catalogue = std::make_shared<Catalogue>();
    Reading first;
    first.addText("begin isolation level repeatable read read only");
    first.add(u"feed_horizon"_s, {}, [&](const ResultSet &rows) {
        if (rows.rowCount() > 0)
            at = decodeHorizon(rows);
    });
    addCatalogue(first, *catalogue);
    first.add(u"areas"_s, all, [&](const ResultSet &rows) { decodeAreas(rows, part); });
    first.add(u"responders"_s, all, [&](const ResultSet &rows) { decodeResponders(rows, part); });
    if (auto done = co_await first.run(connection); !done)
        co_return std::unexpected(done.error());
    if (!at)
        co_return at;
    part.catalogue = std::move(catalogue);
    const auto flush = [&] {
        part.serverTime = at->serverTime;
        sink(*at, std::exchange(part, {}));
    };
    Reading second;
    second.add(u"incidents"_s, Parameters(std::nullopt, at->day.toString(Qt::ISODate)),
        [&](const ResultSet &rows) { decodeIncidents(rows, part); });
    second.add(u"devices"_s, all, [&](const ResultSet &rows) {
        // What came before goes ahead.
        if (part.devices.empty() || part.devices.size() >= devicesInPart)
            flush();
        decodeDevices(rows, part);
    });
    second.add(u"places"_s, all, [&](const ResultSet &rows) { decodePlaces(rows, part); });
    if (auto done = co_await second.run(connection); !done)
        co_return std::unexpected(done.error());
    flush();
    if (auto figures = co_await readFigures(connection, *at, part); !figures)
        co_return std::unexpected(figures.error());
    if (auto ended = co_await connection.query("commit"); !ended)
        co_return std::unexpected(ended.error());
    flush();
    co_return at;
}

QCoro::Task<Result<void>> readChanged(
    Connection &connection, std::map<Entity, std::vector<std::int64_t>> keys, QDate today, ChangeBatch &into)
{
    Reading reading;
    for (const auto &[entity, list] : keys) {
        const Parameters parameters(list);
        switch (entity) {
        case Entity::Everything:
            break;
        case Entity::Area:
            reading.add(u"areas"_s, parameters, [&](const ResultSet &rows) { decodeAreas(rows, into); });
            break;
        case Entity::Place:
            reading.add(u"places"_s, parameters, [&](const ResultSet &rows) { decodePlaces(rows, into); });
            break;
        case Entity::Device:
            reading.add(u"devices"_s, parameters, [&](const ResultSet &rows) { decodeDevices(rows, into); });
            break;
        case Entity::Responder:
            reading.add(u"responders"_s, parameters, [&](const ResultSet &rows) { decodeResponders(rows, into); });
            break;
        case Entity::Incident:
            reading.add(u"incidents"_s, Parameters(list, today.toString(Qt::ISODate)),
                [&](const ResultSet &rows) { decodeIncidents(rows, into); });
            break;
        case Entity::Attributes:
            into.attributes.emplace();
            reading.add(
                u"attributes"_s, {}, [&](const ResultSet &rows) { into.attributes->insert(decodeAttributes(rows)); });
            break;
        }
    }
    auto done = co_await reading.run(connection);
    if (done)
        removeMissing(keys, into);
    co_return done;
}

} // namespace wuquan
