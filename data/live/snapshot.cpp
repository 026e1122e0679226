// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/snapshot.h"

#include "data/live/decode.h"
#include "data/postgres/statement.h"
#include "data/trends/trendseries.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

using postgres::Connection;
using postgres::Parameters;
using postgres::ResultSet;
using postgres::Row;

namespace {

constexpr int trendDays = 3 * 366;

QCoro::Task<Result<ResultSet>> queryNamed(Connection &connection, QString statement, Parameters parameters = {})
{
    const auto sql = postgres::namedStatement(statement);
    if (!sql)
        co_return std::unexpected(sql.error());
    co_return co_await connection.query(*sql, parameters);
}

/// Runs statements one after the other; after the first failure the rest do nothing. One co_await a statement: GCC 14
/// evaluates all operands of || when they hold a co_await.
class Reader {
public:
    explicit Reader(Connection &connection)
        : m_connection(&connection)
    {
    }

    template <class Decode>
    QCoro::Task<> read(QString statement, Parameters parameters, Decode decode)
    {
        if (m_error)
            co_return;
        auto rows = co_await queryNamed(*m_connection, statement, parameters);
        if (rows)
            decode(*rows);
        else
            m_error = rows.error();
    }

    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] std::unexpected<Error> error() const { return std::unexpected(*m_error); }

private:
    Connection *m_connection;
    std::optional<Error> m_error;
};

template <class Row, class Id>
void removeMissing(const std::vector<std::int64_t> &keys, const std::vector<Row> &found, std::size_t firstFound,
    std::vector<Id> &removed)
{
    std::vector<std::int64_t> present;
    for (std::size_t i = firstFound; i < found.size(); ++i)
        present.push_back(found[i].id.value);
    std::ranges::sort(present);
    for (const std::int64_t key : keys) {
        if (!std::ranges::binary_search(present, key))
            removed.push_back(Id{typename Id::Value(key)});
    }
}

QByteArray arrayText(const std::vector<std::int64_t> &keys)
{
    QByteArray text = "{";
    for (const std::int64_t key : keys) {
        if (text.size() > 1)
            text += ',';
        text += QByteArray::number(qint64(key));
    }
    return text + '}';
}

} // namespace

Result<FeedHorizon> decodeHorizon(const ResultSet &rows)
{
    if (rows.rowCount() < 1)
        return failure(ErrorKind::Database, u"the horizon has no row"_s);
    Row row = rows.row(0);
    FeedHorizon horizon;
    horizon.horizon = std::uint64_t(row.required<std::int64_t>(0));
    horizon.serverTime = row.required<Instant>(1);
    horizon.day = row.required<QDate>(2);
    const auto system = row.nullable<std::int64_t>(3);
    const auto timeline = row.nullable<std::int32_t>(4);
    if (system && timeline)
        horizon.epoch = FeedEpoch{*system, *timeline};
    horizon.droppedThrough = std::uint64_t(row.nullable<std::int64_t>(5).value_or(0));
    if (!row.problem().isEmpty())
        return failure(ErrorKind::Database, row.problem());
    return horizon;
}

QCoro::Task<Result<void>> readFigures(Connection &connection, FeedHorizon at, ChangeBatch &into)
{
    Reader reader(connection);
    const QDate first = at.day.addDays(-trendDays);
    auto trends = std::make_shared<TrendCube>(first, trendDays);
    const auto dateText = [](QDate date) { return date.toString(Qt::ISODate); };
    co_await reader.read(u"trend_days"_s, Parameters(dateText(first), dateText(at.day)),
        [&](const ResultSet &rows) { decodeTrendDays(rows, *trends); });
    // Days and weeks are compared with the same weekday of last year, months with the same date.
    for (const TrendStep step : {TrendStep::Day, TrendStep::Month}) {
        const QDate lastYear = aYearBefore(at.day, step);
        co_await reader.read(u"trend_last_year_today"_s, Parameters(dateText(lastYear)),
            [&](const ResultSet &rows) { decodeHours(rows, lastYear, *trends); });
    }
    co_await reader.read(u"indicators"_s, Parameters(at.serverTime), [&](const ResultSet &rows) {
        into.indicators = std::make_shared<const std::vector<IndicatorFigure>>(decodeIndicators(rows));
    });
    if (reader.failed())
        co_return reader.error();
    trends->trimToHistory();
    into.trends = std::move(trends);
    co_return Result<void>();
}

