// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

class OptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingMeansTheDemoInChinese()
    {
        const auto options = Options::parse({});
        QVERIFY(options);
        QVERIFY(!options->database);
        QCOMPARE(options->language, Language::Chinese);
        QCOMPARE(options->theme, u"day"_s);
        QVERIFY(options->simulate);
    }

    void everythingGiven()
    {
        const auto options
            = Options::parse({u"--db"_s, u"service=district"_s, u"--lang"_s, u"en"_s, u"--theme=night"_s, u"--size"_s,
                u"3840x2160"_s, u"--snapshot"_s, u"a.png"_s, u"--mode"_s, u"station"_s, u"--tiles"_s, u"/srv/tiles"_s});
        QVERIFY2(options, qPrintable(options ? QString() : options.error().message));
        QCOMPARE(*options->database, u"service=district"_s);
        QCOMPARE(options->language, Language::English);
        QCOMPARE(options->theme, u"night"_s);
        QCOMPARE(*options->size, QSize(3840, 2160));
        QCOMPARE(options->snapshotFile, u"a.png"_s);
        QCOMPARE(options->tiles, u"/srv/tiles"_s);
    }

    void wrongOnesSayWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("word");
        const auto input = int(ErrorKind::Input);
        QTest::newRow("unknown") << QStringList{u"--colour"_s} << input << u"colour"_s;
        QTest::newRow("positional") << QStringList{u"map"_s} << input << u"map"_s;
        QTest::newRow("language") << QStringList{u"--lang"_s, u"fr"_s} << input << u"fr"_s;
        QTest::newRow("theme") << QStringList{u"--theme"_s, u"../x"_s} << input << u"../x"_s;
        QTest::newRow("mode") << QStringList{u"--mode"_s, u"cinema"_s} << input << u"cinema"_s;
        QTest::newRow("size words") << QStringList{u"--size"_s, u"big"_s} << input << u"big"_s;
        QTest::newRow("size small") << QStringList{u"--size"_s, u"640x480"_s} << input << u"640x480"_s;
        QTest::newRow("size huge") << QStringList{u"--size"_s, u"99999x99999"_s} << input << u"99999"_s;
        QTest::newRow("password") << QStringList{u"--db"_s, u"host=a password=b"_s} << int(ErrorKind::Refused)
                                  << u"password"_s;
    }

    void wrongOnesSayWhatIsWrong()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, kind);
        QFETCH(const QString, word);
        const auto options = Options::parse(arguments);
        QVERIFY(!options);
        QCOMPARE(int(options.error().kind), kind);
        QVERIFY2(options.error().message.contains(word), qPrintable(options.error().message));
    }
};

QTEST_APPLESS_MAIN(OptionsTest)
#include "tst_options.moc"
