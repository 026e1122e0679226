// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/columnreader.h"
#include "data/postgres/connection.h"
#include "data/postgres/session.h"
#include "tests/support/processmemory.h"
#include "tests/support/sanitized.h"
#include "tests/support/temporaryserver.h"

#include <QTest>
#include <QTimer>

#include <memory>

using namespace wuquan;
using namespace wuquan::postgres;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using QCoro::waitFor;

/// Results that are read while the server sends them.
class StreamTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<Session> m_other;
    std::unique_ptr<Connection> m_connection;

    std::optional<Error> stream(const QByteArray &sql, const Parameters &parameters, Connection::Sink sink)
    {
        const Result<void> done = waitFor(m_connection->stream(sql, parameters, std::move(sink)));
        return done ? std::nullopt : std::optional(done.error());
    }

    [[nodiscard]] bool isUsable()
    {
        const auto rows = waitFor(m_connection->query("select 1"));
        return rows && rows->value<int>() == 1;
    }

    [[nodiscard]] QByteArray backend()
    {
        return QByteArray::number(waitFor(m_connection->query("select pg_backend_pid()"))->value<int>().value_or(0));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_other = std::make_unique<Session>(Session::open(m_server->settings()).value());
    }

    void init()
    {
        m_connection = std::make_unique<Connection>();
        QVERIFY(waitFor(m_connection->open(m_server->settings())));
    }

    void cleanup() { m_connection.reset(); }

    void rowsComeInPieces()
    {
        std::int64_t sum = 0;
        int pieces = 0;
        int largest = 0;
        int turns = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&] { ++turns; });
        turn.start(0ms);
        QVERIFY(!stream("select i::bigint, i from generate_series(1, $1::int) i", Parameters(300'000),
            [&](std::size_t statement, ResultSet &&rows) {
                QCOMPARE(statement, 0u);
                ++pieces;
                largest = std::max(largest, rows.rowCount());
                for (int i = 0; i < rows.rowCount(); ++i)
                    sum += rows.value<std::int64_t>(i, 0).value_or(0);
            }));
        QCOMPARE(sum, std::int64_t(300'000) * 300'001 / 2);
        QCOMPARE_GE(pieces, 150);
        QCOMPARE_GE(largest, 100);
        QCOMPARE_LE(largest, 2000);
        QCOMPARE_GE(turns, 5);
    }

    void columnsAreReadAtOnce()
    {
        std::vector<std::int64_t> wide;
        std::vector<std::int32_t> whole;
        std::vector<double> doubles;
        std::vector<Instant> instants;
        const QByteArray sql = "select i::bigint, i::int, i / 2.0::float8, i / 4.0::numeric, to_timestamp(i), "
                               "nullif(i, 3), case i when 2 then 'infinity' else to_timestamp(i) end "
                               "from generate_series(1, 3) i";
        QVERIFY(!stream(sql, {}, [&](std::size_t, ResultSet &&rows) {
            QVERIFY(readColumn(rows, 0, wide));
            QVERIFY(readColumn(rows, 1, wide));
            QVERIFY(readColumn(rows, 0, whole));
            QVERIFY(readColumn(rows, 2, doubles));
            QVERIFY(readColumn(rows, 3, doubles));
            QVERIFY(readColumn(rows, 4, instants));
            // Up to the first value that does not fit.
            QVERIFY(!readColumn(rows, 5, whole));
            QVERIFY(!readColumn(rows, 6, instants));
            QVERIFY(!readColumn(rows, 4, wide));
            QVERIFY(!readColumn(rows, 7, doubles));
        }));
        QCOMPARE(wide, (std::vector<std::int64_t>{1, 2, 3, 1, 2, 3}));
        QCOMPARE(whole, (std::vector<std::int32_t>{1, 2, 3, 1, 2}));
        QCOMPARE(doubles, (std::vector<double>{0.5, 1, 1.5, 0.25, 0.5, 0.75}));
        QCOMPARE(instants, (std::vector<Instant>{Instant(1s), Instant(2s), Instant(3s), Instant(1s)}));
    }

    void anEmptyResultHasItsColumns()
    {
        QStringList columns;
        QVERIFY(!stream("select 1 as one, 'x' as two where false", {}, [&](std::size_t, ResultSet &&rows) {
            for (int i = 0; i < rows.columnCount(); ++i)
                columns += rows.columnName(i);
        }));
        QCOMPARE(columns, (QStringList{u"one"_s, u"two"_s}));
    }

    void memoryStaysSmall_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("rowBytes");
        QTest::newRow("many rows") << "select i::bigint, i, i::float8 from generate_series(1, 1500000) i"_ba << 20;
        QTest::newRow("wide rows") << "select repeat('x', 100000) from generate_series(1, 2000)"_ba << 100'000;
        QTest::newRow("many columns") << "select " + QByteArray("i, ").repeated(1500)
                + "i from generate_series(1, 10000) i"
                                      << 6004;
    }

    /// The sink keeps nothing, so what the process gains is the stream's.
    void memoryStaysSmall()
    {
        QFETCH(const QByteArray, sql);
        QFETCH(const int, rowBytes);
        QVERIFY(forgetPeak());
        const std::int64_t before = peakResidentBytes();
        std::int64_t rowsSeen = 0;
        std::int64_t bytes = 0;
        QVERIFY(!stream(sql, {}, [&](std::size_t, ResultSet &&rows) {
            rowsSeen += rows.rowCount();
            for (int column = 0; column < rows.columnCount() && rows.rowCount() > 0; ++column)
                bytes += rows.bytes(0, column).size() * rows.rowCount();
        }));
        QCOMPARE(bytes, rowsSeen * rowBytes);
        QCOMPARE_GE(bytes, 30'000'000);
        if (!isSanitized)
            QCOMPARE_LE(peakResidentBytes() - before, 16 << 20);
    }

    void anErrorEndsIt()
    {
        int rowsSeen = 0;
        const auto error = stream("select 1 / ($1::int - i) from generate_series(1, 100000) i", Parameters(50'000),
            [&](std::size_t, ResultSet &&rows) { rowsSeen += rows.rowCount(); });
        QVERIFY(error);
        QCOMPARE(error->sqlState, QByteArray("22012"));
        QCOMPARE_GE(rowsSeen, 40'000);
        QCOMPARE_LE(rowsSeen, 50'000);
        QVERIFY(isUsable());
    }

    void theServerGoesInTheMiddle()
    {
        const QByteArray pid = backend();
        int pieces = 0;
        const auto error = stream("select generate_series(1, 10000000)", {}, [&](std::size_t, ResultSet &&) {
            if (++pieces == 3)
                QVERIFY(m_other->run("select pg_terminate_backend(" + pid + ")"));
        });
        QVERIFY(error);
        QCOMPARE(int(error->kind), int(ErrorKind::Connection));
        QVERIFY(!error->message.isEmpty());
        QVERIFY(!m_connection->isOpen());
        QVERIFY(waitFor(m_connection->open(m_server->settings())));
        QVERIFY(isUsable());
    }

    void aNotificationInTheMiddle()
    {
        QVERIFY(waitFor(m_connection->query("listen middle")));
        int rowsSeen = 0;
        QVERIFY(!stream("select i from generate_series(1, 500000) i", {}, [&](std::size_t, ResultSet &&rows) {
            if (rowsSeen == 0)
                QVERIFY(m_other->run("notify middle"));
            rowsSeen += rows.rowCount();
        }));
        QCOMPARE(rowsSeen, 500'000);
        QCOMPARE(int(waitFor(m_connection->wait(20s)).value()), int(Connection::Woken::Notified));
    }

    void theSinkCancels()
    {
        int pieces = 0;
        const auto error = stream("select generate_series(1, 100000000)", {}, [&](std::size_t, ResultSet &&) {
            if (++pieces == 2)
                m_connection->cancel();
        });
        QVERIFY(error);
        QCOMPARE(int(error->kind), int(ErrorKind::Cancelled));
        QCOMPARE(error->sqlState, QByteArray("57014"));
        QVERIFY(isUsable());
    }

    void theSinkCloses()
    {
        int pieces = 0;
        const auto error = stream("select generate_series(1, 100000000)", {}, [&](std::size_t, ResultSet &&) {
            ++pieces;
            m_connection->close();
        });
        QVERIFY(error);
        QCOMPARE(int(error->kind), int(ErrorKind::Cancelled));
        QCOMPARE(pieces, 1);
        QVERIFY(waitFor(m_connection->open(m_server->settings())));
        QVERIFY(isUsable());
        // What the server has not sent yet, it need not.
        QTRY_COMPARE(
            m_other
                ->query(
                    "select count(*) from pg_stat_activity where pid <> pg_backend_pid() and query like '%generate_series(1, 100000000)'")
                ->value<int>(),
            0);
    }

    void theConnectionGoesInTheMiddle()
    {
        int pieces = 0;
        auto streaming = m_connection->stream(
            "select generate_series(1, 100000000)", {}, [&](std::size_t, ResultSet &&) { ++pieces; });
        QTRY_VERIFY(pieces > 2);
        m_connection.reset();
        QCOMPARE(int(waitFor(std::move(streaming)).error().kind), int(ErrorKind::Cancelled));
    }
};

QTEST_GUILESS_MAIN(StreamTest)
#include "tst_stream.moc"
