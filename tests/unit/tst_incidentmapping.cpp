// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/incidentmapper.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

const QByteArray minimal = R"(source = "hotline_12345"
default_type = "other"
[columns]
source_id = "id"
reported_at = "at"
)";

ImportCatalogue catalogue()
{
    ImportCatalogue c;
    c.sources = {u"hotline_12345"_s};
    c.types.insert("noise", {.id = {1}, .name = "噪声扰民", .circle = 2, .platform = 3, .level = 1, .severity = 3});
    c.types.insert("other", {.id = {5}, .name = "其他"});
    c.typeCodes = {{"噪声扰民", "noise"}, {"其他", "other"}};
    const std::vector<MultiPolygon> grids{{{{{120, 30}, {121, 30}, {121, 31}, {120, 31}}, {}}}};
    c.grids = {{AreaId{40}, AreaId{20}}};
    c.gridLocator = AreaLocator(grids);
    return c;
}

QString utc(Instant instant)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(instant);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), QTimeZone::UTC)
        .toString(Qt::ISODate);
}

} // namespace

/// The mapping file, times of every kind, and rows good and bad.
class IncidentMappingTest : public QObject {
    Q_OBJECT

    const ImportCatalogue m_catalogue = catalogue();

    /// Maps one row under a header; the reason as "! reason" in the title when it is refused.
    std::expected<MappedIncident, QString> mapRow(
        const QByteArray &toml, const QByteArray &header, const QByteArrayList &row)
    {
        const auto mapping = IncidentMapping::parse(toml, u"map.toml"_s);
        if (!mapping)
            return std::unexpected(mapping.error().message);
        auto mapper = IncidentMapper::create(*mapping, m_catalogue);
        if (!mapper)
            return std::unexpected(mapper.error().message);
        const QByteArrayList names = header.split(',');
        const std::vector<QByteArrayView> headerViews(names.begin(), names.end()), views(row.begin(), row.end());
        if (const auto bound = mapper->bindHeader(headerViews); !bound)
            return std::unexpected(bound.error().message);
        return mapper->map(views);
    }

