// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/cursor.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace wuquan;

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

    [[nodiscard]] std::uint64_t horizon() const { return m_running.empty() ? m_nextXid : m_running.begin()->first; }

    [[nodiscard]] std::vector<LoggedChange> page(ChangePosition after, std::size_t limit) const
    {
        std::vector<LoggedChange> rows;
        std::ranges::copy_if(m_visible, std::back_inserter(rows), [&](const LoggedChange &c) { return c.at > after; });
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

private Q_SLOTS:
    void everyChangeOnce_data()
    {
        QTest::addColumn<int>("pageLimit");
        QTest::newRow("pages of one row") << 1;
        QTest::newRow("small pages") << 3;
        QTest::newRow("one page a round") << 100000;
    }

    void everyChangeOnce()
    {
        QFETCH(const int, pageLimit);
        for (unsigned seed = 1; seed <= 50; ++seed) {
            SimulatedLog log(seed);
            ChangeCursor cursor(log.horizon());
            std::vector<ChangePosition> taken;
            const auto poll = [&] {
                const auto page = log.page(cursor.pageStart(), std::size_t(pageLimit));
                for (const LoggedChange &change : cursor.take(page, std::size_t(pageLimit), log.horizon()))
                    taken.push_back(change.at);
            };
            for (int i = 0; i < 400; ++i) {
                log.happen();
                if (i % 7 == 0)
                    poll();
            }
            log.commitAll();
            do {
                poll();
            } while (cursor.isInRound());
            poll();
            while (cursor.isInRound())
                poll();
            std::vector<ChangePosition> wanted;
            std::ranges::transform(log.visible(), std::back_inserter(wanted), &LoggedChange::at);
            std::ranges::sort(wanted);
            std::ranges::sort(taken);
            QVERIFY2(taken == wanted,
                qPrintable(
                    QStringLiteral("seed %1: %2 taken, %3 written").arg(seed).arg(taken.size()).arg(wanted.size())));
        }
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
                for (const LoggedChange &change : log.page({}, 100000)) {
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

    void shortPageEndsAtTheHorizon()
    {
        ChangeCursor cursor(500);
        QCOMPARE(cursor.position().xid, 499u);
        QVERIFY(cursor.take({}, 10, 900).empty());
        QCOMPARE(cursor.position().xid, 899u);
        QVERIFY(!cursor.isBehind(899));
        QVERIFY(cursor.isBehind(900));
    }
};

QTEST_APPLESS_MAIN(CursorTest)
#include "tst_cursor.moc"
