// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/conelayer.h"
#include "tests/support/samplemap.h"

#include <QSignalSpy>
#include <QTest>
#include <QtMath>

#include <cmath>

using namespace wuquan;
using test::differences;
using namespace Qt::StringLiterals;

/// How layers are faded and between which zooms they are shown.
class MapLayersTest : public test::SampleMap {
    Q_OBJECT
private Q_SLOTS:
    void init() { make(); }

    /// What is half there is half as far from what lies below, and is so after moves as well.
    void aLayerFades()
    {
        MapPicture picture;
        const Camera at = camera(16.5);
        picture.update(*m_scene, at, 1);
        const QImage whole = picture.image();
        m_view->setLook(MapLayer::Devices, {.opacity = 0.5, .fromZoom = streetZoom});
        picture.update(*m_scene, at, 1);
        const QImage half = picture.image();
        m_view->setLook(MapLayer::Devices, {.opacity = 0, .fromZoom = streetZoom});
        picture.update(*m_scene, at, 1);
        const QImage none = picture.image();
        int between = 0;
        for (int y = 0; y < half.height(); ++y) {
            for (int x = 0; x < half.width(); ++x) {
                const int from = qGray(none.pixel(x, y)), to = qGray(whole.pixel(x, y));
                if (std::abs(to - from) < 20)
                    continue;
                ++between;
                QVERIFY2(
                    std::abs(qGray(half.pixel(x, y)) - (from + to) / 2) <= 2, qPrintable(u"%1, %2"_s.arg(x).arg(y)));
            }
        }
        QVERIFY(between > 100);
        m_view->setLook(MapLayer::Devices, {.opacity = 0.5, .fromZoom = streetZoom});
        picture.update(*m_scene, at, 1);
        const Camera there = moved(at, {37, -21}, 1);
        picture.update(*m_scene, there, 1);
        QCOMPARE(differences(picture.image(), rendered(*m_scene, there, 1)), 0);
    }

    /// Devices that fall silent colour their areas, within a second and nowhere else.
    void areasFollowTheirMeasure()
    {
        const auto wholeAnew = [&](const Camera &at) {
            MapScene anew(m_store, m_selection, *m_view, m_basemap, m_scene->palette());
            return rendered(anew, at, 1);
        };
        m_view->setLayers(m_view->layers().setFlag(MapLayer::Labels, false)); // which remember where they stood
        for (const AreaMeasure measure : allAreaMeasures) {
            m_view->setAreaShading({measure, measure == AreaMeasure::DevicesSilent});
            const Camera at = camera(14.2);
            MapPicture picture;
            picture.update(*m_scene, at, 1);
            const QImage before = picture.image();
            QCOMPARE(differences(before, wholeAnew(at)), 0);
            ChangeBatch batch;
            batch.serverTime = m_now;
            for (Device device : m_store.state().devices) {
                if (device.state != DeviceState::Online || batch.devices.size() == 300)
                    continue;
                device.state = DeviceState::Offline;
                ++device.version;
                batch.devices.push_back(device);
            }
            for (Incident incident : m_store.incidents()) {
                if (incident.state != IncidentState::Handling)
                    continue;
                incident.state = IncidentState::Closed;
                ++incident.version;
                batch.incidents.push_back(incident);
                break;
            }
            QVERIFY(!batch.devices.empty());
            QSignalSpy outdated(m_scene.get(), &MapScene::outdated);
            m_store.apply(batch);
            if (measure == AreaMeasure::DevicesSilent)
                QTRY_VERIFY_WITH_TIMEOUT(outdated.count() >= 2, 3000);
            picture.update(*m_scene, at, 1);
            QCOMPARE(differences(picture.image(), wholeAnew(at)), 0);
        }
    }

    /// Hidden where its zooms end, and with it what could be picked.
    void aLayerKeepsToItsZooms()
    {
        const QImage without = [&] {
            m_view->setLayers(m_view->layers().setFlag(MapLayer::Devices, false));
            const QImage picture = rendered(*m_scene, camera(16.5), 1);
            m_view->setLayers(m_view->layers().setFlag(MapLayer::Devices, true));
            return picture;
        }();
        QVERIFY(differences(rendered(*m_scene, camera(16.5), 1), without) > 100);
        m_view->setLook(MapLayer::Devices, {.fromZoom = 17});
        QCOMPARE(differences(rendered(*m_scene, camera(16.5), 1), without), 0);
        m_view->setLook(MapLayer::Devices, {.fromZoom = 12, .toZoom = 16.5});
        QCOMPARE(differences(rendered(*m_scene, camera(16.5), 1), without), 0);
        const QImage far = rendered(*m_scene, camera(14), 1);
        m_view->setLook(MapLayer::Devices, usualLook(MapLayer::Devices));
        QVERIFY(differences(rendered(*m_scene, camera(14), 1), far) > 100);
    }