    static std::optional<Instant> instant(const QByteArray &zone, const TimeFormat &format, const QByteArray &text)
    {
        const auto written = format.parse(text);
        if (!written)
            return std::nullopt;
        const auto result = LocalClock::inZone(zone).value().instant(*written);
        return result ? std::optional(*result) : std::nullopt;
    }

private Q_SLOTS:
    void faultsNameKeyAndLine_data()
    {
        QTest::addColumn<QByteArray>("toml");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &toml, const QString &message) {
            QTest::newRow(name) << toml << message;
        };
        row("unknown key", "sourc = \"a\"\n" + minimal, u"map.toml:1: unknown key 'sourc'"_s);
        row("unknown column", minimal + "titel = \"a\"\n", u"map.toml:6: unknown key 'columns.titel'"_s);
        row("unknown file key", minimal + "[file]\nheader = \"a\"\n", u"map.toml:7: unknown key 'file.header'"_s);
        row("unknown time key", minimal + "[time]\nzone = \"a\"\n", u"map.toml:7: unknown key 'time.zone'"_s);
        row("not a text", minimal + "title = 3\n", u"map.toml:6: title must be a text that is not empty"_s);
        row("not a table", "types = 3\n" + minimal, u"map.toml:1: types must be a table"_s);
        row("encoding", minimal + "[file]\nencoding = \"big5\"\n",
            u"map.toml:7: file.encoding 'big5' is not utf-8 or gb18030"_s);
        row("zone", minimal + "[file]\ntime_zone = \"Asia/Hangzhou\"\n",
            u"map.toml:7: time zone 'Asia/Hangzhou' is not known here; give an IANA name such as Asia/Shanghai"_s);
        row("format", minimal + "[time]\nformat = [\"yyyy-MM-dd\",\n\"yy-M-d\"]\n",
            u"map.toml:8: time format 'yy-M-d': 'yy' is not one of yyyy M MM d dd H HH m mm s ss"_s);
        row("no source", minimal.mid(minimal.indexOf('\n') + 1),
            u"map.toml:1: source is missing: the code in wuquan.source that these rows come from"_s);
        row("only longitude", minimal + "longitude = \"x\"\n",
            u"map.toml:6: columns.longitude and columns.latitude are needed both or neither"_s);
    }

    void faultsNameKeyAndLine()
    {
        QFETCH(const QByteArray, toml);
        QFETCH(const QString, message);
        const auto mapping = IncidentMapping::parse(toml, u"map.toml"_s);
        QVERIFY(!mapping);
        QCOMPARE(mapping.error().message, message);
    }

    void brokenTomlNamesTheLine()
    {
        const auto mapping = IncidentMapping::parse("source = \"a\"\n[columns\n", u"map.toml"_s);
        QVERIFY(!mapping);
        QVERIFY2(mapping.error().message.startsWith(u"map.toml:2: "), qPrintable(mapping.error().message));
    }

    void wordsMustBeKnown()
    {
        QCOMPARE(mapRow(minimal + "[types]\n\"x\" = \"nois\"\n", "id,at", {}).error(),
            u"map.toml:7: type 'nois' is not in wuquan.incident_type"_s);
        QCOMPARE(mapRow(minimal + "[states]\n\"x\" = \"done\"\n", "id,at", {}).error(),
            u"map.toml:7: 'done' is no state of ours"_s);
        QCOMPARE(mapRow(minimal, "id,id,at", {}).error(), u"map.toml:4: the file has more than one column 'id'"_s);
        QCOMPARE(mapRow(minimal, "id", {}).error(), u"map.toml:5: the file has no column 'at'"_s);
    }

    /// Kinds that privacy suppresses never become incidents, not even by the default type.
    void suppressedKindsAreRejected()
    {
        const QByteArray mapping = minimal + "type = \"kind\"\n[types]\n\"家事\" = \"suppressed\"\n";
        for (const QByteArray word : {"家暴", "家庭暴力", "domestic_violence", "家事"}) {
            const auto row = mapRow(mapping, "id,kind,at", {"1", word, "2018-08-31T10:00:00+08:00"});
            QVERIFY2(!row, word.constData());
            QVERIFY2(row.error().contains(u"counted by street only"_s), qPrintable(row.error()));
        }
        QVERIFY(mapRow(mapping, "id,kind,at", {"1", "别的", "2018-08-31T10:00:00+08:00"}));
    }

    void times_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *zone, const char16_t *pattern, const char *text,
                             const QString &expected) {
            QTest::newRow(name) << QByteArray(zone) << QString(pattern) << QByteArray(text) << expected;
        };
        row("local", "Asia/Shanghai", u"", "2018-08-31 08:00:00", u"2018-08-31T00:00:00Z"_s);
        row("without seconds", "Asia/Shanghai", u"", "2018-08-31T08:00", u"2018-08-31T00:00:00Z"_s);
        row("utc", "Asia/Shanghai", u"", "2018-08-31T08:00:00Z", u"2018-08-31T08:00:00Z"_s);
        row("offset", "Asia/Shanghai", u"", "2018-08-31T08:00:00.125-03:30", u"2018-08-31T11:30:00Z"_s);
        row("short offset", "Asia/Shanghai", u"", "2018-08-31T08:00:00+0800", u"2018-08-31T00:00:00Z"_s);
        row("excel", "Asia/Shanghai", u"yyyy/M/d H:mm", "2018/8/3 9:05", u"2018-08-03T01:05:00Z"_s);
        row("chinese", "Asia/Shanghai", u"yyyy年M月d日 HH:mm", "2018年8月3日 09:05", u"2018-08-03T01:05:00Z"_s);
        row("date only", "Asia/Shanghai", u"yyyy-MM-dd", "2018-08-03", u"2018-08-02T16:00:00Z"_s);
        row("shanghai summer time", "Asia/Shanghai", u"", "1988-07-01 12:00:00", u"1988-07-01T03:00:00Z"_s);
        row("skipped", "Europe/Berlin", u"", "2026-03-29 02:30:00", QString());
        row("before the gap", "Europe/Berlin", u"", "2026-03-29 01:59:59", u"2026-03-29T00:59:59Z"_s);
        row("after the gap", "Europe/Berlin", u"", "2026-03-29 03:00:00", u"2026-03-29T01:00:00Z"_s);
        row("twice: the first", "Europe/Berlin", u"", "2026-10-25 02:30:00", u"2026-10-25T00:30:00Z"_s);
        row("after the twice", "Europe/Berlin", u"", "2026-10-25 03:00:00", u"2026-10-25T02:00:00Z"_s);
        row("no such day", "Asia/Shanghai", u"", "2018-02-30 08:00:00", QString());
        row("rest", "Asia/Shanghai", u"", "2018-08-31 08:00:00 x", QString());
        row("hour 24", "Asia/Shanghai", u"", "2018-08-31 24:00:00", QString());
        row("too old", "Asia/Shanghai", u"", "1899-12-31 23:59:59", QString());
        row("two digits wanted", "Asia/Shanghai", u"yyyy-MM-dd", "2018-8-3", QString());
    }

    void times()
    {
        QFETCH(const QByteArray, zone);
        QFETCH(const QString, pattern);
        QFETCH(const QByteArray, text);
        QFETCH(const QString, expected);
        const TimeFormat format = pattern.isEmpty() ? TimeFormat::iso() : TimeFormat::fromPattern(pattern).value();
        const auto result = instant(zone, format, text);
        QCOMPARE(result ? utc(*result) : QString(), expected);
    }

    void rowsAreRefused_data()
    {
        QTest::addColumn<QByteArrayList>("row");
        QTest::addColumn<QString>("reason");
        const QByteArray at = "2018-08-31 08:00:00";
        QTest::newRow("no id") << QByteArrayList{" ", at, "noise", "", ""} << u"source_id is missing"_s;
        QTest::newRow("long id") << QByteArrayList{QByteArray(129, 'x'), at, "noise", "", ""}
                                 << u"source_id is longer than 128 characters"_s;
        QTest::newRow("no time") << QByteArrayList{"1", "", "noise", "", ""} << u"reported_at is missing"_s;
        QTest::newRow("bad time") << QByteArrayList{"1", "%1 <b>", "noise", "", ""}
                                  << u"reported_at '%1 <b>' is no time in the formats of the mapping"_s;
        QTest::newRow("no type") << QByteArrayList{"1", at, "", "", ""} << u"type is missing"_s;
        QTest::newRow("unknown type") << QByteArrayList{"1", at, "?", "", ""} << u"type '?' is unknown"_s;
        QTest::newRow("level") << QByteArrayList{"1", at, "noise", "9", ""} << u"level '9' is unknown"_s;
        QTest::newRow("state") << QByteArrayList{"1", at, "noise", "", "gone"} << u"state 'gone' is unknown"_s;
        QTest::newRow("fields") << QByteArrayList{"1", at} << u"2 fields where the header has 5"_s;
    }

    void rowsAreRefused()
    {
        QFETCH(const QByteArrayList, row);
        QFETCH(const QString, reason);
        const QByteArray toml
            = "source = \"hotline_12345\"\n[columns]\nsource_id=\"id\"\nreported_at=\"at\"\ntype=\"type\"\n"
              "level=\"level\"\nstate=\"state\"\n";
        const auto mapped = mapRow(toml, "id,at,type,level,state", row);
        QVERIFY(!mapped);
        QCOMPARE(mapped.error(), reason);
    }

    void positions_data()
    {
        QTest::addColumn<QByteArray>("longitude");
        QTest::addColumn<QByteArray>("latitude");
        QTest::addColumn<PositionFault>("fault");
        QTest::addColumn<bool>("inGrid");
        const auto row = [](const char *name, const char *x, const char *y, PositionFault fault, bool inGrid = false) {
            QTest::newRow(name) << QByteArray(x) << QByteArray(y) << fault << inGrid;
        };
        row("good", "120.5", "30.5", PositionFault::None, true);
        row("on the border", "121", "31", PositionFault::None, true);
        row("outside", "121.5", "30.5", PositionFault::None);
        row("none", "", " ", PositionFault::NotGiven);
        row("half", "120.5", "", PositionFault::NotANumber);
        row("text", "120.5E", "30.5", PositionFault::NotANumber);
        row("nan", "nan", "30.5", PositionFault::NotFinite);
        row("inf", "120.5", "-inf", PositionFault::NotFinite);
        row("overflow", "1e999", "30.5", PositionFault::NotFinite);
        row("zero", "0", "0.0", PositionFault::Zero);
        row("swapped", "30.5", "120.5", PositionFault::Swapped);
        row("metres", "13380046.2", "3537014.4", PositionFault::Projected);
        row("range", "200", "30", PositionFault::OutOfRange);
        row("pole", "120", "89", PositionFault::OutOfRange);
    }

    void positions()
    {
        QFETCH(const QByteArray, longitude);
        QFETCH(const QByteArray, latitude);
        QFETCH(const PositionFault, fault);
        QFETCH(const bool, inGrid);
        const auto mapped = mapRow(minimal + "longitude = \"x\"\nlatitude = \"y\"\n", "id,at,x,y",
            {"1", "2018-08-31 08:00:00", longitude, latitude});
        QVERIFY2(mapped, qPrintable(mapped ? QString() : mapped.error()));
        QCOMPARE(mapped->positionFault, fault);
        QCOMPARE(mapped->position.has_value(), fault == PositionFault::None);
        QCOMPARE(mapped->grid.has_value(), inGrid);
    }

    void titlesAreCutByCharacters()
    {
        const QString character = u"🔥"_s;
        const QByteArrayList row{"1", "2018-08-31 08:00:00", character.repeated(300).toUtf8()};
        const auto mapped = mapRow(minimal + "title = \"t\"\n", "id,at,t", row);
        QVERIFY(mapped);
        QCOMPARE(mapped->title, QByteArrayView(character.repeated(256).toUtf8()));
        QCOMPARE(mapRow(minimal, "id,at", row.first(2))->title, QByteArrayView("其他"));
    }
};

QTEST_GUILESS_MAIN(IncidentMappingTest)
#include "tst_incidentmapping.moc"
