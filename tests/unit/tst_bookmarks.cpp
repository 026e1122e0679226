// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/bookmarkkeeper.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Named views: what is kept of them, and that they are there at the next start.
class BookmarksTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    [[nodiscard]] QString path() const { return m_folder.filePath(u"bookmarks.ini"_s); }

    [[nodiscard]] static Bookmark view(const QString &name)
    {
        return {{}, name, {120.2, 30.3}, 15.5, MapLayer::Heat | MapLayer::Labels};
    }
    [[nodiscard]] static QStringList names(const Bookmarks &bookmarks)
    {
        QStringList made;
        for (const Bookmark &bookmark : bookmarks.all())
            made << bookmark.name;
        return made;
    }
    void write(const QByteArray &text) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init() { QFile::remove(path()); }

    void namesArePlainLinesAndDiffer_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kept");
        QTest::newRow("blanks") << u"  a \n b\t"_s << u"a b"_s;
        QTest::newRow("taken") << u"彭埠"_s << u"彭埠 2"_s;
        QTest::newRow("markup") << u"<b>%1</b>"_s << u"<b>%1</b>"_s;
        QTest::newRow("long") << QString(1'000'000, u'长') << QString(Bookmarks::nameLimit, u'长');
        QTest::newRow("half a character") << QString(39, u'a') + u"😀"_s << QString(39, u'a');
        QTest::newRow("nothing") << u" \n "_s << QString();
    }

    void namesArePlainLinesAndDiffer()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, kept);
        Bookmarks bookmarks;
        QVERIFY(bookmarks.keep(view(u"彭埠"_s)));
        const auto id = bookmarks.keep(view(name));
        QCOMPARE(id.has_value(), !kept.isEmpty());
        if (id)
            QCOMPARE(bookmarks.find(*id)->name, kept);
        // A number has its room in the longest name too.
        QCOMPARE(bookmarks.keep(view(name)).has_value(), id.has_value());
        for (const Bookmark &bookmark : bookmarks.all())
            QVERIFY(bookmark.name.size() <= Bookmarks::nameLimit);
    }

    void placesThatAreNoneAreRefused()
    {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        Bookmarks bookmarks;
        for (const GeoPoint place : {GeoPoint{nan, 30}, {120, nan}, {0, 0}, {500, 30}, {120, -91}}) {
            Bookmark bad = view(u"a"_s);
            bad.centre = place;
            QVERIFY(!bookmarks.keep(bad));
        }
        Bookmark bad = view(u"a"_s);
        bad.zoom = nan;
        QVERIFY(!bookmarks.keep(bad));
        bad.zoom = 1e300;
        QVERIFY(bookmarks.keep(bad));
        QCOMPARE(bookmarks.all().front().zoom, nearestZoom);
    }

    void noMoreThanThereIsRoomFor()
    {
        Bookmarks bookmarks;
        for (std::size_t i = 0; i < Bookmarks::most; ++i)
            QVERIFY(bookmarks.keep(view(u"a"_s)));
        QVERIFY(bookmarks.isFull());
        QVERIFY(!bookmarks.keep(view(u"b"_s)));
        // What takes the place of a removed one stays.
        bookmarks.remove(bookmarks.all().front().id);
        QVERIFY(bookmarks.keep(view(u"b"_s)));
        QVERIFY(!bookmarks.hasRemoved());
        QVERIFY(!bookmarks.takeBack());
        QCOMPARE(bookmarks.all().size(), Bookmarks::most);
    }

    void removalsAreTakenBackInTurn()
    {
        Bookmarks bookmarks;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            QVERIFY(bookmarks.keep(view(name)));
        const auto before = bookmarks.all();
        bookmarks.remove(before[1].id);
        bookmarks.remove(before[0].id);
        bookmarks.remove({99});
        QCOMPARE(names(bookmarks), QStringList{u"c"_s});
        QVERIFY(bookmarks.takeBack());
        QVERIFY(bookmarks.takeBack());
        QCOMPARE(bookmarks.all(), before);
        QVERIFY(!bookmarks.takeBack());
    }

    void renaming()
    {
        Bookmarks bookmarks;
        const BookmarkId id = bookmarks.keep(view(u"a"_s)).value();
        QVERIFY(bookmarks.keep(view(u"b"_s)));
        QSignalSpy changed(&bookmarks, &Bookmarks::changed);
        QVERIFY(!bookmarks.rename(id, u"  "_s));
        QVERIFY(!bookmarks.rename({99}, u"c"_s));
        QVERIFY(bookmarks.rename(id, u"a"_s));
        QCOMPARE(changed.count(), 0);
        QVERIFY(bookmarks.rename(id, u"b"_s));
        QCOMPARE(names(bookmarks), (QStringList{u"b 2"_s, u"b"_s}));
    }

    void theyAreThereAtTheNextStart()
    {
        Bookmarks bookmarks;
        const BookmarkKeeper keeper(bookmarks, path());
        for (const QString &name : {u"彭埠, 街道; [x] = %1 \"y\" \\n"_s, u"b"_s, u"c"_s})
            QVERIFY(bookmarks.keep(view(name)));
        for (int i = 0; i < 9; ++i)
            QVERIFY(bookmarks.keep({{}, u"n"_s, {120 + 0.01 * i, 30}, 10.0 + i, {}}));
        bookmarks.remove(bookmarks.all()[1].id);
        QVERIFY(bookmarks.isSafe());

        Bookmarks others;
        const BookmarkKeeper reader(others, path());
        QCOMPARE(names(others), names(bookmarks));
        for (std::size_t i = 0; i < others.all().size(); ++i) {
            QCOMPARE(others.all()[i].layers, bookmarks.all()[i].layers);
            QCOMPARE(others.all()[i].zoom, bookmarks.all()[i].zoom);
            QVERIFY(std::abs(others.all()[i].centre.longitude - bookmarks.all()[i].centre.longitude) < 1e-6);
        }
    }

    void nonsenseIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("names");
        const QByteArray good = "[view-02]\nname=good\nlongitude=120.2\nlatitude=30.3\nzoom=14\nlayers=heat, moon\n";
        QTest::newRow("empty") << QByteArray() << QStringList();
        QTest::newRow("bytes") << QByteArray("\x00\xff\xfe[\x01=\n\n]]", 10) << QStringList();
        QTest::newRow("no place") << "[view-01]\nname=bad\nlongitude=nan\nlatitude=x\nzoom=14\n" + good
                                  << QStringList{u"good"_s};
        QTest::newRow("no name") << "[view-01]\nlongitude=120\nlatitude=30\nzoom=14\n" + good << QStringList{u"good"_s};
        QTest::newRow("no zoom") << "[view-01]\nname=bad\nlongitude=120\nlatitude=30\n" + good
                                 << QStringList{u"good"_s};
        QTest::newRow("a list for a name")
            << "[view-01]\nname=1, 2\nlongitude=120\nlatitude=30\nzoom=1\n" + good << QStringList{u"good"_s};
        QByteArray many;
        for (int i = 1; i < 1000; ++i)
            many += "[view-" + QByteArray::number(i).rightJustified(2, '0') + "]\nname=" + QByteArray::number(i)
                + "\nlongitude=120\nlatitude=30\nzoom=14\n";
        QStringList kept;
        for (std::size_t i = 1; i <= Bookmarks::most; ++i)
            kept << QString::number(i);
        QTest::newRow("too many") << many << kept;
    }

    void nonsenseIsPassedOver()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QStringList, names);
        write(text);
        Bookmarks bookmarks;
        const BookmarkKeeper keeper(bookmarks, path());
        QCOMPARE(this->names(bookmarks), names);
        if (names.contains(u"good"_s))
            QCOMPARE(bookmarks.all().front().layers, MapLayers(MapLayer::Heat));
    }

    void aFileThatCannotBeWrittenIsTold()
    {
        Bookmarks bookmarks;
        const BookmarkKeeper keeper(bookmarks, m_folder.filePath(u"nowhere/deeper/bookmarks.ini"_s));
        QFile file(m_folder.filePath(u"nowhere"_s));
        QVERIFY(file.open(QIODevice::WriteOnly)); // a file where a folder should be
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"named views of the map can't be kept in"_s));
        QVERIFY(bookmarks.keep(view(u"a"_s)));
        QVERIFY(!bookmarks.isSafe());
    }

    void withoutAPathNothingIsKept()
    {
        Bookmarks bookmarks;
        const BookmarkKeeper keeper(bookmarks, {});
        QVERIFY(bookmarks.keep(view(u"a"_s)));
        QVERIFY(!bookmarks.isSafe());
        QVERIFY(QDir(m_folder.path()).entryList({u"*.ini"_s}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(BookmarksTest)
#include "tst_bookmarks.moc"
