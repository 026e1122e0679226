// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// qtmap: Qt Location's own items, MapItemView and MapPolygon, along a part of the path of mapframes over the same
// district, as lines "peer qt map …". A frame is the time from one picture on the window to the next; the next camera
// is set as soon as Qt has begun to draw the last, so that its two threads are both at work.
#include "data/core/clock.h"
#include "data/geo/mercator.h"
#include "maps/style/type.h"
#include "tests/bench.d/map/scenario.h"
#include "tests/support/benchmark.h"
#include "tests/support/sampledistrict.h"

#include <QAbstractListModel>
#include <QEventLoop>
#include <QGeoCoordinate>
#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickView>
#include <QTimer>

#include <cstdio>

using namespace std::chrono_literals;
using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

QGeoCoordinate coordinate(GeoPoint at)
{
    return {at.latitude, at.longitude};
}

/// Rows of values by name.
class Rows : public QAbstractListModel {
public:
    Rows(std::vector<QByteArray> names, std::vector<std::vector<QVariant>> rows)
        : m_names(std::move(names))
        , m_rows(std::move(rows))
    {
    }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return m_rows[std::size_t(index.row())][std::size_t(role - Qt::UserRole)];
    }
    QHash<int, QByteArray> roleNames() const override
    {
        QHash<int, QByteArray> roles;
        for (std::size_t i = 0; i < m_names.size(); ++i)
            roles[Qt::UserRole + int(i)] = m_names[i];
        return roles;
    }

private:
    std::vector<QByteArray> m_names;
    std::vector<std::vector<QVariant>> m_rows;
};

void print(const char *metric, double value, const char *unit)
{
    std::printf("peer qt map %s %.1f %s\n", metric, value, unit);
    std::fflush(stdout);
}

/// How long it takes until a picture with what changes is on the window.
template <class Change>
double untilSwapped(QQuickView &view, const Change &change)
{
    QEventLoop loop;
    QObject::connect(&view, &QQuickWindow::frameSwapped, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    QTimer::singleShot(60s, &loop, [] { bench::giveUp(u"no frame of Qt's within 60 s"_s); });
    const auto begin = std::chrono::steady_clock::now();
    change();
    loop.exec();
    return bench::millisecondsSince(begin);
}

/// The frames along a path, milliseconds.
template <class Look>
std::vector<double> walked(QQuickView &view, const std::vector<Camera> &path, const Look &look)
{
    QEventLoop loop;
    std::vector<bench::SteadyTime> swaps;
    std::size_t next = 0;
    bool isLast = false; // the picture that is being drawn
    bool isDone = false;
    const auto go = [&] {
        if (next < path.size())
            look(path[next++]);
    };
    // In Qt's thread that draws, while this one waits for it.
    const auto synchronised = [&] {
        isLast = next == path.size();
        QMetaObject::invokeMethod(&loop, go, Qt::QueuedConnection);
    };
    const auto swapped = [&] {
        if (isDone)
            return;
        swaps.push_back(std::chrono::steady_clock::now());
        isDone = isLast;
        if (isDone)
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    };
    const auto first
        = QObject::connect(&view, &QQuickWindow::afterSynchronizing, &loop, synchronised, Qt::DirectConnection);
    const auto second = QObject::connect(&view, &QQuickWindow::frameSwapped, &loop, swapped, Qt::DirectConnection);
    QTimer::singleShot(120s, &loop, [] { bench::giveUp(u"Qt's map did not get along the path within 120 s"_s); });
    go();
    loop.exec();
    QObject::disconnect(first);
    QObject::disconnect(second);
    std::vector<double> frames;
    for (std::size_t i = 1; i < swaps.size(); ++i)
        frames.push_back(bench::milliseconds(swaps[i] - swaps[i - 1]));
    return frames;
}

} // namespace

int main(int argc, char **argv)
{
    // By Mesa without a GPU, as the browsers have it. Qt's own software renderer, which our map has below it, takes
    // seven times as long for these items.
    QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
    const QGuiApplication application(argc, argv);
    const Palette palette = bench::orGiveUp(Palette::load(u"day"_s));
    const ChangeBatch district = test::sampleDistrict({}, SystemClock().now());
    std::vector<std::vector<QVariant>> points, areas;
    for (const bench::PlainPoint &point : bench::plainDistrict(district))
        points.push_back({QVariant::fromValue(coordinate(point.at)), colour(bench::discColour(palette, point.state))});
    for (const bench::PlainArea &area : bench::plainAreas(district)) {
        QVariantList ring;
        for (const GeoPoint &point : area.ring)
            ring << QVariant::fromValue(coordinate(point));
        areas.push_back({ring, area.shade, area.name, QVariant::fromValue(coordinate(area.nameAt))});
    }
    Rows pointRows({"place", "fill"}, std::move(points));
    Rows areaRows({"ring", "shade", "name", "namePlace"}, std::move(areas));
    QVariantList shades;
    for (const Rgb &shade : palette.choropleth)
        shades << colour(shade);

    QQuickView view;
    view.setFlag(Qt::FramelessWindowHint);
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.setColor(colour(palette.background));
    view.resize(3840, 2160);
    view.setInitialProperties({
        {u"areas"_s, QVariant::fromValue<QObject *>(&areaRows)},
        {u"shades"_s, shades},
        {u"line"_s, colour(palette.communityBorder)},
        {u"ink"_s, colour(palette.text)},
        {u"diameter"_s, bench::districtDiscs},
    });
    view.setSource(QUrl(u"qrc:/bench/qtmap.qml"_s));
    if (view.status() != QQuickView::Ready)
        bench::giveUp(u"Qt's map can't be made"_s);
    QQuickItem &map = *view.rootObject();
    const auto look = [&](const Camera &camera) {
        map.setProperty("zoomLevel", camera.zoom);
        map.setProperty("center", QVariant::fromValue(coordinate(geoFromWorld(camera.centre))));
    };
    look(bench::districtStart());
    untilSwapped(view, [&] { view.show(); });
    std::vector<double> recolours;
    for (int i = 0; i < 21; ++i)
        recolours.push_back(untilSwapped(view, [&] { map.setProperty("shift", i % 2 + 1); }));
    print("recolour_ms", bench::median(recolours), "ms");
    const auto load = [&] { map.setProperty("points", QVariant::fromValue<QObject *>(&pointRows)); };
    print("load_33k_ms", untilSwapped(view, load), "ms");
    const std::vector<double> frames = walked(view, bench::halfPath(bench::districtStart()), look);
    print("pan_33k_median_ms", bench::median(frames), "ms");
    print("pan_33k_p95_ms", bench::quantile(frames, 0.95), "ms");
    print("pan_33k_frames", double(frames.size()), "frames");
    return 0;
}
