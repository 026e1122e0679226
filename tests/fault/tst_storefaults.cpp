// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/run.h"
#include "tests/fault/smalldisk.h"
#include "tests/support/temporaryserver.h"

#include <QLoggingCategory>
#include <QTest>

#include <atomic>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the database keeps runs out: its disk, or the days of its change log.
class StoreFaultsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SmallDisk> m_disk; ///< outlives the server
    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<postgres::Session> m_administrator;
    std::atomic<bool> m_isOut = false; ///< the feed finds no server

    [[nodiscard]] SettingsSource forWriters() const
    {
        return [this]() -> Result<postgres::Settings> { return m_server->settings(); };
    }
    [[nodiscard]] SettingsSource forFeed() const
    {
        return [this]() -> Result<postgres::Settings> {
            if (m_isOut)
                return failure(ErrorKind::Connection, u"out"_s);
            return postgres::Settings::parse(
                u"host='%1' user=postgres application_name=feed"_s.arg(m_server->socketFolder()));
        };
    }
    void run(const QByteArray &sql)
    {
        const auto done = m_administrator->run(sql);
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    }

    void makeServer(const TemporaryServerOptions &options = {})
    {
        m_isOut = false;
        m_administrator.reset();
        m_server = std::make_unique<TemporaryServer>(options);
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        QVERIFY(prepareDistrict(*session));
        m_administrator = std::make_unique<postgres::Session>(std::move(*session));
    }

    void makeDisk(int megabytes)
    {
        m_administrator.reset();
        m_server.reset();
        m_disk.reset();
        auto disk = SmallDisk::make(megabytes);
        if (!disk && disk.error().kind == ErrorKind::Refused)
            QSKIP(qPrintable(u"no disk of our own can be made here: "_s + disk.error().message));
        QVERIFY2(disk, qPrintable(disk ? QString() : disk.error().message));
        m_disk = std::move(*disk);
    }

