// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/cataloguefile.h"
#include "data/server/democatalogue.h"
#include "data/server/demoground.h"
#include "data/server/demoplan.h"
#include "data/server/demotargets.h"

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The catalogues have the counts of the source document, say that they are synthetic, and fit their columns.
class CatalogueTest : public QObject {
    Q_OBJECT

private:
    DemoCatalogue m_catalogue;

    [[nodiscard]] qsizetype itemsOf(const QString &list) const
    {
        return std::ranges::count(m_catalogue.items, list, &DemoCatalogueItem::list);
    }
    [[nodiscard]] std::int64_t placesOf(const QString &code) const
    {
        return std::ranges::find(m_catalogue.placeKinds, code, &DemoPlaceKind::code)->count;
    }
    [[nodiscard]] std::int64_t devicesOf(const QString &code) const
    {
        return std::ranges::find(m_catalogue.deviceKinds, code, &DemoDeviceKind::code)->count;
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto catalogue = DemoCatalogue::read();
        QVERIFY2(catalogue, qPrintable(catalogue ? QString() : catalogue.error().message));
        m_catalogue = std::move(*catalogue);
    }

    void countsOfTheSourceDocument()
    {
        QCOMPARE(m_catalogue.types.size(), 173u);
        QCOMPARE(itemsOf(u"task_department"_s) + itemsOf(u"task_street"_s) + itemsOf(u"task_grid"_s)
                + itemsOf(u"task_unit"_s),
            77);
        QCOMPARE(itemsOf(u"standard"_s), 100);
        QCOMPARE(itemsOf(u"visit"_s), 37);
        QCOMPARE(itemsOf(u"hazard"_s), 30);
        QCOMPARE(m_catalogue.departments.size(), 55u);
        QCOMPARE(devicesOf(u"camera_integrated"_s), 30000);
        QCOMPARE(devicesOf(u"camera_new"_s), 3500);
        QCOMPARE(devicesOf(u"police_unit"_s), 2092 + 521);
        QCOMPARE(devicesOf(u"fire_detector"_s), 22585);
        QCOMPARE(devicesOf(u"high_rise_monitor"_s), 201);
        QCOMPARE(devicesOf(u"high_risk_monitor"_s), 34);
        QCOMPARE(devicesOf(u"smart_lock"_s), 4900);
        QCOMPARE(devicesOf(u"upgraded_lock"_s), 3622);
        QCOMPARE(placesOf(u"micro_fire_community"_s), 91);
        QCOMPARE(placesOf(u"micro_fire_unit"_s), 584);
        QCOMPARE(placesOf(u"mediation"_s), 173);
        QCOMPARE(placesOf(u"service_window"_s), 20);
        QCOMPARE(placesOf(u"self_service"_s), 8);
        QCOMPARE(placesOf(u"counselling_street"_s), 8);
        QCOMPARE(placesOf(u"counselling_community"_s), 130);
    }

    void typesAreUsable()
    {
        static const QRegularExpression syllables(u"^[a-z]+( [a-z]+)*$"_s);
        QSet<QString> codes, names, names_en;
        std::array<int, 4> severities{};
        std::array<int, 5> circles{};
        for (const DemoType &type : m_catalogue.types) {
            codes.insert(type.code);
            names.insert(type.name);
            names_en.insert(type.nameEn);
            // What fits 160 pixels of a list.
            QVERIFY2(type.nameEn.size() <= 22, qPrintable(type.nameEn));
            QVERIFY2(type.name.size() <= 10, qPrintable(type.name));
            QVERIFY2(syllables.match(type.pinyin).hasMatch(), qPrintable(type.pinyin));
            QCOMPARE(type.pinyin.split(u' ').size(), type.name.size());
            ++severities[std::size_t(type.severity)];
            ++circles[circleIndex(type.circle)];
            if (type.severity == 1)
                QCOMPARE(type.dispatch, (StepLimit{60, LimitUnit::Second}));
        }
        QCOMPARE(codes.size(), 173);
        QCOMPARE(names.size(), 173);
        QCOMPARE(names_en.size(), 173);
        QVERIFY(severities[1] >= 4 && severities[1] <= 6);
        QVERIFY(severities[3] > severities[2]);
        QVERIFY(std::ranges::all_of(circles, [](int n) { return n > 10; }));
    }

    void nothingIsWatchedThatMustNotBe()
    {
        for (const DemoType &type : m_catalogue.types) {
            for (const QString &word : {u"宗教"_s, u"民族"_s, u"信访"_s, u"上访"_s, u"舆情"_s, u"言论"_s, u"家暴"_s})
                QVERIFY2(!type.name.contains(word), qPrintable(type.name));
        }
    }

