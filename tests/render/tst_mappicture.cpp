// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/ringimage.h"
#include "tests/support/samplemap.h"

#include <QPainter>
#include <QRandomGenerator>
#include <QTest>

using namespace wuquan;
using test::differences;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// A picture that is kept while the camera moves and things change is the same as one that is drawn anew.
class MapPictureTest : public test::SampleMap {
    Q_OBJECT
private Q_SLOTS:
    void init() { make(); }

    /// Every pixel of a plane has a colour of its own; after any moves the ring shows the plane where it stands.
    void aRingShowsThePlane()
    {
        const auto colour
            = [](QPoint at) { return 0xff000000u | quint32(at.x() * 7919 + at.y() * 104729) % 0xffffffu; };
        RingImage ring({37, 23});
        QPoint at;
        const auto draw = [&](const std::vector<QRect> &parts) {
            for (const QRect &part : parts) {
                for (const RingImage::Piece &piece : ring.pieces(part)) {
                    QImage pixels = ring.pixels(piece);
                    for (int y = 0; y < pixels.height(); ++y) {
                        for (int x = 0; x < pixels.width(); ++x)
                            pixels.setPixel(x, y, colour(at + piece.area.topLeft() + QPoint(x, y)));
                    }
                }
            }
        };
        draw({QRect({}, ring.size())});
        QRandomGenerator random(7);
        for (int step = 0; step < 400; ++step) {
            const int far = step % 10 ? 9 : 60;
            const QPoint by(random.bounded(-far, far + 1), random.bounded(-far, far + 1));
            at += by;
            const std::vector<QRect> exposed = ring.move(by);
            int area = 0;
            for (const QRect &rect : exposed)
                area += rect.width() * rect.height();
            const int kept = std::max(0, 37 - std::abs(by.x())) * std::max(0, 23 - std::abs(by.y()));
            QCOMPARE(area, 37 * 23 - kept);
            draw(exposed);
            QVERIFY(ring.pieces(QRect({}, ring.size())).size() <= 4);
            // In two parts, into a larger picture.
            QImage shown(ring.size() + QSize(5, 4), QImage::Format_RGB32);
            shown.fill(0xff123456);
            const int cut = random.bounded(1, 22);
            ring.copy({0, 0, 37, cut}, shown, {3, 2});
            ring.copy({0, cut, 37, 23 - cut}, shown, {3, 2});
            QCOMPARE(shown.pixel(2, 2), 0xff123456);
            QCOMPARE(shown.pixel(40, 24), 0xff123456);
            for (int y = 0; y < 23; ++y) {
                for (int x = 0; x < 37; ++x)
                    QCOMPARE(shown.pixel(x + 3, y + 2), colour(at + QPoint(x, y)));
            }
        }
    }

    /// Every pixel of a stretched ring is the one below its middle; beyond the ring there is the colour.
    void aRingIsStretched_data()
    {
        QTest::addColumn<QRectF>("source");
        QTest::newRow("as it is") << QRectF(0, 0, 37, 23);
        QTest::newRow("nearer") << QRectF(7.3, 4.9, 20.1, 12.5);
        QTest::newRow("farther") << QRectF(-6.2, -3.3, 52.9, 33.1);
        QTest::newRow("beside") << QRectF(100, 100, 37, 23);
        QTest::newRow("a corner") << QRectF(30, -10, 37, 23);
    }
    void aRingIsStretched()
    {
        QFETCH(const QRectF, source);
        RingImage ring({37, 23});
        QCOMPARE(ring.move({5, 9}).size(), 2u); // so that it is closed somewhere in the middle
        QImage plain({37, 23}, QImage::Format_RGB32);
        for (const RingImage::Piece &piece : ring.pieces({0, 0, 37, 23})) {
            QImage pixels = ring.pixels(piece);
            for (int y = 0; y < pixels.height(); ++y) {
                for (int x = 0; x < pixels.width(); ++x) {
                    const QPoint at = piece.area.topLeft() + QPoint(x, y);
                    const QRgb colour = 0xff000000u | quint32(at.x() * 7919 + at.y() * 104729);
                    pixels.setPixel(x, y, colour);
                    plain.setPixel(at, colour);
                }
            }
        }
        QImage shown({37, 23}, QImage::Format_RGB32);
        ring.stretch(source, 0xff00ff00, {0, 0, 20, 23}, shown, {});
        ring.stretch(source, 0xff00ff00, {20, 0, 17, 23}, shown, {});
        for (int y = 0; y < 23; ++y) {
            for (int x = 0; x < 37; ++x) {
                const QPoint from(int(std::floor(source.left() + (x + 0.5) * source.width() / 37)),
                    int(std::floor(source.top() + (y + 0.5) * source.height() / 23)));
                QCOMPARE(shown.pixel(x, y), plain.rect().contains(from) ? plain.pixel(from) : 0xff00ff00);
            }
        }
    }

