// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/feed.h"
#include "data/postgres/session.h"
#include "data/postgres/statement.h"
#include "data/store/districtstore.h"
#include "tests/support/smalldistrict.h"
#include "tests/support/temporaryserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The feed against a real server, in one thread with the store.
class FeedTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<postgres::Session> m_writer;
    std::unique_ptr<DistrictStore> m_store;
    std::unique_ptr<Feed> m_feed;
    FeedStatus m_status;

    void run(const QByteArray &sql)
    {
        const auto done = m_writer->run(sql);
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    }

    void connectWriter()
    {
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY2(session, qPrintable(session ? QString() : session.error().message));
        m_writer = std::make_unique<postgres::Session>(std::move(*session));
    }

    [[nodiscard]] qsizetype titled(const QString &title) const
    {
        return std::ranges::count(m_store->incidents(), title, &Incident::title);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        connectWriter();
        run(smallDistrict()
            + "insert into wuquan.device (source, source_id, kind_id, name, longitude, latitude) values "
              "('device', 'a', 1, '一', 120.2, 30.25), ('device', 'b', 1, '二', 0, 0), ('device', 'c', 1, '三', null, "
              "null);");
    }

    void init()
    {
        m_store = std::make_unique<DistrictStore>();
        m_feed = std::make_unique<Feed>([this]() -> Result<postgres::Settings> { return m_server->settings(); });
        connect(m_feed.get(), &Feed::batchRead, m_store.get(), [this](const auto &batch) {
            m_store->apply(*batch);
            m_feed->taken();
        });
        connect(m_feed.get(), &Feed::statusChanged, this, [this](const FeedStatus &status) { m_status = status; });
        m_status = {};
        m_feed->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_store->isComplete(), 10000);
    }

    void cleanup()
    {
        QSignalSpy stopped(m_feed.get(), &Feed::stopped);
        m_feed->stop();
        QTRY_VERIFY(stopped.count() >= 1);
        m_feed.reset();
        run("delete from wuquan.incident");
    }

    /// Daily counts that were folded and those that were not are one count.
    void figuresAddUpWhatIsFoldedAndWhatIsNot()
    {
        const auto reported = [&](const QByteArray &id) {
            run(insertIncident(id, "昨天").replace(", now())", ", now() - interval '1 day')"));
        };
        reported("f1");
        reported("f2");
        run("select wuquan.trend_fold()");
        reported("f3");
        QSignalSpy stopped(m_feed.get(), &Feed::stopped);
        m_feed->stop();
        QTRY_VERIFY(stopped.count() >= 1);
        init();
        const QDate today = m_store->trends().endDay();
        QCOMPARE(m_store->trends().sum(std::nullopt, Circle(2), today.addDays(-1), today), 3);
        QCOMPARE(m_store->trends().sum(AreaId{2}, Circle(2), today.addDays(-1), today), 3);
        QCOMPARE(m_store->trends().sum(AreaId{2}, Circle(1), today.addDays(-1), today), 0);
    }

    /// Once the log was analysed the planner knows how short it is; a look at its end still reads only that.
    void aPollReadsOnlyTheEndOfTheLog_data()
    {
        QTest::addColumn<QString>("statement");
        for (const char *name : {"feed_changes", "feed_lines", "feed_incidents"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void aPollReadsOnlyTheEndOfTheLog()
    {
        QFETCH(QString, statement);
        run("insert into wuquan.change_log (entity, entity_id, version, operation) "
            "select 3, 1, 1, 'U' from generate_series(1, 6000)");
        run("analyze");
        const auto end
            = m_writer->query("select xid::text, id from wuquan.change_log order by xid desc, id desc limit 1");
        QVERIFY(end);
        const QByteArray xid = end->value<QByteArray>(0, 0).value();
        const std::int64_t id = end->value<std::int64_t>(0, 1).value();
        const auto sql = postgres::namedStatement(statement);
        QVERIFY(sql);
        const auto linesRead = [this] {
            const auto read = m_writer->query("select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint "
                                              "from pg_stat_xact_user_tables where relname like 'change_log_2%'");
            return read ? read->value<std::int64_t>().value_or(-1) : -1;
        };
        for (const std::vector<std::uint64_t> &transactions : {std::vector<std::uint64_t>(), {xid.toULongLong()}}) {
            postgres::Parameters parameters(xid, id - 2, std::int64_t(2000), transactions, xid, id);
            if (statement == u"feed_incidents")
                parameters.add(QByteArray("2026-11-25"));
            run("begin");
            const std::int64_t before = linesRead();
            const auto rows = m_writer->query(*sql, parameters);
            QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().message));
            if (statement != u"feed_incidents")
                QCOMPARE(rows->rowCount(), transactions.empty() ? 1 : 2);
            const std::int64_t read = linesRead() - before;
            run("commit");
            QVERIFY2(before >= 0 && read < 20, qPrintable(QString::number(read)));
        }
    }

    void snapshotNamesIrregularRows()
    {
        QCOMPARE(m_store->areas().size(), 3u);
        QCOMPARE(m_store->area(AreaId{2})->name, u"彭埠街道"_s);
        QVERIFY(m_store->area(AreaId{3})->boundary.empty());
        QCOMPARE(m_store->devices().size(), 3u);
        QCOMPARE(std::ranges::count(m_store->devices().positioned, 1), 1);
        QStringList tables;
        for (const IrregularRow &row : m_store->irregularRows())
            tables += row.table;
        tables.sort();
        QCOMPARE(tables, (QStringList{u"area"_s, u"device"_s}));
    }

    void changesArriveWithinASecond()
    {
        run(insertIncident("1", "first"));
        QTRY_COMPARE_WITH_TIMEOUT(titled(u"first"_s), 1, 1000);
        run("update wuquan.incident set title = 'second' where source_id = '1'");
        QTRY_COMPARE_WITH_TIMEOUT(titled(u"second"_s), 1, 1000);
        QCOMPARE(titled(u"first"_s), 0);
        run("delete from wuquan.incident where source_id = '1'");
        QTRY_VERIFY_WITH_TIMEOUT(m_store->incidents().empty(), 1000);
    }

    /// The rate of a simulation shows on every screen at once, without reading the district anew.
    void attributesArriveAlone()
    {
        QSignalSpy batches(m_feed.get(), &Feed::batchRead);
        const auto rate = [this] { return m_store->catalogue().attributes.value(u"simulated_rate"_s); };
        run("insert into wuquan.attribute values ('simulated_rate', '60')");
        QTRY_COMPARE_WITH_TIMEOUT(rate(), u"60"_s, 1000);
        run("update wuquan.attribute set value = '10' where name = 'simulated_rate'");
        QTRY_COMPARE_WITH_TIMEOUT(rate(), u"10"_s, 1000);
        run("delete from wuquan.attribute where name = 'simulated_rate'");
        QTRY_VERIFY_WITH_TIMEOUT(rate().isNull(), 1000);
        QCOMPARE(m_store->catalogue().incidentTypes.size(), 1);
        QCOMPARE(batches.size(), 3);
        for (const QList<QVariant> &batch : batches)
            QVERIFY(!batch.front().value<std::shared_ptr<const ChangeBatch>>()->startsAnew);
    }

    void closedIncidentOfAnEarlierDayLeaves()
    {
        run(insertIncident("2", "old") + ";update wuquan.incident set reported_at = now() - interval '3 days'");
        QTRY_COMPARE(titled(u"old"_s), 1);
        run("update wuquan.incident set state = 6");
        QTRY_COMPARE(titled(u"old"_s), 0);
    }

    /// A transaction that writes first and commits last must not be lost.
    void lateCommitIsSeen()
    {
        auto late = postgres::Session::open(m_server->settings());
        QVERIFY(late);
        QVERIFY(late->run("begin"));
        QVERIFY(late->run(insertIncident("late", "late")));
        run(insertIncident("early", "early"));
        QTRY_COMPARE(titled(u"early"_s), 1);
        QSignalSpy heard(m_feed.get(), &Feed::heard);
        QTRY_VERIFY(heard.count() >= 3);
        QVERIFY(late->run("commit"));
        QTRY_COMPARE(titled(u"late"_s), 1);
        QCOMPARE(titled(u"early"_s), 1);
    }

    void bulkLoadIsReadAnew()
    {
        run("begin; set local wuquan.bulk = on;" + insertIncident("b1", "bulk") + ";" + insertIncident("b2", "bulk")
            + ";commit;");
        QTRY_COMPARE_WITH_TIMEOUT(titled(u"bulk"_s), 2, 2000);
    }

    void terminatedBackendComesBack()
    {
        for (int i = 0; i < 3; ++i) {
            run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wuquan' and pid <> "
                "pg_backend_pid()");
            QTRY_COMPARE_WITH_TIMEOUT(m_status.state, FeedStatus::State::Down, 5000);
            QVERIFY(!m_status.reason.message.isEmpty());
            run(insertIncident("t" + QByteArray::number(i), "after " + QByteArray::number(i)));
            m_feed->retryNow();
            QTRY_COMPARE_WITH_TIMEOUT(titled(u"after %1"_s.arg(i)), 1, 5000);
            QTRY_COMPARE_WITH_TIMEOUT(m_status.state, FeedStatus::State::Live, 1000);
        }
    }

    void restartOfTheServer()
    {
        run(insertIncident("r", "before restart"));
        QTRY_COMPARE(titled(u"before restart"_s), 1);
        m_server->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_status.state, FeedStatus::State::Down, 5000);
        // What was known stays on screen.
        QCOMPARE(titled(u"before restart"_s), 1);
        m_server->start();
        connectWriter();
        run(insertIncident("r2", "after restart"));
        m_feed->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(titled(u"after restart"_s), 1, 10000);
        QCOMPARE(titled(u"before restart"_s), 1);
    }

    void databaseWithoutOurTablesIsRefused()
    {
        run("create database empty");
        Feed feed([this]() -> Result<postgres::Settings> { return m_server->settings(u"empty"_s); });
        FeedStatus status;
        connect(&feed, &Feed::statusChanged, this, [&status](const FeedStatus &s) { status = s; });
        feed.start();
        QTRY_COMPARE(status.state, FeedStatus::State::Refused);
        QCOMPARE(status.reason.sqlState, QByteArray("42P01"));
        feed.stop();
    }
};

QTEST_GUILESS_MAIN(FeedTest)
#include "tst_feed.moc"
