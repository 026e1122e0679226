// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tiles/tileloader.h"
#include "maps/tiles/tileset.h"
#include "tests/support/sampletiles.h"
#include "tests/support/tileserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {
const TileKey here{10, 853, 421};
const TileKey beside{10, 854, 421};
} // namespace

class TestTileSet : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    static bool isKnown(TileSet &tiles, TileKey tile) { return tiles.find(tile) || tiles.isMissing(tile); }

    TileSource web(const test::TileServer &server) const
    {
        TileSource source;
        source.kind = TileSource::Kind::Web;
        source.address = server.address();
        return source;
    }

private Q_SLOTS:
    void readsAFolder()
    {
        const QString folder = m_folder.filePath(u"tiles"_s);
        QVERIFY(test::writeTile(folder, here, test::packed(test::plainTile(Qt::red))));
        TileSet tiles(TileSource::read(folder).value());
        QSignalSpy changed(&tiles, &TileSet::changed);
        QVERIFY(!tiles.find(here));
        tiles.want({here, beside});
        QVERIFY(tiles.isWaiting());
        QTRY_VERIFY(!tiles.isWaiting());
        QCOMPARE(changed.size(), 2);
        QVERIFY(tiles.find(here));
        QCOMPARE(tiles.find(here)->pixelColor(128, 128), QColor(Qt::red));
        QVERIFY(tiles.isMissing(beside));
        QCOMPARE(tiles.trouble(), QString());
    }

    void readsAnArchive()
    {
        const QString path = m_folder.filePath(u"sample.mbtiles"_s);
        QVERIFY(test::writeArchive(path, {{here, test::packed(test::plainTile(Qt::green))}}));
        TileSet tiles(TileSource::read(path).value());
        tiles.want({here, beside});
        QTRY_VERIFY(!tiles.isWaiting());
        QVERIFY(tiles.find(here));
        QCOMPARE(tiles.find(here)->pixelColor(1, 1), QColor(Qt::green));
        QVERIFY(tiles.isMissing(beside));
    }

    /// A file that is gone or spoilt while the program runs is said once, and the map lives on.
    void saysWhenAFileIsSpoilt()
    {
        const QString folder = m_folder.filePath(u"spoilt"_s);
        QVERIFY(test::writeTile(folder, here, "no picture"));
        QVERIFY(test::writeTile(folder, beside, test::packed(test::plainTile(Qt::red, 2048))));
        TileSet tiles(TileSource::read(folder).value());
        tiles.setRetryInterval(20ms);
        tiles.want({here, beside});
        QTRY_VERIFY(!tiles.isWaiting());
        QVERIFY(!tiles.find(here));
        QVERIFY(!tiles.find(beside)); // too large
        QVERIFY(!tiles.trouble().isEmpty());
        // Mended, it is found by itself.
        QVERIFY(test::writeTile(folder, here, test::packed(test::plainTile(Qt::red))));
        QTRY_VERIFY(([&] {
            tiles.want({here});
            return tiles.find(here) != nullptr;
        })());
        QTRY_COMPARE(tiles.trouble(), QString());
    }

    void asksAServer()
    {
        const QByteArray picture = test::packed(test::plainTile(Qt::blue));
        test::TileServer server([&](const QString &path) -> test::TileServer::Answer {
            if (path == "/10/853/421.png"_L1)
                return {200, picture};
            return {path == "/10/854/421.png"_L1 ? 404 : 204};
        });
        TileSet tiles(web(server));
        const TileKey empty{10, 855, 421};
        tiles.want({here, beside, empty});
        QTRY_VERIFY(!tiles.isWaiting());
        QVERIFY(tiles.find(here));
        QVERIFY(tiles.isMissing(beside));
        QVERIFY(tiles.isMissing(empty));
        tiles.want({here, beside, empty});
        QVERIFY(!tiles.isWaiting());
        QCOMPARE(server.askedInAll(), 3);
    }

    void saysWhatAServerDoesWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("page of an error") << 200 << QByteArray("<html>please log in</html>") << u"不是可读的图片"_s;
        QTest::newRow("nothing") << 200 << QByteArray() << u"不是可读的图片"_s;
        QTest::newRow("cut") << 200 << test::packed(test::plainTile(Qt::red)).left(60) << u"不是可读的图片"_s;
        QTest::newRow("down") << 503 << QByteArray("later") << u"503"_s;
        QTest::newRow("refused") << 403 << QByteArray("no") << u"403"_s;
        QTest::newRow("flood") << 200 << QByteArray(9 << 20, 'x') << u"瓦片"_s;
    }
    void saysWhatAServerDoesWrong()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        test::TileServer server([&](const QString &) { return test::TileServer::Answer{status, body}; });
        TileSet tiles(web(server));
        tiles.want({here});
        QTRY_VERIFY(!tiles.trouble().isEmpty());
        QVERIFY2(tiles.trouble().contains(words), qPrintable(tiles.trouble()));
        QVERIFY2(!tiles.trouble().contains(u"secret"_s), "the key of the service is told");
        // It is left alone for a while.
        tiles.want({here});
        QVERIFY(!tiles.isWaiting());
        QCOMPARE(server.askedInAll(), status == 200 && body.size() > 1000 ? server.askedInAll() : 1);
    }

    void triesAServerAgain()
    {
        test::TileServer server([](const QString &) { return test::TileServer::Answer{500}; });
        TileSet tiles(web(server));
        tiles.setRetryInterval(20ms);
        connect(&tiles, &TileSet::changed, &tiles, [&] { tiles.want({here}); }, Qt::QueuedConnection);
        tiles.want({here});
        QTRY_VERIFY(server.askedInAll() >= 2);
        const QByteArray picture = test::packed(test::plainTile(Qt::blue));
        server.setAnswers([&](const QString &) { return test::TileServer::Answer{200, picture}; });
        QTRY_VERIFY(tiles.find(here));
        QTRY_COMPARE(tiles.trouble(), QString());
    }

    /// What somebody looked at before comes first no more; what has not begun is not asked for.
    void theNewestViewComesFirst()
    {
        const QByteArray picture = test::packed(test::plainTile(Qt::blue));
        test::TileServer server([&](const QString &path) -> test::TileServer::Answer {
            return path.startsWith(u"/9/"_s) ? test::TileServer::Answer{0} : test::TileServer::Answer{200, picture};
        });
        TileSet tiles(web(server));
        std::vector<TileKey> before;
        for (int i = 0; i < 100; ++i)
            before.push_back({8, i, 100});
        tiles.want(before);
        tiles.want({here});
        QTRY_VERIFY(tiles.find(here));
        QVERIFY2(server.askedInAll() < 30, qPrintable(QString::number(server.askedInAll())));
    }

    /// A network that is cut: what a folder keeps is shown.
    void keepsAnswersOnDisk()
    {
        const QString folder = m_folder.filePath(u"kept"_s);
        const QByteArray picture = test::packed(test::plainTile(Qt::blue));
        test::TileServer server([&](const QString &) {
            return test::TileServer::Answer{200, picture, "Cache-Control: max-age=0\r\nETag: \"1\"\r\n"};
        });
        const TileSource source = web(server);
        {
            TileSet tiles(source, folder);
            tiles.want({here});
            QTRY_VERIFY(tiles.find(here));
        }
        server.close();
        TileSet tiles(source, folder);
        tiles.want({here, beside});
        QTRY_VERIFY(tiles.find(here));
        QTRY_VERIFY(!tiles.trouble().isEmpty()); // of the one that nobody kept
        QVERIFY(!tiles.find(beside));
    }

    void endsWhileAServerIsSilent()
    {
        test::TileServer server([](const QString &) { return test::TileServer::Answer{0}; });
        QElapsedTimer timer;
        timer.start();
        {
            TileSet tiles(web(server));
            tiles.want({here, beside});
            QTRY_COMPARE(server.askedInAll(), 2);
        }
        QVERIFY(timer.elapsed() < 5000);
    }
};

QTEST_GUILESS_MAIN(TestTileSet)
#include "tst_tileset.moc"
