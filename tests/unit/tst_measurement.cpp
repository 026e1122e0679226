// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/measurement.h"
#include "maps/tools/measuretext.h"

#include "data/geo/geodesic.h"

#include <QTest>
#include <QTranslator>

#include <limits>
#include <numeric>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Lines and areas that are measured, and how their figures are written.
class MeasurementTest : public QObject {
    Q_OBJECT

    static constexpr Measurement::Kind distance = Measurement::Kind::Distance, area = Measurement::Kind::Area;
    const GeoPoint m_a{120.20, 30.30}, m_b{120.21, 30.30}, m_c{120.21, 30.31}, m_d{120.20, 30.31};

private Q_SLOTS:
    void aLineHasALegBetweenPoints()
    {
        Measurement line{distance, {}};
        QVERIFY(line.legs().empty() && line.total() == 0 && !line.isMeasurable());
        line = line.with(m_a);
        QVERIFY(line.legs().empty() && line.total() == 0 && !line.isMeasurable());
        line = line.with(m_b).with(m_c);
        QVERIFY(line.isMeasurable());
        QCOMPARE(line.legs(), (std::vector{*geodesicMetres(m_a, m_b), *geodesicMetres(m_b, m_c)}));
        QCOMPARE(line.total(), *geodesicMetres(m_a, m_b) + *geodesicMetres(m_b, m_c));
        QCOMPARE(line.area(), 0.0);
        QVERIFY(!line.crossesItself());
    }

    void anAreaIsClosed()
    {
        Measurement shape{area, {m_a, m_b}};
        QVERIFY(!shape.isMeasurable());
        QCOMPARE(shape.legs().size(), 1);
        QCOMPARE(shape.area(), 0.0);
        shape = shape.with(m_c).with(m_d);
        QCOMPARE(shape.legs().size(), 4);
        QCOMPARE(shape.legs().back(), *geodesicMetres(m_d, m_a));
        const PolygonSize size = *geodesicSize(shape.points);
        QCOMPARE(shape.area(), size.area_m2);
        QCOMPARE_LE(std::abs(shape.total() - size.perimeter_m), 1e-6);
        // A hundredth of a degree each way: about 962 m by 1,109 m.
        QCOMPARE_LE(std::abs(shape.area() - 1'066'700), 1500.0);
    }

    void sidesThatCross()
    {
        QVERIFY(!(Measurement{area, {m_a, m_b, m_c, m_d}}.crossesItself()));
        QVERIFY((Measurement{area, {m_a, m_c, m_b, m_d}}.crossesItself()));
        QVERIFY(!(Measurement{area, {m_a, m_b, m_c}}.crossesItself()));
        QVERIFY(!(Measurement{area, {m_a, m_b}}.crossesItself()));
        QVERIFY(!(Measurement{area, {}}.crossesItself()));
        // Only the side that closes it crosses another.
        QVERIFY((Measurement{area, {m_a, {120.22, 30.31}, {120.22, 30.29}, {120.24, 30.30}}}.crossesItself()));
        // The same corner twice is no crossing.
        QVERIFY(!(Measurement{area, {m_a, m_b, m_b, m_c, m_d}}.crossesItself()));
    }

    void texts_data()
    {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("0 m") << MeasureText::length(0) << u"0 米"_s;
        QTest::newRow("m") << MeasureText::length(523.4) << u"523 米"_s;
        QTest::newRow("below 1 km") << MeasureText::length(999.49) << u"999 米"_s;
        QTest::newRow("rounded to 1 km") << MeasureText::length(999.5) << u"1.00 千米"_s;
        QTest::newRow("km") << MeasureText::length(1234.5678) << u"1.23 千米"_s;
        QTest::newRow("thousands") << MeasureText::length(12'345'678) << u"12,345.68 千米"_s;
        QTest::newRow("m²") << MeasureText::area(9'999) << u"9,999 平方米"_s;
        QTest::newRow("rounded to 1 ha") << MeasureText::area(9'999.6) << u"1.00 公顷"_s;
        QTest::newRow("ha") << MeasureText::area(123'456) << u"12.35 公顷"_s;
        QTest::newRow("rounded to 1 km²") << MeasureText::area(999'999) << u"1.00 平方千米"_s;
        QTest::newRow("km²") << MeasureText::area(1'234'567'890) << u"1,234.57 平方千米"_s;
        QTest::newRow("no length") << MeasureText::length(std::numeric_limits<double>::quiet_NaN()) << u"–"_s;
        QTest::newRow("no area") << MeasureText::area(std::numeric_limits<double>::infinity()) << u"–"_s;
    }

    void texts()
    {
        QFETCH(const QString, made);
        QTEST(made, "chinese");
    }

    void englishTexts()
    {
        QTranslator translator;
        QVERIFY(translator.load(u":/i18n/wuquan_en.qm"_s) && QCoreApplication::installTranslator(&translator));
        QCOMPARE(MeasureText::length(523.4), u"523 m"_s);
        QCOMPARE(MeasureText::length(1234.5), u"1.23 km"_s);
        QCOMPARE(MeasureText::area(1'234), u"1,234 m²"_s);
        QCOMPARE(MeasureText::area(12'345), u"1.23 ha"_s);
        QCOMPARE(MeasureText::area(1'234'567), u"1.23 km²"_s);
        QCoreApplication::removeTranslator(&translator);
    }

    void results()
    {
        QVERIFY(MeasureText::result({distance, {m_a}}).isEmpty());
        QVERIFY(MeasureText::result({area, {m_a, m_b}}).isEmpty());
        QCOMPARE(MeasureText::result({distance, {m_a, m_b}}), QStringList{u"962 米"_s});
        QCOMPARE(
            MeasureText::result({area, {m_a, m_b, m_c, m_d}}), (QStringList{u"1.07 平方千米"_s, u"周长 4.14 千米"_s}));
        QCOMPARE(MeasureText::result({area, {m_a, m_c, m_b, m_d}}).size(), 3);
    }
};

QTEST_MAIN(MeasurementTest)
#include "tst_measurement.moc"
