// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/placetext.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Places as people write them, and everything else they write.
class PlaceTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<GeoPoint>("place");
        const GeoPoint plain{120.2, 30.3};
        QTest::newRow("comma") << u"120.2, 30.3"_s << plain;
        QTest::newRow("no space") << u"120.2,30.3"_s << plain;
        QTest::newRow("space, latitude first") << u"30.3 120.2"_s << plain;
        QTest::newRow("tab and edges") << u" \t120.2\t30.3 \n"_s.trimmed() << plain;
        QTest::newRow("semicolon") << u"120.2;30.3"_s << plain;
        QTest::newRow("full width") << u"120.2,30.3"_s << plain;
        QTest::newRow("full width space") << u"30.3 120.2"_s << plain;
        QTest::newRow("ideographic comma") << u"120.2、30.3"_s << plain;
        QTest::newRow("degrees") << u"120.2° 30.3°"_s << plain;
        QTest::newRow("letters after") << u"30.3N 120.2E"_s << plain;
        QTest::newRow("letters before") << u"n30.3, e 120.2"_s << plain;
        QTest::newRow("one letter") << u"120.2E, 30.3"_s << plain;
        QTest::newRow("Chinese letters") << u"北纬30.3°,东经120.2°"_s << plain;
        QTest::newRow("copied marks of direction") << u"\u200e120.2, 30.3\u200e"_s << plain;
        QTest::newRow("many decimals") << u"120.20000000000000000000000000, 30.3"_s << plain;
        const GeoPoint sexagesimal{120 + 12 / 60.0 + 30.5 / 3600, 30 + 18 / 60.0 + 6 / 3600.0};
        QTest::newRow("marks") << u"120°12′30.5″ 30°18′6″"_s << sexagesimal;
        QTest::newRow("typed marks") << u"30°18'6\"N 120°12'30.5\"E"_s << sexagesimal;
        QTest::newRow("two strokes") << u"E120°12'30.5'' N30°18'6''"_s << sexagesimal;
        QTest::newRow("Chinese marks") << u"东经120度12分30.5秒,北纬30度18分6秒"_s << sexagesimal;
        QTest::newRow("six numbers") << u"120 12 30.5 30 18 6"_s << sexagesimal;
        QTest::newRow("six numbers and a comma") << u"30 18 6, 120 12 30.5"_s << sexagesimal;
        QTest::newRow("minutes only") << u"120°12.5', 30°18'"_s << GeoPoint{120 + 12.5 / 60, 30.3};
        // Beyond China the longitude comes first unless a letter says otherwise.
        QTest::newRow("abroad") << u"2.35, 48.85"_s << GeoPoint{2.35, 48.85};
        QTest::newRow("abroad, letters") << u"40.7N 73.9W"_s << GeoPoint{-73.9, 40.7};
        QTest::newRow("south") << u"-70.5, -33.25"_s << GeoPoint{-70.5, -33.25};
        QTest::newRow("less than a degree south") << u"-70.5, -0°30'"_s << GeoPoint{-70.5, -0.5};
        QTest::newRow("real minus") << u"−70.5, −33.25"_s << GeoPoint{-70.5, -33.25};
    }

    void reads()
    {
        QFETCH(const QString, text);
        QFETCH(const GeoPoint, place);
        const auto read = placeFromText(text, CoordinateSystem::Wgs84);
        QVERIFY2(read, qPrintable(u"fault %1"_s.arg(read ? 0 : int(read.error()))));
        QCOMPARE_LE(std::abs(read->longitude - place.longitude), 1e-9);
        QCOMPARE_LE(std::abs(read->latitude - place.latitude), 1e-9);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<PlaceFault>("fault");
        using enum PlaceFault;
        QTest::newRow("nothing") << QString() << Empty;
        QTest::newRow("spaces") << u"  \u3000 "_s << Empty;
        QTest::newRow("a megabyte of digits") << QString(1 << 20, u'1') << TooLong;
        QTest::newRow("a megabyte of spaces") << QString(1 << 20, u' ') << TooLong;
        QTest::newRow("a place, then much more") << u"120.2, 30.3"_s + QString(200, u' ') << TooLong;
        QTest::newRow("words") << u"彭埠街道"_s << NotUnderstood;
        QTest::newRow("one number") << u"120.2"_s << NotUnderstood;
        QTest::newRow("three numbers") << u"120.2 30.3 5"_s << NotUnderstood;
        QTest::newRow("comma only") << u","_s << NotUnderstood;
        QTest::newRow("two commas") << u"120.2,,30.3"_s << NotUnderstood;
        QTest::newRow("decimal commas") << u"120,2 30,3"_s << NotUnderstood;
        QTest::newRow("NaN") << u"NaN, NaN"_s << NotUnderstood;
        QTest::newRow("infinite") << u"inf inf"_s << NotUnderstood;
        QTest::newRow("exponents") << u"1.2e2 3.03e1"_s << NotUnderstood;
        QTest::newRow("hexadecimal") << u"0x78, 0x1e"_s << NotUnderstood;
        QTest::newRow("overridden direction") << u"\u202e120.2, 30.3"_s << NotUnderstood;
        QTest::newRow("isolated direction") << u"\u2067120.2, 30.3\u2069"_s << NotUnderstood;
        QTest::newRow("control") << u"120.2\0, 30.3"_s << NotUnderstood;
        QTest::newRow("emoji") << u"📍120.2, 30.3"_s << NotUnderstood;
        QTest::newRow("markup") << u"<img> 120.2, 30.3"_s << NotUnderstood;
        QTest::newRow("placeholder") << u"%1, %2"_s << NotUnderstood;
        QTest::newRow("Arabic digits") << u"١٢٠, ٣٠"_s << NotUnderstood;
        QTest::newRow("two points") << u"1.2.3, 30"_s << NotUnderstood;
        QTest::newRow("sixty minutes") << u"120°60', 30°"_s << NotUnderstood;
        QTest::newRow("minutes below zero") << u"120°-5', 30°"_s << NotUnderstood;
        QTest::newRow("parts of degrees and minutes") << u"120.5°30', 30°"_s << NotUnderstood;
        QTest::newRow("two latitudes") << u"30.3N 31.2N"_s << NotUnderstood;
        QTest::newRow("sign and letter") << u"-120.2W, 30.3"_s << NotUnderstood;
        QTest::newRow("seconds without minutes") << u"120°30\", 30°"_s << NotUnderstood;
        QTest::newRow("zero") << u"0, 0"_s << Zero;
        QTest::newRow("zero in degrees") << u"0°0'0\"N 0°0'0\"E"_s << Zero;
        QTest::newRow("too far east") << u"190, 30.3"_s << OutOfRange;
        QTest::newRow("beyond the map") << u"120.2, 88"_s << OutOfRange;
        QTest::newRow("latitude that is none") << u"120.2, 95"_s << OutOfRange;
        QTest::newRow("metres") << u"13380000, 3540000"_s << OutOfRange;
        QTest::newRow("many digits") << QString(60, u'9') + u", 30.3"_s << OutOfRange;
    }

    void refuses()
    {
        QFETCH(const QString, text);
        QFETCH(const PlaceFault, fault);
        QElapsedTimer timer;
        timer.start();
        const auto read = placeFromText(text, CoordinateSystem::Wgs84);
        QVERIFY2(!read, read ? qPrintable(placeText(*read, CoordinateSystem::Wgs84)) : "");
        QCOMPARE(read.error(), fault);
        QCOMPARE_LT(timer.elapsed(), 50);
    }

    /// What a system writes is read back in that system.
    void systemsComeBack()
    {
        const GeoPoint place{120.222222, 30.285714};
        for (const CoordinateSystem system :
            {CoordinateSystem::Wgs84, CoordinateSystem::Cgcs2000, CoordinateSystem::Gcj02, CoordinateSystem::Bd09}) {
            const auto read = placeFromText(placeText(place, system), system);
            QVERIFY(read);
            QCOMPARE_LE(std::abs(read->longitude - place.longitude), 1e-6);
            QCOMPARE_LE(std::abs(read->latitude - place.latitude), 1e-6);
        }
        // In the wrong system it is somewhere else.
        const auto wrong = placeFromText(placeText(place, CoordinateSystem::Gcj02), CoordinateSystem::Wgs84);
        QVERIFY(wrong);
        QCOMPARE_GE(std::abs(wrong->longitude - place.longitude), 1e-3);
    }

    void writesSixDecimals()
    {
        QCOMPARE(placeText({120.2, 30.3}, CoordinateSystem::Wgs84), u"120.200000, 30.300000"_s);
        QCOMPARE(placeText({-70.5, -33.25}, CoordinateSystem::Cgcs2000), u"-70.500000, -33.250000"_s);
    }
};

QTEST_GUILESS_MAIN(PlaceTextTest)
#include "tst_placetext.moc"