    /// While the zoom changes the picture is the last one, larger or smaller, until it is drawn for its camera.
    void aZoomIsStretched()
    {
        MapPicture picture;
        const Camera at = camera(15);
        QVERIFY(!picture.stretchTo(*m_scene, at, 1)); // there is nothing yet
        picture.update(*m_scene, at, 1);
        const QImage before = picture.image();
        const auto zoomed
            = [&](double by) { return settled(zoomedAt(at, {at.width / 2, at.height / 2}, at.zoom + by, {}), {}, 1); };
        const Camera nearer = zoomed(0.2);
        QVERIFY(picture.stretchTo(*m_scene, nearer, 1));
        QVERIFY(!picture.isSharp());
        QCOMPARE(picture.camera(), nearer);
        // The same place has the same colour: middles of areas, away from marks, names and lines.
        const QImage stretched = picture.image();
        int same = 0, all = 0;
        for (int y = 20; y < size.height(); y += 20) {
            for (int x = 20; x < size.width(); x += 20) {
                const ScreenPoint was = at.screenFromWorld(nearer.worldFromScreen({x + 0.5, y + 0.5}));
                same += stretched.pixel(x, y) == before.pixel(int(was.x), int(was.y));
                ++all;
            }
        }
        QVERIFY2(same > all * 0.8, qPrintable(u"%1 of %2"_s.arg(same).arg(all))); // names and furniture don't stretch
        QVERIFY(!picture.stretchTo(*m_scene, zoomed(-1), 1)); // too much would be blank
        QVERIFY(picture.update(*m_scene, nearer, 1));
        QVERIFY(picture.isSharp());
        QCOMPARE(picture.image(), rendered(*m_scene, nearer, 1));
        // Back, and a change in between: it is drawn once it is sharp.
        QVERIFY(picture.stretchTo(*m_scene, at, 1));
        m_view->setLayers(m_view->layers() ^ MapLayer::Choropleth);
        QVERIFY(picture.update(*m_scene, at, 1));
        QCOMPARE(picture.image(), rendered(*m_scene, at, 1));
        QVERIFY(!picture.update(*m_scene, at, 1));
    }