    /// A team that leaves or is busy is drawn where it is, and nothing else anew.
    void teamsAreTrue()
    {
        m_view->setLayers(m_view->layers() | MapLayer::Responders);
        MapPicture picture;
        const Camera at = camera(14);
        picture.update(*m_scene, at, 1);
        const QImage before = picture.image();
        const auto revision = m_scene->frame(at, 1).revision;
        ChangeBatch batch;
        batch.serverTime = m_now;
        for (Responder responder : test::sampleDistrict({}, m_now).responders) {
            ++responder.version;
            responder.state = responder.id.value % 2 ? ResponderState::Busy : responder.state;
            if (responder.id == ResponderId{2})
                responder.position->latitude += 0.002;
            if (responder.id == ResponderId{3})
                responder.position.reset();
            batch.responders.push_back(responder);
        }
        m_store.apply(batch);
        QVERIFY(m_scene->outdatedSince(revision, m_scene->frame(at, 1)));
        picture.update(*m_scene, at, 1);
        QVERIFY(differences(before, picture.image()) > 20);
        QCOMPARE(differences(picture.image(), rendered(*m_scene, at, 1)), 0);
    }

    /// Against each camera by distance and bearing on the ground; where it is a matter of a metre either will do.
    void placesAreSeenOrBlind()
    {
        m_view->setLayers(m_view->layers() | MapLayer::Cones);
        const Frame frame = m_scene->frame(camera(16.5), 1);
        const ChangeBatch district = test::sampleDistrict({}, m_now);
        int seenPlaces = 0, blindPlaces = 0;
        for (const Place &place : m_store.places()) {
            double margin = -1e9; // metres that the best camera reaches beyond the place
            for (const Device &device : district.devices) {
                if (device.state != DeviceState::Online || !device.heading
                    || std::abs(device.position->latitude - place.position->latitude) > 0.002)
                    continue;
                const GeoPoint from = *device.position, to = *place.position;
                const double metres = distanceMetres(from, to);
                const double east
                    = distanceMetres({from.longitude, to.latitude}, to) * (to.longitude < from.longitude ? -1 : 1);
                const double north
                    = distanceMetres(from, {from.longitude, to.latitude}) * (to.latitude < from.latitude ? -1 : 1);
                const double aside = std::abs(
                    std::remainder(qRadiansToDegrees(std::atan2(east, north)) - double(*device.heading), 360));
                const double inside = qDegreesToRadians(double(*device.fieldOfView) / 2 - aside) * metres;
                margin = std::max(margin, std::min(double(*device.reach) - metres, inside));
            }
            if (std::abs(margin) < 1)
                continue;
            const bool isSeen = ConeLayer::isSeen(frame, worldFromGeo(*place.position));
            QVERIFY2(isSeen == (margin > 0), qPrintable(u"place %1, %2 m"_s.arg(place.id.value).arg(margin)));
            (isSeen ? seenPlaces : blindPlaces) += 1;
        }
        QVERIFY(seenPlaces > 100 && blindPlaces > 50);
    }

    /// A camera that goes off leaves a blind place, far from itself.
    void aCameraThatGoesOffIsMissed()
    {
        m_view->setLayers(m_view->layers() | MapLayer::Cones);
        MapPicture picture;
        const Camera at = camera(17);
        picture.update(*m_scene, at, 1);
        const QImage before = picture.image();
        ChangeBatch batch;
        batch.serverTime = m_now;
        for (Device device : test::sampleDistrict({}, m_now).devices) {
            if (!device.heading || !at.view().contains(worldFromGeo(*device.position)))
                continue;
            device.state = DeviceState::Offline;
            ++device.version;
            batch.devices.push_back(device);
        }
        QVERIFY(batch.devices.size() > 3);
        m_store.apply(batch);
        picture.update(*m_scene, at, 1);
        QVERIFY(differences(before, picture.image()) > 5000);
        QCOMPARE(differences(picture.image(), rendered(*m_scene, at, 1)), 0);
    }
};

QTEST_MAIN(MapLayersTest)
#include "tst_maplayers.moc"
