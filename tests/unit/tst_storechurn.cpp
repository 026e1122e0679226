// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/districtstore.h"
#include "tests/support/processmemory.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <random>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

constexpr int keys = 2000;
constexpr int changesPerBatch = 100;
constexpr int warmUp = 100'000;
constexpr int changes = 1'000'000;

/// What the store's tables have room for.
struct Room {
    std::size_t incidents = 0;
    std::size_t devices = 0;
    std::size_t names = 0;

    bool operator==(const Room &) const = default;
};

Room roomOf(const DistrictStore &store)
{
    return {store.incidents().capacity(), store.devices().id.capacity(), store.devices().name.capacity()};
}

} // namespace

/// A store that lives for weeks: rows come and go, and what it takes does not grow.
class StoreChurnTest : public QObject {
    Q_OBJECT

private:
    std::minstd_rand m_random{11};
    std::int64_t m_version = 0;

    /// A batch of random upserts and removals of incidents and devices, of keys below `keys`.
    [[nodiscard]] ChangeBatch randomBatch()
    {
        ChangeBatch batch;
        for (int i = 0; i < changesPerBatch; ++i) {
            const std::int64_t key = m_random() % keys;
            switch (m_random() % 4) {
            case 0: {
                Incident incident;
                incident.id = {key};
                incident.title = u"电动车充电起火 %1"_s.arg(m_version);
                incident.version = ++m_version;
                batch.incidents.push_back(std::move(incident));
                break;
            }
            case 1: {
                Device device;
                device.id = {key};
                device.name = u"监控摄像机 %1"_s.arg(m_version);
                device.version = ++m_version;
                batch.devices.push_back(std::move(device));
                break;
            }
            case 2:
                batch.incidentsRemoved.push_back({key});
                break;
            default:
                batch.devicesRemoved.push_back({key});
                break;
            }
        }
        batch.irregularRows = {{u"device"_s, QString::number(m_random() % keys), u"state"_s}};
        return batch;
    }

private Q_SLOTS:
    void aMillionChangesTakeNoMoreRoom()
    {
        DistrictStore store;
        std::size_t mostRows = 0;
        for (int done = 0; done < warmUp; done += changesPerBatch) {
            store.apply(randomBatch());
            mostRows = std::max({mostRows, store.incidents().size(), store.devices().size()});
        }
        QVERIFY(mostRows > keys / 4);
        const Room room = roomOf(store);
        const qint64 before = residentBytes();
        QVERIFY(before > 0);
        for (int done = 0; done < changes; done += changesPerBatch) {
            store.apply(randomBatch());
            QVERIFY(store.incidents().size() <= keys && store.devices().size() <= keys);
            QVERIFY(store.irregularRows().size() <= 1000);
        }
        // Rows come and go around the same number: a table may double once more, never twice.
        QVERIFY(roomOf(store).incidents <= room.incidents * 2 && roomOf(store).devices <= room.devices * 2);
        QVERIFY(roomOf(store).incidents <= keys * 2 && roomOf(store).devices <= keys * 2);
        QVERIFY(roomOf(store).names <= keys * 2);
        const qint64 grown = residentBytes() - before;
        if (!isSanitized)
            QVERIFY2(grown <= 5'000'000, qPrintable(u"%1 bytes more"_s.arg(grown)));
        ChangeBatch all;
        for (std::int64_t key = 0; key < keys; ++key) {
            all.incidentsRemoved.push_back({key});
            all.devicesRemoved.push_back({key});
        }
        store.apply(all);
        QCOMPARE(store.incidents().size(), 0);
        QCOMPARE(store.devices().size(), 0);
        QCOMPARE(store.irregularRows().size(), 0);
    }
};

QTEST_APPLESS_MAIN(StoreChurnTest)
#include "tst_storechurn.moc"
