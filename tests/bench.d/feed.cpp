// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a commit until the feed has decoded what changed, beside a raw libpq client that listens and selects and a
// worker that others use: 50 and 1,000 transactions a second, and one behind a writer that stays open while others have
// committed 600,000 lines. And until a frame of the window shows it.
#include "data/live/feed.h"
#include "data/postgres/session.h"
#include "tests/bench.d/feed/frames.h"
#include "tests/bench.d/feed/worker.h"
#include "tests/support/benchmark.h"
#include "tests/support/processmemory.h"
#include "tests/support/smalldistrict.h"
#include "tests/support/temporaryserver.h"
#include "tests/support/traffic.h"

#include <QApplication>
#include <QThread>

#include <libpq-fe.h>
#include <poll.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <ranges>
#include <thread>
#include <unordered_map>

using namespace wuquan;
using namespace wuquan::bench;
using namespace std::chrono_literals;

namespace {

/// When each incident was first seen by a reader; filled in its thread.
class Arrivals {
public:
    void note(std::int64_t key)
    {
        const SteadyTime now = std::chrono::steady_clock::now();
        const std::lock_guard lock(m_mutex);
        m_seen.try_emplace(key, now);
        m_changed.notify_all();
    }
    /// Waits until so many were seen; false when they don't come.
    bool waitFor(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 20s, [&] { return m_seen.size() >= count; });
    }
    [[nodiscard]] SteadyTime at(std::int64_t key)
    {
        const std::lock_guard lock(m_mutex);
        return m_seen.at(key);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unordered_map<std::int64_t, SteadyTime> m_seen;
};

/// The feed in a data thread of its own, as the desktop has it.
class FeedReader {
public:
    FeedReader(const TemporaryServer &server, Arrivals &arrivals)
        : m_feed(new Feed([&server]() -> Result<postgres::Settings> { return server.settings(); }))
    {
        m_feed->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::started, m_feed, &Feed::start);
        QObject::connect(&m_thread, &QThread::finished, m_feed, &QObject::deleteLater);
        QObject::connect(m_feed, &Feed::stopped, &m_thread, &QThread::quit, Qt::DirectConnection);
        QObject::connect(
            m_feed, &Feed::batchRead, m_feed,
            [this, &arrivals](const std::shared_ptr<const ChangeBatch> &batch) {
                for (const LoggedChange &change : batch->log) {
                    if (change.entity == Entity::Incident)
                        arrivals.note(change.key);
                }
                m_feed->taken();
            },
            Qt::DirectConnection);
        QObject::connect(
            m_feed, &Feed::heard, m_feed, [this] { m_live.test_and_set(), m_live.notify_all(); }, Qt::DirectConnection);
        m_thread.start();
        m_live.wait(false);
    }
    ~FeedReader()
    {
        QMetaObject::invokeMethod(m_feed, &Feed::stop);
        m_thread.wait();
    }
    FeedReader(const FeedReader &) = delete;
    FeedReader &operator=(const FeedReader &) = delete;

private:
    std::atomic_flag m_live;
    QThread m_thread;
    Feed *m_feed;
};

/// The peer: LISTEN, and one prepared SELECT of what is newer at each notification.
class RawReader {
public:
    RawReader(const TemporaryServer &server, Arrivals &arrivals)
        : m_connection(PQconnectdb(server.settings().connectionString().constData()))
    {
        if (PQstatus(m_connection) != CONNECTION_OK)
            giveUp(QString::fromUtf8(PQerrorMessage(m_connection)));
        PQclear(PQexec(m_connection, "listen wuquan_feed"));
        PQclear(PQprepare(m_connection, "newer",
            "select incident_id, type_id, circle_id, level, severity, state, title, street_id, longitude, latitude, "
            "reported_at, version from wuquan.incident where incident_id > $1::bigint order by incident_id",
            1, nullptr));
        PGresult *last = PQexec(m_connection, "select coalesce(max(incident_id), 0) from wuquan.incident");
        m_last = std::strtoll(PQgetvalue(last, 0, 0), nullptr, 10);
        PQclear(last);
        m_thread = std::thread([this, &arrivals] { run(arrivals); });
    }
    ~RawReader()
    {
        m_ending = true;
        m_thread.join();
        PQfinish(m_connection);
    }
    RawReader(const RawReader &) = delete;
    RawReader &operator=(const RawReader &) = delete;

private:
    void run(Arrivals &arrivals)
    {
        while (!m_ending) {
            pollfd socket{PQsocket(m_connection), POLLIN, 0};
            if (::poll(&socket, 1, 100) <= 0)
                continue;
            PQconsumeInput(m_connection);
            bool isNotified = false;
            while (PGnotify *notify = PQnotifies(m_connection)) {
                isNotified = true;
                PQfreemem(notify);
            }
            if (!isNotified)
                continue;
            const std::string last = std::to_string(m_last);
            const char *values[] = {last.c_str()};
            PGresult *rows = PQexecPrepared(m_connection, "newer", 1, values, nullptr, nullptr, 0);
            for (int i = 0; i < PQntuples(rows); ++i) {
                m_last = std::strtoll(PQgetvalue(rows, i, 0), nullptr, 10);
                arrivals.note(m_last);
            }
            PQclear(rows);
        }
    }

    PGconn *m_connection;
    std::int64_t m_last = 0;
    std::atomic<bool> m_ending = false;
    std::thread m_thread;
};

