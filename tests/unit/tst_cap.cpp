// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/capmessage.h"

#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Alert messages of CAP 1.2: written as the standard wants them, read back as they were, and refused with the line
/// where they break its rules.
class CapTest : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] static CapMessage sample()
    {
        CapMessage message;
        message.identifier = u"wuquan-645914-7"_s;
        message.sender = u"jianggan.wuquan"_s;
        message.sent = Instant(std::chrono::seconds(1'795'739'349));
        message.status = u"Exercise"_s;
        message.note = u"演练 2026-3"_s;
        message.restriction = u"区指挥中心、街道指挥室"_s;
        CapInfo info;
        info.categories = QStringList{u"Fire"_s, u"Safety"_s};
        info.event = u"电动车充电起火"_s;
        info.urgency = u"Immediate"_s;
        info.severity = u"Severe"_s;
        info.certainty = u"Observed"_s;
        info.eventCodes = {{u"wuquan:type"_s, u"ebike_fire"_s}};
        info.onset = Instant(std::chrono::seconds(1'795'739'000));
        info.headline = u"<b>& \"%1\" 火情"_s;
        info.parameters = {{u"wuquan:level"_s, u"2"_s}};
        CapArea area;
        area.description = u"彭埠街道 · 一社区"_s;
        area.circles = {{GeoPoint{120.2, 30.3}, 0}};
        area.polygons = {{{120.1, 30.2}, {120.3, 30.2}, {120.3, 30.4}, {120.1, 30.2}}};
        area.geocodes = {{u"wuquan:grid"_s, u"330104001001001"_s}};
        info.areas = {area};
        message.infos = {info};
        return message;
    }
    [[nodiscard]] static QByteArray changed(const QByteArray &from, const QByteArray &to)
    {
        const QByteArray document = writeCap(sample());
        return document.contains(from) ? QByteArray(document).replace(from, to) : QByteArray("nothing to change");
    }

private Q_SLOTS:
    void comesBackAsItWas()
    {
        const CapMessage message = sample();
        QVERIFY2(!faultOf(message), qPrintable(faultOf(message).value_or(QString())));
        const QByteArray document = writeCap(message);
        QVERIFY(document.contains("<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">"));
        QVERIFY(document.contains("<sent>2026-11-27T08:29:09+08:00</sent>"));
        QVERIFY(document.contains("<circle>30.300000,120.200000 0</circle>")); // latitude first
        QVERIFY(!document.contains("<b>"));
        const auto read = readCap(document);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QCOMPARE(*read, message);
    }

    /// The order of the elements is the schema's.
    void elementsComeInTheirOrder()
    {
        const QByteArray document = writeCap(sample());
        qsizetype at = 0;
        for (const char *element : {"<identifier>", "<sender>", "<sent>", "<status>", "<msgType>", "<scope>",
                 "<restriction>", "<note>", "<info>", "<language>", "<category>", "<event>", "<urgency>", "<severity>",
                 "<certainty>", "<eventCode>", "<onset>", "<headline>", "<parameter>", "<area>", "<areaDesc>",
                 "<polygon>", "<circle>", "<geocode>"}) {
            const qsizetype found = document.indexOf(element, at);
            QVERIFY2(found > at, element);
            at = found;
        }
    }

    void whatIsNotOursIsPassedOver()
    {
        const auto read = readCap(changed("<scope>", "<source>x</source><code>a</code><scope>"));
        QVERIFY(read);
        const auto resource = readCap(changed(
            "<area>", "<resource><resourceDesc>picture</resourceDesc><mimeType>image/png</mimeType></resource><area>"));
        QVERIFY(resource);
        QCOMPARE(resource->infos, sample().infos);
        QVERIFY(readCap(
            changed("</alert>", "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><x/></Signature></alert>")));
    }

    void brokenRulesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("fault");
        QTest::newRow("nothing") << QByteArray() << u"line 1"_s;
        QTest::newRow("no XML") << QByteArray("hello") << u"line 1"_s;
        QTest::newRow("cut off") << writeCap(sample()).left(500) << u"line"_s;
        QTest::newRow("CAP 1.1") << changed("cap:1.2", "cap:1.1") << u"no alert"_s;
        QTest::newRow("a DTD") << changed("<alert", "<!DOCTYPE alert [<!ENTITY a \"b\">]><alert") << u"document type"_s;
        QTest::newRow("an entity") << changed("<scope>", "&a;<scope>") << u"line"_s;
        QTest::newRow("an unknown element") << changed("<scope>", "<colour>red</colour><scope>") << u"colour"_s;
        QTest::newRow("no identifier") << changed("<identifier>wuquan-645914-7</identifier>", "") << u"no identifier"_s;
        QTest::newRow("a blank in the sender") << changed("jianggan.wuquan", "jianggan wuquan") << u"without blanks"_s;
        QTest::newRow("an unknown status") << changed("Exercise", "Maybe") << u"Maybe"_s;
        QTest::newRow("an exercise without a note")
            << changed(QByteArray("<note>演练 2026-3</note>"), "") << u"exercise"_s;
        QTest::newRow("restricted to nobody")
            << changed(QByteArray("<restriction>区指挥中心、街道指挥室</restriction>"), "") << u"to whom"_s;
        QTest::newRow("a time in Z") << changed("+08:00</sent>", "Z</sent>") << u"no time"_s;
        QTest::newRow("no such day") << changed("2026-11-27T08:29:09", "2026-02-30T08:29:09") << u"no time"_s;
        QTest::newRow("an unknown category") << changed("<category>Fire", "<category>Flood") << u"categories"_s;
        QTest::newRow("an open polygon") << changed("30.200000,120.100000</polygon>", "30.200000,120.200000</polygon>")
                                         << u"polygon"_s;
        QTest::newRow("swapped") << changed("30.300000,120.200000 0", "120.200000,30.300000 0") << u"latitude"_s;
        QTest::newRow("a radius below nought") << changed("120.200000 0<", "120.200000 -1<") << u"radius"_s;
        QTest::newRow("an endless circle") << changed("120.200000 0<", "120.200000 inf<") << u"radius"_s;
        QTest::newRow("an area without words")
            << changed(QByteArray("<areaDesc>彭埠街道 · 一社区</areaDesc>"), "<areaDesc/>") << u"description"_s;
        QTest::newRow("too long") << QByteArray(2 << 20, ' ') << u"1 MB"_s;
    }
    void brokenRulesAreNamed()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, fault);
        const auto read = readCap(document);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Input);
        QVERIFY2(read.error().message.contains(fault), qPrintable(read.error().message));
    }
};

QTEST_GUILESS_MAIN(CapTest)
#include "tst_cap.moc"
