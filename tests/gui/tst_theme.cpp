// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/appearance.h"
#include "widgets/theme/applytheme.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace wuquan;

/// Contrast of every pair of tokens that is read, and the theme at run time.
class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrastByWcag()
    {
        QCOMPARE(contrast({0, 0, 0}, {255, 255, 255}), 21.0);
        QVERIFY(qAbs(contrast({0x77, 0x77, 0x77}, {255, 255, 255}) - 4.478) < 0.001);
    }

    void tokens_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<double>("text");
        // ux.md: texts 6:1 at a station and 7:1 on a wall, key figures 4.5:1, marks and focus 3:1.
        QTest::newRow("day") << u"day"_s << 6.0;
        QTest::newRow("night") << u"night"_s << 6.0;
        QTest::newRow("wall") << u"wall"_s << 7.0;
    }
    void tokens()
    {
        QFETCH(QString, theme);
        QFETCH(double, text);
        const auto loaded = Theme::load(theme, 1);
        QVERIFY(loaded);
        const Palette &p = loaded->palette;
        for (const Rgb surface : {p.background, p.panel, p.selectionFill}) {
            QVERIFY2(contrast(p.text, surface) >= text, "text");
            QVERIFY2(contrast(loaded->legible(p.secondary, surface), surface) >= text, "secondary");
            QVERIFY2(contrast(loaded->legible(p.severity[1], surface), surface) >= text, "a clock that warns");
        }
        QCOMPARE(loaded->textContrast(), text);
        for (const Rgb surface : {p.background, p.panel}) {
            for (const Rgb severity : p.severity)
                QVERIFY2(contrast(severity, surface) >= 4.5, "severity");
            QVERIFY2(contrast(p.secondary, surface) >= text, "small grey text");
            QVERIFY2(contrast(p.severity[1], surface) >= text, "small amber text");
            for (const Rgb mark : {p.focus, p.chart, p.device, p.faint})
                QVERIFY2(contrast(mark, surface) >= 3, "marks");
        }
        QVERIFY2(contrast(loaded->onFocus(), p.focus) >= 4.5, "text on the focus colour");
        QVERIFY2(contrast(p.focus, p.selectionFill) >= 3, "bar of the selected row");
    }

    void unknownThemeSaysSo()
    {
        const auto loaded = Theme::load(u"no such"_s, 1);
        QVERIFY(!loaded);
        QVERIFY(loaded.error().message.contains(u"no such"_s));
    }

    void scaleFollowsTheScreen()
    {
        QCOMPARE(Theme::scaleFor({1920, 1080}), 1.0);
        QCOMPARE(Theme::scaleFor({3840, 2160}), 2.0);
        QCOMPARE(Theme::scaleFor({1366, 768}), 0.8);
        const auto theme = Theme::load(u"day"_s, 0.8);
        QVERIFY(theme);
        QVERIFY(theme->textPx(TextRole::Small) >= 12);
        QCOMPARE(Theme::load(u"day"_s, 2)->grid(3), 48);
    }

    void changesAtRunTime()
    {
        Appearance appearance(*Theme::load(u"day"_s, 1));
        QSignalSpy changed(&appearance, &Appearance::changed);
        appearance.setTheme(appearance.theme());
        QCOMPARE(changed.count(), 0);
        appearance.setTheme(*Theme::load(u"night"_s, 1));
        QCOMPARE(changed.count(), 1);
        applyTheme(*qApp, appearance.theme());
        QVERIFY(!qApp->styleSheet().contains(u'$'));
        QVERIFY(!qApp->styleSheet().contains(u'@'));
        QCOMPARE(qApp->palette().color(QPalette::Window), Theme::color(appearance.theme().palette.background));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