    void movesAreTrue_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("pixelRatio");
        QTest::addColumn<MapLayers>("more");
        for (const double zoom : {12.3, 14.08, 15.0, 15.75, 17.5})
            QTest::addRow("zoom %.2f", zoom) << zoom << 1.0 << MapLayers();
        QTest::newRow("two device pixels a pixel") << 15.75 << 2.0 << MapLayers();
        QTest::newRow("one and a quarter") << 15.0 << 1.25 << MapLayers();
        QTest::newRow("clusters") << 13.3 << 1.0 << MapLayers(MapLayer::DeviceClusters);
        QTest::newRow("heat") << 13.3 << 1.0 << MapLayers(MapLayer::Heat);
        QTest::newRow("heat, one and a quarter") << 16.2 << 1.25 << MapLayers(MapLayer::Heat);
        QTest::newRow("views") << 16.2 << 1.0 << MapLayers(MapLayer::Cones);
        QTest::newRow("teams") << 15.0 << 1.0 << MapLayers(MapLayer::Responders);
    }
    void movesAreTrue()
    {
        QFETCH(const double, zoom);
        QFETCH(const double, pixelRatio);
        QFETCH(const MapLayers, more);
        m_view->setLayers(m_view->layers() | more);
        MapPicture picture;
        Camera at = camera(zoom, pixelRatio);
        picture.update(*m_scene, at, pixelRatio);
        QRandomGenerator random(42);
        for (int step = 0; step < 30; ++step) {
            at = moved(at, {random.bounded(-40, 41), random.bounded(-40, 41)}, pixelRatio);
            picture.update(*m_scene, at, pixelRatio);
        }
        const QImage kept = picture.image();
        const QImage anew = rendered(*m_scene, at, pixelRatio);
        QCOMPARE(kept.size(), anew.size());
        const int wrong = differences(kept, anew);
        QVERIFY2(wrong == 0, qPrintable(u"%1 pixels"_s.arg(wrong)));
    }

    void changesAreTrue()
    {
        MapPicture picture;
        const Camera at = camera(16.5);
        picture.update(*m_scene, at, 1);
        const QImage before = picture.image();
        ChangeBatch batch;
        batch.serverTime = m_now;
        for (Device device : test::sampleDistrict({}, m_now).devices) {
            if (!device.position || !at.view().contains(worldFromGeo(*device.position)) || batch.devices.size() == 50)
                continue;
            device.state = DeviceState::Alarm;
            ++device.version;
            // Some move, one goes from the map.
            if (batch.devices.size() % 3 == 1)
                device.position->longitude += 0.002;
            if (batch.devices.size() == 2)
                device.position.reset();
            batch.devices.push_back(device);
        }
        QVERIFY(batch.devices.size() >= 3);
        m_store.apply(batch);
        picture.update(*m_scene, at, 1);
        const QImage kept = picture.image();
        QVERIFY(differences(before, kept) > 100);
        QCOMPARE(differences(kept, rendered(*m_scene, at, 1)), 0);

        m_selection.select(m_store.incidents().front().id);
        picture.update(*m_scene, at, 1);
        QCOMPARE(differences(picture.image(), rendered(*m_scene, at, 1)), 0);
    }

    /// A device that moves is found at its new place whatever else came with it.
    void theIndexFollowsEveryBatch()
    {
        ChangeBatch batch = test::sampleDistrict({}, m_now);
        Place place = batch.places.front();
        ++place.version;
        batch = {};
        batch.serverTime = m_now;
        batch.places = {place};
        for (Device device : test::sampleDistrict({}, m_now).devices) {
            if (!device.position || camera(16.5).view().contains(worldFromGeo(*device.position))
                || batch.devices.size() == 20)
                continue;
            device.position = GeoPoint{120.222 + 0.0001 * double(batch.devices.size()), 30.285};
            ++device.version;
            batch.devices.push_back(device);
        }
        QVERIFY(batch.devices.size() >= 3);
        // So near that no two marks overlap: which of two is above depends on what moved before.
        const Camera near = camera(18.5);
        const QImage before = rendered(*m_scene, near, 1);
        m_store.apply(batch);
        MapScene anew(m_store, m_selection, *m_view, m_basemap, m_scene->palette());
        QVERIFY(differences(before, rendered(*m_scene, near, 1)) > 100);
        QCOMPARE(differences(rendered(*m_scene, near, 1), rendered(anew, near, 1)), 0);
    }

    /// Clusters and heat are of what is there now, whatever changed.
    void clustersAndHeatFollow()
    {
        m_view->setLayers(m_view->layers() | MapLayer::DeviceClusters | MapLayer::Heat);
        MapPicture picture;
        const Camera at = camera(13.3);
        picture.update(*m_scene, at, 1);
        const auto change = [&](const ChangeBatch &batch) {
            const QImage before = picture.image();
            m_store.apply(batch);
            picture.update(*m_scene, at, 1);
            QVERIFY(differences(before, picture.image()) > 20);
            QCOMPARE(differences(picture.image(), rendered(*m_scene, at, 1)), 0);
        };
        ChangeBatch devices;
        devices.serverTime = m_now;
        for (Device device : test::sampleDistrict({}, m_now).devices) {
            device.state = DeviceState::Alarm;
            ++device.version;
            devices.devices.push_back(device);
        }
        change(devices);
        ChangeBatch incidents;
        incidents.serverTime = m_now;
        for (Incident incident : m_store.incidents()) {
            incident.state = IncidentState::Closed;
            ++incident.version;
            incidents.incidents.push_back(incident);
        }
        change(incidents);
    }

    void changedIncidentsAreTrue_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<bool>("inClusters");
        for (const double zoom : {12.3, 14.08, 16.5}) {
            QTest::addRow("zoom %.2f", zoom) << zoom << false;
            QTest::addRow("zoom %.2f, in clusters", zoom) << zoom << true;
        }
    }
    /// Incidents come, move, are signed for, become urgent and end, and the colours of their areas with them.
    void changedIncidentsAreTrue()
    {
        QFETCH(const double, zoom);
        QFETCH(const bool, inClusters);
        m_view->setLayers(m_view->layers().setFlag(MapLayer::IncidentClusters, inClusters));
        MapPicture picture;
        const Camera at = camera(zoom);
        picture.update(*m_scene, at, 1);
        QRandomGenerator random(3);
        int drawn = 0;
        for (int step = 0; step < 40; ++step) {
            ChangeBatch batch;
            batch.serverTime = m_now;
            for (int i = 0; i < 3; ++i) {
                Incident incident = m_store.incidents()[std::size_t(random.bounded(int(m_store.incidents().size())))];
                ++incident.version;
                switch (random.bounded(4)) {
                case 0:
                    incident.position = m_store.incidents()[std::size_t(random.bounded(20))].position;
                    incident.grid = m_store.incidents()[std::size_t(random.bounded(20))].grid;
                    break;
                case 1:
                    incident.severity = allSeverities[std::size_t(random.bounded(3))];
                    break;
                case 2:
                    incident.state
                        = incident.state == IncidentState::Closed ? IncidentState::Dispatched : IncidentState::Closed;
                    break;
                case 3:
                    incident.acceptedAt = m_now;
                    break;
                }
                batch.incidents.push_back(incident);
            }
            m_store.apply(batch);
            drawn += picture.update(*m_scene, at, 1);
            // Another picture of the same scene takes nothing away.
            const int wrong = differences(picture.image(), rendered(*m_scene, at, 1));
            QVERIFY2(wrong == 0, qPrintable(u"step %1: %2 pixels"_s.arg(step).arg(wrong)));
        }
        QVERIFY(drawn > 0);
    }

    void aLogOfDamageForgetsWholeRevisions()
    {
        DamageLog log;
        QVERIFY(!log.since(0));
        QVERIFY(log.since(1)->empty());
        const std::uint64_t first = log.revision();
        log.add({});
        QCOMPARE(log.revision(), first);
        log.add(std::vector<Damage>(300));
        const std::uint64_t second = log.revision();
        QVERIFY(second > first);
        QCOMPARE(log.since(first)->size(), 300);
        log.add(std::vector<Damage>(200));
        QCOMPARE(log.since(first)->size(), 500);
        QCOMPARE(log.since(second)->size(), 200);
        log.add(std::vector<Damage>(100));
        QVERIFY(!log.since(first));
        QCOMPARE(log.since(second)->size(), 300);
        const std::uint64_t third = log.revision();
        QVERIFY(log.since(third)->empty());
        log.add(std::vector<Damage>(100'000));
        QVERIFY(!log.since(third));
        QVERIFY(log.since(log.revision())->empty());
        log.addEverything();
        QVERIFY(!log.since(log.revision() - 1));
        QVERIFY(log.since(log.revision())->empty());
    }

    /// A device that the district's map doesn't show makes no picture, nor does asking twice.
    void whatIsTheSameIsNotDrawn()
    {
        MapPicture far, near;
        QVERIFY(far.update(*m_scene, camera(12.3), 1));
        QVERIFY(!far.update(*m_scene, camera(12.3), 1));
        QVERIFY(near.update(*m_scene, camera(16.5), 1));
        const auto change = [&] {
            const DeviceColumns &devices = m_store.devices();
            ChangeBatch batch;
            batch.serverTime = m_now;
            for (Device device : test::sampleDistrict({}, m_now).devices) {
                const auto row = m_store.deviceIndex(device.id);
                if (!device.position || !camera(16.5).view().contains(worldFromGeo(*device.position)) || !row)
                    continue;
                device.state = DeviceState::Alarm;
                device.version = devices.version[row->value] + 1;
                batch.devices = {device};
                break;
            }
            m_store.apply(batch);
        };
        change();
        QVERIFY(!far.update(*m_scene, camera(12.3), 1));
        change();
        QVERIFY(near.update(*m_scene, camera(16.5), 1));
        m_scene->setCovered({QRectF(0, 0, 100, 100)});
        QVERIFY(near.update(*m_scene, camera(16.5), 1));
    }

    /// Names that there is no time for have their place kept, come with later pictures, and end as if drawn at once.
    void namesMayComeLater()
    {
        m_view->setLayers(MapLayer::Labels);
        MapPicture picture;
        int lacking = 0;
        for (const double zoom : {13.9, 14.6, 15.6, 16.5}) {
            QVERIFY(picture.update(*m_scene, camera(zoom), 1, 0ms));
            while (!picture.isWhole()) {
                ++lacking;
                QVERIFY(lacking < 500);
                QVERIFY(picture.update(*m_scene, camera(zoom), 1, 0ms));
            }
            QVERIFY(!picture.update(*m_scene, camera(zoom), 1, 0ms));
            QVERIFY(!m_scene->labels().empty());
            QCOMPARE(test::differences(picture.image(), rendered(*m_scene, camera(zoom), 1)), 0);
        }
        QVERIFY2(lacking > 20, "few names were left out: the test sees nothing");
    }

    void anotherSizeIsDrawnWhole()
    {
        MapPicture picture;
        picture.update(*m_scene, camera(15), 1);
        Camera larger = camera(15);
        larger.width = 701;
        larger.height = 333;
        larger = settled(larger, {}, 1);
        picture.update(*m_scene, larger, 1);
        QCOMPARE(differences(picture.image(), rendered(*m_scene, larger, 1)), 0);
    }
};

QTEST_MAIN(MapPictureTest)
#include "tst_mappicture.moc"
