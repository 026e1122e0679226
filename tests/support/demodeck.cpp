// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demodeck.h"

#include "data/postgres/session.h"
#include "data/server/demo.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/mapwidget.h"
#include "tests/support/benchmark.h"
#include "widgets/incidents/incidentinbox.h"
#include "widgets/incidents/incidenttable.h"

#include <QEvent>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <unordered_map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::bench {

namespace {

constexpr QSize windowSize(1920, 1080);
constexpr auto completeLimit = 30s;

template <class T>
T &childOf(QWidget &window)
{
    T *child = window.findChild<T *>();
    if (!child)
        giveUp(u"the window lacks a panel"_s);
    return *child;
}

} // namespace

FrameWatch::FrameWatch(DistrictStore &store, QWidget &window)
    : m_store(store)
    , m_window(window)
    , m_map(&childOf<MapWidget>(window).canvas())
    , m_list(childOf<IncidentInbox>(window).table().viewport())
{
    connect(&store, &DistrictStore::changed, this, &FrameWatch::note);
    connect(m_map, &MapCanvas::unchanged, this, [this] {
        ++m_unchanged;
        QMetaObject::invokeMethod(this, [this, count = pictures()] { finishFrame(count); }, Qt::QueuedConnection);
    });
    m_window.installEventFilter(this);
    m_list->installEventFilter(this);
}

int FrameWatch::pictures() const
{
    return m_map->picturesDrawn() + m_unchanged;
}

void FrameWatch::startAnew(std::size_t room)
{
    // Written to, so that the memory is there before anybody measures it.
    m_shown.assign(room, {});
    m_shown.clear();
    m_frames = 0;
}

void FrameWatch::note(const StoreChange &change)
{
    const SteadyTime now = std::chrono::steady_clock::now();
    for (const auto *ids : {&change.incidentsAdded, &change.incidentsChanged}) {
        for (const IncidentId id : *ids) {
            if (const Incident *incident = m_store.incident(id))
                m_waiting.push_back({{id, incident->version, now, {}}, pictures(), m_lists});
        }
    }
}

// The request paints all that is outdated, the map's picture among it, which was drawn before.
bool FrameWatch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::UpdateRequest) {
        QMetaObject::invokeMethod(this, [this, count = pictures()] { finishFrame(count); }, Qt::QueuedConnection);
    } else if (watched == m_list && event->type() == QEvent::Paint) {
        ++m_lists;
    }
    return QObject::eventFilter(watched, event);
}

void FrameWatch::finishFrame(int pictures)
{
    const SteadyTime now = std::chrono::steady_clock::now();
    const auto isShown = [&](const Waiting &one) { return one.pictures < pictures && one.lists < m_lists; };
    const std::size_t before = m_shown.size();
    for (Waiting &one : m_waiting) {
        if (!isShown(one))
            continue;
        one.incident.shown = now;
        m_shown.push_back(one.incident);
    }
    std::erase_if(m_waiting, isShown);
    m_frames += m_shown.size() > before ? 1 : 0;
}

void fillWithDemo(TemporaryServer &server)
{
    if (!server.isRunning())
        giveUp(server.errorMessage());
    server.applyMigrations();
    auto session = orGiveUp(postgres::Session::open(server.settings()));
    orGiveUp(makeDemo(session, {}));
}

DemoDeck::DemoDeck()
    : m_basemap(orGiveUp(Basemap::load()))
    , m_appearance(orGiveUp(Theme::load(u"day"_s, Theme::scaleFor(windowSize))))
    , m_session([this]() -> Result<postgres::Settings> { return m_server.settings(); }, Language::Chinese, m_clock)
    , m_window(m_session, m_basemap, m_appearance)
    , m_frames(m_session.store(), m_window)
{
    fillWithDemo(m_server);
    bool isComplete = false;
    QObject::connect(&m_window, &StationWindow::completed, &m_frames, [&isComplete] { isComplete = true; });
    m_window.resize(windowSize);
    m_window.show();
    m_session.start();
    if (!runUntil([&isComplete] { return isComplete; }, completeLimit))
        giveUp(m_window.condition());
}

bool runUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit)
{
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.quit();
    });
    look.start(20ms);
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    loop.exec();
    return condition();
}

bool holdsAll(const std::vector<IncidentCommit> &commits, const DistrictStore &store)
{
    return std::ranges::all_of(commits, [&store](const IncidentCommit &commit) {
        const Incident *incident = store.incident(commit.id);
        return incident && incident->version >= commit.version;
    });
}

Delays delays(const std::vector<IncidentCommit> &commits, const FrameWatch &frames)
{
    std::unordered_map<IncidentId, std::vector<const ShownIncident *>> shown;
    for (const ShownIncident &incident : frames.shown())
        shown[incident.id].push_back(&incident);
    Delays delays;
    for (const IncidentCommit &commit : commits) {
        const auto &versions = shown[commit.id];
        const auto found = std::ranges::find_if(
            versions, [&](const ShownIncident *incident) { return incident->version >= commit.version; });
        if (found == versions.end())
            giveUp(u"incident %1 did not come on screen"_s.arg(commit.id.value));
        delays.applied.push_back(milliseconds((*found)->applied - commit.at));
        delays.shown.push_back(milliseconds((*found)->shown - commit.at));
    }
    return delays;
}

} // namespace wuquan::bench