private Q_SLOTS:
    void initTestCase()
    {
        // What was withdrawn is judged with the run; the feed warns of it.
        QLoggingCategory::setFilterRules(u"wuquan.data.feed.warning=false"_s);
    }

    /// Writers are refused until somebody makes room; the reader shows what was committed and nothing else.
    void fullDisk()
    {
        makeDisk(48);
        if (!m_disk)
            return;
        makeServer();
        run("create tablespace small location '" + m_disk->folder().toUtf8() + "'");
        run("alter table wuquan.incident set tablespace small; alter table wuquan.device set tablespace small;"
            "alter table wuquan.trend_delta set tablespace small");
        run("create table filler (bytes text) tablespace small; alter table filler alter bytes set storage plain");
        Run load(forFeed(), forWriters(), {.seed = 41, .pace = 2ms});
        QVERIFY(load.start());
        QVERIFY(load.writeMore(100));
        // Large steps first, so that nothing is left in the end.
        for (const int rows : {1000, 100, 10, 1}) {
            Result<void> filled;
            while (filled)
                filled = m_administrator->run("insert into filler select repeat('x', 7000) from generate_series(1, "
                    + QByteArray::number(rows) + ")");
            QCOMPARE(filled.error().sqlState, QByteArray("53100"));
        }
        QVERIFY(waitFor([&] { return load.writers().refusals()["53100"] >= 10; }, 60s));
        QVERIFY(load.reader().isLive());
        const int heard = load.reader().heard();
        QVERIFY(waitFor([&] { return load.reader().heard() > heard; }, 3s));
        run("drop table filler");
        QVERIFY(load.writeMore(100));
        QCOMPARE(load.finish(), QString());
        QCOMPARE(load.reader().losses(), 0);
    }

    /// No room for the write-ahead log: the server itself gives up, and comes back once somebody made room and starts
    /// it.
    void fullWalDisk()
    {
        makeDisk(64);
        if (!m_disk)
            return;
        // Nothing is recycled, so that every megabyte written wants one of the disk.
        makeServer({.configuration = {"max_wal_size=1GB", "wal_recycle=off", "checkpoint_timeout=1h"},
            .walFolder = m_disk->folder()});
        Run load(forFeed(), forWriters(), {.seed = 45, .pace = 2ms, .asynchronous = 0.3});
        QVERIFY(load.start());
        for (int i = 0; i < shortOrLong(1, 20); ++i) {
            QVERIFY(load.writeMore(100));
            QFile filler(m_disk->folder() + u"/filler"_s);
            QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            const QByteArray block(4096, 'x');
            while (filler.write(block) == block.size()) { }
            const int losses = load.reader().losses();
            QVERIFY(waitFor([&] { return load.reader().losses() > losses; }, 60s));
            QVERIFY(!load.reader().status().reason.message.isEmpty());
            m_server->stop();
            QVERIFY(filler.remove());
            m_server->start();
            QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
            QVERIFY(load.waitUntilLive());
        }
        QVERIFY(load.writeMore(100));
        QCOMPARE(load.finish(), QString());
    }

    /// Away for longer than the change log is kept: all is read anew, and what differs is shown.
    void outageLongerThanRetention()
    {
        makeServer();
        Run load(forFeed(), forWriters(), {.seed = 42, .pace = 4ms});
        QVERIFY(load.start());
        QVERIFY(load.writeMore(100));
        for (int outages = 1; outages <= shortOrLong(1, 20); ++outages) {
            const int losses = load.reader().losses();
            m_isOut = true;
            run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'feed'");
            QVERIFY(waitFor([&] { return load.reader().losses() > losses; }, 10s));
            QVERIFY(load.writeMore(200));
            // As if the days had passed: retention takes what was written until now.
            run("update wuquan.change_log set at = at - interval '30 days'");
            run("select wuquan.change_log_maintain()");
            const auto dropped
                = m_administrator->query("select dropped_through > '0' from wuquan.change_log_retention");
            QVERIFY(dropped);
            QVERIFY(dropped->value<bool>().value_or(false));
            QVERIFY(load.writeMore(100));
            QCOMPARE(load.reader().readAnew(), outages);
            m_isOut = false;
            QVERIFY(load.waitUntilLive());
            QVERIFY(waitFor([&] { return load.reader().readAnew() == outages + 1; }, 10s));
            QVERIFY(load.writeMore(100));
        }
        QCOMPARE(load.finish(), QString());
    }

    /// Retention that takes only what was taken already changes nothing for a reader that is there.
    void retentionBehindTheReader()
    {
        makeServer();
        Run load(forFeed(), forWriters(), {.seed = 43, .pace = 4ms});
        QVERIFY(load.start());
        QVERIFY(load.writeMore(200));
        load.writers().stop();
        const auto last = load.writers().writeLast();
        QVERIFY(last);
        QVERIFY(waitFor([&] { return load.reader().holds(last->row); }, 10s));
        run("update wuquan.change_log set at = at - interval '30 days'");
        run("select wuquan.change_log_maintain()");
        load.writers().start();
        QVERIFY(load.writeMore(200));
        QCOMPARE(load.finish(), QString());
        QCOMPARE(load.reader().readAnew(), 1);
    }

    /// The first reader of a day has the change log kept. A writer that is still open must not make everybody wait.
    void retentionBesideAnOpenWriter()
    {
        makeServer();
        run("do $$ begin execute format('drop table wuquan.change_log_%s', "
            "to_char((now() at time zone 'Asia/Shanghai')::date + 2, 'YYYYMMDD')); end $$");
        run("create table wuquan.change_log_20250101 partition of wuquan.change_log "
            "for values from ('2025-01-01 00:00+08') to ('2025-01-02 00:00+08')");
        auto open = postgres::Session::open(m_server->settings());
        QVERIFY(open);
        QVERIFY(open->run("begin"));
        QVERIFY(
            open->run("insert into wuquan.device (source, source_id, kind_id, name) values ('device', 'o', 1, 'o')"));
        Recorder reader(forFeed());
        reader.start();
        const bool isLive = waitFor([&] { return reader.isLive(); }, 5s);
        run("set lock_timeout = '2s'");
        const auto written = m_administrator->run(
            "insert into wuquan.device (source, source_id, kind_id, name) values ('device', 'w', 1, 'w')");
        run("set lock_timeout = 0");
        QVERIFY(open->run("rollback"));
        QVERIFY2(isLive && written, qPrintable(written ? u"the feed is not live"_s : written.error().message));
    }

    /// A bulk load writes one marker; it and what others write meanwhile arrive once.
    void bulkLoadAmongWriters()
    {
        makeServer();
        Run load(forFeed(), forWriters(), {.seed = 44, .pace = 4ms});
        QVERIFY(load.start());
        for (int i = 0; i < shortOrLong(3, 100); ++i) {
            QVERIFY(load.writeMore(50));
            // Areas are no writer's: the marker alone matters here.
            run("begin; set local wuquan.bulk = on; update wuquan.area set name = name; commit");
        }
        QVERIFY(waitFor([&] { return load.reader().readAnew() >= 2; }, 10s));
        QCOMPARE(load.finish(), QString());
    }
};

QTEST_GUILESS_MAIN(StoreFaultsTest)
#include "tst_storefaults.moc"
