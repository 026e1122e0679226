// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "widgets/theme/format.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

/// Figures, ages and clocks as text.
class TestFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void percent_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<bool>("always");
        QTest::addColumn<QString>("text");
        QTest::newRow("real minus") << -0.112 << false << u"−11.2%"_s;
        QTest::newRow("plus when asked") << 0.021 << true << u"+2.1%"_s;
        QTest::newRow("no plus") << 0.7097 << false << u"71.0%"_s;
        QTest::newRow("nought has no sign") << -0.0001 << true << u"0.0%"_s;
        QTest::newRow("not a number") << qQNaN() << true << u"–"_s;
        QTest::newRow("infinite") << qInf() << true << u"–"_s;
    }
    void percent()
    {
        QFETCH(double, share);
        QFETCH(bool, always);
        QFETCH(QString, text);
        QCOMPARE(formatPercent(share, always ? Sign::Always : Sign::OnlyMinus), text);
    }

    void counts()
    {
        QCOMPARE(formatCount(33500), u"33,500"_s);
        QCOMPARE(formatCount(-7), u"−7"_s);
    }

    void ages_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("chinese");
        QTest::addColumn<QString>("english");
        QTest::newRow("negative") << qint64(-5) << u"0 秒"_s << u"0 s"_s;
        QTest::newRow("seconds") << qint64(12) << u"12 秒"_s << u"12 s"_s;
        QTest::newRow("minutes") << qint64(270) << u"4 分钟"_s << u"4 min"_s;
        QTest::newRow("hours") << qint64(10920) << u"3 小时 2 分钟"_s << u"3 h 2 min"_s;
        QTest::newRow("whole hours") << qint64(7205) << u"2 小时"_s << u"2 h"_s;
        QTest::newRow("days") << qint64(183600) << u"2 天 3 小时"_s << u"2 d 3 h"_s;
    }
    void ages()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, chinese);
        QFETCH(QString, english);
        QCOMPARE(formatAge(std::chrono::seconds(seconds), Language::Chinese), chinese);
        QCOMPARE(formatAge(std::chrono::seconds(seconds), Language::English), english);
    }

    void durations()
    {
        QCOMPARE(formatDuration(48s, Language::Chinese), u"00:48"_s);
        QCOMPARE(formatDuration(-727s, Language::Chinese), u"−12:07"_s);
        QCOMPARE(formatDuration(10935s, Language::English), u"3:02:15"_s);
        QCOMPARE(formatDuration(184500s, Language::Chinese), u"2 天 03:15"_s);
    }

    void shanghaiTime()
    {
        // 2026-08-01 16:30:05 UTC is half past midnight of the next day in Shanghai.
        const Instant instant = shanghai::startOf(QDate(2026, 8, 2)) + 1805s;
        QCOMPARE(shanghai::dayOf(instant), QDate(2026, 8, 2));
        QCOMPARE(shanghai::secondOfDay(instant), 1805);
        QCOMPARE(formatClock(instant), u"00:30:05"_s);
        QCOMPARE(formatMoment(instant, instant + 24h, Language::Chinese), u"8月2日 00:30"_s);
        QCOMPARE(formatMoment(instant, instant + 24h, Language::English), u"2 Aug 00:30"_s);
        QCOMPARE(shanghai::startOf(QDate(1970, 1, 1)), Instant(-8h));
        QCOMPARE(shanghai::dayOf(Instant(-9h)), QDate(1969, 12, 31));
    }

    void plainLines()
    {
        QCOMPARE(plainLine(u"<b>a</b>\n%1"_s), u"<b>a</b> %1"_s);
        QCOMPARE(plainLine(u"a\u202eb\u2066c"_s), u"abc"_s);
        QCOMPARE(plainLine(QString(1'000'000, u'x')).size(), 256);
        const QString emoji = QString(255, u'x') + u"😀"_s;
        QCOMPARE(plainLine(emoji), QString(255, u'x'));
    }
};

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
