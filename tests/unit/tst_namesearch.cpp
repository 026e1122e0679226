// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/districtstore.h"
#include "data/view/namesearch.h"
#include "tests/support/sampledistrict.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// What a typed name finds, and in which order.
class NameSearchTest : public QObject {
    Q_OBJECT

private:
    const Instant m_now{std::chrono::seconds(1'535'700'000)};
    DistrictStore m_store;

    [[nodiscard]] std::vector<FoundName> found(
        const QString &text, Language language = Language::Chinese, std::size_t most = 8) const
    {
        return searchNames(m_store, language, text, most);
    }
    [[nodiscard]] QStringList names(const QString &text) const
    {
        QStringList made;
        for (const FoundName &one : found(text))
            made << one.name;
        return made;
    }

private Q_SLOTS:
    void initTestCase()
    {
        ChangeBatch batch = test::sampleDistrict({.cameras = 2000, .detectors = 100, .incidents = 60}, m_now);
        batch.annotations = test::sampleAnnotations(m_now);
        batch.devices[7].name = u"钱江路口 <b>1</b> 号"_s;
        batch.devices[8].name = u"钱江路口 2 号"_s;
        batch.devices[8].position.reset();
        batch.incidents[3].title = u"钱江路口水管爆裂"_s;
        batch.incidents[3].state = IncidentState::Handling;
        batch.incidents[3].foreignCaseNumber = u"HZ-2018-0815"_s;
        batch.incidents[4].title = u"钱江路口已办结"_s;
        batch.incidents[4].state = IncidentState::Closed;
        m_store.apply(batch);
    }

    void fits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("fit");
        const auto row = [](const char *typed, int fit) { QTest::newRow(typed) << QString::fromUtf8(typed) << fit; };
        row("彭埠街道", 0);
        row("彭埠", 1);
        row("街道", 2);
        row("pb", 3);
        row("pengbu", 3);
        row("peng bu jie", 3);
        row("bjd", 3);
        row("engbu", -1);
        row("丁桥", -1);
    }

    void fits()
    {
        QFETCH(const QString, typed);
        QFETCH(const int, fit);
        const auto found = nameFit(u"彭埠街道"_s, u"peng bu jie dao"_s, typed);
        QCOMPARE(found ? int(*found) : -1, fit);
        QCOMPARE(nameFit(u"Pengbu"_s, {}, u"PENG"_s), std::optional(NameFit::Beginning));
    }

    void theBestStandsFirst()
    {
        const auto all = found(u"彭埠"_s);
        QVERIFY(!all.empty());
        // The street of that name before all that has it in its own.
        const auto *street = std::get_if<AreaId>(&all.front().thing);
        QVERIFY(street);
        QCOMPARE(m_store.area(*street)->level, AreaLevel::Street);
        for (const FoundName &one : all)
            QVERIFY(one.name.contains(u"彭埠"_s) || !one.name.isEmpty());
        QCOMPARE(found(u"彭埠"_s, Language::Chinese, 1).size(), std::size_t(1));
    }

    void gridsOfOneNameAreToldApart()
    {
        const auto all = found(u"第3网格"_s);
        QCOMPARE(all.size(), std::size_t(8));
        QSet<QString> places;
        for (const FoundName &one : all) {
            QVERIFY(one.where.contains(u" · "_s));
            places.insert(one.where);
        }
        QCOMPARE(places.size(), 8);
    }

    void everyKindIsFound()
    {
        // Without a position, and what is closed, there is nowhere to go.
        const auto all = found(u"钱江路口"_s);
        QCOMPARE(all.size(), std::size_t(2));
        QVERIFY(std::holds_alternative<DeviceId>(all[0].thing));
        QCOMPARE(all[0].name, u"钱江路口 <b>1</b> 号"_s);
        QVERIFY(std::holds_alternative<IncidentId>(all[1].thing));
        QCOMPARE(found(u"hz-2018-0815"_s).size(), std::size_t(1));
        const IncidentId id = std::get<IncidentId>(all[1].thing);
        QCOMPARE(found(QString::number(id.value)).front().thing, SelectedThing(id));
        QVERIFY(std::holds_alternative<PlaceId>(found(u"微型消防站 17"_s).front().thing));
        QVERIFY(std::holds_alternative<AnnotationId>(found(u"管控区"_s).front().thing));
        QVERIFY(std::holds_alternative<ResponderId>(found(u"Patrol 5"_s, Language::English).front().thing));
    }

    /// A named view comes before what it is named after, and has its pinyin.
    void namedViewsAreFound()
    {
        Bookmarks bookmarks;
        DistrictStore store;
        ChangeBatch batch = test::sampleDistrict({5, 5, 5, 5}, Instant());
        Area *street = &*std::ranges::find(batch.areas, AreaLevel::Street, &Area::level);
        street->pinyin = u"zha nong kou"_s;
        store.apply(batch);
        const BookmarkId id = bookmarks.keep({{}, street->name + u" 夜"_s, {120.2, 30.3}, 14, {}}).value();
        const auto find
            = [&](const QString &text) { return searchNames(store, Language::Chinese, text, 100, &bookmarks); };
        QCOMPARE(find(street->name + u" 夜"_s).front().bookmark, std::optional(id));
        const auto byPinyin = find(u"znk"_s);
        QVERIFY(std::ranges::any_of(byPinyin, [&](const FoundName &one) { return one.bookmark == id; }));
        QVERIFY(find(u"没有这个地方"_s).empty());
        QVERIFY(std::ranges::none_of(searchNames(store, Language::Chinese, u"夜"_s, 100),
            [](const FoundName &one) { return bool(one.bookmark); }));
    }

    void englishNamesAreShown()
    {
        const auto all = found(u"彭埠"_s, Language::English);
        QVERIFY(!all.empty());
        QVERIFY(!all.front().name.contains(u"彭"_s));
    }

    void nonsenseFindsNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("blanks") << u"   "_s;
        QTest::newRow("unknown") << u"没有这个地方"_s;
        QTest::newRow("a wildcard") << u"%"_s;
        QTest::newRow("long") << QString(100'000, u'永');
    }

    void nonsenseFindsNothing()
    {
        QFETCH(const QString, text);
        QCOMPARE(names(text), QStringList());
    }
};

QTEST_GUILESS_MAIN(NameSearchTest)
#include "tst_namesearch.moc"
