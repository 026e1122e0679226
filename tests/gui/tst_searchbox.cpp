// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/pick/pick.h"
#include "maps/view/searchbox.h"
#include "tests/support/shownmap.h"

#include <QSignalSpy>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Finding something by its name and going there, by keys and by mouse.
class SearchBoxTest : public test::ShownMapTest {
    Q_OBJECT

private:
    [[nodiscard]] SearchBox *box() const { return map().findChild<SearchBox *>(); }
    [[nodiscard]] QLineEdit *line() const { return box()->findChild<QLineEdit *>(); }
    void type(const QString &text) const
    {
        QTest::keyClick(surface(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(line()->hasFocus());
        line()->insert(text); // as an input method does
    }
    [[nodiscard]] double detailZoom() const { return map().camera().zoom - std::log2(map().scene().scale()); }

private Q_SLOTS:
    void init()
    {
        m_shown = std::make_unique<test::ShownMap>();
        QVERIFY(m_shown->waitUntilDrawn());
    }
    void cleanup() { m_shown.reset(); }

    void aStreetIsFoundByKeys()
    {
        const double before = map().camera().zoom;
        type(u"pengbu"_s);
        if (box()->found().empty()) // a district without pinyin
            type(u"彭埠"_s);
        QVERIFY(!box()->found().empty());
        QCOMPARE(box()->current(), 0);
        const SelectedThing wanted = box()->found().front().thing;
        QTest::keyClick(line(), Qt::Key_Return);
        QCOMPARE(m_shown->selection().thing(), wanted);
        QVERIFY(map().camera().zoom > before);
        const auto middle = positionOf(wanted, m_shown->store(), map().scene().areas());
        QVERIFY(middle && map().camera().view().contains(*middle));
        QVERIFY(surface()->hasFocus());
        QCOMPARE(line()->text(), QString());
        QVERIFY(box()->found().empty());
    }

    void arrowsAndTheMouseChoose()
    {
        type(u"微型消防站"_s);
        QCOMPARE(box()->found().size(), SearchBox::most);
        QTest::keyClick(line(), Qt::Key_Down);
        QTest::keyClick(line(), Qt::Key_Down);
        QTest::keyClick(line(), Qt::Key_Up);
        QCOMPARE(box()->current(), 1);
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(line(), Qt::Key_Up);
        QCOMPARE(box()->current(), 0);
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(line(), Qt::Key_Down);
        QCOMPARE(box()->current(), int(SearchBox::most) - 1);
        QTRY_VERIFY(box()->height() > line()->height());
        const SelectedThing third = box()->found()[2].thing;
        QTest::mouseClick(box(), Qt::LeftButton, {}, box()->rowRect(2).center());
        QCOMPARE(m_shown->selection().thing(), third);
        QVERIFY(detailZoom() >= 17);
        const auto place = positionOf(third, m_shown->store(), map().scene().areas());
        QVERIFY(place);
        const ScreenPoint at = map().camera().screenFromWorld(*place);
        QVERIFY(std::abs(at.x - map().width() / 2.0) < 2 && std::abs(at.y - map().height() / 2.0) < 2);
    }

    void escEmptiesAndThenGivesBack()
    {
        type(u"没有"_s);
        QVERIFY(box()->found().empty());
        QTest::keyClick(line(), Qt::Key_Return); // there is nothing to take
        QCOMPARE(m_shown->selection().thing(), SelectedThing());
        QTRY_VERIFY(box()->height() > line()->height()); // it says so
        QTest::keyClick(line(), Qt::Key_Escape);
        QCOMPARE(line()->text(), QString());
        QVERIFY(line()->hasFocus());
        QTest::keyClick(line(), Qt::Key_Escape);
        QVERIFY(surface()->hasFocus());
        QTRY_COMPARE(box()->height(), line()->height());
    }

    /// The map is not drawn anew for a list that comes and goes.
    void theListCostsThePictureNothing()
    {
        type(u"微"_s);
        QTRY_VERIFY(box()->height() > line()->height());
        const QRect before = box()->line();
        QSignalSpy outdated(&map().scene(), &MapScene::outdated);
        line()->insert(u"型消防站 1"_s);
        QVERIFY(!box()->found().empty());
        QCOMPARE(box()->line(), before);
        QCOMPARE(outdated.count(), 0);
    }

    void standsApartFromTheRest()
    {
        for (const QSize size : {QSize(936, 636), QSize(620, 420), QSize(400, 300)}) {
            map().resize(size);
            QCoreApplication::processEvents();
            if (box()->isHidden())
                continue;
            QVERIFY(map().rect().contains(box()->geometry()));
            for (const MapButton *button : map().findChildren<MapButton *>()) {
                if (button->isVisible() && button->parentWidget() == &map())
                    QVERIFY2(!button->geometry().intersects(box()->line()), qPrintable(button->text()));
            }
        }
    }
};

QTEST_MAIN(SearchBoxTest)
#include "tst_searchbox.moc"
