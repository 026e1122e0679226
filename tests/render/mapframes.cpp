// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// mapframes: the map in a window of 3840×2160 along one scripted path, first of the sample district, then of a city
// with a million devices, all of them in view; tests/bench.d/map.sh runs it under X. A frame is the time from one
// picture on the window to the next. Every tenth that is sharp is compared with a picture drawn anew.
// mapframes --scenario FOLDER measures nothing and writes for peers in a browser what they shall show.
#include "app/session/process.h"
#include "data/view/datastatus.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/mapwidget.h"
#include "tests/bench.d/map/scenario.h"
#include "tests/bench.d/samplepoints.h"
#include "tests/support/benchmark.h"
#include "tests/support/processmemory.h"
#include "tests/support/sampledistrict.h"

#include <QApplication>
#include <QEventLoop>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <optional>

using namespace std::chrono_literals;
using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

void print(const QString &metric, double value, const char *unit)
{
    std::printf("bench map %s %.3f %s\n", qPrintable(metric), value, unit);
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

/// A map in a window, and all that it needs.
struct Deck {
    explicit Deck(Instant now)
    {
        status.setStatus({DataStatus::State::Live, {}, now, {}});
        map.setWindowFlag(Qt::FramelessWindowHint);
        map.setScale(2);
        map.resize(3840, 2160);
        map.QWidget::show();
        paints.wait(0);
    }

    /// How long it takes until something that changes is on the window.
    template <class Change>
    double untilSeen(const Change &change)
    {
        const int before = map.canvas().picturesDrawn();
        const auto begin = std::chrono::steady_clock::now();
        change();
        paints.wait(before);
        return bench::millisecondsSince(begin);
    }

    void go(const Camera &at)
    {
        if (settled(at, {}, 1) != map.camera())
            untilSeen([&] { map.show(at); });
        paints.waitUntilSharp();
    }

    /// Along the path: the lines pan_NAME_…, stretched_… and wrong_pixels_….
    void panAndZoom(const QString &name);

    DistrictStore store;
    Selection selection;
    ViewState view{Language::Chinese};
    DataStatusSource status;
    Basemap basemap = bench::orGiveUp(Basemap::load());
    MapWidget map{store, selection, view, status, basemap, bench::orGiveUp(Palette::load(u"day"_s)),
        [] { return SystemClock().now(); }};
    Paints paints{map};
};

/// Pixels in which two pictures differ by more than what a thin line's coverage is rounded by.
qsizetype differences(const QImage &a, const QImage &b)
{
    constexpr int rounding = 1;
    qsizetype count = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto *one = reinterpret_cast<const QRgb *>(a.constScanLine(y));
        const auto *other = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x)
            count += std::abs(qRed(one[x]) - qRed(other[x])) > rounding
                || std::abs(qGreen(one[x]) - qGreen(other[x])) > rounding
                || std::abs(qBlue(one[x]) - qBlue(other[x])) > rounding;
    }
    return count;
}

void Deck::panAndZoom(const QString &name)
{
    std::vector<double> frames;
    double stretched = 0, longestStretched = 0; // without a sharp frame between
    double wrong = 0;
    for (const Camera &camera : bench::mapPath(map.camera())) {
        frames.push_back(untilSeen([&] { map.show(camera); }));
        if (map.camera() != camera)
            bench::giveUp(u"the path leaves the district"_s);
        const bool isSharp = map.canvas().isSharp();
        stretched = isSharp ? 0 : stretched + frames.back();
        longestStretched = std::max(longestStretched, stretched);
        if (isSharp && map.canvas().picture().isWhole() && frames.size() % 10 == 0) {
            const QImage anew = rendered(map.scene(), camera, map.devicePixelRatioF());
            wrong = std::max(wrong, double(differences(map.canvas().picture().image(), anew)));
        }
    }
    print(u"pan_%1_median_ms"_s.arg(name), bench::median(frames), "ms");
    print(u"pan_%1_p95_ms"_s.arg(name), bench::quantile(frames, 0.95), "ms");
    print(u"pan_%1_max_ms"_s.arg(name), *std::ranges::max_element(frames), "ms");
    print(u"stretched_%1_ms"_s.arg(name), longestStretched, "ms");
    print(u"wrong_pixels_%1"_s.arg(name), wrong, "pixels");
}

