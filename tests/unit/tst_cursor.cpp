// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/cursor.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

/// A change log as PostgreSQL would show it: transactions take their number when they first write, ids when each row is
/// written, and nothing is visible before the commit.
class SimulatedLog {
public:
    explicit SimulatedLog(unsigned seed)
        : m_random(seed)
    {
    }

    /// One random thing happens: a transaction begins, writes or commits.
    void happen()
    {
        const unsigned what = m_random() % 4;
        if (what == 0 || m_running.empty()) {
            m_running[m_nextXid++] = {};
        } else {
            auto at = std::next(m_running.begin(), long(m_random() % m_running.size()));
            if (what < 3) {
                at->second.push_back({{at->first, m_nextId++}, Entity::Incident, int(m_random() % 100)});
            } else {
                m_visible.insert(m_visible.end(), at->second.begin(), at->second.end());
                m_running.erase(at);
            }
        }
    }

    void commitAll()
    {
        while (!m_running.empty()) {
            auto at = m_running.begin();
            m_visible.insert(m_visible.end(), at->second.begin(), at->second.end());
            m_running.erase(at);
        }
    }

    /// What pg_current_snapshot() says here; a standby does not know what runs.
    [[nodiscard]] TransactionSnapshot snapshot(bool onStandby) const
    {
        TransactionSnapshot snapshot;
        snapshot.xmax = m_nextXid;
        snapshot.xmin = m_running.empty() ? m_nextXid : m_running.begin()->first;
        snapshot.isExact = !onStandby;
        if (!onStandby) {
            for (const auto &[xid, rows] : m_running)
                snapshot.running.push_back(xid);
        }
        return snapshot;
    }

    /// What feed_changes.sql answers.
    [[nodiscard]] std::vector<LoggedChange> page(const PageRequest &request, std::size_t limit) const
    {
        std::vector<LoggedChange> rows;
        std::ranges::copy_if(m_visible, std::back_inserter(rows), [&](const LoggedChange &c) {
            const bool isNamed = std::ranges::contains(request.transactions, c.at.xid);
            return (isNamed && c.at > request.after) || c.at > request.tailAfter;
        });
        std::ranges::sort(rows, {}, &LoggedChange::at);
        rows.resize(std::min(rows.size(), limit));
        return rows;
    }

    [[nodiscard]] const std::vector<LoggedChange> &visible() const { return m_visible; }

private:
    std::minstd_rand m_random;
    std::uint64_t m_nextXid = 100;
    std::int64_t m_nextId = 1;
    std::map<std::uint64_t, std::vector<LoggedChange>> m_running;
    std::vector<LoggedChange> m_visible;
};

} // namespace

class CursorTest : public QObject {
    Q_OBJECT

public:
    enum class Servers { Primary, Standby, Lagging, Changing };
    Q_ENUM(Servers)

private Q_SLOTS:
    void everyChangeOnce_data()
    {
        QTest::addColumn<Servers>("servers");
        QTest::addColumn<int>("pageLimit");
        const std::pair<const char *, Servers> servers[]
            = {{"primary", Servers::Primary}, {"standby", Servers::Standby}, {"a standby that lags", Servers::Lagging},
                {"now one, now the other", Servers::Changing}};
        const std::pair<const char *, int> limits[]
            = {{"pages of one row", 1}, {"small pages", 3}, {"one page a round", 100000}};
        for (const auto &[server, kind] : servers) {
            for (const auto &[limit, rows] : limits)
                QTest::addRow("%s, %s", server, limit) << kind << rows;
        }
    }

    void everyChangeOnce()
    {
        QFETCH(const Servers, servers);
        QFETCH(const int, pageLimit);
        for (unsigned seed = 1; seed <= 50; ++seed) {
            std::minstd_rand random(seed);
            SimulatedLog log(seed);
            SimulatedLog behind = log;
            ChangeCursor cursor(log.snapshot(false));
            std::vector<ChangePosition> taken;
            const auto poll = [&](const SimulatedLog &server, bool onStandby) {
                const auto page = server.page(cursor.nextPage(onStandby), std::size_t(pageLimit));
                for (const LoggedChange &change : cursor.take(page, std::size_t(pageLimit), server.snapshot(onStandby)))
                    taken.push_back(change.at);
            };
            for (int i = 0; i < 400; ++i) {
                if (i % 20 == 0)
                    behind = log;
                log.happen();
                if (i % 7 != 0)
                    continue;
                const bool onStandby = servers == Servers::Standby || servers == Servers::Lagging
                    || (servers == Servers::Changing && random() % 2 == 0);
                if (servers == Servers::Lagging || servers == Servers::Changing)
                    cursor.interrupt();
                const bool lags = onStandby && (servers == Servers::Lagging || servers == Servers::Changing);
                poll(lags && random() % 2 == 0 ? behind : log, onStandby);
            }
            log.commitAll();
            const bool onStandby = servers == Servers::Standby || servers == Servers::Lagging;
            if (servers == Servers::Changing)
                cursor.interrupt();
            while (cursor.isInRound())
                poll(log, onStandby);
            do {
                poll(log, onStandby);
            } while (cursor.isInRound());
            std::vector<ChangePosition> wanted;
            std::ranges::transform(log.visible(), std::back_inserter(wanted), &LoggedChange::at);
            std::ranges::sort(wanted);
            std::ranges::sort(taken);
            QVERIFY2(taken == wanted,
                qPrintable(
                    QStringLiteral("seed %1: %2 taken, %3 written").arg(seed).arg(taken.size()).arg(wanted.size())));
            QVERIFY(onStandby || cursor.tail() == 0);
        }
    }

