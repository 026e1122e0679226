// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/exportstate.h"
#include "data/store/districtstore.h"
#include "tests/support/sampledistrict.h"

#include <QTest>

#include <numeric>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// What leaves the program holds no place of a device and no word about a case.
class ExportStateTest : public QObject {
    Q_OBJECT

private:
    DistrictStore m_store;

private Q_SLOTS:
    void initTestCase()
    {
        ChangeBatch batch = test::sampleDistrict({300, 200, 40, 20, 30}, Instant(std::chrono::seconds(1'535'700'000)));
        for (Incident &incident : batch.incidents) {
            incident.title = u"secret title"_s;
            incident.foreignCaseNumber = u"HZ-1"_s;
            incident.sourceId = u"4711"_s;
        }
        m_store.apply(batch);
        QVERIFY(m_store.isComplete());
    }

    void devicesAreNotInIt()
    {
        const ChangeBatch batch = exportState(m_store, {}, ExportedDevices::None);
        QVERIFY(batch.devices.empty());
        QVERIFY(batch.responders.empty());
        QCOMPARE(batch.areas, m_store.areas());
        QCOMPARE(batch.places, m_store.places());
        QCOMPARE(batch.annotations, m_store.annotations());
        QCOMPARE(batch.serverTime, m_store.asOf());
        QVERIFY(batch.startsAnew && batch.complete);
    }

    void devicesByCommunityStandNowhere()
    {
        const ChangeBatch batch = exportState(m_store, {}, ExportedDevices::ByCommunity);
        QCOMPARE(batch.devices.size(), m_store.devices().size());
        for (const Device &device : batch.devices) {
            QVERIFY(!device.position && !device.heading && !device.fieldOfView && !device.reach);
            QVERIFY(device.name.isEmpty());
            const Area *area = device.grid ? m_store.area(*device.grid) : nullptr;
            QVERIFY(area && area->level == AreaLevel::Community);
        }
        DistrictStore exported;
        exported.apply(batch);
        QCOMPARE(devicesByCommunity(exported), devicesByCommunity(m_store));
    }

    void everyDeviceIsCountedOnce()
    {
        const auto counts = devicesByCommunity(m_store);
        const int all = std::accumulate(
            counts.begin(), counts.end(), 0, [](int sum, const auto &count) { return sum + count.second; });
        QCOMPARE(all, int(m_store.devices().size()));
        for (const auto &[id, count] : counts)
            QCOMPARE(m_store.area(id)->level, AreaLevel::Community);
    }

    void incidentsAreMarksWithoutWords()
    {
        const ChangeBatch batch = exportState(m_store, {}, ExportedDevices::None);
        QVERIFY(!batch.incidents.empty());
        for (const Incident &incident : batch.incidents) {
            QVERIFY(incident.title.isEmpty() && incident.foreignCaseNumber.isEmpty() && incident.sourceId.isEmpty());
            QVERIFY(incident.source.isEmpty() && !incident.responder);
            QVERIFY(isOpen(incident.state));
            const Incident *before = m_store.incident(incident.id);
            QCOMPARE(incident.position, before->position);
            QCOMPARE(incident.severity, before->severity);
            QCOMPARE(incident.type, before->type);
        }
    }

    /// Titles are gone, so that a filter by text must have been asked before.
    void theFilterIsAppliedBefore()
    {
        const auto count = [&](const Filter &filter) {
            return exportState(m_store, filter, ExportedDevices::None).incidents.size();
        };
        QCOMPARE(count({.text = u"no such title"_s}), std::size_t(0));
        QCOMPARE(count({.text = u"secret"_s}), count({}));
        const std::size_t urgent = count({.severity = Severity::Urgent});
        QVERIFY(urgent > 0 && urgent < count({}));
    }
};

QTEST_GUILESS_MAIN(ExportStateTest)
#include "tst_exportstate.moc"