void measureSharpening(Deck &deck, const QString &metric)
{
    std::vector<double> sharpened;
    for (int i = 0; i < 21; ++i) {
        deck.paints.waitUntilSharp();
        Camera jumped = deck.map.camera();
        jumped.zoom += i % 2 ? 0.4 : -0.4;
        const auto begin = std::chrono::steady_clock::now();
        deck.map.show(jumped);
        deck.paints.waitUntilSharp();
        sharpened.push_back(bench::millisecondsSince(begin));
    }
    print(metric, bench::quantile(sharpened, 0.95), "ms");
}

void measureIdle(Deck &deck)
{
    const int before = deck.map.canvas().picturesDrawn();
    const std::clock_t used = std::clock();
    QTimer::singleShot(10s, qApp, &QCoreApplication::quit);
    QApplication::exec();
    print(u"idle_frames"_s, deck.map.canvas().picturesDrawn() - before, "frames");
    print(u"idle_core_percent"_s, double(std::clock() - used) / CLOCKS_PER_SEC * 10, "%");
}

/// Frames while somebody uses the mouse: how long after the first movement or turn of the wheel that it shows each is
/// on the window, and how far apart frames are.
class HandWatch : public QObject {
public:
    explicit HandWatch(MapWidget &map)
        : QObject(&map)
    {
        qApp->installEventFilter(this);
        connect(&map.canvas(), &MapCanvas::presented, this, [this] {
            const auto now = std::chrono::steady_clock::now();
            if (const auto since = std::exchange(m_since, {}))
                latencies.push_back(bench::milliseconds(now - *since));
            if (m_last)
                intervals.push_back(bench::milliseconds(now - *m_last));
            m_last = now;
        });
    }

    std::vector<double> latencies, intervals;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool isInput = event->type() == QEvent::MouseMove || event->type() == QEvent::Wheel;
        if (isInput && watched->isWindowType() && !m_since)
            m_since = std::chrono::steady_clock::now();
        return QObject::eventFilter(watched, event);
    }

private:
    std::optional<std::chrono::steady_clock::time_point> m_since, m_last;
};

/// A thousand devices a second become others, in batches as the feed makes them, until it is destroyed.
class Flood : public QTimer {
public:
    Flood(DistrictStore &store, const std::vector<Device> &devices)
    {
        setInterval(20ms);
        callOnTimeout(this, [this, &store, &devices] {
            ChangeBatch changes;
            for (int i = 0; i < 20; ++i) {
                Device device = devices[std::size_t(m_random.next() * double(devices.size()))];
                device.state = i == 0 ? DeviceState::Alarm : i % 2 ? DeviceState::Online : DeviceState::Offline;
                device.version += ++m_version;
                changes.devices.push_back(device);
            }
            store.apply(changes);
        });
        start();
    }

private:
    bench::SampleRandom m_random{23};
    std::int64_t m_version = 0;
};

