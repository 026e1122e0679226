// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/dispatchdistrict.h"
#include "tests/fault/dispatchstation.h"
#include "tests/fault/proxy.h"
#include "tests/support/temporaryserver.h"

#include <QTest>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;

/// Incidents on their way through the closed loop, handed from one station to the next.
class Conveyor {
public:
    struct Item {
        std::int64_t incident = 0;
        std::int64_t version = 0;
    };

    void put(const Item &item)
    {
        const std::lock_guard lock(m_mutex);
        m_items.push_back(item);
        ++m_put;
        m_changed.notify_all();
    }
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }
    /// The next one; none once the station before has ended.
    [[nodiscard]] std::optional<Item> take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_items.empty() || m_ended; });
        if (m_items.empty())
            return std::nullopt;
        const Item item = m_items.front();
        m_items.pop_front();
        return item;
    }
    /// Waits until so many came in, or no more come.
    void waitFor(int count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_put >= count || m_ended; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Item> m_items;
    int m_put = 0;
    bool m_ended = false;
};

/// Two hundred incidents from a source to their evaluation, by three logins, while the server dies and comes back.
class DispatchLoopTest : public QObject {
    Q_OBJECT

private:
    static constexpr int count = 200;

    /// What a login did.
    struct Work {
        Error failure{ErrorKind::Cancelled, {}};
        int done = 0;
        int repeats = 0;
    };

    std::unique_ptr<TemporaryServer> m_server;
    postgres::Settings m_keeper;
    std::unique_ptr<Proxy> m_proxy;

    [[nodiscard]] DispatchStation stationOf(const QString &login) const
    {
        return DispatchStation([this, login]() -> Result<postgres::Settings> {
            return postgres::Settings::parse(
                u"host=127.0.0.1 port=%1 user=%2 dbname=postgres sslmode=disable"_s.arg(m_proxy->port()).arg(login));
        });
    }

    /// One after the other, each with the version that the one before made; false when one was not done.
    static bool act(DispatchStation &at, Conveyor::Item &item, const QByteArrayList &actions, Work &work)
    {
        for (const QByteArray &action : actions) {
            const QByteArray detail = action == "dispatch" ? R"({"responder": 1})"
                : action == "evaluate"                     ? R"({"score": 5})"
                                                           : "{}";
            const auto answer = at.ask({item.incident, item.version, action, detail});
            if (!answer) {
                work.failure = answer.error();
                return false;
            }
            if (answer->outcome != DispatchAnswer::Outcome::Done) {
                work.failure = {ErrorKind::Refused, QString::fromUtf8(action + ": " + answer->reason)};
                return false;
            }
            item.version = answer->version;
            ++work.done;
        }
        return true;
    }

    /// Takes from one conveyor, acts, and puts on the next.
    Work worked(const QString &login, const QByteArrayList &actions, Conveyor &from, Conveyor &to) const
    {
        Work work;
        DispatchStation at = stationOf(login);
        while (auto item = from.take()) {
            if (!act(at, *item, actions, work))
                break;
            to.put(*item);
        }
        to.end();
        work.repeats = at.repeats();
        return work;
    }

    /// A number, asked for until the server is there.
    static Result<std::int64_t> number(
        DispatchStation &at, const QByteArray &sql, const postgres::Parameters &parameters)
    {
        for (;;) {
            const auto rows = at.query(sql, parameters);
            if (rows)
                return rows->value<std::int64_t>().value_or(0);
            if (rows.error().kind != ErrorKind::Connection)
                return std::unexpected(rows.error());
        }
    }

    /// Takes in what a source reports; ingest() knows what it has, so that it may be asked again.
    Work reported(const QString &login, Conveyor &to) const
    {
        Work work;
        DispatchStation at = stationOf(login);
        for (int i = 0; i < count; ++i) {
            const auto incident = number(at,
                "select (a ->> 'incident')::bigint from wuquan.ingest('resident', $1, 1::smallint, '噪声扰民', 21, 120.2, "
                "30.25, now()) a",
                postgres::Parameters("loop " + QByteArray::number(i)));
            const auto version = number(at, "select version from wuquan.incident where incident_id = $1",
                postgres::Parameters(incident.value_or(0)));
            if (!incident || !version) {
                work.failure = incident ? version.error() : incident.error();
                break;
            }
            Conveyor::Item item{*incident, *version};
            if (!act(at, item, {"file", "dispatch"}, work))
                break;
            to.put(item);
        }
        to.end();
        work.repeats = at.repeats();
        return work;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>(
            TemporaryServerOptions{.configuration = {"fsync=on", "full_page_writes=on"}});
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        const auto keeper = makeKeptDatabase(*m_server);
        QVERIFY2(keeper, qPrintable(keeper ? QString() : keeper.error().message));
        m_keeper = *keeper;
        auto proxy = Proxy::open(m_server->socketFile());
        QVERIFY(proxy);
        m_proxy = std::move(*proxy);
        auto session = postgres::Session::open(m_keeper);
        QVERIFY(session);
        const auto prepared = prepareDispatchDistrict(*session);
        QVERIFY2(prepared, qPrintable(prepared ? QString() : prepared.error().message));
    }

