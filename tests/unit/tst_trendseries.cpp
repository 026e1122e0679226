// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/trends/trendcube.h"
#include "data/trends/trendseries.h"

#include <QTest>

#include <limits>

using namespace wuquan;

namespace {

constexpr Circle circle = Circle::Campus;
const QDate today(2026, 8, 27); // a Thursday

/// 800 days up to yesterday; each day counts its day of the week (1…7), the year before ten more.
TrendCube cube()
{
    TrendCube cube(today.addDays(-800), 800);
    for (QDate day = cube.firstDay(); day < today; day = day.addDays(1))
        cube.setCount(std::nullopt, circle, day, day.dayOfWeek() + (day < today.addDays(-364 + 60) ? 10 : 0));
    // As many as the cube counts for that day, and three on the same date.
    std::vector<int> seconds{100, 50000, 80000};
    cube.addHours(std::nullopt, circle, today.addYears(-1), seconds);
    seconds.resize(14, 80000);
    cube.addHours(std::nullopt, circle, today.addDays(-364), seconds);
    return cube;
}

} // namespace

/// Days, weeks and months of a cube as a chart shows them.
class TestTrendSeries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void historyBeginsWithTheFirstCount()
    {
        const QDate today(2018, 9, 1);
        TrendCube cube(today.addDays(-1000), 1000);
        cube.setCount(std::nullopt, Circle::Public, today.addDays(-100), 7);
        cube.setCount(AreaId{3}, Circle::Campus, today.addDays(-90), 2);
        cube.trimToHistory();
        QCOMPARE(cube.firstDay(), today.addDays(-100));
        QCOMPARE(cube.endDay(), today);
        QCOMPARE(cube.sum(std::nullopt, Circle::Public, today.addDays(-100), today.addDays(-99)), 7);
        QCOMPARE(cube.sum(AreaId{3}, Circle::Campus, today.addDays(-90), today), 2);
        TrendCube young(today.addDays(-1000), 1000);
        young.trimToHistory();
        QCOMPARE(young.firstDay(), today.addDays(-30));
        QCOMPARE(young.endDay(), today);
    }

    void startsOfSteps()
    {
        QCOMPARE(startOfStep(today, TrendStep::Day), today);
        QCOMPARE(startOfStep(today, TrendStep::Week), QDate(2026, 8, 24));
        QCOMPARE(startOfStep(today, TrendStep::Month), QDate(2026, 8, 1));
    }

    /// An answer comes in pieces, and folded counts beside those that are not.
    void whatComesInPiecesAddsUp()
    {
        TrendCube pieces(today.addDays(-3), 3);
        pieces.addCount(std::nullopt, circle, today.addDays(-2), 5);
        pieces.addCount(std::nullopt, circle, today.addDays(-2), -2);
        pieces.addCount(std::nullopt, circle, today, 7); // outside
        QCOMPARE(pieces.sum(std::nullopt, circle, today.addDays(-3), today), 3);
        pieces.addCount(std::nullopt, circle, today.addDays(-1), std::numeric_limits<int>::max());
        pieces.addCount(std::nullopt, circle, today.addDays(-1), std::numeric_limits<int>::max());
        QCOMPARE(pieces.days(std::nullopt, circle)[2], TrendCube::greatestSum);
        pieces.addHours(std::nullopt, circle, today.addDays(-364), {30, 10});
        pieces.addHours(std::nullopt, circle, today.addDays(-364), {20});
        QCOMPARE(pieces.countUntil(std::nullopt, circle, today.addDays(-364), 20), 2);
        QCOMPARE(pieces.countUntil(std::nullopt, circle, today.addDays(-364), 30), 3);
    }

    void daysMeetTheirWeekday()
    {
        const TrendSeries series = trendSeries(cube(), std::nullopt, circle, TrendStep::Day, 2, 60000);
        QCOMPARE(series.points.size(), 30U);
        const TrendPoint &yesterday = series.points[28];
        QCOMPARE(yesterday.start, today.addDays(-1));
        QCOMPARE(yesterday.thisYear, 3);
        QCOMPARE(yesterday.lastYear, 13);
        QCOMPARE(*yesterday.expected, (ExpectedRange{3, 3}));
        QVERIFY(!yesterday.partial);
    }

    void todayIsPartialAndComparedWithTheSameHours()
    {
        const TrendSeries series = trendSeries(cube(), std::nullopt, circle, TrendStep::Day, 3, 60000);
        QVERIFY(series.points.back().partial);
        QCOMPARE(series.points.back().thisYear, 3);
        QCOMPARE(series.presentLastYear, 2);
        QCOMPARE(series.change(), 0.5);
    }

    void weeksSumSevenDays()
    {
        const TrendSeries series = trendSeries(cube(), std::nullopt, circle, TrendStep::Week, 2, 60000);
        QCOMPARE(series.points.size(), 26U);
        QCOMPARE(series.points[24].thisYear, 28);
        QCOMPARE(series.points[24].lastYear, 98);
        QCOMPARE(series.points[25].thisYear, 1 + 2 + 3 + 2);
        QVERIFY(series.points[25].partial);
    }

    /// The figure is compared with the dashed line's days: at the end of the day both say the same.
    void figureAndLineAgree_data()
    {
        QTest::addColumn<TrendStep>("step");
        QTest::addColumn<int>("atNoonLastYear");
        // A Monday to Wednesday of 11, 12 and 13, and one by noon of Thursday, 28 August 2025.
        QTest::newRow("day") << TrendStep::Day << 1;
        QTest::newRow("week") << TrendStep::Week << 11 + 12 + 13 + 1;
        // By date: 1 to 26 August 2025 and one by noon of the 27th.
        QTest::newRow("month") << TrendStep::Month << cube().sum(std::nullopt, circle, {2025, 8, 1}, {2025, 8, 27}) + 1;
    }
    void figureAndLineAgree()
    {
        QFETCH(TrendStep, step);
        QFETCH(int, atNoonLastYear);
        const TrendSeries noon = trendSeries(cube(), std::nullopt, circle, step, 2, 43200);
        QCOMPARE(noon.presentLastYear, atNoonLastYear);
        if (step == TrendStep::Day) {
            const TrendSeries midnight = trendSeries(cube(), std::nullopt, circle, step, 2, 86399);
            QCOMPARE(midnight.points.back().lastYear, midnight.presentLastYear);
        }
    }

    void monthsByDate()
    {
        const TrendSeries series = trendSeries(cube(), std::nullopt, circle, TrendStep::Month, 0, 0);
        QCOMPARE(series.points.size(), 12U);
        QCOMPARE(series.points.back().start, QDate(2026, 8, 1));
        QCOMPARE(series.points[10].end, QDate(2026, 8, 1));
        int july = 0;
        for (QDate day(2026, 7, 1); day < QDate(2026, 8, 1); day = day.addDays(1))
            july += day.dayOfWeek();
        QCOMPARE(series.points[10].thisYear, july);
    }

    void beyondTheCubeThereIsNothing()
    {
        TrendCube young(today.addDays(-5), 5);
        young.setCount(std::nullopt, circle, today.addDays(-1), 4);
        const TrendSeries series = trendSeries(young, std::nullopt, circle, TrendStep::Day, 1, 0);
        QVERIFY(!series.points[0].thisYear);
        QVERIFY(!series.points[28].lastYear);
        QVERIFY(!series.points[28].expected);
        QCOMPARE(series.points[28].thisYear, 4);
        QVERIFY(!series.change());
    }

    /// Counts that a foreign database may say must not overflow.
    void enormousCountsStayNumbers()
    {
        TrendCube large(today.addDays(-400), 400);
        for (int day = 0; day < 400; ++day)
            large.setCount(std::nullopt, circle, large.firstDay().addDays(day), std::numeric_limits<int>::max());
        QCOMPARE(large.sum(std::nullopt, circle, large.firstDay(), large.endDay()), TrendCube::greatestSum);
        QVERIFY(trendSeries(large, std::nullopt, circle, TrendStep::Month, 7, 0).present > 0);
    }

    /// What a file says is a cube only when its parts fit together.
    void partsMustFit_data()
    {
        QTest::addColumn<QDate>("firstDay");
        QTest::addColumn<int>("dayCount");
        QTest::addColumn<int>("counts");
        QTest::addColumn<bool>("ascending");
        QTest::addColumn<bool>("fits");
        QTest::newRow("whole") << today << 3 << 3 << true << true;
        QTest::newRow("a circle without counts") << today << 3 << 0 << true << true;
        QTest::newRow("too few counts") << today << 3 << 2 << true << false;
        QTest::newRow("too many counts") << today << 3 << 4 << true << false;
        QTest::newRow("seconds out of order") << today << 3 << 3 << false << false;
        QTest::newRow("no first day") << QDate() << 3 << 3 << true << false;
        QTest::newRow("no days") << QDate() << 0 << 0 << true << true;
        QTest::newRow("negative") << today << -1 << 0 << true << false;
        QTest::newRow("too long") << today << TrendCube::mostDays + 1 << 0 << true << false;
    }
    void partsMustFit()
    {
        QFETCH(const QDate, firstDay);
        QFETCH(const int, dayCount);
        QFETCH(const int, counts);
        QFETCH(const bool, ascending);
        QFETCH(const bool, fits);
        TrendCube::Slices slices;
        slices[AreaId{0}].days[circleIndex(circle)] = std::vector<int>(std::size_t(counts), 1);
        slices[AreaId{0}].hours[today][circleIndex(circle)] = ascending ? std::vector{10, 20} : std::vector{20, 10};
        const auto cube = TrendCube::fromSlices(firstDay, dayCount, slices);
        QCOMPARE(cube.has_value(), fits);
        if (fits)
            QCOMPARE(cube->slices(), slices);
    }

    void anEmptyCubeHasNoPoints()
    {
        QVERIFY(trendSeries(TrendCube(), std::nullopt, circle, TrendStep::Week, 3, 0).points.empty());
    }
};

QTEST_APPLESS_MAIN(TestTrendSeries)
#include "tst_trendseries.moc"
