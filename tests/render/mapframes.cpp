// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// mapframes: the map in a window of 3840×2160 along one scripted path; tests/bench.d/map.sh runs it under X. A frame is
// the time from one picture on the window to the next.
#include "data/geo/mercator.h"
#include "data/view/datastatus.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/mapwidget.h"
#include "tests/support/benchmark.h"
#include "tests/support/sampledistrict.h"

#include <QApplication>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace std::chrono_literals;
using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

void print(const char *metric, double value, const char *unit)
{
    std::printf("bench map %s %.3f %s\n", metric, value, unit);
    std::fflush(stdout);
}

/// Counts how often the map was painted on the window.
class Paints : public QObject {
public:
    explicit Paints(MapWidget &map)
        : QObject(&map)
        , m_map(map)
    {
        map.findChild<MapCanvas *>()->installEventFilter(this);
    }

    /// Until the newest picture is on the window; ends the program when that takes too long.
    void wait(int picturesBefore)
    {
        const int paintsBefore = m_count;
        QTimer limit;
        QObject::connect(&limit, &QTimer::timeout, &limit, [] { bench::giveUp(u"no picture within 20 s"_s); });
        limit.start(20s);
        while (m_map.canvas().picturesDrawn() == picturesBefore || m_count == paintsBefore)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    /// Until the picture on the window is sharp.
    void waitUntilSharp()
    {
        while (!m_map.canvas().isSharp())
            wait(m_map.canvas().picturesDrawn());
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        m_count += event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }

private:
    MapWidget &m_map;
    int m_count = 0;
};

/// 30 device pixels a frame to and fro, two levels in and out in steps of a sixteenth, and pans at each.
std::vector<Camera> path(Camera camera)
{
    std::vector<Camera> cameras;
    const auto pan = [&](int frames, double x, double y) {
        for (int i = 0; i < frames; ++i)
            cameras.push_back(camera = settled(dragged(camera, {}, {x, y}), {}, 1));
    };
    const auto zoom = [&](double levels) {
        const ScreenPoint middle{camera.width / 2, camera.height / 2};
        for (int i = 0; i < 16; ++i)
            cameras.push_back(camera = settled(zoomedAt(camera, middle, camera.zoom + levels / 16, {}), {}, 1));
    };
    pan(60, 30, 0);
    pan(60, -21, 21);
    zoom(2);
    pan(60, 0, -30);
    pan(60, -30, 0);
    zoom(-2);
    pan(60, 21, -21);
    return cameras;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Instant now = SystemClock().now();
    DistrictStore store;
    store.apply(test::sampleDistrict({}, now));
    DataStatusSource status;
    status.setStatus({DataStatus::State::Live, {}, now, {}});
    const auto basemap = Basemap::load();
    const auto palette = Palette::load(u"day"_s);
    if (!basemap || !palette)
        bench::giveUp(u"the resources can't be read"_s);
    Selection selection;
    ViewState view(Language::Chinese);
    MapWidget map(store, selection, view, status, *basemap, *palette, [now] { return now; });
    map.setWindowFlag(Qt::FramelessWindowHint);
    map.setScale(2);
    map.resize(3840, 2160);
    Paints paints(map);
    map.QWidget::show();
    paints.wait(0);

    Camera at = map.camera();
    at.centre = worldFromGeo({120.222, 30.285});
    at.zoom = 16.75;
    int before = map.canvas().picturesDrawn();
    map.show(at);
    paints.wait(before);
    paints.waitUntilSharp();
    std::vector<double> frames;
    double stretched = 0, longestStretched = 0; // without a sharp frame between
    auto begin = std::chrono::steady_clock::now();
    for (const Camera &camera : path(map.camera())) {
        before = map.canvas().picturesDrawn();
        map.show(camera);
        if (map.camera() != camera)
            bench::giveUp(u"the path leaves the district"_s);
        paints.wait(before);
        frames.push_back(bench::millisecondsSince(begin));
        stretched = map.canvas().isSharp() ? 0 : stretched + frames.back();
        longestStretched = std::max(longestStretched, stretched);
        begin = std::chrono::steady_clock::now();
    }
    print("pan_33k_median_ms", bench::median(frames), "ms");
    print("pan_33k_p95_ms", bench::quantile(frames, 0.95), "ms");

    print("pan_33k_max_ms", *std::ranges::max_element(frames), "ms");
    print("stretched_ms", longestStretched, "ms");

    std::vector<double> sharpened;
    for (int i = 0; i < 21; ++i) {
        paints.waitUntilSharp();
        Camera jumped = map.camera();
        jumped.zoom += i % 2 ? 0.4 : -0.4;
        begin = std::chrono::steady_clock::now();
        map.show(jumped);
        paints.waitUntilSharp();
        sharpened.push_back(bench::millisecondsSince(begin));
    }
    print("sharp_after_rest_p95_ms", bench::quantile(sharpened, 0.95), "ms");

    std::vector<double> recolours;
    for (int i = 0; i < 21; ++i) {
        before = map.canvas().picturesDrawn();
        begin = std::chrono::steady_clock::now();
        view.setLayers(view.layers() ^ MapLayer::Choropleth);
        paints.wait(before);
        recolours.push_back(bench::millisecondsSince(begin));
    }
    print("recolour_ms", bench::median(recolours), "ms");

    before = map.canvas().picturesDrawn();
    const std::clock_t used = std::clock();
    QTimer::singleShot(10s, &application, &QCoreApplication::quit);
    application.exec();
    print("idle_frames", map.canvas().picturesDrawn() - before, "frames");
    print("idle_core_percent", double(std::clock() - used) / CLOCKS_PER_SEC * 10, "%");

    MapPicture large;
    Camera wide = map.camera();
    wide.width = 7680;
    wide.height = 4320;
    map.scene().setScale(4);
    std::vector<double> redraws;
    for (int i = 0; i < 12; ++i) {
        view.setLayers(view.layers() ^ MapLayer::Places);
        begin = std::chrono::steady_clock::now();
        large.update(map.scene(), settled(wide, {}, 1), 1);
        // The first also gets its memory.
        if (i > 0)
            redraws.push_back(bench::millisecondsSince(begin));
    }
    print("redraw_8k_ms", bench::median(redraws), "ms");
    return 0;
}