    void everyStepOnce()
    {
        Conveyor sent, handled, evaluated;
        Work room, field, desk;
        {
            const std::jthread first([&] { room = reported(u"operator1"_s, sent); });
            const std::jthread second(
                [&] { field = worked(u"field1"_s, {"accept", "arrive", "handle"}, sent, handled); });
            const std::jthread third([&] { desk = worked(u"desk1"_s, {"verify", "evaluate"}, handled, evaluated); });
            evaluated.waitFor(count / 3);
            // What was asked is done, and nobody is told so: neither before the server dies nor by itself.
            m_proxy->setFault({.kind = LinkFault::Kind::Cut, .bytes = 0});
            QTRY_COMPARE(m_proxy->links(), std::size_t(0));
            m_server->stop();
            m_server->start();
            m_proxy->setFault({});
        }
        QVERIFY(m_server->isRunning());
        for (const Work *work : {&room, &field, &desk})
            QVERIFY2(work->failure.message.isEmpty(), qPrintable(work->failure.message));
        QCOMPARE(room.done, 2 * count);
        QCOMPARE(field.done, 3 * count);
        QCOMPARE(desk.done, 2 * count);
        // Otherwise the server was not away while they worked.
        QVERIFY(room.repeats + field.repeats + desk.repeats > 0);

        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        const auto chains = session->query(
            "select kinds, count(*)::integer from (select i.incident_id, string_agg(e.seq || e.kind, ' ' order by e.seq) as "
            "kinds from wuquan.incident i join wuquan.incident_event e using (incident_id) where i.state = 7 "
            "group by i.incident_id) c group by kinds");
        QVERIFY(chains);
        QCOMPARE(chains->rowCount(), 1);
        QCOMPARE(chains->value<QString>(0, 0).value_or(QString()),
            u"1reported 2filed 3dispatched 4accepted 5arrived 6handled 7closed 8evaluated"_s);
        QCOMPARE(chains->value<std::int32_t>(0, 1).value_or(0), count);
        QCOMPARE(session->query("select from wuquan.audit_verify()")->rowCount(), 0);
        const auto requests = session->query("select count(*)::integer, count(*) filter (where answer ->> 'outcome' = "
                                             "'done')::integer from wuquan.dispatch_request");
        QCOMPARE(requests->value<std::int32_t>(0, 0).value_or(0), 7 * count);
        QCOMPARE(requests->value<std::int32_t>(0, 1).value_or(0), 7 * count);
        const auto orders
            = session->query("select count(*)::integer, count(distinct incident_id)::integer, "
                             "count(*) filter (where ended_as = 'done')::integer from wuquan.dispatch_order");
        for (int column = 0; column < 3; ++column)
            QCOMPARE(orders->value<std::int32_t>(0, column).value_or(0), count);
    }

    /// Every statement of dispatch() runs with the rights of the owner: row security must ask it nothing.
    void ownerIsAskedNothing_data()
    {
        QTest::addColumn<QByteArray>("table");
        for (const char *table :
            {"incident", "incident_event", "dispatch_order", "supervision", "recheck", "seat", "dispatch_request"})
            QTest::newRow(table) << QByteArray(table);
    }
    void ownerIsAskedNothing()
    {
        QFETCH(const QByteArray, table);
        auto session = postgres::Session::open(m_keeper);
        QVERIFY(session);
        const auto plan = session->query("explain select from wuquan." + table);
        QVERIFY(plan);
        QByteArray text;
        for (int i = 0; i < plan->rowCount(); ++i)
            text += plan->value<QByteArray>(i).value_or(QByteArray()) + '\n';
        QVERIFY2(text.contains("Scan") && !text.contains("SubPlan") && !text.contains("InitPlan")
                && !text.contains("Filter"),
            text.constData());
    }
};

QTEST_GUILESS_MAIN(DispatchLoopTest)
#include "tst_dispatchloop.moc"
