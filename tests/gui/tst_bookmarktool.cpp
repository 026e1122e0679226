// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/bookmarks.h"
#include "maps/view/bookmarkpanel.h"
#include "maps/view/layerpanel.h"
#include "maps/view/searchbox.h"
#include "tests/support/shownmap.h"

#include <QListWidget>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Named views in a map's own window, as a person keeps, names, finds, removes and visits them.
class BookmarkToolTest : public test::ShownMapTest {
    Q_OBJECT

private:
    std::unique_ptr<Bookmarks> m_bookmarks;

    [[nodiscard]] BookmarkPanel *panel() const { return map().findChild<BookmarkPanel *>(); }
    [[nodiscard]] QListWidget *list() const { return panel()->findChild<QListWidget *>(); }
    [[nodiscard]] QLineEdit *editor() const { return list()->findChild<QLineEdit *>(); }
    [[nodiscard]] double detailZoom() const { return map().camera().zoom - std::log2(map().scene().scale()); }
    [[nodiscard]] QStringList names() const
    {
        QStringList made;
        for (const Bookmark &bookmark : m_bookmarks->all())
            made << bookmark.name;
        return made;
    }
    /// As somebody presses it, wherever the focus is.
    void press(Qt::Key key, Qt::KeyboardModifiers held = {}) const
    {
        QTest::keyClick(map().focusWidget() ? map().focusWidget() : surface(), key, held);
    }
    void keep(const QString &name = {})
    {
        press(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(editor() && editor()->hasFocus());
        if (!name.isEmpty())
            editor()->setText(name);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_VERIFY(!editor() && list()->hasFocus());
        if (!name.isEmpty())
            QCOMPARE(m_bookmarks->all().back().name, name);
    }
    void look(double longitude, double zoom)
    {
        Camera camera = map().camera();
        camera.centre = worldFromGeo({longitude, 30.285});
        camera.zoom = zoom + std::log2(map().scene().scale());
        map().show(camera);
    }

    void make(double scale = 1, Language language = Language::Chinese)
    {
        m_shown.reset();
        m_bookmarks = std::make_unique<Bookmarks>();
        m_shown = std::make_unique<test::ShownMap>(QSize(int(936 * scale), int(636 * scale)), scale, language);
        map().keepViewsIn(*m_bookmarks);
        QVERIFY(m_shown->waitUntilDrawn());
        surface()->setFocus();
    }

private Q_SLOTS:
    void init() { make(); }
    void cleanup() { m_shown.reset(); }

    void oneKeyKeepsTheView()
    {
        look(120.222, 16);
        m_shown->view().setLayers(MapLayer::Heat | MapLayer::Labels);
        press(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(editor() && editor()->hasFocus());
        QCOMPARE(m_bookmarks->all().size(), 1);
        const Bookmark &kept = m_bookmarks->all().front();
        const AreaShape *community = map().scene().areas().at(map().camera().centre, AreaLevel::Community);
        QVERIFY(community);
        QCOMPARE(kept.name, m_shown->store().area(community->id)->name);
        QCOMPARE(editor()->text(), kept.name);
        QCOMPARE(editor()->selectedText(), kept.name);
        QCOMPARE(kept.layers, MapLayer::Heat | MapLayer::Labels);
        QVERIFY(std::abs(kept.zoom - detailZoom()) < 1e-9);
        editor()->setText(u"早高峰"_s);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_COMPARE(names(), QStringList{u"早高峰"_s});
        QTRY_COMPARE(list()->item(0)->text(), u"早高峰"_s);
        // Esc in the name leaves it, and the panel stays; the next one closes it and gives the focus to its button.
        QTRY_VERIFY(list()->hasFocus());
        QTest::keyClick(list(), Qt::Key_F2);
        QTRY_VERIFY(editor() && editor()->hasFocus());
        editor()->setText(u"x"_s);
        QTest::keyClick(editor(), Qt::Key_Escape);
        QTRY_VERIFY(!editor());
        QCOMPARE(names(), QStringList{u"早高峰"_s});
        QVERIFY(panel()->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(panel()->isHidden());
        QCOMPARE(map().focusWidget(), button(u"书签…"_s));
    }

    void proposedNamesFollowTheZoom_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<AreaLevel>("level");
        QTest::newRow("district") << 12.5 << AreaLevel::District;
        QTest::newRow("street") << 14.0 << AreaLevel::Street;
        QTest::newRow("community") << 16.0 << AreaLevel::Community;
        QTest::newRow("grid") << 18.0 << AreaLevel::Grid;
    }

    void proposedNamesFollowTheZoom()
    {
        QFETCH(const double, zoom);
        QFETCH(const AreaLevel, level);
        for (const Language language : {Language::Chinese, Language::English}) {
            make(2, language);
            look(120.222, zoom);
            keep();
            const AreaShape *shape = map().scene().areas().at(map().camera().centre, level);
            QVERIFY(shape);
            const Area *area = m_shown->store().area(shape->id);
            const Area *around = m_shown->store().ancestor(area->id, AreaLevel::Community);
            QCOMPARE(names().size(), 1);
            QVERIFY(names().front().endsWith(localName(language, area->name, area->nameEn)));
            // "Grid 3" alone would be one of many.
            if (level == AreaLevel::Grid)
                QVERIFY(names().front().startsWith(localName(language, around->name, around->nameEn)));
        }
    }

    void digitsClicksAndEnterGoThere()
    {
        look(120.2, 16);
        keep(u"west"_s);
        look(120.26, 14.5);
        m_shown->view().setLayers(MapLayer::DeviceClusters);
        keep(u"east"_s);
        const auto isAt = [&](double longitude, double zoom) {
            return std::abs(geoFromWorld(map().camera().centre).longitude - longitude) < 1e-4
                && std::abs(detailZoom() - zoom) < 0.01;
        };
        QTest::keyClick(list(), Qt::Key_1);
        QVERIFY(isAt(120.2, 16));
        QVERIFY(m_shown->view().layers() != MapLayers(MapLayer::DeviceClusters));
        QVERIFY(panel()->isVisible()); // for the next one
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualItemRect(list()->item(1)).center());
        QVERIFY(isAt(120.26, 14.5));
        QCOMPARE(m_shown->view().layers(), MapLayers(MapLayer::DeviceClusters));
        QTest::keyClick(list(), Qt::Key_Up);
        QTest::keyClick(list(), Qt::Key_Return);
        QVERIFY(isAt(120.2, 16));
        QTest::keyClick(list(), Qt::Key_9); // there is none
        QVERIFY(isAt(120.2, 16));
    }

    /// A view that was kept on one screen is the same on another.
    void aViewIsTheSameAtAnotherScale()
    {
        look(120.2, 16);
        keep();
        map().setScale(2);
        look(120.26, 14);
        QTest::keyClick(list(), Qt::Key_1);
        QVERIFY(std::abs(detailZoom() - 16) < 0.01);
    }

    void aRemovalIsTakenBack()
    {
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            keep(name);
        QTest::keyClick(list(), Qt::Key_Home);
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(names(), (QStringList{u"b"_s, u"c"_s}));
        QCOMPARE(list()->count(), 2);
        QCOMPARE(list()->currentRow(), 0);
        QVERIFY(list()->hasFocus());
        QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(names(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(list()->currentRow(), 0);
        // The same with the buttons, which go when there is nothing to do.
        for (int i = 0; i < 3; ++i)
            button(u"移除"_s)->click();
        QVERIFY(m_bookmarks->all().empty());
        QVERIFY(button(u"移除"_s)->isHidden() && button(u"改名"_s)->isHidden());
        QVERIFY(!panel()->said().isEmpty());
        button(u"撤销移除"_s)->click();
        QCOMPARE(names().size(), 1);
    }

    void nonsenseIsNoName()
    {
        keep(u"a"_s);
        keep(u"b"_s);
        QTest::keyClick(list(), Qt::Key_F2);
        QTRY_VERIFY(editor());
        QCOMPARE(editor()->maxLength(), int(Bookmarks::nameLimit));
        editor()->setText(u"   "_s);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_VERIFY(!editor());
        QTRY_COMPARE(list()->item(1)->text(), u"b"_s);
        QTRY_VERIFY(list()->hasFocus());
        QTest::keyClick(list(), Qt::Key_F2);
        QTRY_VERIFY(editor());
        editor()->setText(u"a"_s);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_COMPARE(list()->item(1)->text(), u"a 2"_s);
    }

    void theLineOfSearchFindsThem()
    {
        look(120.2, 16);
        keep(u"夜市西口"_s);
        keep();
        const Bookmark named = m_bookmarks->all().back();
        look(120.26, 14);
        QTest::keyClick(surface(), Qt::Key_F, Qt::ControlModifier);
        auto *box = map().findChild<SearchBox *>();
        auto *line = box->findChild<QLineEdit *>();
        QTRY_VERIFY(line->hasFocus());
        line->insert(u"夜市"_s);
        QCOMPARE(box->found().size(), 1);
        QVERIFY(!box->found().front().where.isEmpty());
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(std::abs(detailZoom() - 16) < 0.01);
        QCOMPARE(m_shown->selection().thing(), SelectedThing());
        QVERIFY(surface()->hasFocus());
        // Before the area that it is named after.
        QTest::keyClick(surface(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(line->hasFocus());
        line->insert(named.name);
        QCOMPARE(box->found().front().bookmark, std::optional(named.id));
        QVERIFY(box->found().size() > 1);
    }

    void onePanelIsOpenAtATime()
    {
        auto *layers = map().findChild<LayerPanel *>();
        button(u"图层…"_s)->click();
        QVERIFY(layers->isVisible());
        press(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(panel()->isVisible() && layers->isHidden());
        QVERIFY(panel()->isAncestorOf(map().focusWidget()));
        button(u"书签…"_s)->click();
        QVERIFY(panel()->isHidden() && layers->isHidden());
    }

    void fitsIntoTheMap()
    {
        for (std::size_t i = 0; i < Bookmarks::most; ++i)
            QVERIFY(m_bookmarks->keep({{}, u"很长的名称很长的名称很长的名称很长的名称"_s, {120.2, 30.3}, 14, {}}));
        press(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!button(u"保存当前视图"_s)->isEnabled());
        press(Qt::Key_D, Qt::ControlModifier); // says so and keeps none
        QCOMPARE(m_bookmarks->all().size(), Bookmarks::most);
        QVERIFY(!panel()->said().isEmpty());
        for (const QSize size : {QSize(936, 636), QSize(620, 420), QSize(560, 400)}) {
            map().resize(size);
            QCoreApplication::processEvents();
            QVERIFY(map().rect().contains(panel()->geometry()));
            for (const MapButton *one : panel()->findChildren<MapButton *>()) {
                QVERIFY2(panel()->rect().contains(one->geometry()), qPrintable(one->text()));
                QVERIFY(!one->geometry().intersects(list()->geometry()));
            }
            QVERIFY(list()->height() >= 2 * list()->visualItemRect(list()->item(0)).height());
        }
        QVERIFY(m_shown->button(u"书签…"_s)->isVisible());
    }

    void whatIsNotKeptIsSaid()
    {
        press(Qt::Key_B, Qt::ControlModifier);
        const QString before = panel()->said();
        m_bookmarks->setSafe(false);
        QVERIFY(panel()->said() != before);
        QVERIFY(panel()->said().contains(u"写不进"_s));
    }
};

QTEST_MAIN(BookmarkToolTest)
#include "tst_bookmarktool.moc"
