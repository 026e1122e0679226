// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "data/view/datastatus.h"
#include "maps/style/type.h"
#include "maps/view/layerpanel.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/mapnotice.h"
#include "maps/view/mapoverlay.h"
#include "maps/view/mapwidget.h"
#include "tests/support/mapbuttons.h"
#include "tests/support/sampledistrict.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// What lies over the map: the notice of the data, the buttons, the frames and the crosshair.
class MapControlsTest : public QObject {
    Q_OBJECT

private:
    Instant m_now{std::chrono::seconds(1'535'700'000)};
    Basemap m_basemap;
    Palette m_palette;
    std::unique_ptr<DataStatusSource> m_status;
    std::unique_ptr<DistrictStore> m_store;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ViewState> m_view;
    std::unique_ptr<MapWidget> m_map;

    [[nodiscard]] QWidget *surface() const { return m_map->findChild<MapCanvas *>(); }
    [[nodiscard]] MapNotice *notice() const { return m_map->findChild<MapNotice *>(); }
    [[nodiscard]] MapOverlay *overlay() const { return m_map->findChild<MapOverlay *>(); }
    [[nodiscard]] QPoint middle() const { return {m_map->width() / 2, m_map->height() / 2}; }
    [[nodiscard]] MapButton *button(const QString &text) const { return test::mapButton(*m_map, text); }

    void make(const ChangeBatch &batch)
    {
        m_map.reset();
        m_status = std::make_unique<DataStatusSource>();
        m_store = std::make_unique<DistrictStore>();
        m_selection = std::make_unique<Selection>();
        m_view = std::make_unique<ViewState>(Language::Chinese);
        m_map = std::make_unique<MapWidget>(
            *m_store, *m_selection, *m_view, *m_status, m_basemap, m_palette, [this] { return m_now; });
        m_map->resize(560, 400);
        m_map->QWidget::show();
        m_map->activateWindow();
        m_store->apply(batch);
    }

    void say(DataStatus::State state, const QString &reason = {}, int age_s = 0)
    {
        m_status->setStatus({state, reason, m_now - std::chrono::seconds(age_s), {}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto basemap = Basemap::load();
        QVERIFY(basemap);
        m_basemap = *basemap;
        const auto palette = Palette::load(u"day"_s);
        QVERIFY(palette);
        m_palette = *palette;
    }

    void init() { make(test::sampleDistrict({50, 50, 10, 20}, m_now)); }
    void cleanupTestCase() { m_map.reset(); }

    void noticeSaysHowCurrentTheMapIs_data()
    {
        QTest::addColumn<bool>("filled");
        QTest::addColumn<DataStatus::State>("state");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("retry");
        using enum DataStatus::State;
        QTest::newRow("loading") << false << Connecting << QString() << u"正在读取…"_s << false;
        QTest::newRow("preparing") << false << Connecting << u"演示 20%"_s << u"正在读取… · 演示 20%"_s << false;
        QTest::newRow("failed") << false << Down << u"没有路由"_s << u"数据中断 · 没有路由"_s << true;
        QTest::newRow("refused") << false << Refused << u"缺少表"_s << u"数据库不可用 · 缺少表"_s << true;
        QTest::newRow("live") << true << Live << QString() << QString() << false;
        QTest::newRow("stale") << true << Stale << QString() << u"数据滞后 12 秒"_s << false;
        QTest::newRow("cut off") << true << Down << u"没有路由"_s << u"数据中断 · 没有路由"_s << true;
        QTest::newRow("cut off, many lines")
            << true << Down << u"a\nb\u202e%1<b>"_s << u"数据中断 · a\ufffdb\ufffd%1<b>"_s << true;
    }

    void noticeSaysHowCurrentTheMapIs()
    {
        QFETCH(const bool, filled);
        QFETCH(const DataStatus::State, state);
        QFETCH(const QString, reason);
        make(filled ? test::sampleDistrict({5, 5, 5, 0}, m_now) : ChangeBatch{});
        say(state, reason, 12);
        QTEST(notice()->text(), "text");
        QCOMPARE(notice()->isVisible(), !notice()->text().isEmpty());
        QTEST(button(u"重试"_s)->isVisible(), "retry");
        // Old data stays, and looks old.
        QCOMPARE(notice()->isOld(), filled && state != DataStatus::State::Live);
        QCOMPARE(m_store->isEmpty(), !filled);
    }

    void noticeTellsAnEmptyDatabaseFromLoading()
    {
        ChangeBatch empty;
        empty.startsAnew = empty.complete = true;
        make(empty);
        say(DataStatus::State::Live);
        QCOMPARE(notice()->text(), u"没有区域数据"_s);
    }

    void thePanelOfLayersOpensAndCloses()
    {
        auto *panel = m_map->findChild<LayerPanel *>();
        QVERIFY(panel && panel->isHidden());
        button(u"图层…"_s)->setFocus();
        QTest::keyClick(button(u"图层…"_s), Qt::Key_Return);
        QVERIFY(panel->isVisible());
        QVERIFY(m_map->rect().contains(panel->geometry()));
        QVERIFY(panel->isAncestorOf(m_map->focusWidget()));
        const int before = m_map->canvas().picturesDrawn();
        QTRY_VERIFY(m_map->canvas().picturesDrawn() > before);
        const int halo = 3;
        for (const PlacedLabel &label : m_map->scene().labels())
            QVERIFY2(
                !label.rect.adjusted(halo, halo, -halo, -halo).intersects(panel->geometry()), qPrintable(label.text));
        QTest::keyClick(m_map->focusWidget(), Qt::Key_Escape);
        QVERIFY(panel->isHidden());
        QCOMPARE(m_map->focusWidget(), button(u"图层…"_s));
        // What it switches is switched everywhere.
        m_view->setLayers(m_view->layers() | MapLayer::Heat);
        QVERIFY(button(u"热力"_s)->isChecked());
    }

    void aClusterTellsAndOpens_data()
    {
        QTest::addColumn<MapLayers>("layers");
        QTest::addColumn<QString>("name");
        QTest::newRow("devices") << MapLayers(MapLayer::DeviceClusters) << u"设备 %1 台 · "_s;
        QTest::newRow("incidents") << (MapLayer::IncidentClusters | MapLayer::Incidents) << u"事件 %1 件 · "_s;
    }

    /// Far away things stand together; the pointer tells how they are, and a click comes nearer.
    void aClusterTellsAndOpens()
    {
        QFETCH(const MapLayers, layers);
        QFETCH(const QString, name);
        QVERIFY(!m_view->layers().testAnyFlags(MapLayer::DeviceClusters | MapLayer::IncidentClusters));
        m_view->setLayers(layers);
        m_map->show(m_map->camera()); // it stays here when the legend takes its room
        QTRY_VERIFY(m_map->canvas().picturesDrawn() > 0 && m_map->canvas().isSharp());
        const Frame frame = m_map->scene().frame(m_map->camera(), 1);
        QPoint largest;
        std::uint32_t count = 0;
        for (int y = 0; y < m_map->height(); y += 8) {
            for (int x = 0; x < m_map->width(); x += 8) {
                const auto cluster = m_map->scene().clusterAt(frame, {double(x), double(y)});
                if (cluster && cluster->count > count && m_map->childAt(x, y) == surface()) {
                    count = cluster->count;
                    largest = {x, y};
                }
            }
        }
        QVERIFY(count > 1);
        auto *hint = m_map->findChild<QLabel *>();
        QTest::mouseMove(surface(), largest + QPoint(1, 0));
        QTest::mouseMove(surface(), largest);
        QTRY_VERIFY(hint->isVisible());
        QVERIFY2(hint->text().startsWith(name.arg(count)), qPrintable(hint->text()));
        const double zoom = m_map->camera().zoom;
        QTest::mouseClick(surface(), Qt::LeftButton, {}, largest);
        QVERIFY(m_map->camera().zoom > zoom);
        QVERIFY(std::holds_alternative<std::monostate>(m_selection->thing()));
    }

    void ageTicks()
    {
        say(DataStatus::State::Stale, {}, 12);
        m_now += std::chrono::seconds(8);
        QTRY_COMPARE(notice()->text(), u"数据滞后 20 秒"_s);
        m_now += std::chrono::minutes(5);
        QTRY_COMPARE(notice()->text(), u"数据滞后 5 分钟"_s);
    }

    void retryIsReachedByKeyboard()
    {
        QSignalSpy retried(m_map.get(), &MapWidget::retryRequested);
        say(DataStatus::State::Down, u"没有路由"_s);
        QVERIFY(QTest::qWaitForWindowActive(m_map.get()));
        surface()->setFocus();
        for (int i = 0; i < 20 && !button(u"重试"_s)->hasFocus(); ++i)
            QTest::keyClick(m_map->focusWidget(), Qt::Key_Tab);
        QVERIFY(button(u"重试"_s)->hasFocus());
        QTest::keyClick(m_map->focusWidget(), Qt::Key_Return);
        QTest::keyClick(m_map->focusWidget(), Qt::Key_Space);
        QCOMPARE(retried.size(), 2);
    }

    /// A notice with the longest reason stays beside the switches and inside the map.
    void noticeLiesOverNothing_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        QTest::newRow("small") << QSize(400, 300) << 1.0;
        QTest::newRow("1366x768") << QSize(560, 400) << 0.8;
        QTest::newRow("1920x1080") << QSize(936, 636) << 1.0;
        QTest::newRow("4K") << QSize(1872, 1272) << 2.0;
    }

    void noticeLiesOverNothing()
    {
        QFETCH(const QSize, size);
        QFETCH(const double, scale);
        m_map->resize(size);
        m_map->setScale(scale);
        for (const QString &reason : {u"短"_s, u"could not connect to server "_s.repeated(12)}) {
            say(DataStatus::State::Down, reason);
            QVERIFY(m_map->rect().contains(notice()->geometry()));
            for (const MapButton *other : m_map->findChildren<MapButton *>(Qt::FindDirectChildrenOnly))
                QVERIFY2(other->isHidden() || !other->geometry().intersects(notice()->geometry()),
                    qPrintable(other->text()));
        }
    }

    void oldDataHasADashedFrame()
    {
        const auto dashes = [&] {
            const QImage image = m_map->grab().toImage();
            int count = 0;
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, 3) == m_palette.streetBorder.argb();
            return count;
        };
        const int before = dashes();
        say(DataStatus::State::Stale, {}, 12);
        const int marked = dashes();
        QVERIFY2(marked > m_map->width() / 3 && marked < m_map->width(), qPrintable(QString::number(marked)));
        say(DataStatus::State::Live);
        QCOMPARE(dashes(), before);
    }

    void focusIsVisible()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_map.get()));
        button(u"地名"_s)->setFocus();
        QVERIFY(m_map->grab().toImage().pixel(0, 200) != m_palette.focus.argb());
        surface()->setFocus(Qt::TabFocusReason);
        QCOMPARE(m_map->grab().toImage().pixel(0, 200), m_palette.focus.argb());
    }

    void enterPicksWhatIsInTheMiddle()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_map.get()));
        surface()->setFocus(Qt::MouseFocusReason);
        QVERIFY(!overlay()->hasCrosshair());
        const Incident &incident = m_store->incidents().front();
        Camera camera = m_map->camera();
        camera.centre = worldFromGeo(*incident.position);
        camera.zoom = 16.5;
        m_map->show(camera);
        const QRgb bare = m_map->grab().toImage().pixel(middle() + QPoint(10, 0));
        QTest::keyClick(surface(), Qt::Key_Plus);
        QVERIFY(overlay()->hasCrosshair());
        QCOMPARE(m_map->grab().toImage().pixel(middle() + QPoint(10, 0)), m_palette.text.argb());
        QTest::keyClick(surface(), Qt::Key_Return);
        QVERIFY(m_selection->as<IncidentId>());
        QCOMPARE(*m_selection->as<IncidentId>(), incident.id);
        QTest::mouseMove(surface(), {20, 300});
        QVERIFY(!overlay()->hasCrosshair());
        QVERIFY(bare != m_palette.text.argb());
    }

    /// The hint named what was under the pointer before the map moved away from below it.
    void keysHideTheHint()
    {
        // So wide that what the keys bring under the pointer is not under the buttons.
        m_map->resize(936, 636);
        auto *hint = m_map->findChild<QLabel *>();
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Plus, Qt::Key_Home}) {
            // The district stands beside the legend, not in the middle.
            const ScreenPoint centre = m_map->camera().screenFromWorld(m_map->scene().extent().centre());
            const QPoint inDistrict(int(centre.x), int(centre.y));
            QTest::mouseMove(surface(), inDistrict + QPoint(1, 0));
            QTest::mouseMove(surface(), inDistrict);
            QTRY_VERIFY(hint->isVisible());
            QTest::keyClick(surface(), key);
            QVERIFY(!hint->isVisible());
        }
    }

    /// The legend hides nothing of the district where there is room beside it.
    void theDistrictStandsBesideTheLegend()
    {
        m_map->resize(640, 400);
        QTRY_VERIFY(!m_map->scene().furniture().empty());
        const WorldRect extent = m_map->scene().extent();
        const auto covered = [&] {
            const ScreenPoint left = m_map->camera().screenFromWorld({extent.left, extent.top});
            return std::ranges::any_of(m_map->scene().furniture(),
                [&](const QRectF &rect) { return rect.left() < m_map->width() / 8.0 && rect.right() > left.x; });
        };
        QTRY_VERIFY(!covered());
        const ScreenPoint right = m_map->camera().screenFromWorld({extent.right, extent.top});
        QVERIFY(right.x < m_map->width());
    }

    void buttonsMoveTheCamera()
    {
        const Camera whole = m_map->camera();
        button(u"+"_s)->click();
        QVERIFY(m_map->camera().zoom > whole.zoom);
        button(u"−"_s)->click();
        QCOMPARE(m_map->camera().zoom, whole.zoom);
        button(u"+"_s)->click();
        button(u"适合"_s)->click();
        QCOMPARE(m_map->camera(), whole);
        for (const auto &[text, key] : {std::pair{u"+"_s, u"(+)"_s}, {u"−"_s, u"(−)"_s}, {u"适合"_s, u"(Home)"_s}}) {
            QVERIFY2(button(text)->isVisible(), qPrintable(text));
            QVERIFY2(button(text)->toolTip().contains(key), qPrintable(button(text)->toolTip()));
            QVERIFY(button(text)->focusPolicy() & Qt::TabFocus);
        }
    }

    void textIsNeverBelowWhatCanBeRead()
    {
        QCOMPARE(textPixels(13, 0.8), 12);
        QCOMPARE(textPixels(13, 0.8, 2), 24);
        QCOMPARE(textPixels(14, 2), 28);
        QCOMPARE(textPixels(14, 1), 14);
    }
};

QTEST_MAIN(MapControlsTest)
#include "tst_mapcontrols.moc"
