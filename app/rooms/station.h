// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/alarmsound.h"
#include "data/geo/roadnet.h"

#include <QWidget>

#include <chrono>
#include <optional>

namespace wuquan {

class Appearance;
class DesktopNotifier;
class HeaderBar;
class IdleLock;
class IncidentCard;
class IncidentInbox;
class IndicatorStrip;
class LiveSession;
class LookBar;
class MapWidget;
class StatusLine;
class TileSet;
class TrendStrip;
struct Basemap;
struct RoomPointer;

/// The window of a command room's workstation: inbox, map and card side by side, indicators and trends below.
/// GUI thread; session, base map and appearance must outlive it.
class StationWindow : public QWidget {
    Q_OBJECT
public:
    /// Tiles are shown below the map; null: none. They must outlive it too.
    StationWindow(LiveSession &session, const Basemap &basemap, Appearance &appearance, TileSet *tiles = nullptr,
        QWidget *parent = nullptr);

    /// Time from the start of the process to the first picture of the window; zero before.
    [[nodiscard]] std::chrono::milliseconds shownAfter() const
    {
        return m_shownAfter.value_or(std::chrono::milliseconds(0));
    }
    /// What is still missing, for an error message.
    [[nodiscard]] QString condition() const;

Q_SIGNALS:
    void shown(); ///< the first picture of the window is on screen
    /// Once: everything has been read and drawn.
    void completed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void retheme();
    void switchTheme();
    void checkComplete();
    void retitle();
    void pointHere();
    void watchAlarms();
    void lockWhenIdle();
    void lookThere(const RoomPointer &pointer);

    LiveSession &m_session;
    Appearance &m_appearance;
    TileSet *m_tiles;
    RoadNet m_roads; ///< of the base map, for how far teams have
    HeaderBar *m_header;
    IncidentInbox *m_inbox;
    MapWidget *m_map;
    IncidentCard *m_card;
    IndicatorStrip *m_indicators;
    TrendStrip *m_trends;
    StatusLine *m_statusLine;
    LookBar *m_look;
    AlarmSound m_sound;
    DesktopNotifier *m_notifier = nullptr;
    IdleLock *m_lock = nullptr;
    std::optional<std::chrono::milliseconds> m_shownAfter;
    bool m_isCompleted = false;
};

} // namespace wuquan
