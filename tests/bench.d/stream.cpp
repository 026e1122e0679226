// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/columnreader.h"
#include "data/postgres/connection.h"
#include "data/postgres/session.h"
#include "tests/support/benchmark.h"
#include "tests/support/processmemory.h"
#include "tests/support/temporaryserver.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTimer>
#include <QtEndian>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <functional>
#include <map>

#include <sys/resource.h>

// Two million rows from a server into plain columns: by Connection::stream, by a bare libpq loop in single-row mode and
// by Qt's driver for PostgreSQL, in turn.

using namespace wuquan;
using namespace wuquan::bench;
using namespace wuquan::postgres;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int rowCount = 2'000'000;
constexpr int rounds = 3;
constexpr auto select = "select id, kind, state, longitude, latitude, reported_at, version from streamed";

struct Columns {
    std::vector<std::int64_t> id;
    std::vector<std::int32_t> kind;
    std::vector<std::int16_t> state;
    std::vector<double> longitude;
    std::vector<double> latitude;
    std::vector<Instant> reportedAt;
    std::vector<std::int64_t> version;

    void reserve()
    {
        id.reserve(rowCount);
        kind.reserve(rowCount);
        state.reserve(rowCount);
        longitude.reserve(rowCount);
        latitude.reserve(rowCount);
        reportedAt.reserve(rowCount);
        version.reserve(rowCount);
    }
    void clear()
    {
        id.clear();
        kind.clear();
        state.clear();
        longitude.clear();
        latitude.clear();
        reportedAt.clear();
        version.clear();
    }
    bool operator==(const Columns &) const = default;
};

/// Ours. The longest time in which a timer of one millisecond had no turn goes into stall.
void streamOurs(const Settings &settings, Columns &columns, double &stallMilliseconds)
{
    Connection connection;
    orGiveUp(QCoro::waitFor(connection.open(settings)));
    QElapsedTimer sinceTurn;
    QTimer turn;
    turn.setTimerType(Qt::PreciseTimer);
    QObject::connect(&turn, &QTimer::timeout, &turn, [&] {
        stallMilliseconds = std::max(stallMilliseconds, double(sinceTurn.nsecsElapsed()) / 1e6);
        sinceTurn.start();
    });
    sinceTurn.start();
    turn.start(1ms);
    orGiveUp(QCoro::waitFor(connection.stream(select, {}, [&](std::size_t, ResultSet &&rows) {
        const bool fits = readColumn(rows, 0, columns.id) && readColumn(rows, 1, columns.kind)
            && readColumn(rows, 2, columns.state) && readColumn(rows, 3, columns.longitude)
            && readColumn(rows, 4, columns.latitude) && readColumn(rows, 5, columns.reportedAt)
            && readColumn(rows, 6, columns.version);
        if (!fits)
            giveUp(u"a row did not fit"_s);
    })));
}

template <class T>
T value(const PGresult *result, int column)
{
    return qFromBigEndian<T>(PQgetvalue(result, 0, column));
}

/// What one would write by hand, trusting the server in everything.
void streamRaw(const Settings &settings, Columns &columns)
{
    constexpr Instant epoch = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);
    PGconn *connection = PQconnectdb(settings.connectionString().constData());
    if (!PQsendQueryParams(connection, select, 0, nullptr, nullptr, nullptr, nullptr, 1)
        || !PQsetSingleRowMode(connection))
        giveUp(QString::fromUtf8(PQerrorMessage(connection)));
    while (PGresult *row = PQgetResult(connection)) {
        if (PQresultStatus(row) == PGRES_SINGLE_TUPLE) {
            columns.id.push_back(value<std::int64_t>(row, 0));
            columns.kind.push_back(value<std::int32_t>(row, 1));
            columns.state.push_back(value<std::int16_t>(row, 2));
            columns.longitude.push_back(std::bit_cast<double>(value<std::uint64_t>(row, 3)));
            columns.latitude.push_back(std::bit_cast<double>(value<std::uint64_t>(row, 4)));
            columns.reportedAt.push_back(epoch + std::chrono::microseconds(value<std::int64_t>(row, 5)));
            columns.version.push_back(value<std::int64_t>(row, 6));
        } else if (PQresultStatus(row) != PGRES_TUPLES_OK) {
            giveUp(QString::fromUtf8(PQerrorMessage(connection)));
        }
        PQclear(row);
    }
    PQfinish(connection);
}