/// Commits incidents evenly at a rate, by so many writers; returns when each commit was sent.
std::vector<std::pair<std::int64_t, SteadyTime>> write(
    const TemporaryServer &server, int perSecond, int count, int writers)
{
    static int first = 0;
    std::vector<std::pair<std::int64_t, SteadyTime>> sent(static_cast<std::size_t>(count));
    {
        const Pace pace(
            server.settings(), perSecond, count, writers,
            [&sent](postgres::Session &session, int number) {
                const auto row = orGiveUp(session.query(
                    insertIncident("b" + QByteArray::number(first + number), "测试") + " returning incident_id"));
                sent[std::size_t(number)].first = row.value<std::int64_t>().value_or(0);
            },
            [&sent](int number, SteadyTime at) { sent[std::size_t(number)].second = at; });
    }
    first += count;
    return sent;
}

/// Of changes that come evenly, in milliseconds; the first of a connection, for which the server still plans, are not
/// counted.
template <class Reader>
void measure(const TemporaryServer &server, int perSecond, int count, int writers, std::vector<double> &into)
{
    constexpr int first = 10;
    Arrivals arrivals;
    const Reader reader(server, arrivals);
    const auto sent = write(server, perSecond, first + count, writers);
    if (!arrivals.waitFor(sent.size()))
        giveUp(QStringLiteral("not every change arrived"));
    for (const auto &[key, at] : sent | std::views::drop(first))
        into.push_back(milliseconds(arrivals.at(key) - at));
}

void print(const char *metric, double value, const char *unit)
{
    std::printf("bench feed %s %.3f %s\n", metric, value, unit);
}

void measureLatencies(const TemporaryServer &server)
{
    std::vector<double> ours50, raw50, ours1000;
    for (int round = 0; round < 4; ++round) {
        measure<FeedReader>(server, 50, 500, 1, ours50);
        measure<RawReader>(server, 50, 500, 1, raw50);
        measure<FeedReader>(server, 1000, 5000, 4, ours1000);
    }
    print("latency_50_median_ms", median(ours50), "ms");
    print("latency_50_p99_ms", quantile(ours50, 0.99), "ms");
    print("latency_1000_median_ms", median(ours1000), "ms");
    print("latency_1000_p99_ms", quantile(ours1000, 0.99), "ms");
    std::printf("peer listen feed latency_50_median_ms %.3f ms\n", median(raw50));
    std::printf("peer listen feed latency_50_p99_ms %.3f ms\n", quantile(raw50, 0.99));
    print("ratio_listen", quantile(ours50, 0.99) / quantile(raw50, 0.99), "x");
    print("ratio_listen_median", median(ours50) / median(raw50), "x");
}

void measureTail(const TemporaryServer &server)
{
    constexpr int lines = 600'000;
    postgres::Session open = orGiveUp(postgres::Session::open(server.settings()));
    orGiveUp(open.run("begin;" + insertIncident("open", "开着")));
    postgres::Session others = orGiveUp(postgres::Session::open(server.settings()));
    const auto before = orGiveUp(others.query("select pg_snapshot_xmin(pg_current_snapshot())::text"));
    const QByteArray horizon = before.value<QByteArray>().value_or("0");
    Arrivals arrivals;
    const FeedReader reader(server, arrivals);
    for (int i = 0; i < 60; ++i) {
        orGiveUp(others.run("insert into wuquan.change_log (entity, entity_id, version, operation) "
                            "select 5, 1000000 + n, 1, 'U' from generate_series("
            + QByteArray::number(i * lines / 60 + 1) + "," + QByteArray::number((i + 1) * lines / 60) + ") n"));
    }
    if (!arrivals.waitFor(lines))
        giveUp(QStringLiteral("the lines behind the open writer did not arrive"));
    const double memory = double(residentBytes()) / 1e6;
    std::vector<double> times;
    for (int i = 0; i < 200; ++i) {
        const auto sent = write(server, 1000, 1, 1);
        if (!arrivals.waitFor(std::size_t(lines + i + 1)))
            giveUp(QStringLiteral("a change behind the open writer did not arrive"));
        times.push_back(milliseconds(arrivals.at(sent[0].first) - sent[0].second));
    }
    print("tail_poll_ms", quantile(times, 0.99), "ms");
    print("tail_rss_mb", double(residentBytes()) / 1e6 - memory, "MB");
    // The peer reads all that is visible above the horizon each time.
    std::vector<double> reread;
    for (int i = 0; i < 3; ++i) {
        const SteadyTime began = std::chrono::steady_clock::now();
        const auto rows = orGiveUp(others.query(
            "select xid, id, entity, entity_id, version from wuquan.change_log where xid >= $1::text::xid8 order by xid, id",
            postgres::Parameters(horizon)));
        if (rows.rowCount() < lines)
            giveUp(QStringLiteral("the peer read too little"));
        reread.push_back(millisecondsSince(began));
    }
    std::printf("peer reread feed tail_poll_ms %.3f ms\n", median(reread));
    orGiveUp(open.run("commit"));
    if (!arrivals.waitFor(lines + 201))
        giveUp(QStringLiteral("the late commit was lost"));
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    {
        TemporaryServer server;
        if (!server.isRunning())
            giveUp(server.errorMessage());
        server.applyMigrations();
        orGiveUp(orGiveUp(postgres::Session::open(server.settings())).run(smallDistrict()));
        measureLatencies(server);
        measureWorker(server);
        measureTail(server);
    }
    measureFrames();
}
