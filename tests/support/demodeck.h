// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rooms/station.h"
#include "app/session/livesession.h"
#include "data/geo/basemap.h"
#include "tests/support/temporaryserver.h"
#include "tests/support/traffic.h"
#include "widgets/theme/appearance.h"

#include <QObject>

#include <functional>
#include <vector>

namespace wuquan {
class MapCanvas;
}

namespace wuquan::bench {

/// When a version of an incident was applied to the store, and when the first frame of the window ended after which
/// both the map and the inbox showed it: painted since, or looked at and found to look the same.
struct ShownIncident {
    IncidentId id;
    std::int64_t version = 0;
    SteadyTime applied;
    SteadyTime shown;
};

/// Watches a window of the deck come to show what its store is told. GUI thread; store and window must outlive it, and
/// it comes after the window, whose panels hear of a change first.
class FrameWatch : public QObject {
    Q_OBJECT
public:
    FrameWatch(DistrictStore &store, QWidget &window);

    [[nodiscard]] const std::vector<ShownIncident> &shown() const { return m_shown; }
    /// How many versions were applied and are not on screen yet.
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }
    /// How many frames had something new.
    [[nodiscard]] int frames() const { return m_frames; }
    /// Forgets what was shown; keeps room for so many.
    void startAnew(std::size_t room);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Waiting {
        ShownIncident incident;
        int pictures; ///< drawn by the map, or found true, when it was applied
        int lists; ///< painted by the inbox then
    };
    void note(const StoreChange &change);
    [[nodiscard]] int pictures() const;
    void finishFrame(int pictures);

    DistrictStore &m_store;
    QWidget &m_window;
    const MapCanvas *m_map;
    QObject *m_list;
    int m_unchanged = 0; ///< pictures found true
    int m_lists = 0;
    int m_frames = 0;
    std::vector<Waiting> m_waiting;
    std::vector<ShownIncident> m_shown;
};

/// The desktop over a demo district on a server of its own, put together as wuquan.cpp does, 1920×1080 and off the
/// screen. A QApplication must exist; ends the benchmark when anything is missing.
class DemoDeck {
public:
    /// With the window complete: everything read and drawn.
    DemoDeck();

    [[nodiscard]] postgres::Settings settings() const { return m_server.settings(); }
    [[nodiscard]] DistrictStore &store() { return m_session.store(); }
    [[nodiscard]] FrameWatch &frames() { return m_frames; }

private:
    TemporaryServer m_server;
    SteadyClock m_clock;
    Basemap m_basemap;
    Appearance m_appearance;
    LiveSession m_session;
    StationWindow m_window;
    FrameWatch m_frames;
};

/// A server with the demo district, made now.
void fillWithDemo(TemporaryServer &server);

/// Runs the event loop until the condition holds, which is looked at every 20 ms; whether it did within the limit.
[[nodiscard]] bool runUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit);

/// Whether the store has every incident in the version committed or a newer one.
[[nodiscard]] bool holdsAll(const std::vector<IncidentCommit> &commits, const DistrictStore &store);

/// Milliseconds from each of the commits until the store, or a frame, had its version of the incident or a newer one.
/// Ends the benchmark when one never came.
struct Delays {
    std::vector<double> applied;
    std::vector<double> shown;
};
[[nodiscard]] Delays delays(const std::vector<IncidentCommit> &commits, const FrameWatch &frames);

} // namespace wuquan::bench
