// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/livesession.h"
#include "data/core/shanghai.h"
#include "data/live/historyreader.h"
#include "data/postgres/session.h"
#include "tests/fault/proxy.h"
#include "tests/support/smalldistrict.h"
#include "tests/support/temporaryserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Incidents of earlier days, from a real database.
class HistoryReaderTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<HistoryReader> m_reader;
    std::shared_ptr<const PastIncidentRows> m_rows;
    quint64 m_number = 0;
    QString m_failure;

    [[nodiscard]] postgres::Session open() const { return postgres::Session::open(m_server->settings()).value(); }
    static QByteArray insert(int count, const QByteArray &at, const QByteArray &columns = "null, null")
    {
        return "insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, street_id, title, "
               "state, longitude, latitude, reported_at) select 'resident', gen_random_uuid()::text, 1, 2, 1, 3, 2, "
               "'Title', 6, "
            + columns + ", " + at + " from generate_series(1, " + QByteArray::number(count) + ");";
    }
    void make(int atMost = HistoryReader::mostRows)
    {
        m_reader = std::make_unique<HistoryReader>(
            [this]() -> Result<postgres::Settings> { return m_server->settings(); }, atMost);
        m_rows.reset();
        m_number = 0;
        m_failure.clear();
        connect(m_reader.get(), &HistoryReader::answered, this,
            [this](quint64 number, const std::shared_ptr<const PastIncidentRows> &rows) {
                m_number = number;
                m_rows = rows;
            });
        connect(m_reader.get(), &HistoryReader::failed, this, [this](quint64 number, const QString &reason) {
            m_number = number;
            m_failure = reason;
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        QVERIFY(open().run(smallDistrict()));
    }
    void cleanup()
    {
        m_reader.reset();
        QVERIFY(open().run("delete from wuquan.incident"));
    }

    /// Days begin at midnight in Shanghai, both ends of a span belong to it, and nothing else does.
    void daysAreThoseOfShanghai()
    {
        QVERIFY(open().run(insert(1, "'2026-03-09 15:59:59.999999+00'") // the 9th there
            + insert(2, "'2026-03-09 16:00:00+00'", "120.2, 30.3") // the 10th
            + insert(4, "'2026-03-11 15:59:59.999999+00'", "0, 0") // the 11th, no place
            + insert(8, "'2026-03-11 16:00:00+00'"))); // the 12th
        make();
        m_reader->read({7, QDate(2026, 3, 10), QDate(2026, 3, 11), {}});
        QTRY_VERIFY(m_rows);
        QCOMPARE(m_number, 7u);
        QCOMPARE(m_rows->rows.size(), 6u);
        QCOMPARE(m_rows->rows.front().day, QDate(2026, 3, 11)); // the newest first
        QVERIFY(!m_rows->rows.front().at);
        QCOMPARE(m_rows->rows.back().day, QDate(2026, 3, 10));
        QVERIFY(m_rows->rows.back().at);
        QCOMPARE(m_rows->rows.back().street, AreaId{2});
        QCOMPARE(m_rows->rows.back().circle, Circle::Residential);
        QVERIFY(!m_rows->isCut);
        QCOMPARE(m_rows->irregular, 0);
    }

    void saysWhatIsInTitlesAndNumbers()
    {
        QVERIFY(open().run(insert(3, "'2026-03-10 08:00+00'")
            + "update wuquan.incident set title = '电动车 50% Off_x' where incident_id = (select min(incident_id) from "
              "wuquan.incident); update wuquan.incident set foreign_case_no = 'AB-50%' where incident_id = (select "
              "max(incident_id) from wuquan.incident)"));
        make();
        const auto named = [&](const QString &text) {
            m_rows.reset();
            m_reader->read({1, QDate(2026, 3, 10), QDate(2026, 3, 10), text});
            return QTest::qWaitFor([this] { return m_rows != nullptr; })
                ? int(std::ranges::count(m_rows->rows, true, &PastIncident::isNamed))
                : -1;
        };
        QCOMPARE(named(u"off_X"_s), 1);
        QCOMPARE(named(u"50%"_s), 2); // as it stands, not a pattern
        QCOMPARE(named(u"_"_s), 1);
        QCOMPARE(named(u"title"_s), 2);
        QCOMPARE(named(u"'; drop table wuquan.incident; --"_s), 0);
    }

    void keepsToItsMost()
    {
        QVERIFY(open().run(insert(50, "'2026-03-10 08:00+00'") + insert(50, "'2026-03-09 08:00+00'")));
        make(60);
        m_reader->read({1, QDate(2026, 3, 1), QDate(2026, 3, 10), {}});
        QTRY_VERIFY(m_rows);
        QCOMPARE(m_rows->rows.size(), 60u);
        QVERIFY(m_rows->isCut);
        QCOMPARE(std::ranges::count(m_rows->rows, QDate(2026, 3, 10), &PastIncident::day), 50);
    }

    /// Of many orders only the last is answered.
    void theLastOrderCounts()
    {
        QVERIFY(open().run(insert(20'000, "'2026-03-10 08:00+00'")));
        make();
        QSignalSpy answered(m_reader.get(), &HistoryReader::answered);
        for (quint64 number = 1; number <= 20; ++number)
            m_reader->read({number, QDate(2026, 3, 10), QDate(2026, 3, 10), {}});
        QTRY_COMPARE(m_number, 20u);
        QCOMPARE(m_rows->rows.size(), 20'000u);
        QCOMPARE(answered.size(), 1);
        QVERIFY(m_failure.isEmpty());
        // The connection is closed when nobody asks.
        QTRY_COMPARE(open()
                         .query("select count(*) from pg_stat_activity where query like '%position(lower(%' and pid <> "
                                "pg_backend_pid()")
                         .value()
                         .value<std::int64_t>(),
            0);
    }

    void aDatabaseWithoutThemIsToldOnce()
    {
        QVERIFY(open().run("alter table wuquan.incident rename to incident_away"));
        make();
        QSignalSpy failed(m_reader.get(), &HistoryReader::failed);
        m_reader->read({3, QDate(2026, 3, 10), QDate(2026, 3, 10), {}});
        QTRY_COMPARE(m_number, 3u);
        QVERIFY(!m_failure.isEmpty());
        QVERIFY(open().run("alter table wuquan.incident_away rename to incident"));
        m_reader->read({4, QDate(2026, 3, 10), QDate(2026, 3, 10), {}});
        QTRY_COMPARE(m_number, 4u);
        QVERIFY(m_rows);
        QCOMPARE(failed.size(), 1);
    }

    void stopsAtOnce()
    {
        QVERIFY(open().run(insert(1000, "'2026-03-10 08:00+00'")));
        make();
        QSignalSpy stopped(m_reader.get(), &HistoryReader::stopped);
        m_reader->read({1, QDate(2026, 3, 10), QDate(2026, 3, 10), {}});
        m_reader->stop();
        QTRY_COMPARE(stopped.size(), 1);
        QVERIFY(!m_rows);
        m_reader->read({2, QDate(2026, 3, 10), QDate(2026, 3, 10), {}});
        QCoreApplication::processEvents();
        QVERIFY(!m_rows);
    }

    /// A whole station: what is not to be had is said, and is had as soon as the database is back.
    void aStationHealsByItself()
    {
        QVERIFY(open().run(insert(9, "now() - interval '3 days'", "120.2, 30.3")));
        auto proxy = fault::Proxy::open(m_server->socketFile());
        QVERIFY(proxy);
        const QString at = u"host=127.0.0.1 port=%1 sslmode=disable user=postgres"_s.arg((*proxy)->port());
        const SystemClock clock;
        LiveSession session(
            [at]() -> Result<postgres::Settings> { return postgres::Settings::parse(at); }, Language::Chinese, clock);
        PastIncidents &past = session.pastIncidents();
        session.view().setLayers(session.view().layers() | MapLayer::Heat);
        session.view().setHeatSpan(HeatSpan{6, 0});
        session.start();
        QTRY_VERIFY(session.store().isComplete());
        QTRY_COMPARE(past.state(), PastIncidents::State::Read);
        QCOMPARE(past.count(), 9);
        QCOMPARE(past.places().size(), 9u);
        (*proxy)->setFault({.kind = fault::LinkFault::Kind::Refuse});
        session.view().setHeatSpan(HeatSpan{20, 0});
        QTRY_COMPARE(past.state(), PastIncidents::State::Failed);
        QVERIFY(!past.reason().isEmpty());
        QCOMPARE(past.count(), 9); // what is known stays
        (*proxy)->setFault({});
        session.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(past.state(), PastIncidents::State::Read, 30'000);
        QCOMPARE(past.count(), 9);
    }
};

QTEST_GUILESS_MAIN(HistoryReaderTest)
#include "tst_historyreader.moc"
