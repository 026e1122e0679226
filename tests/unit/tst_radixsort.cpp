// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/radixsort.h"

#include <QTest>

#include <random>

using namespace wuquan;

class RadixSortTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sortsByTheUpperBitsAlone_data()
    {
        QTest::addColumn<std::size_t>("count");
        QTest::addColumn<quint64>("mask");
        QTest::addColumn<int>("from");
        const quint64 all = ~quint64(0);
        QTest::newRow("none") << std::size_t(0) << all << 0;
        QTest::newRow("one") << std::size_t(1) << all << 0;
        QTest::newRow("all bits") << std::size_t(5000) << all << 0;
        QTest::newRow("upper bits") << std::size_t(5000) << all << 40;
        QTest::newRow("highest bit") << std::size_t(5000) << all << 63;
        QTest::newRow("bits with gaps") << std::size_t(5000) << quint64(0x00f0'0003'8000'00ff) << 3;
        QTest::newRow("all equal") << std::size_t(5000) << quint64(0) << 0;
        QTest::newRow("equal where it counts") << std::size_t(5000) << quint64(0xffff) << 16;
        QTest::newRow("in several threads") << std::size_t(120'001) << quint64(0xffff'0000'0fff) << 4;
    }

    void sortsByTheUpperBitsAlone()
    {
        QFETCH(const std::size_t, count);
        QFETCH(const quint64, mask);
        QFETCH(const int, from);
        std::mt19937_64 random(3);
        std::vector<std::uint64_t> values(count);
        for (std::uint64_t &value : values)
            value = random() & mask;
        std::vector<std::uint64_t> expected = values;
        std::ranges::stable_sort(expected, {}, [from](std::uint64_t value) { return value >> from; });
        radixSort(values, from);
        QCOMPARE(values, expected);
    }

    void everyPieceOnce()
    {
        for (const std::size_t count : {0, 1, 2, 7, 1000}) {
            std::vector<std::atomic<int>> visits(count);
            inParallel(count, [&](std::size_t i) { ++visits[i]; });
            for (const auto &visit : visits)
                QCOMPARE(visit.load(), 1);
        }
        std::vector<int> seen(1001);
        QCOMPARE(inPieces(seen.size(), 7,
                     [&](std::size_t, std::size_t from, std::size_t to) {
                         for (std::size_t i = from; i < to; ++i)
                             ++seen[i];
                     }),
            std::size_t(7));
        QCOMPARE(seen, std::vector<int>(seen.size(), 1));
    }
};

QTEST_GUILESS_MAIN(RadixSortTest)
#include "tst_radixsort.moc"