QCoro::Task<Result<FeedHorizon>> readSnapshot(Connection &connection, bool inParts, BatchSink sink)
{
    if (auto begun = co_await connection.query("begin isolation level repeatable read read only"); !begun)
        co_return std::unexpected(begun.error());
    Reader reader(connection);
    Result<FeedHorizon> at = failure(ErrorKind::Database, QString());
    auto batch = std::make_shared<ChangeBatch>();
    batch->startsAnew = true;
    const auto flush = [&] {
        if (!inParts)
            return;
        batch->serverTime = at->serverTime;
        sink(std::exchange(batch, std::make_shared<ChangeBatch>()));
    };
    auto catalogue = std::make_shared<Catalogue>();
    const Parameters all((std::nullopt));
    co_await reader.read(u"feed_horizon"_s, {}, [&](const ResultSet &rows) { at = decodeHorizon(rows); });
    if (reader.failed())
        co_return reader.error();
    if (!at)
        co_return at;
    const Parameters openOrToday(std::nullopt, at->day.toString(Qt::ISODate));
    co_await reader.read(
        u"attributes"_s, {}, [&](const ResultSet &rows) { catalogue->attributes = decodeAttributes(rows); });
    co_await reader.read(
        u"incident_types"_s, {}, [&](const ResultSet &rows) { decodeIncidentTypes(rows, *catalogue); });
    co_await reader.read(u"kinds"_s, {}, [&](const ResultSet &rows) { decodeKinds(rows, *catalogue); });
    co_await reader.read(u"areas"_s, all, [&](const ResultSet &rows) { decodeAreas(rows, *batch); });
    co_await reader.read(u"incidents"_s, openOrToday, [&](const ResultSet &rows) { decodeIncidents(rows, *batch); });
    co_await reader.read(u"responders"_s, all, [&](const ResultSet &rows) { decodeResponders(rows, *batch); });
    if (reader.failed())
        co_return reader.error();
    batch->catalogue = catalogue;
    flush();
    if (auto figures = co_await readFigures(connection, *at, *batch); !figures)
        co_return std::unexpected(figures.error());
    flush();
    co_await reader.read(u"devices"_s, all, [&](const ResultSet &rows) { decodeDevices(rows, *batch); });
    co_await reader.read(u"places"_s, all, [&](const ResultSet &rows) { decodePlaces(rows, *batch); });
    if (reader.failed())
        co_return reader.error();
    if (auto ended = co_await connection.query("commit"); !ended)
        co_return std::unexpected(ended.error());
    batch->serverTime = at->serverTime;
    batch->complete = true;
    sink(batch);
    co_return at;
}

QCoro::Task<Result<void>> readChanged(
    Connection &connection, Entity entity, std::vector<std::int64_t> keys, QDate today, ChangeBatch &into)
{
    Reader reader(connection);
    const Parameters parameters(arrayText(keys));
    const Parameters withDay(arrayText(keys), today.toString(Qt::ISODate));
    switch (entity) {
    case Entity::Everything:
        break;
    case Entity::Area: {
        const std::size_t before = into.areas.size();
        co_await reader.read(u"areas"_s, parameters, [&](const ResultSet &rows) { decodeAreas(rows, into); });
        removeMissing(keys, into.areas, before, into.areasRemoved);
        break;
    }
    case Entity::Place: {
        const std::size_t before = into.places.size();
        co_await reader.read(u"places"_s, parameters, [&](const ResultSet &rows) { decodePlaces(rows, into); });
        removeMissing(keys, into.places, before, into.placesRemoved);
        break;
    }
    case Entity::Device: {
        const std::size_t before = into.devices.size();
        co_await reader.read(u"devices"_s, parameters, [&](const ResultSet &rows) { decodeDevices(rows, into); });
        removeMissing(keys, into.devices, before, into.devicesRemoved);
        break;
    }
    case Entity::Responder: {
        const std::size_t before = into.responders.size();
        co_await reader.read(u"responders"_s, parameters, [&](const ResultSet &rows) { decodeResponders(rows, into); });
        removeMissing(keys, into.responders, before, into.respondersRemoved);
        break;
    }
    case Entity::Incident: {
        const std::size_t before = into.incidents.size();
        co_await reader.read(u"incidents"_s, withDay, [&](const ResultSet &rows) { decodeIncidents(rows, into); });
        removeMissing(keys, into.incidents, before, into.incidentsRemoved);
        break;
    }
    case Entity::Attributes:
        co_await reader.read(
            u"attributes"_s, {}, [&](const ResultSet &rows) { into.attributes = decodeAttributes(rows); });
        break;
    }
    if (reader.failed())
        co_return reader.error();
    co_return Result<void>();
}

} // namespace wuquan