void streamQpsql(const TemporaryServer &server, Columns &columns)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, u"stream"_s);
        database.setHostName(server.socketFolder());
        database.setUserName(u"postgres"_s);
        database.setDatabaseName(u"postgres"_s);
        if (!database.open())
            giveUp(database.lastError().text());
        QSqlQuery query(database);
        query.setForwardOnly(true);
        if (!query.exec(QLatin1StringView(select)))
            giveUp(query.lastError().text());
        while (query.next()) {
            columns.id.push_back(query.value(0).toLongLong());
            columns.kind.push_back(query.value(1).toInt());
            columns.state.push_back(std::int16_t(query.value(2).toInt()));
            columns.longitude.push_back(query.value(3).toDouble());
            columns.latitude.push_back(query.value(4).toDouble());
            columns.reportedAt.emplace_back(std::chrono::milliseconds(query.value(5).toDateTime().toMSecsSinceEpoch()));
            columns.version.push_back(query.value(6).toLongLong());
        }
    }
    QSqlDatabase::removeDatabase(u"stream"_s);
}

/// Time that this process had a core, in seconds.
double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    TemporaryServer server;
    if (!server.isRunning())
        giveUp(server.errorMessage());
    const Settings settings = server.settings();
    Session session = orGiveUp(Session::open(settings));
    orGiveUp(session.run("create unlogged table streamed as select i::bigint as id, (i % 1000)::int as kind, "
                         "(i % 7)::smallint as state, 120.1 + (i % 10007) / 70000.0::float8 as longitude, "
                         "30.2 + (i % 9973) / 70000.0::float8 as latitude, "
                         "'2026-01-01'::timestamptz + i * interval '13 ms' as reported_at, (i * 3)::bigint as version "
                         "from generate_series(1, "
        + QByteArray::number(rowCount) + ") i"));
    orGiveUp(session.query("vacuum (freeze, analyze) streamed"));
    orGiveUp(session.query("select count(*), sum(version) from streamed"));

    std::map<QByteArray, std::vector<double>> seconds;
    std::map<QByteArray, std::vector<double>> cpuOf;
    std::vector<double> stalls;
    std::vector<double> extraBytes;
    Columns ours;
    Columns theirs;
    // The columns' own memory is there before anything is measured.
    for (Columns *columns : {&ours, &theirs}) {
        columns->reserve();
        for (int i = 0; i < rowCount; ++i) {
            columns->id.push_back(i);
            columns->kind.push_back(i);
            columns->state.push_back(1);
            columns->longitude.push_back(i);
            columns->latitude.push_back(i);
            columns->reportedAt.emplace_back(std::chrono::microseconds(i));
            columns->version.push_back(i);
        }
    }
    const auto measure = [&](const QByteArray &name, Columns &columns, const std::function<void()> &run) {
        columns.clear();
        QElapsedTimer time;
        time.start();
        const double cpu = cpuSeconds();
        run();
        cpuOf[name].push_back(cpuSeconds() - cpu);
        seconds[name].push_back(double(time.nsecsElapsed()) / 1e9);
        if (columns.id.size() != rowCount)
            giveUp(QString::fromUtf8(name) + u" lost rows"_s);
    };
    for (int round = 0; round < rounds; ++round) {
        if (!forgetPeak())
            giveUp(u"the peak of memory can't be counted anew"_s);
        const std::int64_t before = peakResidentBytes();
        double stall = 0;
        measure("ours", ours, [&] { streamOurs(settings, ours, stall); });
        extraBytes.push_back(double(peakResidentBytes() - before));
        stalls.push_back(stall);
        measure("raw", theirs, [&] { streamRaw(settings, theirs); });
        if (ours != theirs)
            giveUp(u"ours and raw differ"_s);
        measure("qpsql", theirs, [&] { streamQpsql(server, theirs); });
    }
    const auto rate = [&](const QByteArray &name) { return rowCount / median(seconds[name]); };
    std::printf("bench stream rows_per_s %.0f rows/s\n", rate("ours"));
    std::printf("bench stream ratio_raw %.2f x\n", rate("ours") / rate("raw"));
    std::printf("bench stream ratio_qpsql %.2f x\n", rate("ours") / rate("qpsql"));
    // Less noisy where others use the cores as well: processor time of a bare loop by ours.
    std::printf("bench stream cpu_ratio_raw %.2f x\n", median(cpuOf["raw"]) / median(cpuOf["ours"]));
    std::printf("bench stream rss_mb %.1f MB\n", std::ranges::max(extraBytes) / (1 << 20));
    std::printf("bench stream stall_ms %.1f ms\n", median(stalls));
    std::printf("peer raw stream rows_per_s %.0f rows/s\n", rate("raw"));
    std::printf("peer qpsql stream rows_per_s %.0f rows/s\n", rate("qpsql"));
    return 0;
}
