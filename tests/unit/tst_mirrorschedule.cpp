// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorpromise.h"
#include "data/mirror/mirrorschedule.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace wuquan;

/// What decides when a mirror reads which slice: slices, budget, schedule, and the promise that follows.
class MirrorScheduleTest : public QObject {
    Q_OBJECT

private:
    using Time = MirrorSlice::Time;

    [[nodiscard]] static const MirrorRelation &relation(const QByteArray &name)
    {
        return *std::ranges::find(mirrorRelations(), name, &MirrorRelation::name);
    }
    /// Follows two relations that have been compared at a time, at a cost.
    [[nodiscard]] static MirrorSchedule schedule(Time comparedAt, double cost_s, bool hasVersion)
    {
        MirrorSchedule schedule(0.05, 5s);
        for (const char *name : {"area", "incident"}) {
            FollowedRelation followed;
            followed.source.relation = &relation(name);
            followed.source.hasVersion = hasVersion;
            followed.slices = MirrorSlices(100);
            for (int i = 1; i < 20; ++i)
                followed.slices.splitAfter(std::size_t(i - 1), i * 100);
            for (MirrorSlice &slice : followed.slices) {
                slice.digest = SliceDigest{100, "1", "2"};
                slice.comparedAt = slice.lookedAt = comparedAt;
            }
            followed.cost_s = cost_s;
            schedule.relations.push_back(followed);
        }
        return schedule;
    }

private Q_SLOTS:
    void slicesCoverAllKeys()
    {
        MirrorSlices slices(100);
        QCOMPARE(slices.size(), 1U);
        slices.splitAfter(0, 500);
        slices.splitAfter(0, 500);
        slices.splitAfter(1, 900);
        QCOMPARE(slices.size(), 3U);
        QCOMPARE(slices[0].to, 500);
        QCOMPARE(slices[1].from, 500);
        QCOMPARE(slices[2].from, 900);
        QCOMPARE(slices[2].to, MirrorSlice().to);
        QCOMPARE(slices.readLimit(1), 150);
        QCOMPARE(slices.readLimit(2), 100);
    }

    void storedSlicesAreCompleted()
    {
        const MirrorSlices slices(100,
            {{.from = 10, .to = 20, .digest = SliceDigest{}, .isNew = false},
                {.from = 15, .to = 30, .digest = SliceDigest{}, .isNew = false},
                {.from = 40, .to = 50, .digest = SliceDigest{}, .isNew = false}});
        QCOMPARE(slices.size(), 5U);
        std::int64_t end = MirrorSlice().from;
        for (const MirrorSlice &slice : slices) {
            QCOMPARE(slice.from, end);
            end = slice.to;
        }
        QCOMPARE(end, MirrorSlice().to);
        QVERIFY(!slices[0].digest && slices[1].digest && !slices[2].digest && slices[3].digest && !slices[4].digest);
    }

    void smallNeighboursAreJoined()
    {
        MirrorSlices slices(100);
        for (std::size_t i = 0; i < 3; ++i)
            slices.splitAfter(i, std::int64_t(i + 1) * 10);
        slices[0].digest = SliceDigest{90, "1", {}};
        slices[1].digest = SliceDigest{0, "0", {}};
        slices[2].digest = SliceDigest{30, "1", {}};
        slices[3].digest = SliceDigest{10, "1", {}};
        QVERIFY(slices.joinSmall());
        QCOMPARE(slices.size(), 2U);
        QCOMPARE(slices[0].to, 20);
        QVERIFY(!slices[0].digest && !slices[1].digest);
        QVERIFY(!slices.joinSmall());
    }

    void theBudgetIsKept()
    {
        const Time start = Time() + 1h;
        LoadBudget budget(0.05, start);
        Time now = start;
        for (int i = 0; i < 100; ++i) {
            now = std::max(now, budget.freeAt());
            budget.spend(now, std::chrono::milliseconds(1 + i % 40));
            now += std::chrono::milliseconds(1 + i % 40);
        }
        QVERIFY(budget.load(budget.freeAt()) <= 0.0501);
        QVERIFY(budget.load(budget.freeAt()) >= 0.0499);
        // What was not used is not saved up.
        now = budget.freeAt() + 1h;
        budget.spend(now, 100ms);
        QCOMPARE(budget.freeAt(), now + 2s);
    }

