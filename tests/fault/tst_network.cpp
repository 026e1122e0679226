// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/networkpair.h"
#include "tests/fault/run.h"
#include "tests/support/temporaryserver.h"

#include <QTest>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::chrono::milliseconds)

/// A real network of the kernel's that loses packets, between the feed and its server. The writers use the socket.
class NetworkTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<NetworkPair> m_network;
    std::unique_ptr<TemporaryServer> m_server;

    [[nodiscard]] SettingsSource overNetwork() const
    {
        return [this] {
            return postgres::Settings::parse(
                u"host=%1 user=postgres dbname=postgres sslmode=disable"_s.arg(m_network->serverAddress()));
        };
    }
    [[nodiscard]] SettingsSource bySocket() const
    {
        return [this]() -> Result<postgres::Settings> { return m_server->settings(); };
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto network = NetworkPair::make();
        if (!network && network.error().kind == ErrorKind::Refused)
            QSKIP(qPrintable(u"no network of our own can be made here: "_s + network.error().message));
        QVERIFY2(network, qPrintable(network ? QString() : network.error().message));
        m_network = std::move(*network);
    }

    void init()
    {
        QVERIFY(m_network->setLoss(0));
        m_server.reset(); // it has the address
        const TemporaryServerOptions options{
            .configuration = {"listen_addresses=" + m_network->serverAddress().toLatin1()}, .trustsEveryAddress = true};
        QVERIFY(m_network->atServer([&] { m_server = std::make_unique<TemporaryServer>(options); }));
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        QVERIFY(prepareDistrict(*session));
    }

    void lossyLink_data()
    {
        QTest::addColumn<double>("share");
        QTest::newRow("5 %") << 0.05;
        QTest::newRow("30 %") << 0.3;
    }
    void lossyLink()
    {
        QFETCH(double, share);
        Run run(overNetwork(), bySocket(), {.seed = 31});
        QVERIFY(run.start());
        QVERIFY(m_network->setLoss(share));
        const int heard = run.reader().heard();
        QVERIFY(run.writeMore(shortOrLong(500, 20000)));
        QVERIFY(m_network->setLoss(0));
        QVERIFY(run.waitUntilLive());
        QCOMPARE(run.finish(), QString());
        QVERIFY(run.reader().heard() > heard);
    }

    void partition_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("length");
        if (!isLong()) {
            QTest::newRow("12 s") << std::chrono::milliseconds(12s);
            return;
        }
        QTest::newRow("30 s") << std::chrono::milliseconds(30s);
        QTest::newRow("5 min") << std::chrono::milliseconds(5min);
    }
    /// No FIN, no RST: only silence tells.
    void partition()
    {
        QFETCH(std::chrono::milliseconds, length);
        Run run(overNetwork(), bySocket(), {.seed = 32});
        QVERIFY(run.start());
        QVERIFY(run.writeMore(100));
        QVERIFY(m_network->setLoss(1));
        QElapsedTimer since;
        since.start();
        QVERIFY(waitFor([&] { return run.reader().status().state == FeedStatus::State::Down; }, 12s));
        QVERIFY2(since.elapsed() <= 10000, qPrintable(u"%1 ms"_s.arg(since.elapsed())));
        QVERIFY(!run.reader().status().reason.message.isEmpty());
        const auto rest = length - std::chrono::milliseconds(since.elapsed());
        QVERIFY(!waitFor([&] { return run.reader().isLive(); }, rest));
        QVERIFY(m_network->setLoss(0));
        QVERIFY(run.waitUntilLive());
        QCOMPARE(run.finish(), QString());
        // It went on where it stood.
        QCOMPARE(run.reader().readAnew(), 1);
    }
};

QTEST_GUILESS_MAIN(NetworkTest)
#include "tst_network.moc"
