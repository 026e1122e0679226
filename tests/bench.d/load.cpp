// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The demo district from before the connection until the store holds it, as the desktop reads it, beside a bare libpq
// loop over the same statements that only looks at every value.
#include "app/session/livesession.h"
#include "data/core/shanghai.h"
#include "data/live/snapshot.h"
#include "data/postgres/statement.h"
#include "data/trends/trendseries.h"
#include "tests/support/benchmark.h"
#include "tests/support/demodeck.h"
#include "tests/support/temporaryserver.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <libpq-fe.h>

#include <cstdio>

using namespace wuquan;
using namespace wuquan::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 21;

/// How many rows there are of each kind, so that both sides can be seen to have read the same.
struct Counts {
    std::size_t areas = 0, devices = 0, places = 0, responders = 0, incidents = 0;
    bool operator==(const Counts &) const = default;
};

struct Load {
    double district = 0; ///< milliseconds until every area, device, place, responder and incident was there
    double complete = 0; ///< and the figures
    Counts counts;
};

Counts countsOf(const DistrictStore &store)
{
    return {store.areas().size(), store.devices().size(), store.places().size(), store.responders().size(),
        store.incidents().size()};
}

Load loadOurs(const TemporaryServer &server)
{
    const SteadyClock clock;
    LiveSession session(
        [&server]() -> Result<postgres::Settings> { return server.settings(); }, Language::Chinese, clock);
    Load load;
    QEventLoop loop;
    SteadyTime begin;
    QObject::connect(&session.store(), &DistrictStore::changed, &loop, [&](const StoreChange &change) {
        const Counts counts = countsOf(session.store());
        if (counts != load.counts)
            load.district = millisecondsSince(begin);
        load.counts = counts;
        if (!change.completed)
            return;
        load.complete = millisecondsSince(begin);
        loop.quit();
    });
    QTimer::singleShot(30s, &loop, [] { giveUp(u"the district was not loaded"_s); });
    begin = std::chrono::steady_clock::now();
    session.start();
    loop.exec();
    return load;
}

/// A connection by hand; every value is looked at and thrown away.
class RawReader {
public:
    explicit RawReader(const TemporaryServer &server)
        : m_connection(PQconnectdb(server.settings().connectionString().constData()))
    {
        if (PQstatus(m_connection) != CONNECTION_OK)
            giveUp(QString::fromUtf8(PQerrorMessage(m_connection)));
        PQclear(PQexec(m_connection, "begin isolation level repeatable read read only"));
    }
    ~RawReader()
    {
        PQclear(PQexec(m_connection, "commit"));
        PQfinish(m_connection);
        std::fprintf(stderr, "looked at %llu\n", static_cast<unsigned long long>(m_seen));
    }
    RawReader(const RawReader &) = delete;
    RawReader &operator=(const RawReader &) = delete;

    std::size_t read(const QString &statement, const postgres::Parameters &parameters = {})
    {
        const QByteArray sql = orGiveUp(postgres::namedStatement(statement));
        const std::vector<const char *> values = parameters.pointers();
        if (!PQsendQueryParams(m_connection, sql, parameters.size(), nullptr, values.data(), nullptr, nullptr, 1)
            || !PQsetChunkedRowsMode(m_connection, 400))
            giveUp(QString::fromUtf8(PQerrorMessage(m_connection)));
        std::size_t rows = 0;
        while (PGresult *piece = PQgetResult(m_connection)) {
            if (PQresultStatus(piece) != PGRES_TUPLES_CHUNK && PQresultStatus(piece) != PGRES_TUPLES_OK)
                giveUp(QString::fromUtf8(PQerrorMessage(m_connection)));
            lookAt(piece);
            rows += std::size_t(PQntuples(piece));
            PQclear(piece);
        }
        return rows;
    }

private:
    void lookAt(const PGresult *piece)
    {
        for (int row = 0; row < PQntuples(piece); ++row) {
            for (int column = 0; column < PQnfields(piece); ++column) {
                if (!PQgetisnull(piece, row, column))
                    m_seen += std::size_t(PQgetlength(piece, row, column))
                        + static_cast<unsigned char>(*PQgetvalue(piece, row, column));
            }
        }
    }

    PGconn *m_connection;
    std::size_t m_seen = 0; ///< told, so that no compiler leaves the looking out
};

Load loadRaw(const TemporaryServer &server, Instant now)
{
    const postgres::Parameters all((std::nullopt));
    const QDate day = shanghai::dayOf(now);
    const auto text = [](QDate date) { return date.toString(Qt::ISODate); };
    Load load;
    const SteadyTime begin = std::chrono::steady_clock::now();
    RawReader reader(server);
    for (const QString &list : {u"feed_horizon"_s, u"attributes"_s, u"incident_types"_s, u"kinds"_s})
        reader.read(list);
    load.counts.areas = reader.read(u"areas"_s, all);
    load.counts.responders = reader.read(u"responders"_s, all);
    load.counts.incidents = reader.read(u"incidents"_s, postgres::Parameters(std::nullopt, text(day)));
    load.counts.devices = reader.read(u"devices"_s, all);
    load.counts.places = reader.read(u"places"_s, all);
    load.district = millisecondsSince(begin);
    reader.read(u"trend_days"_s, postgres::Parameters(text(day.addDays(-trendDays)), text(day)));
    for (const TrendStep step : {TrendStep::Day, TrendStep::Month})
        reader.read(u"trend_last_year_today"_s, postgres::Parameters(text(aYearBefore(day, step))));
    reader.read(u"indicators"_s, postgres::Parameters(now));
    load.complete = millisecondsSince(begin);
    return load;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    TemporaryServer server;
    fillWithDemo(server);
    std::vector<double> district, complete, rawDistrict, rawComplete;
    for (int round = 0; round <= rounds; ++round) {
        const Load ours = loadOurs(server);
        const Load raw = loadRaw(server, SystemClock().now());
        if (ours.counts != raw.counts)
            giveUp(u"ours and raw read different rows"_s);
        if (round == 0)
            continue; // the server's memory is filled by it
        district.push_back(ours.district);
        complete.push_back(ours.complete);
        rawDistrict.push_back(raw.district);
        rawComplete.push_back(raw.complete);
    }
    std::printf("bench load district_ms %.1f ms\n", median(district));
    std::printf("bench load district_p95_ms %.1f ms\n", quantile(district, 0.95));
    std::printf("bench load complete_ms %.1f ms\n", median(complete));
    std::printf("peer raw load district_ms %.1f ms\n", median(rawDistrict));
    std::printf("peer raw load complete_ms %.1f ms\n", median(rawComplete));
    std::printf("bench load ratio_raw %.2f x\n", median(district) / median(rawDistrict));
    std::printf("bench load ratio_raw_complete %.2f x\n", median(complete) / median(rawComplete));
    return 0;
}
