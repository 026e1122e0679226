// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samplemap.h"

#include <QTest>

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
};

QTEST_MAIN(MapLayersTest)
#include "tst_maplayers.moc"
