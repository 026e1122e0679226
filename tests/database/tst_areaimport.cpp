// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/resources.h"
#include "data/exchange/areaimport.h"
#include "data/postgres/session.h"
#include "tests/support/temporaryserver.h"

#include <QFile>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Imports of areas into a real server.
class AreaImportTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;

    QString value(const QByteArray &sql)
    {
        auto session = postgres::Session::open(m_server->settings());
        if (!session)
            return session.error().message;
        const auto result = session->query("select (" + sql + ")::text");
        return result ? result->value<QString>().value_or(u"null"_s) : result.error().message;
    }

    static QByteArray feature(
        const QByteArray &properties, const QByteArray &ring = "[[120,30],[121,30],[121,31],[120,30]]")
    {
        return "{\"type\":\"Feature\",\"properties\":{" + properties
            + "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}}";
    }

    Result<AreaImportReport> import(const QByteArrayList &features, AreaImportOptions options = {})
    {
        QFile file(m_folder->filePath(u"areas.geojson"_s));
        if (!file.open(QIODevice::WriteOnly))
            return failure(ErrorKind::Io, file.errorString());
        file.write("{\"type\":\"FeatureCollection\",\"features\":[" + features.join(",") + "]}");
        file.close();
        options.file = file.fileName();
        return importAreas(m_server->settings(), options);
    }

    static constexpr const char *district = "\"level\":\"district\",\"code\":\"D\",\"name\":\"区\"";
    static constexpr const char *street = "\"level\":\"street\",\"code\":\"S\",\"name\":\"街道\",\"parent\":\"D\"";

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(postgres::Session::open(m_server->settings()).value().run("delete from wuquan.area"));
    }

    void demoDistrictTwice()
    {
        const QString file = resourcePath(u"district/areas.geojson"_s);
        const auto first = importAreas(m_server->settings(), {.file = file, .validFrom = {}});
        QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
        QCOMPARE(first->added, 770);
        QCOMPARE(
            value(
                "select string_agg(n::text, ' ' order by level) from (select level, count(*) as n from wuquan.area group by 1) x"),
            u"1 8 146 615"_s);
        const QString logged = value("select max(id) from wuquan.change_log");
        const auto second = importAreas(m_server->settings(), {.file = file, .validFrom = {}});
        QVERIFY(second);
        QCOMPARE(second->unchanged, 770);
        QCOMPARE(second->added + second->changed + second->rejected, 0);
        QCOMPARE(value("select max(id) from wuquan.change_log"), logged);
    }

    void changesInPlace()
    {
        QVERIFY(import({feature(district), feature(street)}));
        const auto report
            = import({feature(district), feature(QByteArray(street).replace("街道", "新街道") + ",\"population\":5")});
        QVERIFY(report);
        QCOMPARE(report->changed, 1);
        QCOMPARE(report->unchanged, 1);
        QCOMPARE(value("select name || population || version from wuquan.area where code = 'S'"), u"新街道52"_s);
    }

    void changesFromADayOn()
    {
        QVERIFY(import({feature(district), feature(street)}));
        AreaImportOptions options;
        options.validFrom = QDate(2021, 4, 9);
        const QByteArrayList changed{feature(district), feature(QByteArray(street).replace("街道", "新街道"))};
        const auto report = import(changed, options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->changed, 1);
        QCOMPARE(
            value(
                "select string_agg(name || ' ' || valid_from || ' ' || coalesce(valid_to::text, '-'), ', ' order by valid_from) "
                "from wuquan.area where code = 'S'"),
            u"街道 0001-01-01 2021-04-09, 新街道 2021-04-09 -"_s);
        QCOMPARE(import(changed, options)->unchanged, 2);
    }

    void whatLiesInAnAreaFollowsItsSuccessor()
    {
        QVERIFY(import({feature(district), feature(street)}));
        QVERIFY(postgres::Session::open(m_server->settings())
                .value()
                .run("insert into wuquan.area (level, code, name, parent_id) select 3, 'C', '社区', area_id "
                     "from wuquan.area where code = 'S'"));
        AreaImportOptions options;
        options.validFrom = QDate(2021, 4, 9);
        QVERIFY(import({feature(QByteArray(street).replace("街道", "新街道"))}, options));
        QCOMPARE(
            value("select p.name from wuquan.area c join wuquan.area p on p.area_id = c.parent_id where c.code = 'C'"),
            u"新街道"_s);
    }

    void badFeaturesAreRejected()
    {
        const auto report = import({feature(street), feature(district),
            feature("\"level\":\"grid\",\"code\":\"G\",\"name\":\"格\",\"parent\":\"S\""),
            feature("\"level\":\"street\",\"code\":\"S\",\"name\":\"又一个\",\"parent\":\"D\""),
            feature("\"level\":\"village\",\"code\":\"V\",\"name\":\"=村\",\"parent\":\"D\""),
            feature("\"level\":2,\"code\":\"\",\"name\":\"x\",\"parent\":\"D\""),
            feature("\"level\":2,\"code\":\"T\",\"name\":\"x\",\"parent\":\"D\"", "[[0,0]]"),
            feature("\"level\":2,\"code\":\"U\",\"name\":\"x\",\"parent\":\"D\",\"population\":-1"), "{}", "3"});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->added, 2);
        QCOMPARE(report->rejected, 8);
        QFile file(report->rejectedFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray expected = "\xef\xbb\xbf"
                                    "feature,reason,code,name\r\n"
                                    "3,parent 'S' is unknown one level up,G,格\r\n"
                                    "4,an earlier feature has the same code,S,又一个\r\n"
                                    "5,\"level is not district, street, community or grid\",V,'=村\r\n"
                                    "6,code is missing or longer than 32 characters,,x\r\n"
                                    "7,geometry has no ring of three usable points,T,x\r\n"
                                    "8,population is not a whole number of people,U,x\r\n"
                                    "9,\"level is not district, street, community or grid\",,\r\n"
                                    "10,\"level is not district, street, community or grid\",,\r\n";
        QCOMPARE(QString::fromUtf8(file.readAll()), QString::fromUtf8(expected));
    }

    void shiftedBoundary()
    {
        AreaImportOptions options;
        options.coordinateSystem = CoordinateSystem::Gcj02;
        QVERIFY(
            import({feature(district, "[[120.19957634261367,30.25759689408015],[120.3,30.2],[120.3,30.3]]")}, options));
        QCOMPARE(value("select abs((boundary #>> '{coordinates,0,0,0}')::float8 - 120.195) < 1e-9 and "
                       "abs((boundary #>> '{coordinates,0,0,1}')::float8 - 30.26) < 1e-9 from wuquan.area"),
            u"true"_s);
    }

    void dryRunWritesNothing()
    {
        AreaImportOptions options;
        options.dryRun = true;
        QCOMPARE(import({feature(district), feature(street)}, options)->added, 2);
        QCOMPARE(value("select count(*) from wuquan.area"), u"0"_s);
    }

    void notGeoJson()
    {
        QFile file(m_folder->filePath(u"bad.geojson"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"type\":");
        file.close();
        const auto report = importAreas(m_server->settings(), {.file = file.fileName(), .validFrom = {}});
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::Input);
    }
};

QTEST_GUILESS_MAIN(AreaImportTest)
#include "tst_areaimport.moc"
