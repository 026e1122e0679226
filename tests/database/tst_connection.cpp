// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/connection.h"
#include "data/postgres/session.h"
#include "tests/support/processmemory.h"
#include "tests/support/sanitized.h"
#include "tests/support/temporaryserver.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <csignal>
#include <memory>

using namespace wuquan;
using namespace wuquan::postgres;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using QCoro::waitFor;

/// The asynchronous connection against a real server.
class ConnectionTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<Session> m_other; ///< somebody else on the same server
    std::unique_ptr<Connection> m_connection;

    std::int64_t number(const QByteArray &sql, const Parameters &parameters = {})
    {
        const Result<ResultSet> rows = waitFor(m_connection->query(sql, parameters));
        if (!rows)
            qWarning("%s", qPrintable(rows.error().message));
        return rows ? rows->value<std::int64_t>().value_or(-1) : -1;
    }

    std::int64_t otherNumber(const QByteArray &sql)
    {
        const auto rows = m_other->query(sql);
        return rows ? rows->value<std::int64_t>().value_or(-1) : -1;
    }

    std::optional<Error> run(const QByteArray &sql, const Parameters &parameters = {})
    {
        const Result<ResultSet> rows = waitFor(m_connection->query(sql, parameters));
        return rows ? std::nullopt : std::optional(rows.error());
    }

    std::optional<Error> runAll(std::vector<Statement> statements, Connection::Sink sink)
    {
        const Result<void> done = waitFor(m_connection->pipeline(std::move(statements), std::move(sink)));
        return done ? std::nullopt : std::optional(done.error());
    }

    static void ignore(std::size_t, ResultSet &&) { }

    [[nodiscard]] int backend() { return int(number("select pg_backend_pid()")); }

    void terminate(int backend)
    {
        QVERIFY(m_other->run("select pg_terminate_backend(" + QByteArray::number(backend) + ", 5000)"));
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
        const Result<void> opened = waitFor(m_connection->open(m_server->settings()));
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    }

    void cleanup() { m_connection.reset(); }

    void answers()
    {
        QVERIFY(m_connection->isOpen());
        QCOMPARE(m_connection->host(), m_server->socketFolder());
        QCOMPARE(m_connection->isInRecovery(), false);
        QCOMPARE(number("select 41 + $1::int", Parameters(1)), 42);
        QCOMPARE(number("select count(*) from generate_series(1, 3)"), 3);
        const auto error = run("select 1 / $1::int", Parameters(0));
        QVERIFY(error);
        QCOMPARE(int(error->kind), int(ErrorKind::Database));
        QCOMPARE(error->sqlState, QByteArray("22012"));
        QCOMPARE(number("select 1"), 1);
        m_connection->close();
        QVERIFY(m_connection->host().isEmpty());
        QCOMPARE(int(run("select 1")->kind), int(ErrorKind::Connection));
    }

    /// libpq writes "…\n\tIs the server running …?", and a screen has one line for it.
    void whyThereIsNoServerIsOneLine()
    {
        Connection other;
        const auto opened = waitFor(other.open(Settings::parse(u"host=/nowhere"_s).value()));
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(u"directory Is the server"_s), qPrintable(opened.error().message));
    }

    /// The decoders against what a server really sends.
    void valuesOfEveryType()
    {
        const auto rows = waitFor(m_connection->query(
            "select -12345.6780::numeric, 'NaN'::numeric, '-infinity'::numeric, 1e-8::numeric, "
            "'infinity'::date, '0044-03-15 BC'::date, '24:00'::time, '2026-11-25 04:05:06.000007'::timestamp, "
            "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, '{}'::int8[], '{1,null,-3}'::int8[], "
            "array['', null, '江']::text[], '-infinity'::timestamptz, '0001-01-01 00:00:00+00 BC'::timestamptz"));
        QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().message));
        Row row = rows->row(0);
        QCOMPARE(row.required<QByteArray>(0), "-12345.6780"_ba);
        QCOMPARE(row.required<double>(0), -12345.678);
        QVERIFY(std::isnan(row.required<double>(1)));
        QVERIFY(std::isinf(row.required<double>(2)));
        QCOMPARE(row.required<double>(3), 1e-8);
        QCOMPARE(row.required<QDate>(5), QDate(-44, 3, 15));
        QCOMPARE(row.required<TimeOfDay>(6), TimeOfDay(24h));
        QCOMPARE(row.required<LocalInstant>(7),
            LocalInstant(std::chrono::local_days(std::chrono::year(2026) / 11 / 25)) + 4h + 5min + 6s + 7us);
        QCOMPARE(row.required<QString>(8), u"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"_s);
        QCOMPARE(row.required<Elements<std::int64_t>>(9), Elements<std::int64_t>());
        QCOMPARE(row.required<Elements<std::int64_t>>(10), (Elements<std::int64_t>{1, std::nullopt, -3}));
        QCOMPARE(row.required<Elements<QString>>(11), (Elements<QString>{QString(), std::nullopt, u"江"_s}));
        const Instant yearZero = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
        QCOMPARE(row.required<Instant>(13), yearZero);
        QCOMPARE(number("select ($1::timestamptz = '0001-01-01 00:00:00+00 BC')::int", Parameters(yearZero)), 1);
        QVERIFY(row.problem().isEmpty());
        Row infinite = rows->row(0);
        QCOMPARE(infinite.required<QDate>(4), QDate());
        QCOMPARE(infinite.problem(), u"date is infinite"_s);
        Row infiniteTime = rows->row(0);
        QCOMPARE(infiniteTime.nullable<Instant>(12), std::nullopt);
        QCOMPARE(infiniteTime.problem(), u"timestamptz is infinite"_s);
    }

    void preparesEachTextOnce()
    {
        for (int i = 0; i < 20; ++i)
            QCOMPARE(number("select $1::bigint", Parameters(i)), i);
        QVERIFY(!run("begin"));
        QVERIFY(!run("commit"));
        QCOMPARE(m_connection->preparedCount(), 1);
        QCOMPARE(number("select count(*) from pg_prepared_statements"), 1);
        QCOMPARE(number("select sum(generic_plans + custom_plans) from pg_prepared_statements"), 20);
    }

    void preparesAgainWhatTheServerForgot()
    {
        QCOMPARE(number("select $1::bigint", Parameters(1)), 1);
        QVERIFY(!run("discard all"));
        QCOMPARE(number("select $1::bigint", Parameters(2)), 2);
        // In a transaction of the caller's everything is lost, but only once.
        QVERIFY(!run("deallocate all"));
        QVERIFY(!run("begin"));
        QCOMPARE(run("select $1::bigint", Parameters(3))->sqlState, QByteArray("26000"));
        QVERIFY(!run("rollback"));
        QCOMPARE(number("select $1::bigint", Parameters(4)), 4);
    }

    void preparesAgainWhatWasAltered()
    {
        QVERIFY(m_other->run("create table altered as select 7 as value"));
        QCOMPARE(number("select * from altered where value = $1", Parameters(7)), 7);
        QVERIFY(m_other->run("alter table altered alter value type bigint"));
        QCOMPARE(number("select * from altered where value = $1", Parameters(7)), 7);
        QVERIFY(!runAll({{"begin"}, {"select * from altered where value = $1", Parameters(7)}, {"commit"}}, ignore));
        QVERIFY(m_other->run("alter table altered alter value type text"));
        QVERIFY(
            !runAll({{"begin"}, {"select * from altered where value = $1", Parameters("7"_ba)}, {"commit"}}, ignore));
    }

    void textsBuiltByHandAreNotKept()
    {
        for (int i = 0; i < 300; ++i)
            QCOMPARE(number("select " + QByteArray::number(i) + " + $1::int", Parameters(1)), i + 1);
        QCOMPARE(number("select count(*) from pg_prepared_statements"), PreparedStatements::limit);
        QCOMPARE(number("select 299 + $1::int", Parameters(1)), 300);
    }

    void pipelineGivesResultsInOrder()
    {
        std::vector<std::size_t> order;
        std::vector<std::int64_t> sums(5);
        int largest = 0;
        int pieces = 0;
        const auto sink = [&](std::size_t statement, ResultSet &&rows) {
            if (order.empty() || order.back() != statement)
                order.push_back(statement);
            ++pieces;
            largest = std::max(largest, rows.rowCount());
            for (int i = 0; i < rows.rowCount(); ++i)
                sums[statement] += rows.value<std::int64_t>(i).value_or(0);
        };
        const QByteArray series = "select i from generate_series(1, $1::int) i";
        QVERIFY(!runAll({{"begin isolation level repeatable read"}, {series, Parameters(5000)}, {series, Parameters(3)},
                            {"select 1 where false"}, {"commit"}},
            sink));
        QCOMPARE(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
        QCOMPARE(sums, (std::vector<std::int64_t>{0, 5000 * 5001 / 2, 6, 0, 0}));
        QCOMPARE_LE(largest, 2000);
        QCOMPARE_GE(pieces, 4 + 3);
        QCOMPARE(m_connection->preparedCount(), 1);
        QVERIFY(!runAll({}, ignore));
    }

    void pipelineEndsWithTheFirstError()
    {
        QVERIFY(m_other->run("create table kept (i int)"));
        std::vector<std::size_t> order;
        const auto sink = [&](std::size_t statement, ResultSet &&) { order.push_back(statement); };
        auto error = runAll({{"insert into kept values ($1)", Parameters(1)}, {"select 1 / $1::int", Parameters(0)},
                                {"select $1::int", Parameters(1)}},
            sink);
        QVERIFY(error);
        QCOMPARE(error->sqlState, QByteArray("22012"));
        QCOMPARE(order, std::vector<std::size_t>{0});
        QCOMPARE(number("select count(*) from kept"), 0);
        // A transaction that was begun in the pipeline ends with it.
        error = runAll({{"begin"}, {"select nonsense"}, {"commit"}}, ignore);
        QCOMPARE(error->sqlState, QByteArray("42703"));
        QCOMPARE(number("select count(*) from kept"), 0);
        QVERIFY(!run("insert into kept values (1)"));
        QCOMPARE(otherNumber("select count(*) from kept"), 1);
    }

    /// What both sides send at once does not fit into the sockets.
    void pipelineSendsAndReadsAtOnce()
    {
        std::vector<Statement> statements;
        for (int i = 0; i < 40; ++i)
            statements.push_back({"select $1::text", Parameters(QByteArray(500'000, 'x'))});
        qsizetype bytes = 0;
        QVERIFY(!runAll(statements, [&](std::size_t, ResultSet &&rows) { bytes += rows.bytes(0, 0).size(); }));
        QCOMPARE(bytes, 40 * 500'000);
    }

    void noticesAndParametersOfTheServer()
    {
        QVERIFY(!run("do $$ begin for i in 1..1000 loop raise notice 'notice % of a long text', i; end loop; end $$"));
        QVERIFY(!run("set application_name = 'renamed'"));
        QCOMPARE(number("select 1"), 1);
        QCOMPARE(int(run("copy (select 1) to stdout")->kind), int(ErrorKind::Connection));
    }

    void waitsForANotification()
    {
        QVERIFY(!run("listen wake"));
        QCOMPARE(int(waitFor(m_connection->wait(1ms)).value()), int(Connection::Woken::Timeout));
        auto waiting = m_connection->wait(20s);
        QVERIFY(m_other->run("notify wake; notify wake, 'again'"));
        QCOMPARE(int(waitFor(std::move(waiting)).value()), int(Connection::Woken::Notified));
        // One that comes while a statement runs is not lost.
        QVERIFY(m_other->run("notify wake"));
        QCOMPARE(number("select 1"), 1);
        QCOMPARE(int(waitFor(m_connection->wait(20s)).value()), int(Connection::Woken::Notified));
        QCOMPARE(int(waitFor(m_connection->wait(0ms)).value()), int(Connection::Woken::Timeout));
    }

    void waitingEndsWithTheServer()
    {
        const int pid = backend();
        auto waiting = m_connection->wait(60s);
        terminate(pid);
        const auto woken = waitFor(std::move(waiting));
        QVERIFY(!woken);
        QCOMPARE(int(woken.error().kind), int(ErrorKind::Connection));
        QCOMPARE(woken.error().sqlState, QByteArray("57P01"));
        QVERIFY(!m_connection->isOpen());
        QVERIFY(waitFor(m_connection->open(m_server->settings())));
        QCOMPARE(number("select 1"), 1);
    }

    void waitingEndsWithClose()
    {
        auto waiting = m_connection->wait(60s);
        m_connection->close();
        QCOMPARE(int(waitFor(std::move(waiting)).error().kind), int(ErrorKind::Cancelled));
    }

    void cancels()
    {
        auto sleeping = m_connection->query("select pg_sleep(60)");
        m_connection->cancel();
        const auto slept = waitFor(std::move(sleeping));
        QVERIFY(!slept);
        QCOMPARE(int(slept.error().kind), int(ErrorKind::Cancelled));
        QCOMPARE(slept.error().sqlState, QByteArray("57014"));
        m_connection->cancel(); // nothing runs
        QCOMPARE(number("select 1"), 1);
        // Nobody asked for this one.
        QVERIFY(!run("set statement_timeout = 20"));
        QCOMPARE(int(run("select pg_sleep(60)")->kind), int(ErrorKind::Database));
    }

    /// The server forgets a request that comes before its statement has begun; a statement that swallows one stands for
    /// it here.
    void cancelsUntilItIsHeard()
    {
        auto sleeping
            = m_connection->query("do $$ begin begin perform pg_sleep(60); exception when query_canceled then "
                                  "null; end; perform pg_sleep(60); end $$");
        QTRY_COMPARE(
            m_other->query("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")->value<std::int64_t>(),
            1);
        m_connection->cancel();
        const auto slept = waitFor(std::move(sleeping));
        QVERIFY(!slept);
        QCOMPARE(int(slept.error().kind), int(ErrorKind::Cancelled));
        QCOMPARE(number("select 1"), 1);
    }

    /// A request that comes too late for its statement must not stop the next one.
    void cancelNeverHitsTheNextStatement()
    {
        for (int i = 0; i < 200; ++i) {
            auto counting = m_connection->query("select count(*) from generate_series(1, $1::int)", Parameters(i * 10));
            m_connection->cancel();
            const auto counted = waitFor(std::move(counting));
            QVERIFY(counted || counted.error().kind == ErrorKind::Cancelled);
            QCOMPARE(number("select sum(i) from generate_series(1, $1::int) i", Parameters(3)), 6);
        }
    }

    void closingStopsTheStatement()
    {
        const QByteArray running = "select count(*) from pg_stat_activity where query like '%$1, closed%' and state = "
                                   "'active' and pid <> pg_backend_pid()";
        auto sleeping = m_connection->query("select pg_sleep($1), 'closed' as \"$1, closed\"", Parameters(60));
        QTRY_COMPARE(otherNumber(running), 1);
        m_connection->close();
        QCOMPARE(int(waitFor(std::move(sleeping)).error().kind), int(ErrorKind::Cancelled));
        QTRY_COMPARE(otherNumber(running), 0);
        // The same when the connection goes altogether.
        QVERIFY(waitFor(m_connection->open(m_server->settings())));
        sleeping = m_connection->query("select pg_sleep($1), 'closed' as \"$1, closed\"", Parameters(60));
        QTRY_COMPARE(otherNumber(running), 1);
        m_connection.reset();
        QCOMPARE(int(waitFor(std::move(sleeping)).error().kind), int(ErrorKind::Cancelled));
        QTRY_COMPARE(otherNumber(running), 0);
    }

    void aSecondCallerIsRefused()
    {
        auto sleeping = m_connection->query("select pg_sleep(0.05)");
        QCOMPARE(int(run("select 1")->kind), int(ErrorKind::Refused));
        QCOMPARE(int(waitFor(m_connection->wait(0ms)).error().kind), int(ErrorKind::Refused));
        QVERIFY(waitFor(std::move(sleeping)));
        QCOMPARE(number("select 1"), 1);
    }

    void aSilentServerIsLost()
    {
        const int pid = backend();
        m_connection->setSilenceLimit(300ms);
        QCOMPARE(::kill(pid, SIGSTOP), 0);
        const auto error = run("select 1");
        QCOMPARE(::kill(pid, SIGCONT), 0);
        QVERIFY(error);
        QCOMPARE(int(error->kind), int(ErrorKind::Connection));
        QVERIFY(error->message.contains(u"0.3"_s));
        QVERIFY(!m_connection->isOpen());
    }

    void tenThousandQueriesLeaveNothing()
    {
        for (int i = 0; i < 500; ++i)
            QCOMPARE(number("select $1::bigint", Parameters(i)), i);
        const int descriptors = openDescriptors();
        const std::int64_t before = residentBytes();
        for (int i = 0; i < 10'000; ++i) {
            const Result<ResultSet> rows = waitFor(m_connection->query("select $1::bigint", Parameters(i)));
            if (!rows || rows->value<std::int64_t>() != i)
                QFAIL("a wrong answer");
        }
        QCOMPARE(openDescriptors(), descriptors);
        if (!isSanitized)
            QCOMPARE_LE(residentBytes() - before, 2 << 20);
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "tst_connection.moc"
