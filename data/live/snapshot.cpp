// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/snapshot.h"

#include "data/core/log.h"
#include "data/core/shanghai.h"
#include "data/live/decode.h"
#include "data/postgres/statement.h"
#include "data/trends/trendseries.h"

#include <algorithm>
#include <iterator>
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

constexpr std::size_t devicesInPart = 4000;

void addCatalogue(Reading &reading, Catalogue &catalogue)
{
    reading.add(
        u"attributes"_s, {}, [&](const ResultSet &rows) { catalogue.attributes.insert(decodeAttributes(rows)); });
    reading.add(u"incident_types"_s, {}, [&](const ResultSet &rows) { decodeIncidentTypes(rows, catalogue); });
    reading.add(u"kinds"_s, {}, [&](const ResultSet &rows) { decodeKinds(rows, catalogue); });
}

/// The figures of readFigures, while they are read.
struct Figures {
    std::shared_ptr<TrendCube> trends;
    std::shared_ptr<std::vector<IndicatorFigure>> indicators = std::make_shared<std::vector<IndicatorFigure>>();

    Figures(Reading &reading, const FeedHorizon &at)
        : trends(std::make_shared<TrendCube>(at.day.addDays(-trendDays), trendDays))
    {
        const auto dateText = [](QDate date) { return date.toString(Qt::ISODate); };
        reading.add(u"trend_days"_s, Parameters(dateText(trends->firstDay()), dateText(at.day)),
            [this](const ResultSet &rows) { decodeTrendDays(rows, *trends); });
        // Days and weeks are compared with the same weekday of last year, months with the same date.
        for (const TrendStep step : {TrendStep::Day, TrendStep::Month}) {
            const QDate lastYear = aYearBefore(at.day, step);
            reading.add(u"trend_last_year_today"_s, Parameters(dateText(lastYear)),
                [this, lastYear](const ResultSet &rows) { decodeHours(rows, lastYear, *trends); });
        }
        reading.add(u"indicators"_s, Parameters(at.serverTime), [this](const ResultSet &rows) {
            std::ranges::move(decodeIndicators(rows), std::back_inserter(*indicators));
        });
    }
    Figures(const Figures &) = delete; // the reading points here
    Figures &operator=(const Figures &) = delete;

    void moveInto(ChangeBatch &batch)
    {
        trends->trimToHistory();
        batch.trends = std::move(trends);
        batch.indicators = std::move(indicators);
    }
};

/// Of the keys asked for, those that no row came for have gone.
void removeMissing(const std::map<Entity, std::vector<std::int64_t>> &keys, ChangeBatch &into)
{
    eachTable(into, [&](Entity entity, const auto &rows, auto &removed) {
        using Id = typename std::remove_reference_t<decltype(removed)>::value_type;
        const auto asked = keys.find(entity);
        if (asked == keys.end())
            return;
        std::vector<std::int64_t> present;
        present.reserve(rows.size());
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

void beginSnapshot(Reading &reading)
{
    reading.addText("begin isolation level repeatable read read only");
}

void addNewestLines(Reading &reading, std::int64_t count, std::vector<LoggedChange> &into)
{
    reading.add(u"log_newest"_s, Parameters(count),
        [&into](const ResultSet &rows) { std::ranges::move(decodeChanges(rows, 0), std::back_inserter(into)); });
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
    Reading reading;
    Figures figures(reading, at);
    auto done = co_await reading.run(connection);
    if (done)
        figures.moveInto(into);
    co_return done;
}

QCoro::Task<Result<FeedHorizon>> readSnapshot(
    Connection &connection, bool hasAnnotations, PartSink sink, std::vector<LoggedChange> &newestLines)
{
    const Parameters all((std::nullopt));
    Result<FeedHorizon> at = failure(ErrorKind::Database, u"the horizon has no row"_s);
    ChangeBatch part;
    auto catalogue = std::make_shared<Catalogue>();
    Reading first;
    beginSnapshot(first);
    first.add(u"feed_horizon"_s, {}, [&](const ResultSet &rows) {
        if (rows.rowCount() > 0)
            at = decodeHorizon(rows);
    });
    addNewestLines(first, linesOfState, newestLines);
    addCatalogue(first, *catalogue);
    first.add(u"areas"_s, all, [&](const ResultSet &rows) { decodeAreas(rows, part); });
    first.add(u"responders"_s, all, [&](const ResultSet &rows) { decodeResponders(rows, part); });
    if (hasAnnotations)
        first.add(u"annotations"_s, all, [&](const ResultSet &rows) { decodeAnnotations(rows, part); });
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
    // A server keeps the end of an answer back while it works on the next statement of the same round trip.
    Reading third;
    Figures figures(third, *at);
    third.addText("commit");
    if (auto done = co_await third.run(connection); !done)
        co_return std::unexpected(done.error());
    figures.moveInto(part);
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
        case Entity::Annotation:
            reading.add(u"annotations"_s, parameters, [&](const ResultSet &rows) { decodeAnnotations(rows, into); });
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

QCoro::Task<Result<void>> readAnnotations(Connection &connection, ChangeBatch &into)
{
    Reading reading;
    reading.add(
        u"annotations"_s, Parameters((std::nullopt)), [&](const ResultSet &rows) { decodeAnnotations(rows, into); });
    auto done = co_await reading.run(connection);
    co_return done;
}

QCoro::Task<Result<AnnotationAccess>> readAnnotationAccess(Connection &connection)
{
    const auto rows = postgres::namedStatement(u"annotations"_s);
    const auto right = postgres::namedStatement(u"annotation_access"_s);
    if (!rows || !right)
        co_return std::unexpected(rows ? right.error() : rows.error());
    // The statement itself, over no key: it knows best which columns and grants it needs.
    const auto read = co_await connection.query(*rows, Parameters(std::vector<std::int64_t>()));
    if (!read && read.error().kind == ErrorKind::Connection)
        co_return std::unexpected(read.error());
    if (!read) {
        qCInfo(logFeed).noquote() << "without annotations:" << read.error().message;
        co_return AnnotationAccess::None;
    }
    const auto writes = co_await connection.query(*right);
    if (!writes && writes.error().kind == ErrorKind::Connection)
        co_return std::unexpected(writes.error());
    const bool may = writes && writes->value<bool>().value_or(false);
    co_return may ? AnnotationAccess::Write : AnnotationAccess::Read;
}

} // namespace wuquan
