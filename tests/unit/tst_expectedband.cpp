// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/trends/expectedband.h"

#include <QTest>

#include <vector>

using namespace wuquan;

/// The expected range against values worked out by hand.
class TestExpectedBand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void needsFourSteps()
    {
        const std::vector<double> three{1, 2, 3};
        QVERIFY(!expectedRange(three));
        const std::vector<double> four{1, 2, 3, 4};
        QVERIFY(expectedRange(four));
    }

    void isMeanAndDeviation()
    {
        // Mean 5, squares 32, sample deviation √(32/7) = 2.13809.
        const std::vector<double> before{2, 4, 4, 4, 5, 5, 7, 9};
        const auto range = expectedRange(before);
        QVERIFY(range);
        QVERIFY(qAbs(range->low - 2.25982) < 1e-4);
        QVERIFY(qAbs(range->high - 7.74018) < 1e-4);
    }

    void neverBelowNought()
    {
        const std::vector<double> before{0, 0, 0, 10};
        QCOMPARE(expectedRange(before)->low, 0.0);
    }

    void isNarrowWithoutSpread()
    {
        const std::vector<double> before(8, 6.0);
        QCOMPARE(*expectedRange(before), (ExpectedRange{6, 6}));
    }
};

QTEST_APPLESS_MAIN(TestExpectedBand)
#include "tst_expectedband.moc"
