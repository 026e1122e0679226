// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/dispatchdistrict.h"
#include "tests/fault/dispatchrace.h"

#include <QTest>

#include <barrier>
#include <thread>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using Way = RaceOptions::Way;

/// Stations that give the same incident to different teams at the same moment, over links that break: one of them does,
/// and each knows whether it was the one. Negative controls: a station that asks again under another key, and one that
/// writes without dispatch().
class DispatchRaceTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;

    [[nodiscard]] Result<RaceFindings> raced(Way way, unsigned seed) const
    {
        return DispatchRace(
            *m_server, {.way = way, .seed = seed, .incidents = 200, .kills = 10, .cuts = 15, .proxied = 1})
            .run();
    }

    /// Gives orders to all four teams, signs for them, and takes them back with the others; what went wrong, empty when
    /// nothing did.
    static QString sentAndRecalled(
        DispatchStation &at, std::int64_t incident, std::size_t first, std::barrier<> &together)
    {
        const auto team = [first](std::size_t i) { return QByteArray::number(qint64(1 + (first + i) % 4)); };
        const QByteArray to = "{\"responder\": " + team(0) + ", \"co\": [{\"responder\": " + team(1)
            + "}, {\"responder\": " + team(2) + "}, {\"responder\": " + team(3) + "}]}";
        auto answer = at.ask({incident, 1, "dispatch", to});
        const auto orders
            = at.query("select order_id from wuquan.dispatch_order where incident_id = $1 order by main, order_id",
                postgres::Parameters(incident));
        for (int i = 0; orders && i < orders->rowCount() && isDone(answer); ++i) {
            const QByteArray one = QByteArray::number(orders->value<std::int64_t>(i).value_or(0));
            answer = at.ask({incident, answer->version, "accept", "{\"order\": " + one + '}'});
        }
        together.arrive_and_wait();
        if (orders && orders->rowCount() == 4 && isDone(answer))
            answer = at.ask({incident, answer->version, "recall"});
        if (!answer)
            return answer.error().message;
        if (at.collisions() > 0)
            return u"stations waited for each other in a circle"_s;
        return isDone(answer) ? QString() : u"not done: "_s + QString::fromUtf8(answer->reason);
    }
    static bool isDone(const Result<DispatchAnswer> &answer)
    {
        return answer && answer->outcome == DispatchAnswer::Outcome::Done;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>(
            TemporaryServerOptions{.configuration = {"fsync=on", "full_page_writes=on"}});
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        const auto keeper = makeKeptDatabase(*m_server);
        QVERIFY2(keeper, qPrintable(keeper ? QString() : keeper.error().message));
        auto session = postgres::Session::open(*keeper);
        QVERIFY(session);
        const auto prepared = prepareDispatchDistrict(*session);
        QVERIFY2(prepared, qPrintable(prepared ? QString() : prepared.error().message));
    }

    void oneOrderEach()
    {
        const auto found = raced(Way::Dispatch, 1);
        QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
        QCOMPARE(found->winners, 200);
        QCOMPARE(found->doubles, 0);
        QCOMPARE(found->lost, 0);
        QCOMPARE(found->chainFaults, 0);
        QCOMPARE(found->conflicts, 200 * (DispatchRace::racers - 1));
        QCOMPARE(found->collisions, 0);
        // Otherwise nothing was tried.
        QVERIFY(found->killed > 0 && found->repeats > 0);
    }

    /// Eight desks end orders of the same four teams at the same moment, each in another sequence: nobody waits for
    /// somebody who waits, and a team is free once nobody has it.
    void sharedTeams()
    {
        constexpr int desks = 8;
        constexpr int rounds = 25;
        auto owner = postgres::Session::open(m_server->settings());
        QVERIFY(owner);
        const auto keys = addIncidents(*owner, "shared ", desks * rounds, 2);
        QVERIFY(keys);
        std::barrier together(desks);
        std::array<QString, desks> problems;
        {
            std::vector<std::jthread> threads;
            for (std::size_t desk = 0; desk < desks; ++desk) {
                threads.emplace_back([&, desk] {
                    DispatchStation at([this, desk]() -> Result<postgres::Settings> {
                        return postgres::Settings::parse(u"host='%1' user=desk%2 dbname=postgres"_s.arg(
                            m_server->socketFolder(), QString::number(desk + 1)));
                    });
                    for (std::size_t round = 0; round < rounds && problems[desk].isEmpty(); ++round)
                        problems[desk] = sentAndRecalled(at, (*keys)[round * desks + desk], desk, together);
                    together.arrive_and_drop();
                });
            }
        }
        for (const QString &problem : problems)
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const auto busy = owner->query("select count(*)::integer from wuquan.responder where state <> 0");
        QCOMPARE(busy->value<std::int32_t>().value_or(-1), 0);
    }

    /// A new key after a lost reply: told "no" by its own order.
    void newKeyLosesOrders()
    {
        const auto found = raced(Way::NewKey, 2);
        QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
        QVERIFY2(found->lost > 0, "the careless stations lost nothing");
        QCOMPARE(found->doubles, 0);
    }

    /// Who looks at the state and then writes gives two orders.
    void plainUpdateGivesTwoOrders()
    {
        const auto found = raced(Way::PlainUpdate, 3);
        QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
        QVERIFY2(found->doubles > 0, "writing without dispatch() gave nobody two orders");
        QVERIFY(found->winners < 200);
    }
};

QTEST_GUILESS_MAIN(DispatchRaceTest)
#include "tst_dispatchrace.moc"
