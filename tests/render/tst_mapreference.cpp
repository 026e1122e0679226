// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samplemap.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <array>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

/// What is shown of the sample district.
struct View {
    QString name;
    double zoom;
    MapLayers layers; ///< besides those that are shown at first
    MapLayer most; ///< one that makes a good part of the picture
    AreaShading shading;
};

const std::array views{
    View{u"far"_s, 12.3, MapLayer::DeviceClusters | MapLayer::IncidentClusters, MapLayer::DeviceClusters, {}},
    View{u"middle"_s, 14.1, MapLayer::Heat | MapLayer::Responders, MapLayer::Heat, {}},
    View{u"street"_s, 15.75, MapLayer::Places, MapLayer::Devices, {AreaMeasure::DevicesSilent, true}},
    View{u"near"_s, 17.5, MapLayer::Places | MapLayer::Responders | MapLayer::Cones, MapLayer::Cones, {}}};

constexpr double mostDifferent = 0.005; ///< of the pixels
constexpr int faint = 16; ///< a channel that is off by less doesn't count: another version of a typeface or of Qt

bool isOther(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) > faint || std::abs(qGreen(a) - qGreen(b)) > faint
        || std::abs(qBlue(a) - qBlue(b)) > faint;
}

/// The share of pixels that differ; all of them when the sizes do.
double differentShare(const QImage &a, const QImage &b)
{
    if (a.size() != b.size() || a.isNull())
        return 1;
    qint64 count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            count += isOther(a.pixel(x, y), b.pixel(x, y));
    }
    return double(count) / (double(a.width()) * a.height());
}

/// The picture in grey with what differs in red.
QImage differencePicture(const QImage &picture, const QImage &reference)
{
    QImage made = picture.convertToFormat(QImage::Format_Grayscale8).convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < std::min(made.height(), reference.height()); ++y) {
        for (int x = 0; x < std::min(made.width(), reference.width()); ++x) {
            if (isOther(picture.pixel(x, y), reference.pixel(x, y)))
                made.setPixel(x, y, 0xffff0000);
        }
    }
    return made;
}

} // namespace

/// All layers at four zooms in both themes, compared with the pictures in tests/data/map. After a change that is wanted
/// WUQUAN_REFERENCES=write makes them anew: look at each before it is committed.
class MapReferenceTest : public test::SampleMap {
    Q_OBJECT

private:
    const QDir m_references{QStringLiteral(WUQUAN_TEST_DATA "/map")};

    [[nodiscard]] QImage picture(const View &view, const QString &theme, MapLayers without = {})
    {
        m_scene->setPalette(Palette::load(theme).value_or(Palette{}));
        const MapLayers usual = ViewState(Language::Chinese).layers();
        m_view->setLayers((usual | view.layers) & ~without);
        m_view->setAreaShading(view.shading);
        // As a picture that has no past: names keep their places from one to the next.
        MapScene anew(m_store, m_selection, *m_view, m_basemap, m_scene->palette());
        return rendered(anew, camera(view.zoom), 1);
    }

private Q_SLOTS:
    void initTestCase()
    {
        make();
        ChangeBatch batch;
        batch.serverTime = m_now;
        batch.annotations = test::sampleAnnotations(m_now);
        m_store.apply(batch);
    }

    void isAsItWas_data()
    {
        QTest::addColumn<int>("view");
        QTest::addColumn<QString>("theme");
        for (std::size_t i = 0; i < views.size(); ++i) {
            for (const QString &theme : {u"day"_s, u"night"_s})
                QTest::addRow("%s-%s", qPrintable(views[i].name), qPrintable(theme)) << int(i) << theme;
        }
    }

    void isAsItWas()
    {
        QFETCH(const int, view);
        QFETCH(const QString, theme);
        const QString name = QString::fromLatin1(QTest::currentDataTag()) + u".png"_s;
        const QImage seen = picture(views[std::size_t(view)], theme);
        if (qEnvironmentVariable("WUQUAN_REFERENCES") == "write"_L1) {
            QVERIFY(m_references.mkpath(u"."_s));
            QVERIFY(seen.save(m_references.filePath(name)));
        }
        const QImage reference(m_references.filePath(name));
        const double share = differentShare(seen, reference);
        if (share > mostDifferent) {
            const QDir harmed(QDir::current().filePath(u"different"_s));
            QVERIFY(harmed.mkpath(u"."_s));
            QVERIFY(seen.save(harmed.filePath(name)));
            QVERIFY(differencePicture(seen, reference).save(harmed.filePath(u"difference-"_s + name)));
            QFAIL(qPrintable(u"%1 % of the pixels differ: see %2"_s.arg(share * 100).arg(harmed.filePath(name))));
        }
    }

    /// A layer less is noticed: the comparison is no formality.
    void aLayerLessIsNoticed()
    {
        for (const View &view : views) {
            const QImage reference(m_references.filePath(view.name + u"-day.png"_s));
            const double share = differentShare(picture(view, u"day"_s, view.most), reference);
            QVERIFY2(share > 2 * mostDifferent, qPrintable(u"%1: %2"_s.arg(view.name).arg(share)));
        }
    }
};

QTEST_MAIN(MapReferenceTest)
#include "tst_mapreference.moc"