    void everyFileSaysThatItIsSynthetic_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *file :
            {"incident_types.csv", "device_kinds.csv", "place_kinds.csv", "responder_kinds.csv", "departments.csv",
                "indicators.csv", "tasks.csv", "standards.csv", "visits.csv", "hazards.csv", "demo.toml"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void everyFileSaysThatItIsSynthetic()
    {
        QFETCH(const QString, file);
        QFile open(u":/wuquan/catalogue/"_s + file);
        QVERIFY(open.open(QIODevice::ReadOnly));
        QVERIFY(open.read(400).contains("synthetic / 演示用合成"));
    }

    void groundHasTheAreasOfTheSourceDocument()
    {
        const auto ground = DemoGround::read();
        QVERIFY2(ground, qPrintable(ground ? QString() : ground.error().message));
        QCOMPARE(ground->areas.size(), 770u);
        QCOMPARE(ground->streets.size(), 8u);
        QCOMPARE(ground->communities.size(), 146u);
        QCOMPARE(ground->grids.size(), 615u);
        QStringList streets;
        for (std::int32_t key : ground->streets)
            streets += ground->shortNameEn(key);
        streets.sort();
        QCOMPARE(streets,
            (QStringList{u"Caihe"_s, u"Dinglan"_s, u"Jianqiao"_s, u"Jiubao"_s, u"Kaixuan"_s, u"Pengbu"_s, u"Sijiqing"_s,
                u"Zhanongkou"_s}));
        for (const DemoArea &area : ground->areas) {
            QVERIFY2(!area.pinyin.isEmpty() && !area.nameEn.isEmpty(), qPrintable(area.name));
            QVERIFY(area.population.value_or(0) > 0);
        }
        QCOMPARE(ground->area(ground->grids.front().area).nameEn, u"Jingtan Community Grid 1"_s);
        QCOMPARE(ground->area(ground->grids.front().area).pinyin, u"jing tan she qu di 1 wang ge"_s);
    }

    void planReachesEveryTarget()
    {
        const auto targets = DemoTargets::read();
        QVERIFY2(targets, qPrintable(targets ? QString() : targets.error().message));
        const auto plan = DemoPlan::make(m_catalogue, *targets);
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
        std::int64_t year = 0;
        for (std::int64_t count : plan->counts[0])
            year += count;
        QVERIFY(qAbs(year - 310 * 365) < 365);
        auto impossible = *targets;
        impossible.indicators[u"property_crime"_s].before = 10;
        QVERIFY(!DemoPlan::make(m_catalogue, impossible));
    }

    void fieldsWithQuotes()
    {
        QCOMPARE(catalogueFields(u"a,\"b,\"\"c\"\"\",,d"), (QStringList{u"a"_s, u"b,\"c\""_s, QString(), u"d"_s}));
    }

    void workingTime_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("limit");
        QTest::addColumn<QString>("end");
        QTest::newRow("clock") << u"2026-11-20T23:59:30+08:00"_s << u"60 second"_s << u"2026-11-21T00:00:30+08:00"_s;
        QTest::newRow("within a day") << u"2026-11-20T10:00:00+08:00"_s << u"2 working_hour"_s
                                      << u"2026-11-20T12:00:00+08:00"_s;
        QTest::newRow("over the weekend")
            << u"2026-11-20T16:00:00+08:00"_s << u"2 working_hour"_s << u"2026-11-23T10:00:00+08:00"_s;
        QTest::newRow("at night") << u"2026-11-24T22:00:00+08:00"_s << u"1 working_day"_s
                                  << u"2026-11-25T17:00:00+08:00"_s;
        QTest::newRow("to the end of a day")
            << u"2026-11-24T09:00:00+08:00"_s << u"1 working_day"_s << u"2026-11-24T17:00:00+08:00"_s;
    }
    void workingTime()
    {
        QFETCH(const QString, start);
        QFETCH(const QString, limit);
        QFETCH(const QString, end);
        const auto instant = [](const QString &text) {
            return Instant(std::chrono::milliseconds(QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch()));
        };
        const auto parsed = StepLimit::parse(limit);
        QVERIFY(parsed);
        QCOMPARE(due(instant(start), *parsed).time_since_epoch().count(), instant(end).time_since_epoch().count());
    }
};

QTEST_GUILESS_MAIN(CatalogueTest)
#include "tst_catalogue.moc"
