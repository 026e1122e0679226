// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/dispatchdistrict.h"
#include "tests/fault/dispatchrace.h"

#include <QTest>

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
            *m_server, {.way = way, .seed = seed, .incidents = 200, .kills = 20, .cuts = 40, .proxied = 1})
            .run();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>(
            TemporaryServerOptions{.configuration = {"fsync=on", "full_page_writes=on"}});
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
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
