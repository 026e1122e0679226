// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "maps/view/controller.h"

#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>
#include <QWidget>

#include <memory>

using namespace wuquan;

/// What a drag leaves behind.
class ControllerTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QWidget> m_surface;
    std::unique_ptr<MapController> m_controller;
    quint64 m_time = 1000; ///< milliseconds, of the events

    void send(QEvent::Type type, QPointF at)
    {
        const bool isMove = type == QEvent::MouseMove;
        QMouseEvent event(type, at, m_surface->mapToGlobal(at), isMove ? Qt::NoButton : Qt::LeftButton,
            type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
        event.setTimestamp(m_time);
        QCoreApplication::sendEvent(m_surface.get(), &event);
    }
    /// A drag of 20 movements, each so many pixels and milliseconds, held still for a while before it is let go of.
    void drag(double step, quint64 each_ms, quint64 held_ms = 8)
    {
        QPointF at(300, 300);
        send(QEvent::MouseButtonPress, at);
        for (int i = 0; i < 20; ++i) {
            m_time += each_ms;
            at.rx() -= step;
            send(QEvent::MouseMove, at);
        }
        m_time += held_ms;
        send(QEvent::MouseButtonRelease, at);
    }
    [[nodiscard]] double pixelsEast(const Camera &from) const
    {
        return (m_controller->camera().centre.x - from.centre.x) * from.worldSize();
    }
    /// Whether it comes to rest within two seconds.
    [[nodiscard]] bool rests() const
    {
        QElapsedTimer still;
        still.start();
        Camera last = m_controller->camera();
        return QTest::qWaitFor(
            [&] {
                if (m_controller->camera() != last)
                    still.restart();
                last = m_controller->camera();
                return still.elapsed() > 150;
            },
            3000);
    }

private Q_SLOTS:
    void init()
    {
        m_controller.reset();
        m_surface = std::make_unique<QWidget>();
        m_surface->resize(936, 636);
        m_controller = std::make_unique<MapController>(*m_surface);
        m_controller->setAnimated(true);
        m_controller->setSize(936, 636);
        const WorldPoint middle = worldFromGeo({120.22, 30.285});
        WorldRect extent;
        extent.include(middle);
        m_controller->setExtent(extent.grown(1e-3));
        m_controller->show({middle, 15, 936, 636});
    }
    void cleanup() { m_controller.reset(); }

    /// A pixel a millisecond, against friction of 220 ms: 220 pixels more, in the same direction.
    void aDragGlidesOn()
    {
        const Camera before = m_controller->camera();
        drag(8, 8);
        const double dragged = pixelsEast(before);
        QVERIFY(std::abs(dragged - 160) <= 1);
        QVERIFY(rests());
        const double glided = pixelsEast(before) - dragged;
        QVERIFY2(std::abs(glided - 220) < 25, qPrintable(QString::number(glided)));
        QVERIFY(std::abs(m_controller->camera().centre.y - before.centre.y) * before.worldSize() <= 1);
    }

    void slowAndHeldDragsEndWhereTheyAre_data()
    {
        QTest::addColumn<double>("step");
        QTest::addColumn<int>("each_ms");
        QTest::addColumn<int>("held_ms");
        QTest::newRow("slow") << 1.0 << 16 << 8;
        QTest::newRow("held") << 8.0 << 8 << 200;
        QTest::newRow("a moment") << 8.0 << 8 << 60;
    }
    void slowAndHeldDragsEndWhereTheyAre()
    {
        QFETCH(double, step);
        QFETCH(int, each_ms);
        QFETCH(int, held_ms);
        drag(step, quint64(each_ms), quint64(held_ms));
        const Camera there = m_controller->camera();
        QVERIFY(rests());
        QCOMPARE(m_controller->camera(), there);
    }

    void somebodyStopsAGlide_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("a press") << 0;
        QTest::newRow("the wheel") << 1;
        QTest::newRow("a key") << 2;
    }
    void somebodyStopsAGlide()
    {
        QFETCH(int, how);
        drag(8, 8);
        if (how == 0) {
            send(QEvent::MouseButtonPress, {100, 100});
        } else if (how == 1) {
            QWheelEvent wheel({100, 100}, m_surface->mapToGlobal(QPointF(100, 100)), {}, {0, 120}, Qt::NoButton,
                Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(m_surface.get(), &wheel);
        } else {
            QTest::keyClick(m_surface.get(), Qt::Key_Left);
        }
        const Camera there = m_controller->camera();
        QVERIFY(rests());
        QCOMPARE(m_controller->camera(), there);
    }

    void aGlideEndsAtTheEdge()
    {
        m_controller->setExtent(WorldRect{0.8339, 0.41, 0.834, 0.4101});
        m_controller->show({{0.83395, 0.41005}, 15, 936, 636});
        for (int i = 0; i < 4; ++i) {
            drag(40, 4);
            QVERIFY(rests());
        }
        const double pixel = 1 / m_controller->camera().worldSize(); // it stands on whole ones
        QVERIFY(m_controller->limits().bounds.grown(pixel).contains(m_controller->camera().centre));
        QVERIFY(m_controller->limits().bounds.right - m_controller->camera().centre.x < pixel);
    }

    void withoutAnimationsThereIsNone()
    {
        m_controller->setAnimated(false);
        drag(8, 8);
        const Camera there = m_controller->camera();
        QVERIFY(rests());
        QCOMPARE(m_controller->camera(), there);
    }
};

QTEST_MAIN(ControllerTest)
#include "tst_controller.moc"
