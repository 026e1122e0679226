// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/parameters.h"
#include "data/postgres/typeoid.h"
#include "data/postgres/values.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace wuquan;
using namespace wuquan::postgres;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

} // namespace

/// Decoding of binary values without a server: the edges of each type, and bytes that are none.
class ValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numerics_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::optional<double>>("number");
        QTest::addColumn<std::optional<std::int64_t>>("integer");
        // digits, weight, sign, scale, digits to the base 10,000
        using D = std::optional<double>;
        using I = std::optional<std::int64_t>;
        const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &text, D number, I integer) {
            QTest::newRow(name) << bytes << text << number << integer;
        };
        const double infinity = std::numeric_limits<double>::infinity();
        row("0", hex("0000 0000 0000 0000"), "0", 0.0, 0);
        row("0.00", hex("0000 0000 0000 0002"), "0.00", 0.0, 0);
        row("1", hex("0001 0000 0000 0000 0001"), "1", 1.0, 1);
        row("-0.50", hex("0001 ffff 4000 0002 1388"), "-0.50", -0.5, {});
        row("12345.678", hex("0003 0001 0000 0003 0001 0929 1a7c"), "12345.678", 12345.678, {});
        row("0.00000001", hex("0001 fffe 0000 0008 0001"), "0.00000001", 1e-8, {});
        row("100000000", hex("0001 0002 0000 0000 0001"), "100000000", 1e8, 100'000'000);
        row("7.000", hex("0001 0000 0000 0003 0007"), "7.000", 7.0, 7);
        const std::int64_t largest = std::numeric_limits<std::int64_t>::max();
        row("2^63-1", hex("0005 0004 0000 0000 039a 0d2c 0170 1565 16af"), "9223372036854775807", 0x1p63, largest);
        row("2^63", hex("0005 0004 0000 0000 039a 0d2c 0170 1565 16b0"), "9223372036854775808", 0x1p63, {});
        row("-2^63", hex("0005 0004 4000 0000 039a 0d2c 0170 1565 16b0"), "-9223372036854775808", -0x1p63,
            std::numeric_limits<std::int64_t>::min());
        row("NaN", hex("0000 0000 c000 0000"), "NaN", D(std::nan("")), {});
        row("Infinity", hex("0000 0000 d000 0020"), "Infinity", infinity, {});
        row("-Infinity", hex("0000 0000 f000 0020"), "-Infinity", -infinity, {});
        row("1e400", hex("0001 0064 0000 0000 0001"), "1" + QByteArray(400, '0'), {}, {});
        row("1e-400", hex("0001 ff9c 0000 0190 0001"), "0." + QByteArray(399, '0') + "1", 0.0, {});
    }

    void numerics()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, text);
        QFETCH(const std::optional<double>, number);
        QFETCH(const std::optional<std::int64_t>, integer);
        QCOMPARE(decode<QByteArray>(NumericOid, bytes), text);
        QCOMPARE(decode<QString>(NumericOid, bytes), QString::fromLatin1(text));
        const auto decoded = decode<double>(NumericOid, bytes);
        QCOMPARE(decoded.has_value(), number.has_value());
        if (number)
            QVERIFY(*decoded == *number || (std::isnan(*decoded) && std::isnan(*number)));
        QCOMPARE(decode<std::int64_t>(NumericOid, bytes), integer);
    }

    void brokenNumerics_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short header") << hex("0001 0000 0000 00");
        QTest::newRow("fewer digits") << hex("0002 0000 0000 0000 0001");
        QTest::newRow("more digits") << hex("0001 0000 0000 0000 0001 0002");
        QTest::newRow("half a digit") << hex("0001 0000 0000 0000 00");
        QTest::newRow("digit of 10000") << hex("0001 0000 0000 0000 2710");
        QTest::newRow("sign") << hex("0001 0000 1234 0000 0001");
        QTest::newRow("scale") << hex("0001 0000 0000 ffff 0001");
        QTest::newRow("negative count") << hex("ffff 0000 0000 0000");
    }

    void brokenNumerics()
    {
        QFETCH(const QByteArray, bytes);
        QCOMPARE(decode<QByteArray>(NumericOid, bytes), std::nullopt);
        QCOMPARE(decode<double>(NumericOid, bytes), std::nullopt);
        QCOMPARE(decode<std::int64_t>(NumericOid, bytes), std::nullopt);
    }

    void dates()
    {
        QCOMPARE(decode<QDate>(DateOid, hex("00000000")), QDate(2000, 1, 1));
        QCOMPARE(decode<QDate>(DateOid, hex("ffffffff")), QDate(1999, 12, 31));
        QCOMPARE(decode<QDate>(DateOid, hex("fff4dbf8")), QDate(-1, 12, 31)); // 0001-12-31 BC
        QCOMPARE(decode<QDate>(DateOid, hex("7fffffff")), std::nullopt);
        QCOMPARE(decode<QDate>(DateOid, hex("80000000")), std::nullopt);
        QCOMPARE(QByteArray(whyUnusable(DateOid, hex("80000000"))), "is infinite"_ba);
        QCOMPARE(decode<QDate>(DateOid, hex("0000000000")), std::nullopt);
        QCOMPARE(decode<QDate>(Int4Oid, hex("00000000")), std::nullopt);
    }

    void timestamps()
    {
        const Instant epoch = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);
        QCOMPARE(decode<Instant>(TimestamptzOid, hex("ffffffffffffffff")), epoch - 1us);
        QCOMPARE(
            decode<LocalInstant>(TimestampOid, hex("0000000000000001")), LocalInstant(epoch.time_since_epoch()) + 1us);
        // A clock on some wall is no instant, nor the other way round.
        QCOMPARE(decode<Instant>(TimestampOid, hex("0000000000000001")), std::nullopt);
        QCOMPARE(decode<LocalInstant>(TimestamptzOid, hex("0000000000000001")), std::nullopt);
        for (const unsigned type : {TimestampOid, TimestamptzOid}) {
            QCOMPARE(QByteArray(whyUnusable(type, hex("7fffffffffffffff"))), "is infinite"_ba);
            QCOMPARE(QByteArray(whyUnusable(type, hex("7ffffffffffffffe"))), "is not between 4714 BC and 32767 AD"_ba);
        }
        // What is decoded can be written again.
        const Instant last = std::chrono::sys_days(std::chrono::year::max() / 12 / 31) + 24h - 1us;
        QCOMPARE(timestampText(last), "32767-12-31 23:59:59.999999+00"_ba);
        const Instant first = std::chrono::sys_days(std::chrono::year(-4713) / 11 / 24);
        QCOMPARE(timestampText(first), "4714-11-24 00:00:00.000000+00 BC"_ba);
        for (const Instant instant : {first, last}) {
            const auto count = qToBigEndian(std::int64_t((instant - epoch).count()));
            const QByteArray bytes(reinterpret_cast<const char *>(&count), sizeof count);
            QCOMPARE(decode<Instant>(TimestamptzOid, bytes), instant);
        }
    }

    void timesOfDay()
    {
        QCOMPARE(decode<TimeOfDay>(TimeOid, hex("0000000000000000")), TimeOfDay(0));
        QCOMPARE(decode<TimeOfDay>(TimeOid, hex("000000141dd76000")), TimeOfDay(24h));
        QCOMPARE(decode<TimeOfDay>(TimeOid, hex("000000141dd76001")), std::nullopt);
        QCOMPARE(decode<TimeOfDay>(TimeOid, hex("ffffffffffffffff")), std::nullopt);
    }

    void uuids()
    {
        const QByteArray bytes = hex("a0eebc99 9c0b 4ef8 bb6d 6bb9bd380a11");
        QCOMPARE(decode<QString>(UuidOid, bytes), u"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"_s);
        QCOMPARE(decode<QString>(UuidOid, bytes.first(15)), std::nullopt);
    }

    void textIsUtf8()
    {
        QCOMPARE(decode<QString>(TextOid, "江干区"_ba), u"江干区"_s);
        QCOMPARE(decode<QString>(TextOid, QByteArray()), QString());
        // "江" in GBK, from a server that knows no encodings
        QCOMPARE(decode<QString>(TextOid, hex("bdad")), std::nullopt);
        QCOMPARE(QByteArray(whyUnusable(TextOid, hex("bdad"))), "is not UTF-8"_ba);
        QCOMPARE(decode<QByteArray>(TextOid, hex("bdad")), hex("bdad"));
        QCOMPARE(decode<QString>(ByteaOid, "x"_ba), std::nullopt);
    }

    void floats()
    {
        QCOMPARE(decode<float>(Float8Oid, hex("47efffffe0000000")), std::numeric_limits<float>::max());
        QCOMPARE(decode<float>(Float8Oid, hex("47f0000000000000")), std::nullopt); // 2^128
        QVERIFY(std::isinf(decode<float>(Float8Oid, hex("7ff0000000000000")).value()));
        QCOMPARE(decode<double>(Float4Oid, hex("7f800000")), std::numeric_limits<double>::infinity());
    }

    void arrays()
    {
        using Numbers = Elements<std::int64_t>;
        using Texts = Elements<QString>;
        QCOMPARE(decode<Numbers>(Int8ArrayOid, hex("00000000 00000000 00000014")), Numbers());
        const QByteArray numbers = hex("00000001 00000001 00000014 00000003 00000001"
                                       "00000008 0000000000000007 ffffffff 00000008 fffffffffffffffe");
        QCOMPARE(decode<Numbers>(Int8ArrayOid, numbers), (Numbers{7, std::nullopt, -2}));
        const QByteArray texts = hex("00000001 00000001 00000019 00000003 00000001 00000000 ffffffff 00000003 e6b19f");
        QCOMPARE(decode<Texts>(TextArrayOid, texts), (Texts{QString(), std::nullopt, u"江"_s}));
        // One byte less or more anywhere makes it none.
        for (qsizetype size = 0; size < numbers.size(); ++size)
            QCOMPARE(decode<Numbers>(Int8ArrayOid, numbers.first(size)), std::nullopt);
        QCOMPARE(decode<Numbers>(Int8ArrayOid, numbers + '\0'), std::nullopt);
        // Elements of another type than the column says; two dimensions; two thousand million elements; lengths.
        QCOMPARE(decode<Numbers>(Int4ArrayOid, numbers), std::nullopt);
        QCOMPARE(decode<Numbers>(Int8ArrayOid, hex("00000002 00000000 00000014 00000000 00000001 00000000 00000001")),
            std::nullopt);
        QCOMPARE(
            decode<Numbers>(Int8ArrayOid, hex("00000001 00000001 00000014 7fffffff 00000001 ffffffff")), std::nullopt);
        QCOMPARE(
            decode<Texts>(TextArrayOid, hex("00000001 00000000 00000019 00000001 00000001 7fffffff 61")), std::nullopt);
        QCOMPARE(
            decode<Texts>(TextArrayOid, hex("00000001 00000000 00000019 00000001 00000001 fffffffe")), std::nullopt);
    }

    /// Any bytes under any type: an answer or none, never a crash (run under the sanitizers too).
    void hostileBytes()
    {
        std::minstd_rand random(20261125);
        int fitting = 0;
        for (int i = 0; i < 100'000; ++i) {
            QByteArray bytes(qsizetype(random() % 40), Qt::Uninitialized);
            // Small values are more often nearly right.
            const bool small = random() % 2 == 0;
            for (char &byte : bytes)
                byte = char(small && random() % 4 != 0 ? random() % 3 : random());
            // A copy of exactly that size, so that a sanitizer sees a read beyond it.
            const std::vector<char> exact(bytes.begin(), bytes.end());
            for (const TypeOid type : allTypeOids)
                fitting += countFittingTypes(type, QByteArrayView(exact.data(), qsizetype(exact.size())));
            fitting += countFittingTypes(unsigned(random()), bytes);
        }
        QCOMPARE_GT(fitting, 100'000);
    }

    /// Good values cut short, with a byte too many, and with one bit turned.
    void mutatedBytes()
    {
        const std::pair<TypeOid, QByteArray> good[] = {
            {NumericOid, hex("0003 0001 0000 0003 0001 0929 1a7c")},
            {Int8ArrayOid, hex("00000001 00000001 00000014 00000002 00000001 00000008 0000000000000007 ffffffff")},
            {TextArrayOid, hex("00000001 00000001 00000019 00000002 00000001 00000003 e6b19f 00000001 61")},
            {NumericArrayOid, hex("00000001 00000000 000006a4 00000001 00000001 0000000a 0001 0000 0000 0000 0001")},
            {UuidOid, hex("a0eebc99 9c0b 4ef8 bb6d 6bb9bd380a11")},
            {JsonbOid, hex("01 7b7d")},
            {TimestamptzOid, hex("0000000000000001")},
            {DateOid, hex("00000001")},
        };
        for (const auto &[type, bytes] : good) {
            QCOMPARE_GT(countFittingTypes(type, bytes), 0);
            for (qsizetype size = 0; size < bytes.size(); ++size) {
                const std::vector<char> exact(bytes.begin(), bytes.begin() + size);
                const int fitting = countFittingTypes(type, QByteArrayView(exact.data(), size));
                QVERIFY(fitting == 0 || type == JsonbOid);
            }
            for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
                QByteArray turned = bytes;
                turned[bit / 8] = char(turned[bit / 8] ^ (1 << (bit % 8)));
                QVERIFY(countFittingTypes(type, turned) >= 0);
                QVERIFY(*whyUnusable(type, turned) != 0);
            }
        }
    }
};

QTEST_APPLESS_MAIN(ValuesTest)
#include "tst_values.moc"