    void unreadSlicesComeFirstInTheOrderOfRelations()
    {
        MirrorSchedule both = schedule(Time() + 1h, 0.001, false);
        both.relations[1].slices[3].digest.reset();
        both.relations[0].slices[5].digest.reset();
        const auto task = both.next(0, true);
        QVERIFY(task);
        QVERIFY(task->what == MirrorTask::What::Read);
        QCOMPARE(task->relation, 0U);
        QCOMPARE(task->first, 5U);
    }

    void waitingSlicesAreTriedAgainAfterAChange()
    {
        const Time then = Time() + 1h;
        MirrorSchedule both = schedule(then, 0.001, false);
        MirrorSlice &slice = both.relations[0].slices[5];
        slice.digest.reset();
        slice.waitsSince = 7;
        QVERIFY(both.next(7, true)->what == MirrorTask::What::CompareRows);
        const auto task = both.next(8, true);
        QVERIFY(task->what == MirrorTask::What::Read);
        QCOMPARE(task->dueAt, then + 1s);
    }

    void neighboursAreComparedTogether()
    {
        const MirrorSchedule both = schedule(Time() + 1h, 0.001, false);
        QCOMPARE(both.next(0, true)->count, 10U);
        QCOMPARE(both.next(0, false)->count, 1U);
    }

    void periodFollowsTheCost_data()
    {
        QTest::addColumn<double>("cost_s");
        QTest::addColumn<int>("period_ms");
        // Forty slices at 5 %.
        QTest::newRow("next to nothing") << 0.0001 << 5000;
        QTest::newRow("half of the budget") << 0.005 << 8000;
        QTest::newRow("up to the whole") << 0.02 << 20000;
        QTest::newRow("more than fits") << 0.05 << 40000;
    }
    void periodFollowsTheCost()
    {
        QFETCH(const double, cost_s);
        QFETCH(const int, period_ms);
        const MirrorSchedule both = schedule(Time() + 1h, cost_s, false);
        QCOMPARE(std::chrono::round<std::chrono::milliseconds>(both.rowPeriod()).count(), period_ms);
        QVERIFY(!both.versionPeriod());
    }

    void versionsAreComparedMoreOften()
    {
        const Time then = Time() + 1h;
        const MirrorSchedule both = schedule(then, 0.02, true);
        QVERIFY(both.versionPeriod() == MirrorSchedule::Duration(5s));
        const auto task = both.next(0, true);
        QVERIFY(task->what == MirrorTask::What::CompareVersions);
        QCOMPARE(task->dueAt, then + 5s);
    }

    void comparedAtIsTheOldest()
    {
        const Time then = Time() + 1h;
        MirrorSchedule both = schedule(then, 0.02, true);
        both.relations[1].slices[4].comparedAt = then - 3s;
        QCOMPARE(both.comparedAt(), then - 3s);
        both.hurry(false);
        QCOMPARE(both.comparedAt(), Time::min());
    }

    void promiseIsHonest()
    {
        MirrorPromise promise;
        QVERIFY(promise.english().contains(u"within 30 s"_s));
        QVERIFY(!promise.english().contains(u"not faster"_s));
        promise.everything = 90s;
        promise.missing = {u"device"_s};
        QCOMPARE(promise.english(),
            u"comparison of snapshots in slices: within 90 s, no final state missed, intermediate states may be (not faster within a load of 5 % on the source); not copied at present: device"_s);
        QCOMPARE(promise.chinese(),
            u"逐片比对快照：90 秒内可见；最终状态不遗漏，中间状态可能略过（来源库负载限 5%，无法更快）；暂不同步：device"_s);
        // What screens show of an attribute.
        QVERIFY(promise.chinese().size() < 256 && promise.english().size() < 256);
    }
};

QTEST_APPLESS_MAIN(MirrorScheduleTest)
#include "tst_mirrorschedule.moc"
