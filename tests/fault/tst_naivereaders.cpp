// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/naivereaders.h"
#include "tests/fault/pair.h"
#include "tests/fault/workload.h"

#include <QTest>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Negative controls on real servers: readers that lose changes, and the checker that must say so. Beside each stands a
/// reader that loses nothing under the same fault, so that it is not the checker that errs.
class NaiveReadersTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Pair> m_pair;
    std::unique_ptr<postgres::Session> m_writer; ///< on the primary
    FeedEpoch m_epoch;
    std::vector<Write> m_writes;
    int m_inserted = 0;

    static std::unique_ptr<postgres::Session> connected(const postgres::Settings &settings)
    {
        auto session = postgres::Session::open(settings);
        return session ? std::make_unique<postgres::Session>(std::move(*session)) : nullptr;
    }

    /// Acknowledged once the session commits.
    void insert(postgres::Session &session)
    {
        const auto rows = session.query("insert into wuquan.device (source, source_id, kind_id, name) values "
                                        "('device', $1, 1, 'd') returning device_id, version, pg_current_xact_id()",
            postgres::Parameters(++m_inserted));
        QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().message));
        m_writes.push_back({m_epoch, std::uint64_t(rows->value<std::int64_t>(0, 2).value()),
            {Entity::Device, rows->value<std::int64_t>(0, 0).value()}, 1, Operation::Insert});
    }

    /// As if the reader's store were right, so that only what it gave out is judged.
    [[nodiscard]] QStringList judged(const NaiveReader &reader, postgres::Session &session) const
    {
        History history;
        history.writes = m_writes;
        history.batches = reader.batches();
        const auto rows = readRows(session);
        const auto log = readLog(session);
        if (!rows || !log)
            return {u"the server could not be read"_s};
        history.store = history.server = *rows;
        history.serverLog = *log;
        return check(history);
    }

    /// A transaction that writes first and commits last, with a poll in between.
    void commitLate(NaiveReader &reader, postgres::Session &onServer, bool onStandby)
    {
        QVERIFY(reader.start(onServer));
        const auto late = connected(m_pair->primary().settings());
        QVERIFY(late);
        QVERIFY(late->run("begin"));
        insert(*late);
        insert(*m_writer);
        if (onStandby)
            QVERIFY(m_pair->waitForReplay());
        QVERIFY(reader.poll(onServer));
        QVERIFY(late->run("commit"));
        insert(*m_writer);
        if (onStandby)
            QVERIFY(m_pair->waitForReplay());
        QVERIFY(reader.poll(onServer));
    }

    [[nodiscard]] QString lostLate() const
    {
        const Write &late = m_writes.front();
        return u"device %1 version 1 (I, transaction %2) was acknowledged and never seen (timeline 1 recovery %3)."_s
            .arg(late.row.key)
            .arg(late.xid)
            .arg(m_epoch.recovery);
    }

private Q_SLOTS:
    void init()
    {
        auto pair = Pair::make(Pair::Replication::Asynchronous);
        QVERIFY2(pair, qPrintable(pair ? QString() : pair.error().message));
        m_pair = std::move(*pair);
        m_writer = connected(m_pair->primary().settings());
        QVERIFY(m_writer);
        const auto epoch = readEpoch(*m_writer);
        QVERIFY(epoch);
        m_epoch = *epoch;
        m_writes.clear();
        QVERIFY(m_pair->waitForReplay());
    }

    void numbersLoseLateCommits()
    {
        NumberReader reader;
        commitLate(reader, *m_writer, false);
        QCOMPARE(judged(reader, *m_writer), QStringList(lostLate()));
    }

    void snapshotDifferencesLoseLateCommitsOnAStandby()
    {
        const auto standby = connected(m_pair->standby().settings());
        QVERIFY(standby);
        SnapshotDifferenceReader reader;
        commitLate(reader, *standby, true);
        QCOMPARE(judged(reader, *standby), QStringList(lostLate()));
    }

    void snapshotDifferencesAreRightOnAPrimary()
    {
        SnapshotDifferenceReader reader;
        commitLate(reader, *m_writer, false);
        QCOMPARE(judged(reader, *m_writer), QStringList());
    }

    void horizonsAreRightOnBoth_data()
    {
        QTest::addColumn<bool>("onStandby");
        QTest::newRow("primary") << false;
        QTest::newRow("standby") << true;
    }
    void horizonsAreRightOnBoth()
    {
        QFETCH(bool, onStandby);
        const auto server = connected(onStandby ? m_pair->standby().settings() : m_pair->primary().settings());
        QVERIFY(server);
        EpochlessReader reader;
        commitLate(reader, *server, onStandby);
        QCOMPARE(judged(reader, *server), QStringList());
    }

    void aCursorWithoutEpochLosesAfterAFailover()
    {
        EpochlessReader reader;
        QVERIFY(reader.start(*m_writer));
        QVERIFY(m_pair->cutReplication());
        for (int i = 0; i < 50; ++i)
            insert(*m_writer);
        QVERIFY(reader.poll(*m_writer));
        QVERIFY(m_pair->failOver());
        const auto successor = connected(m_pair->settings());
        QVERIFY(successor);
        const auto epoch = readEpoch(*successor);
        QVERIFY(epoch);
        QCOMPARE(epoch->timeline, 2);
        m_epoch = *epoch;
        insert(*successor);
        QVERIFY(m_writes.back().xid < m_writes[49].xid);
        QVERIFY(reader.poll(*successor));
        const QString lost
            = u"device %1 version 1 (I, transaction %2) was acknowledged and never seen (timeline 2 recovery %3)."_s
                  .arg(m_writes.back().row.key)
                  .arg(m_writes.back().xid)
                  .arg(m_epoch.recovery);
        const QStringList found = judged(reader, *successor);
        QVERIFY2(found.contains(lost), qPrintable(found.join(u'\n')));
    }

    /// The same reader as it is met in the wild: polling while writers are at work.
    void numbersLoseUnderLoad()
    {
        NumberReader numbers;
        EpochlessReader horizon;
        QVERIFY(numbers.start(*m_writer));
        QVERIFY(horizon.start(*m_writer));
        Workload load(
            [this]() -> Result<postgres::Settings> { return m_pair->primary().settings(); }, {.seed = 7, .pace = 1ms});
        load.start();
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] { return numbers.poll(*m_writer) && horizon.poll(*m_writer) && load.acknowledged() >= 1000; }(), 30000);
        load.stop();
        QVERIFY(load.writeLast());
        QVERIFY(numbers.poll(*m_writer));
        QVERIFY(horizon.poll(*m_writer));
        m_writes = load.writes();
        const QStringList lost = judged(numbers, *m_writer).filter(u"never seen"_s);
        QVERIFY(!lost.isEmpty());
        QCOMPARE(judged(horizon, *m_writer).filter(u"never seen"_s), QStringList());
    }
};

QTEST_GUILESS_MAIN(NaiveReadersTest)
#include "tst_naivereaders.moc"
