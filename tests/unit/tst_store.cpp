// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/districtstore.h"
#include "data/view/filter.h"

#include <QTest>

#include <map>
#include <random>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

Incident incident(std::int64_t id, std::int64_t version, const QString &title = u"事件"_s)
{
    Incident made;
    made.id = {id};
    made.version = version;
    made.title = title;
    made.state = IncidentState::Filed;
    return made;
}

Area area(std::int32_t id, AreaLevel level, std::optional<std::int32_t> parent, const QString &name,
    const QString &pinyin = {})
{
    Area made;
    made.id = {id};
    made.level = level;
    made.name = name;
    made.pinyin = pinyin;
    made.version = 1;
    if (parent)
        made.parent = AreaId{*parent};
    return made;
}

} // namespace

class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void olderVersionsAreIgnored()
    {
        DistrictStore store;
        ChangeBatch batch;
        batch.incidents = {incident(1, 5, u"new"_s)};
        store.apply(batch);
        batch.incidents = {incident(1, 4, u"old"_s), incident(1, 5, u"same"_s)};
        store.apply(batch);
        QCOMPARE(store.incident({1})->title, u"new"_s);
    }

    /// Random batches against a plain map; what was announced must be what happened.
    void agreesWithAMap()
    {
        std::minstd_rand random(7);
        DistrictStore store;
        std::map<std::int64_t, Incident> incidents;
        std::map<std::int64_t, DeviceState> devices;
        std::vector<IncidentId> added, changed, removed;
        connect(&store, &DistrictStore::changed, this, [&](const StoreChange &change) {
            added = change.incidentsAdded;
            changed = change.incidentsChanged;
            removed = change.incidentsRemoved;
        });
        for (std::int64_t version = 1; version < 500; ++version) {
            ChangeBatch batch;
            std::size_t newOnes = 0, changedOnes = 0, removedOnes = 0;
            for (int i = 0; i < 3; ++i) {
                const std::int64_t id = random() % 40;
                const Incident made = incident(id, version * 10 + i);
                batch.incidents.push_back(made);
                (incidents.contains(id) ? changedOnes : newOnes) += 1;
                incidents[id] = made;
                Device device;
                device.id = {std::int64_t(random() % 40)};
                device.version = version * 10 + i;
                device.state = DeviceState(random() % 4);
                device.position = GeoPoint{120.2, 30.2};
                batch.devices.push_back(device);
                devices[device.id.value] = device.state;
            }
            for (int i = 0; i < 2; ++i) {
                const std::int64_t id = random() % 40;
                batch.incidentsRemoved.push_back({id});
                removedOnes += incidents.erase(id);
                batch.devicesRemoved.push_back({id});
                devices.erase(id);
            }
            store.apply(batch);
            QCOMPARE(added.size(), newOnes);
            QCOMPARE(changed.size(), changedOnes);
            QCOMPARE(removed.size(), removedOnes);
            QCOMPARE(store.incidents().size(), incidents.size());
            for (const auto &[id, expected] : incidents)
                QCOMPARE(*store.incident({id}), expected);
            QCOMPARE(store.devices().size(), devices.size());
            for (const auto &[id, state] : devices) {
                const auto row = store.deviceIndex({id});
                QVERIFY(row);
                QCOMPARE(store.devices().id[row->value], DeviceId{id});
                QCOMPARE(store.devices().state[row->value], state);
            }
        }
    }

    void startingAnewForgets()
    {
        DistrictStore store;
        ChangeBatch batch;
        batch.incidents = {incident(1, 5)};
        batch.areas = {area(1, AreaLevel::District, {}, u"区"_s)};
        batch.complete = true;
        store.apply(batch);
        QVERIFY(store.isComplete());
        ChangeBatch anew;
        anew.startsAnew = true;
        anew.incidents = {incident(2, 1)};
        store.apply(anew);
        QVERIFY(!store.incident({1}));
        QVERIFY(store.incident({2}));
        QVERIFY(store.areas().empty());
        QVERIFY(!store.isComplete());
    }

    void irregularRowsAreForgottenWhenReadAgain()
    {
        DistrictStore store;
        ChangeBatch batch;
        batch.incidents = {incident(1, 1), incident(2, 1)};
        batch.irregularRows = {{u"incident"_s, u"1"_s, u"position"_s}, {u"incident"_s, u"2"_s, u"position"_s},
            {u"device"_s, u"1"_s, u"state"_s}};
        store.apply(batch);
        QCOMPARE(store.irregularRows().size(), 3);
        ChangeBatch again;
        again.incidents = {incident(1, 2), incident(2, 2)};
        again.irregularRows = {{u"incident"_s, u"2"_s, u"level"_s}};
        store.apply(again);
        QCOMPARE(store.irregularRows(),
            (std::vector<IrregularRow>{{u"device"_s, u"1"_s, u"state"_s}, {u"incident"_s, u"2"_s, u"level"_s}}));
        ChangeBatch gone;
        gone.devicesRemoved = {DeviceId{1}};
        gone.incidentsRemoved = {IncidentId{2}};
        store.apply(gone);
        QVERIFY(store.irregularRows().empty());
    }

    /// A window over an empty database is complete too, and is told so once.
    void completionIsAnnouncedOnce()
    {
        DistrictStore store;
        std::vector<bool> completed;
        connect(&store, &DistrictStore::changed, this,
            [&](const StoreChange &change) { completed.push_back(change.completed); });
        ChangeBatch first;
        first.startsAnew = true;
        store.apply(first);
        ChangeBatch last;
        last.complete = true;
        store.apply(last);
        store.apply(last);
        QCOMPARE(completed, (std::vector{false, true, false}));
    }

    void indicatorsKeepTheirTime()
    {
        using namespace std::chrono_literals;
        const Instant read{1000s};
        DistrictStore store;
        ChangeBatch batch;
        batch.serverTime = read;
        batch.indicators = std::make_shared<const std::vector<IndicatorFigure>>(1);
        store.apply(batch);
        ChangeBatch later;
        later.serverTime = read + 600s;
        store.apply(later);
        QCOMPARE(store.asOf(), read + 600s);
        QCOMPARE(store.indicatorsAsOf(), read);
        // Kept and restored they are still as old as they were.
        DistrictStore restored;
        restored.apply(store.state());
        QCOMPARE(restored.asOf(), read + 600s);
        QCOMPARE(restored.indicatorsAsOf(), read);
        later.startsAnew = true;
        store.apply(later);
        QVERIFY(!store.indicatorsAsOf());
    }

    void ancestorsAndLoops()
    {
        DistrictStore store;
        ChangeBatch batch;
        batch.areas = {area(1, AreaLevel::District, {}, u"区"_s), area(2, AreaLevel::Street, 1, u"街"_s),
            area(3, AreaLevel::Community, 2, u"社"_s), area(4, AreaLevel::Grid, 3, u"格"_s),
            area(5, AreaLevel::Grid, 6, u"环"_s), area(6, AreaLevel::Grid, 5, u"环"_s)};
        store.apply(batch);
        QCOMPARE(store.ancestor({4}, AreaLevel::Street)->id, AreaId{2});
        QCOMPARE(store.ancestor({4}, AreaLevel::Grid)->id, AreaId{4});
        QVERIFY(!store.ancestor({5}, AreaLevel::Street));
        QVERIFY(!store.ancestor({99}, AreaLevel::Street));
    }

    void filterFinds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        QTest::newRow("empty") << u""_s << true;
        QTest::newRow("title") << u"充电"_s << true;
        QTest::newRow("pinyin initials of the street") << u"pb"_s << true;
        QTest::newRow("pinyin of the community") << u"mingshi"_s << true;
        QTest::newRow("pinyin with blanks") << u"ming sh"_s << true;
        QTest::newRow("second syllable") << u"shi"_s << true;
        QTest::newRow("not a syllable's beginning") << u"ingsh"_s << false;
        QTest::newRow("number") << u"17"_s << true;
        QTest::newRow("elsewhere") << u"九堡"_s << false;
        QTest::newRow("markup is text") << u"<b>%1"_s << false;
    }

    void filterFinds()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, found);
        DistrictStore store;
        ChangeBatch batch;
        batch.areas
            = {area(1, AreaLevel::District, {}, u"区"_s), area(2, AreaLevel::Street, 1, u"彭埠街道"_s, u"peng bu"_s),
                area(3, AreaLevel::Community, 2, u"明石社区"_s, u"ming shi"_s),
                area(4, AreaLevel::Grid, 3, u"明石社区第1网格"_s)};
        store.apply(batch);
        Incident fire = incident(17, 1, u"电动车充电起火"_s);
        fire.grid = AreaId{4};
        fire.street = AreaId{2};
        Filter filter;
        filter.text = text;
        QCOMPARE(filter.matches(fire, store), found);
        filter.area = AreaId{3};
        QCOMPARE(filter.matches(fire, store), found);
        filter.severity = Severity::Urgent;
        QVERIFY(!filter.matches(fire, store));
    }
};

QTEST_APPLESS_MAIN(StoreTest)
#include "tst_store.moc"
