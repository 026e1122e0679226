// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampletiles.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

class TestTileSource : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
    }

private Q_SLOTS:
    void readsAddresses()
    {
        const auto web = TileSource::read(u"https://tiles.example/{z}/{x}/{-y}.png"_s);
        QVERIFY(web);
        QCOMPARE(web->kind, TileSource::Kind::Web);
        QCOMPARE(web->addressOf({3, 6, 2}), u"https://tiles.example/3/6/5.png"_s);
        QVERIFY(test::writeTile(m_folder.filePath(u"plain"_s), {4, 13, 6}, test::packed(test::plainTile(Qt::red))));
        const auto folder = TileSource::read(m_folder.filePath(u"plain"_s));
        QVERIFY(folder);
        QCOMPARE(folder->kind, TileSource::Kind::Folder);
        QVERIFY(QFile::exists(folder->addressOf({4, 13, 6})));
        const auto files = TileSource::read(m_folder.filePath(u"plain/{z}/{x}/{y}.png"_s));
        QVERIFY(files);
        QVERIFY(QFile::exists(files->addressOf({4, 13, 6})));
    }

    void archivesDescribeThemselves()
    {
        const QString path = m_folder.filePath(u"a map.mbtiles"_s);
        QVERIFY(test::writeArchive(path, {{{4, 13, 6}, test::packed(test::plainTile(Qt::red))}}));
        const auto source = TileSource::read(path);
        QVERIFY2(source, source ? "" : qPrintable(source.error().message));
        QCOMPARE(source->kind, TileSource::Kind::Archive);
        QCOMPARE(source->attribution, u"© Sample maps"_s);
        QCOMPARE(source->fromZoom, 3);
        QCOMPARE(source->toZoom, 12);
        // A file may say otherwise.
        const auto said
            = TileSource::read(write(u"said.toml"_s, "address = 'a map.mbtiles'\nattribution = 'ours'\nto_zoom = 9\n"));
        QVERIFY(said);
        QCOMPARE(said->attribution, u"ours"_s);
        QCOMPARE(said->fromZoom, 3);
        QCOMPARE(said->toZoom, 9);
    }

    /// The example that is shipped says what is usual, and every key.
    void theExampleCanBeRead()
    {
        const auto source = TileSource::read(QStringLiteral(WUQUAN_SOURCE "/resources/tiles.toml"));
        QVERIFY2(source, source ? "" : qPrintable(source.error().message));
        TileSource usual;
        usual.kind = TileSource::Kind::Web;
        usual.address = source->address;
        usual.attribution = u"© 区测绘中心"_s;
        usual.fromZoom = 3;
        QCOMPARE(*source, usual);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("no address") << QByteArray("to_zoom = 3") << u"address is missing"_s;
        QTest::newRow("no TOML") << QByteArray("address = ") << u"line 1"_s;
        QTest::newRow("unknown key") << QByteArray("adress = 'x'") << u"nothing is called adress"_s;
        QTest::newRow("zoom") << QByteArray("address = 'x'\nto_zoom = 25") << u"to_zoom must be a whole number"_s;
        QTest::newRow("zooms") << QByteArray("address = 'x'\nfrom_zoom = 9\nto_zoom = 8") << u"greater than to_zoom"_s;
        QTest::newRow("flag") << QByteArray("address = 'x'\ndark = 1") << u"dark must be true or false"_s;
        QTest::newRow("BD-09") << QByteArray("address = 'x'\ncoordinates = 'bd09'") << u"coordinates must be"_s;
        QTest::newRow("memory") << QByteArray("address = 'x'\nmemory_mb = 1") << u"memory_mb must be"_s;
        QTest::newRow("no placeholder") << QByteArray("address = 'http://a.example/{z}/{x}.png'") << u"lacks {z}"_s;
        QTest::newRow("no host") << QByteArray("address = 'http:///{z}/{x}/{y}.png'") << u"no address of tiles"_s;
        QTest::newRow("nothing there") << QByteArray("address = 'nowhere.mbtiles'") << u"There are no tiles"_s;
        QTest::newRow("no folder") << QByteArray("address = 'no/{z}/{x}/{y}.png'") << u"There is no folder"_s;
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto source = TileSource::read(write(u"bad.toml"_s, text));
        QVERIFY(!source);
        QVERIFY2(source.error().message.contains(words), qPrintable(source.error().message));
    }

    void refusesWhatHoldsNoPictures()
    {
        QVERIFY(!TileSource::read(m_folder.filePath(u"gone.toml"_s)));
        const auto junk = TileSource::read(write(u"junk.mbtiles"_s, QByteArray(5000, 'x')));
        QVERIFY(!junk);
        QVERIFY2(junk.error().message.contains(u"no MBTiles"_s), qPrintable(junk.error().message));
        const QString vectors = m_folder.filePath(u"vectors.mbtiles"_s);
        QVERIFY(test::writeArchive(vectors, {}, "insert into metadata values ('format', 'pbf');"));
        const auto pbf = TileSource::read(vectors);
        QVERIFY(!pbf);
        QVERIFY2(pbf.error().message.contains(u"vectors"_s), qPrintable(pbf.error().message));
        QVERIFY(QDir().mkpath(m_folder.filePath(u"empty"_s)));
        const auto empty = TileSource::read(m_folder.filePath(u"empty"_s));
        QVERIFY(!empty);
        QVERIFY2(empty.error().message.contains(u"holds no tiles"_s), qPrintable(empty.error().message));
    }
};

QTEST_GUILESS_MAIN(TestTileSource)
#include "tst_tilesource.moc"
