// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/viewkeeper.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// What somebody chose to see of the map is there at the next start.
class ViewKeeperTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    [[nodiscard]] QString path() const { return m_folder.filePath(u"view.ini"_s); }

    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init() { QFile::remove(path()); }

    void everyLayerIsKept()
    {
        {
            ViewState view(Language::Chinese);
            const ViewKeeper keeper(view, path());
            int i = 0;
            for (const MapLayer layer : allMapLayers) {
                ++i;
                view.setLayers(view.layers() ^ layer);
                view.setLook(layer, {0.05 * i, 10 + 0.25 * i, 15 + 0.25 * i});
            }
            view.setAreaShading({AreaMeasure::DevicesSilent, true});
            view.setHeatSpan(HeatSpan{88, 3});
        } // the end of the program comes before the moment after the change
        const ViewState usual(Language::Chinese);
        ViewState view(Language::English);
        const ViewKeeper keeper(view, path());
        int i = 0;
        for (const MapLayer layer : allMapLayers) {
            ++i;
            QCOMPARE(view.layers().testFlag(layer), !usual.layers().testFlag(layer));
            QCOMPARE(view.look(layer), (LayerLook{0.05 * i, 10 + 0.25 * i, 15 + 0.25 * i}));
        }
        QCOMPARE(view.areaShading(), (AreaShading{AreaMeasure::DevicesSilent, true}));
        QCOMPARE(view.heatSpan(), (HeatSpan{88, 3}));
    }

    void aChangeIsWrittenAfterAMoment()
    {
        ViewState view(Language::Chinese);
        const ViewKeeper keeper(view, path());
        QVERIFY(!QFile::exists(path()));
        view.setLayers(MapLayer::Heat);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path()), 5000);
        ViewState other(Language::Chinese);
        const ViewKeeper reader(other, path());
        QCOMPARE(other.layers(), MapLayers(MapLayer::Heat));
    }

    void nonsenseIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("bytes") << QByteArray("\x00\xff\xfe[\x01=\n\n]]", 10);
        QTest::newRow("out of range") << QByteArray("[map]\nheat-opacity=7\nheat-from-zoom=-4\nheat-to-zoom=1e300\n");
        QTest::newRow("no numbers") << QByteArray("[map]\nheat-opacity=nan\nheat-from-zoom=x\nheat-shown=perhaps\n");
        QTest::newRow("days") << QByteArray("[map]\nheat-from=4\nheat-to=5\n");
        QTest::newRow("no days") << QByteArray("[map]\nheat-from=nan\nheat-to=1e9\n");
        QTest::newRow("unknown") << QByteArray("[map]\nmoon-shown=true\nareas-by=moon\nareas-ramp=2\n");
        QTest::newRow("of another kind") << QByteArray("[map]\nheat-opacity=1, 2, 3\nareas-by=1, 2\n");
    }

    void nonsenseIsPassedOver()
    {
        QFETCH(const QByteArray, text);
        write(path(), text);
        const ViewState usual(Language::Chinese);
        ViewState view(Language::Chinese);
        const ViewKeeper keeper(view, path());
        QCOMPARE(view.layers(), usual.layers());
        QCOMPARE(view.areaShading(), AreaShading());
        QCOMPARE(view.heatSpan(), std::nullopt);
        for (const MapLayer layer : allMapLayers) {
            const LayerLook look = view.look(layer);
            QVERIFY(look.opacity >= 0 && look.opacity <= 1 && look.fromZoom >= farthestZoom
                && look.toZoom <= nearestZoom && look.fromZoom <= look.toZoom);
        }
    }

    void aFileThatCannotBeWrittenIsTold()
    {
        ViewState view(Language::Chinese);
        ViewKeeper keeper(view, m_folder.filePath(u"nowhere/deeper/view.ini"_s));
        write(m_folder.filePath(u"nowhere"_s), "a file where a folder should be");
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(u"what is shown of the map can't be kept in .*view.ini"_s));
        keeper.save();
    }

    void withoutAPathNothingIsKept()
    {
        ViewState view(Language::Chinese);
        const ViewKeeper keeper(view, {});
        view.setLayers(MapLayer::Heat);
        QVERIFY(QDir(m_folder.path()).entryList({u"*.ini"_s}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ViewKeeperTest)
#include "tst_viewkeeper.moc"