/// Drags to and fro at 125 movements a second, and turns of the wheel in and out, by xdotool, then drags once more
/// while a thousand devices a second change; nothing without X.
void measureByHand(Deck &deck, const std::vector<Device> &devices)
{
    if (QGuiApplication::platformName() != "xcb"_L1)
        return;
    const auto use = [&](const QStringList &steps) {
        const HandWatch watch(deck.map);
        QProcess hand;
        QEventLoop loop;
        QObject::connect(&hand, &QProcess::finished, &loop, &QEventLoop::quit);
        QObject::connect(&hand, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
        hand.start(u"xdotool"_s, steps);
        loop.exec();
        if (hand.exitStatus() != QProcess::NormalExit || hand.exitCode() != 0 || watch.latencies.size() < 10)
            bench::giveUp(u"xdotool did not move the map"_s);
        return std::pair(watch.latencies, watch.intervals);
    };
    QStringList drag{u"mousemove"_s, u"2400"_s, u"1300"_s, u"mousedown"_s, u"1"_s};
    for (int i = 0; i < 300; ++i)
        drag << u"mousemove_relative"_s << u"--"_s << (i % 150 < 75 ? u"-6"_s : u"6"_s) << (i < 150 ? u"-3"_s : u"3"_s)
             << u"sleep"_s << u"0.008"_s;
    drag << u"mouseup"_s << u"1"_s;
    const auto [dragLatencies, dragIntervals] = use(drag);
    print(u"drag_input_p95_ms"_s, bench::quantile(dragLatencies, 0.95), "ms");
    print(u"drag_frame_p95_ms"_s, bench::quantile(dragIntervals, 0.95), "ms");
    QStringList wheel;
    for (int i = 0; i < 40; ++i)
        wheel << u"click"_s << (i < 20 ? u"4"_s : u"5"_s) << u"sleep"_s << u"0.04"_s;
    const auto [wheelLatencies, wheelIntervals] = use(wheel);
    print(u"wheel_input_p95_ms"_s, bench::quantile(wheelLatencies, 0.95), "ms");
    deck.paints.waitUntilSharp();
    deck.go(bench::districtStart());
    const Flood flood(deck.store, devices);
    const auto [floodLatencies, floodIntervals] = use(drag);
    print(u"flood_input_p95_ms"_s, bench::quantile(floodLatencies, 0.95), "ms");
    print(u"flood_frame_p95_ms"_s, bench::quantile(floodIntervals, 0.95), "ms");
}

void measureDistrict(const ChangeBatch &district, Instant now)
{
    Deck deck(now);
    deck.untilSeen([&] { deck.store.apply(district); });
    deck.go(bench::districtStart());
    deck.panAndZoom(u"33k"_s);
    measureSharpening(deck, u"sharp_after_rest_p95_ms"_s);
    deck.go(bench::districtStart());
    measureByHand(deck, district.devices);
    deck.go(bench::districtStart());
    // Areas alone, as the peers have them.
    deck.view.setLayers(deck.view.layers().setFlag(MapLayer::Devices, false));
    std::vector<double> recolours;
    for (int i = 0; i < 21; ++i) {
        const auto toggle = [&] { deck.view.setLayers(deck.view.layers() ^ MapLayer::Choropleth); };
        deck.untilSeen(toggle); // away
        recolours.push_back(deck.untilSeen(toggle));
    }
    print(u"recolour_ms"_s, bench::median(recolours), "ms");
    measureIdle(deck);

    RingImage large({7680, 4320});
    Camera wide = deck.map.camera();
    wide.width = 7680;
    wide.height = 4320;
    wide.zoom = 16.35;
    deck.map.scene().setScale(4);
    // All devices, which at this zoom are dots.
    deck.view.setLayers(deck.view.layers() | MapLayer::Devices | MapLayer::Choropleth);
    deck.view.setLook(MapLayer::Devices, {.fromZoom = farthestZoom});
    std::vector<double> redraws;
    for (int i = 0; i < 12; ++i) {
        // Of another zoom each time, so that nothing is kept.
        wide.zoom += i % 2 ? 0.05 : -0.05;
        const auto begin = std::chrono::steady_clock::now();
        deck.map.scene().drawGround(large, {QRect({}, large.size())}, deck.map.scene().frame(settled(wide, {}, 1), 1));
        // The first also gets its memory.
        if (i > 0)
            redraws.push_back(bench::millisecondsSince(begin));
    }
    print(u"redraw_8k_ms"_s, bench::median(redraws), "ms");
}

void measureCity(const ChangeBatch &all, Instant now)
{
    Deck deck(now);
    deck.view.setLook(MapLayer::Devices, {.fromZoom = farthestZoom});
    const std::int64_t before = residentBytes();
    print(u"load_1m_ms"_s, deck.untilSeen([&] { deck.store.apply(all); }), "ms");
    print(u"load_1m_rss_mb"_s, double(residentBytes() - before) / 1e6, "MB");
    deck.go(bench::cityStart());
    deck.panAndZoom(u"1m"_s);
    measureSharpening(deck, u"sharp_after_rest_1m_p95_ms"_s);
    std::vector<double> updates;
    bench::SampleRandom random(17);
    ChangeBatch changes;
    for (int round = 0; round < 21; ++round) {
        changes.devices.clear();
        for (std::size_t i = 0; i < all.devices.size() / 100; ++i) {
            Device device = all.devices[std::size_t(random.next() * double(all.devices.size()))];
            // Some come, some go, one in a hundred raises an alarm.
            device.state = i % 100 == 0 ? DeviceState::Alarm : i % 2 ? DeviceState::Online : DeviceState::Offline;
            device.version += round + 1;
            changes.devices.push_back(device);
        }
        updates.push_back(deck.untilSeen([&] { deck.store.apply(changes); }));
    }
    print(u"update_1pct_ms"_s, bench::median(updates), "ms");
    print(u"update_1pct_p95_ms"_s, bench::quantile(updates, 0.95), "ms");
}

} // namespace

int main(int argc, char **argv)
{
    returnFreedBlocks();
    const QApplication application(argc, argv);
    const Instant now = SystemClock().now();
    const ChangeBatch district = test::sampleDistrict({}, now);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--scenario"_L1) {
        bench::writeScenario(arguments.value(2), district);
        return 0;
    }
    measureDistrict(district, now);
    measureCity(bench::city(district), now);
    return 0;
}
