// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/parameters.h"
#include "data/postgres/resultset.h"
#include "data/postgres/settings.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace wuquan;
using namespace wuquan::postgres;
using namespace Qt::StringLiterals;

class DecodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void integers()
    {
        QCOMPARE(decode<std::int64_t>(20, QByteArrayView("\xff\xff\xff\xff\xff\xff\xff\xfe", 8)), -2);
        QCOMPARE(decode<std::int64_t>(21, QByteArrayView("\x00\x07", 2)), 7);
        QCOMPARE(decode<std::int32_t>(20, QByteArrayView("\x00\x00\x00\x00\x80\x00\x00\x00", 8)), std::nullopt);
        QCOMPARE(decode<std::int16_t>(23, QByteArrayView("\x00\x00\x80\x00", 4)), std::nullopt);
        QCOMPARE(decode<std::int64_t>(20, QByteArrayView("\x00\x07", 2)), std::nullopt);
    }

    void timestamps()
    {
        QCOMPARE(decode<Instant>(1184, QByteArrayView("\0\0\0\0\0\0\0\0", 8)),
            Instant(std::chrono::sys_days(std::chrono::year(2000) / 1 / 1)));
        QCOMPARE(decode<Instant>(1184, QByteArrayView("\x7f\xff\xff\xff\xff\xff\xff\xff", 8)), std::nullopt);
        QCOMPARE(decode<Instant>(1184, QByteArrayView("\x80\x00\x00\x00\x00\x00\x00\x00", 8)), std::nullopt);
        const Instant instant = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + std::chrono::hours(6)
            + std::chrono::microseconds(125);
        QCOMPARE(timestampText(instant), QByteArray("2026-11-24 06:00:00.000125+00"));
    }

    void doubles()
    {
        QVERIFY(std::isnan(*decode<double>(701, QByteArrayView("\x7f\xf8\x00\x00\x00\x00\x00\x00", 8))));
        QCOMPARE(decode<double>(700, QByteArrayView("\x3f\xc0\x00\x00", 4)), 1.5);
        QCOMPARE(decode<double>(25, QByteArrayView("1.5")), std::nullopt);
    }

    void texts()
    {
        QCOMPARE(decode<QString>(25, QByteArrayView("%1 <img>")), u"%1 <img>"_s);
        QCOMPARE(decode<QByteArray>(3802, QByteArrayView("\1{}", 3)), QByteArray("{}"));
        QCOMPARE(decode<QByteArray>(3802, QByteArrayView("\2{}", 3)), std::nullopt);
        QCOMPARE(decode<QByteArray>(3802, QByteArrayView("", qsizetype(0))), std::nullopt);
    }

    /// Any bytes under any type: an answer or none, never a crash (run under the sanitizers too).
    void hostileBytes()
    {
        std::minstd_rand random(1);
        int decoded = 0;
        for (int i = 0; i < 200000; ++i) {
            QByteArray bytes(qsizetype(random() % 12), Qt::Uninitialized);
            for (char &byte : bytes)
                byte = char(random());
            constexpr unsigned types[]
                = {16, 17, 18, 19, 20, 21, 23, 25, 26, 114, 700, 701, 1043, 1082, 1184, 3802, 5069, 99999};
            const unsigned type = types[random() % std::size(types)];
            decoded += decode<std::int64_t>(type, bytes).has_value() + decode<double>(type, bytes).has_value()
                + decode<bool>(type, bytes).has_value() + decode<QString>(type, bytes).has_value()
                + decode<Instant>(type, bytes).has_value() + decode<QDate>(type, bytes).has_value();
        }
        QVERIFY(decoded > 0);
    }

    void passwordsAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::newRow("keyword") << u"host=db password=secret"_s << int(ErrorKind::Refused);
        QTest::newRow("url") << u"postgresql://u:secret@db/x"_s << int(ErrorKind::Refused);
        QTest::newRow("sslpassword") << u"host=db sslpassword=x"_s << int(ErrorKind::Refused);
        QTest::newRow("nonsense") << u"host"_s << int(ErrorKind::Input);
        QTest::newRow("unknown keyword") << u"hots=db"_s << int(ErrorKind::Input);
    }

    void passwordsAreRefused()
    {
        QFETCH(const QString, text);
        QFETCH(const int, kind);
        const auto settings = Settings::parse(text);
        QVERIFY(!settings);
        QCOMPARE(int(settings.error().kind), kind);
        QVERIFY(!settings.error().message.contains(u"secret"_s));
    }

    void settingsKeepWhatWasGiven()
    {
        const auto settings
            = Settings::parse(u"host=db.example dbname='it''s' connect_timeout=3"_s.replace(u"''"_s, u"\\'"_s));
        QVERIFY(settings);
        QVERIFY(settings->connectionString().contains("dbname='it\\'s'"));
        QVERIFY(settings->connectionString().contains("connect_timeout='3'"));
        QVERIFY(settings->connectionString().contains("keepalives_count='3'"));
        QCOMPARE(settings->description(), u"it's@db.example"_s);
    }
};

QTEST_APPLESS_MAIN(DecodeTest)
#include "tst_decode.moc"
