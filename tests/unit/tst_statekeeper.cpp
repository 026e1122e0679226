// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/statekeeper.h"
#include "data/store/districtstore.h"
#include "data/store/statefile.h"
#include "tests/support/unprivileged.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto never = 24h;

FeedPosition position(std::int64_t id)
{
    return {{7, 1, 0}, {100, id}};
}

/// A complete state with one incident, whose version and position are both `id`.
ChangeBatch state(std::int64_t id)
{
    ChangeBatch batch;
    batch.startsAnew = batch.complete = true;
    Incident incident;
    incident.id = {1};
    incident.version = id;
    batch.incidents = {incident};
    batch.position = position(id);
    return batch;
}

} // namespace

class StateKeeperTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(u"state"_s);
    }

    void savesAtIntervals()
    {
        DistrictStore store;
        store.apply(state(1));
        const StateKeeper keeper(store, m_path, 20ms);
        QTRY_VERIFY(QFileInfo::exists(m_path));
        QCOMPARE(readState(m_path)->position, position(1));
        store.apply(state(2));
        QTRY_COMPARE(readState(m_path)->position, position(2));
        QCOMPARE(readState(m_path)->incidents, store.incidents());
        QVERIFY(keeper.problem().isEmpty());
    }

    void savesAtTheEnd()
    {
        DistrictStore store;
        {
            const StateKeeper keeper(store, m_path, never);
            store.apply(state(3));
        }
        QCOMPARE(readState(m_path)->position, position(3));
    }

    /// What was applied while a write ran is written after it.
    void savesAtTheEndWhatCameDuringAWrite()
    {
        DistrictStore store;
        store.apply(state(1));
        {
            StateKeeper keeper(store, m_path, never);
            QVERIFY(keeper.save());
            QVERIFY(!keeper.save());
            store.apply(state(2));
        }
        QCOMPARE(readState(m_path)->position, position(2));
    }

    void anUnchangedStateIsNotWrittenAgain()
    {
        DistrictStore store;
        store.apply(state(1));
        {
            StateKeeper keeper(store, m_path, never);
            QVERIFY(keeper.save());
            QTRY_VERIFY(QFileInfo::exists(m_path));
            QVERIFY(QFile::remove(m_path));
            QVERIFY(!keeper.save());
            // A batch that says nothing of the position changes none.
            store.apply(ChangeBatch());
            QVERIFY(!keeper.save());
        }
        QVERIFY(!QFileInfo::exists(m_path));
    }

    void anIncompleteStateIsNotWritten_data()
    {
        QTest::addColumn<bool>("complete");
        QTest::addColumn<bool>("positioned");
        QTest::newRow("empty") << false << false;
        QTest::newRow("in parts") << false << true;
        QTest::newRow("without position") << true << false;
    }
    void anIncompleteStateIsNotWritten()
    {
        QFETCH(const bool, complete);
        QFETCH(const bool, positioned);
        DistrictStore store;
        ChangeBatch batch = state(1);
        batch.complete = complete;
        if (!positioned)
            batch.position.reset();
        store.apply(batch);
        {
            StateKeeper keeper(store, m_path, never);
            QVERIFY(!keeper.save());
        }
        QVERIFY(!QFileInfo::exists(m_path));
    }

    /// Told once while the reason is the same, tried again at every turn, and forgotten when it went well.
    void anUnwritableFolderIsToldOnce()
    {
        DistrictStore store;
        store.apply(state(1));
        {
            StateKeeper keeper(store, m_path, never);
            {
                const test::Unprivileged user(m_folder->path());
                QVERIFY(user.isEffective());
                QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"state file .*/state"_s));
                QVERIFY(keeper.save());
                QTRY_VERIFY(!keeper.problem().isEmpty());
                QVERIFY2(keeper.problem().contains(m_path), qPrintable(keeper.problem()));
                // A second warning would fail this test.
                for (int turn = 0; turn < 2; ++turn) {
                    bool begun = false;
                    QTRY_VERIFY(begun || (begun = keeper.save()));
                }
            }
            store.apply(state(2));
            bool begun = false;
            QTRY_VERIFY(begun || (begun = keeper.save()));
            QTRY_VERIFY(keeper.problem().isEmpty());
        }
        QCOMPARE(readState(m_path)->position, position(2));
    }

    void aFailureAtTheEndIsTold()
    {
        DistrictStore store;
        store.apply(state(1));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"state file"_s));
        {
            const StateKeeper keeper(store, m_folder->path(), never);
        }
        QVERIFY(QFileInfo(m_folder->path()).isDir());
    }
};

QTEST_GUILESS_MAIN(StateKeeperTest)
#include "tst_statekeeper.moc"