    /// Kept on disk is the horizon alone: what lies above it comes again, nothing is missing.
    void aKeptPositionLosesNothing()
    {
        for (unsigned seed = 1; seed <= 50; ++seed) {
            SimulatedLog log(seed);
            ChangeCursor cursor(log.snapshot(false));
            std::set<ChangePosition> taken;
            for (int i = 0; i < 400; ++i) {
                log.happen();
                if (i % 7 == 0) {
                    for (const LoggedChange &change :
                        cursor.take(log.page(cursor.nextPage(false), 100000), 100000, log.snapshot(false)))
                        taken.insert(change.at);
                }
                if (i % 50 == 0)
                    cursor = ChangeCursor(cursor.position());
            }
            log.commitAll();
            for (const LoggedChange &change :
                cursor.take(log.page(cursor.nextPage(false), 100000), 100000, log.snapshot(false)))
                taken.insert(change.at);
            QCOMPARE(taken.size(), log.visible().size());
        }
    }

    /// However much others commit behind a writer that stays open, a primary is asked for nothing twice.
    void openWriterCostsNothing()
    {
        ChangeCursor cursor(TransactionSnapshot{100, 100, {}});
        TransactionSnapshot snapshot{100, 600'101, {100}};
        std::vector<LoggedChange> page;
        for (std::uint64_t xid = 101; xid <= 600'100; ++xid)
            page.push_back({{xid, std::int64_t(xid)}, Entity::Incident, 1, 1});
        QCOMPARE(cursor.take(page, 1'000'000, snapshot).size(), 600'000u);
        QCOMPARE(cursor.position().xid, 99u);
        QCOMPARE(cursor.tail(), 0u);
        const PageRequest next = cursor.nextPage(false);
        QCOMPARE(next.tailAfter.xid, 600'100u);
        QCOMPARE(next.transactions, std::vector<std::uint64_t>{100});
    }

    void snapshotText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isUsable");
        QTest::newRow("nothing runs") << "12:12:"_ba << true;
        QTest::newRow("two run") << "12:20:12,15"_ba << true;
        QTest::newRow("empty") << ""_ba << false;
        QTest::newRow("no running") << "12:20"_ba << false;
        QTest::newRow("upside down") << "20:12:"_ba << false;
        QTest::newRow("letters") << "a:b:c"_ba << false;
        QTest::newRow("no mark between") << "12:20:12 15"_ba << false;
        QTest::newRow("too large") << "99999999999999999999:99999999999999999999:"_ba << false;
    }
    void snapshotText()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, isUsable);
        QCOMPARE(TransactionSnapshot::parse(text.toStdString(), true).has_value(), isUsable);
    }

    void snapshotSees()
    {
        const auto snapshot = TransactionSnapshot::parse("12:20:15,12", true);
        QVERIFY(snapshot);
        QVERIFY(snapshot->sees(11));
        QVERIFY(!snapshot->sees(12));
        QVERIFY(snapshot->sees(13));
        QVERIFY(!snapshot->sees(15));
        QVERIFY(snapshot->sees(19));
        QVERIFY(!snapshot->sees(20));
    }

    /// The negative control: the obvious "id > last" loses rows on the same histories.
    void naiveCursorLoses()
    {
        qsizetype lost = 0;
        for (unsigned seed = 1; seed <= 50; ++seed) {
            SimulatedLog log(seed);
            std::int64_t last = 0;
            std::size_t taken = 0;
            const auto poll = [&] {
                for (const LoggedChange &change : log.page(PageRequest{}, 100000)) {
                    if (change.at.id > last)
                        ++taken;
                }
                for (const LoggedChange &change : log.visible())
                    last = std::max(last, change.at.id);
            };
            for (int i = 0; i < 400; ++i) {
                log.happen();
                if (i % 7 == 0)
                    poll();
            }
            log.commitAll();
            poll();
            lost += qsizetype(log.visible().size()) - qsizetype(taken);
        }
        QVERIFY(lost > 0);
    }

    /// The negative control on a standby: what is not in the list of running transactions is taken for finished.
    void snapshotDifferenceLosesOnAStandby()
    {
        std::size_t lost = 0;
        for (unsigned seed = 1; seed <= 50; ++seed) {
            SimulatedLog log(seed);
            ChangeCursor cursor(log.snapshot(false));
            std::size_t taken = 0;
            const auto poll = [&] {
                TransactionSnapshot snapshot = log.snapshot(true);
                snapshot.isExact = true; // believed
                taken += cursor.take(log.page(cursor.nextPage(false), 100000), 100000, snapshot).size();
            };
            for (int i = 0; i < 400; ++i) {
                log.happen();
                if (i % 7 == 0)
                    poll();
            }
            log.commitAll();
            poll();
            lost += log.visible().size() - taken;
        }
        QVERIFY(lost > 0);
    }

    void shortPageEndsAtTheHorizon()
    {
        ChangeCursor cursor(TransactionSnapshot{500, 500, {}});
        QCOMPARE(cursor.position().xid, 499u);
        QVERIFY(cursor.take({}, 10, TransactionSnapshot{900, 900, {}}).empty());
        QCOMPARE(cursor.position().xid, 899u);
        QVERIFY(!cursor.isBehind(899));
        QVERIFY(cursor.isBehind(900));
    }
};

QTEST_APPLESS_MAIN(CursorTest)
#include "tst_cursor.moc"
