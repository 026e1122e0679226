// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rooms/station.h"

#include "app/rooms/idlelock.h"
#include "app/session/desktopnotifier.h"
#include "app/session/livesession.h"
#include "app/session/process.h"
#include "data/geo/mercator.h"
#include "data/view/casework.h"
#include "maps/print/printtool.h"
#include "maps/tiles/tileset.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/mapwidget.h"
#include "widgets/alarms/alarmchip.h"
#include "widgets/alarms/alarmwords.h"
#include "widgets/charts/trendstrip.h"
#include "widgets/figures/indicatorstrip.h"
#include "widgets/incidents/incidentcard.h"
#include "widgets/incidents/incidentinbox.h"
#include "widgets/incidents/incidenttable.h"
#include "widgets/room/lookbar.h"
#include "widgets/room/roomchip.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/applytheme.h"
#include "widgets/time/headerbar.h"
#include "widgets/time/statusline.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QPainter>
#include <QShortcut>
#include <QSysInfo>
#include <QTimer>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(logStation, "wuquan.app.station", QtInfoMsg)

namespace wuquan {

namespace {

// Design pixels of a 1080-line screen, on the 8 px grid.
constexpr int headerHeight = 60, statusHeight = 32, gap = 16, indicatorHeight = 64, trendHeight = 280;
constexpr int inboxWidth = 500, cardWidth = 420, lookWidth = 640, lookHeight = 48;
// Below this width the map would be the smallest panel instead of the largest.
constexpr double sideShare = 0.29, cardShare = 0.24;

/// Who prints, and how current it is.
PrintFacts printFacts(LiveSession &session, const Basemap &basemap)
{
    const DataStatus &status = session.dataStatus().status();
    return {session.user(), QSysInfo::machineHostName(), session.clock().now(), status.state,
        status.lastHeard ? status.lastHeard : session.store().asOf(), basemap.attribution};
}

} // namespace

StationWindow::StationWindow(
    LiveSession &session, const Basemap &basemap, Appearance &appearance, TileSet *tiles, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_tiles(tiles)
    , m_roads(basemap.roads)
{
    DistrictStore &store = session.store();
    ViewState &view = session.view();
    DataStatusSource &status = session.dataStatus();
    const ServerClock &clock = session.clock();
    m_header = new HeaderBar(store, view, session.selection(), status, clock, appearance, this);
    m_header->add(*new AlarmChip(session.alarms(), store, view, session.selection(), clock, appearance, m_header));
    m_header->add(*new RoomChip(session.room(), store, view, session.selection(), clock, appearance, m_header));
    m_inbox = new IncidentInbox(store, view, session.selection(), status, clock, appearance, this);
    m_map = new MapWidget(
        store, session.selection(), view, status, basemap, appearance.theme().palette, [&clock] { return clock.now(); },
        this);
    m_map->annotateWith(session.annotations());
    m_map->keepViewsIn(session.bookmarks());
    new PrintTool(
        {store, view, session.selection(), basemap, [&session, &basemap] { return printFacts(session, basemap); }},
        *m_map);
    m_map->usePast(session.pastIncidents());
    if (m_tiles)
        m_map->useTiles(*m_tiles);
    m_card = new IncidentCard(store, view, session.selection(), status, clock, appearance, this);
    m_card->dispatchWith(
        {session.dispatch(), session.caseFolder(), session.marked(), session.attachments(), session.room(), &m_roads});
    m_inbox->tickWith(session.marked());
    m_indicators = new IndicatorStrip(store, view.language(), status, clock, appearance, this);
    m_trends = new TrendStrip(store, view, status, clock, appearance, this);
    m_statusLine = new StatusLine(store, view.language(), status, clock, appearance, this);
    m_look = new LookBar(session.room(), store, clock, view.language(), appearance, this);
    connect(m_look, &LookBar::goRequested, this, &StationWindow::lookThere);
    connect(new QShortcut(Qt::Key_P, this), &QShortcut::activated, this, &StationWindow::pointHere);
    watchAlarms();
    lockWhenIdle();
    for (Panel *panel :
        {static_cast<Panel *>(m_inbox), static_cast<Panel *>(m_card), static_cast<Panel *>(m_indicators)})
        connect(panel, &Panel::retryRequested, &session, &LiveSession::retryNow);
    connect(m_map, &MapWidget::retryRequested, &session, &LiveSession::retryNow);
    connect(m_statusLine, &StatusLine::retryRequested, &session, &LiveSession::retryNow);
    connect(m_statusLine, &StatusLine::withdrawnAcknowledged, &store, &DistrictStore::forgetWithdrawn);
    connect(m_trends, &TrendStrip::retryRequested, &session, &LiveSession::retryNow);
    connect(m_header, &HeaderBar::themeSwitchRequested, this, &StationWindow::switchTheme);
    connect(&appearance, &Appearance::changed, this, &StationWindow::retheme);
    connect(&store, &DistrictStore::changed, this, &StationWindow::checkComplete);
    connect(&store, &DistrictStore::changed, this, &StationWindow::retitle);
    connect(m_map, &MapWidget::drawn, this, &StationWindow::checkComplete);
    if (m_tiles)
        connect(&m_map->canvas(), &MapCanvas::presented, this, &StationWindow::checkComplete);
    retheme();
    retitle();
    // The list has the keyboard: a dispatcher's first key moves in it and does not type into the search.
    m_inbox->table().setFocus();
}

/// What a new alarm is heard by, and told by while another window is in front.
void StationWindow::watchAlarms()
{
    m_notifier = new DesktopNotifier(QDBusConnection::sessionBus(), this);
    connect(&m_session.alarms(), &AlarmList::sounded, this, [this](const Alarm &alarm) {
        m_sound.play(alarm.kind);
        if (isActiveWindow())
            return;
        const Incident *const incident = m_session.store().incident(alarm.incident);
        const QString street
            = incident ? words::alarmStreet(*incident, m_session.store(), m_session.view().language()) : QString();
        m_notifier->tell(
            words::alarmKind(alarm.kind), street, alarm.kind != AlarmKind::PressingOverdue, alarm.incident);
    });
    connect(m_notifier, &DesktopNotifier::opened, this, [this](IncidentId incident) {
        raise();
        activateWindow();
        m_session.selection().select(incident);
    });
}

void StationWindow::lockWhenIdle()
{
    m_lock = new IdleLock(m_appearance, *this);
    const auto follow = [this] {
        const RoomNews &news = m_session.room().news();
        m_lock->lockAfter(std::chrono::minutes(news.idleMinutes));
        const auto waiting = m_session.alarms().standing().size();
        m_lock->setTexts(news.post, waiting == 0 ? QString() : tr("告警 %1").arg(waiting));
    };
    connect(&m_session.room(), &Room::changed, this, follow);
    connect(&m_session.alarms(), &AlarmList::changed, this, follow);
    connect(m_lock, &IdleLock::unlockRequested, &m_session, &LiveSession::checkPassword);
    connect(&m_session, &LiveSession::passwordChecked, m_lock, &IdleLock::answer);
}

/// Of the selected incident, else of the middle of the map.
void StationWindow::pointHere()
{
    const IncidentId *const selected = m_session.selection().as<IncidentId>();
    const Incident *const incident = selected ? m_session.store().incident(*selected) : nullptr;
    const GeoPoint middle = geoFromWorld(m_map->camera().centre);
    m_session.room().desk().pointHere(incident ? std::optional(incident->id) : std::nullopt,
        incident && incident->position ? incident->position : std::optional(middle),
        m_map->camera().zoom - std::log2(m_appearance.theme().scale), {});
}

void StationWindow::lookThere(const RoomPointer &pointer)
{
    Camera there = m_map->camera();
    if (pointer.place) {
        there.centre = worldFromGeo(*pointer.place);
        if (pointer.zoom > 0)
            there.zoom = pointer.zoom + std::log2(m_appearance.theme().scale);
        m_map->show(there);
    }
    if (pointer.incident && m_session.store().incident(*pointer.incident))
        m_session.selection().select(*pointer.incident);
}

void StationWindow::retheme()
{
    applyTheme(*qApp, m_appearance.theme());
    m_map->setPalette(m_appearance.theme().palette);
    m_map->setScale(m_appearance.theme().scale);
    arrange();
    update();
}

void StationWindow::switchTheme()
{
    const Theme &shown = m_appearance.theme();
    const auto other = Theme::load(shown.palette.dark ? u"day"_s : u"night"_s, shown.scale);
    if (!other) {
        qCWarning(logStation).noquote() << other.error().message;
        return;
    }
    m_appearance.setTheme(*other);
}

void StationWindow::retitle()
{
    const Catalogue &catalogue = m_session.store().catalogue();
    const Language language = m_session.view().language();
    const QString named = catalogue.title(language);
    const QString title = named.isEmpty() ? tr("五圈") : named;
    // Whatever somebody has called it.
    setWindowTitle(catalogue.isDrill() ? drill::titlePrefix(language) + drill::withoutPrefix(title) : title);
}

void StationWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::color(m_appearance.theme().palette.background));
    if (m_shownAfter)
        return;
    m_shownAfter = timeSinceProcessStart();
    QMetaObject::invokeMethod(this, &StationWindow::shown, Qt::QueuedConnection);
}

void StationWindow::resizeEvent(QResizeEvent *)
{
    Theme theme = m_appearance.theme();
    theme.scale = Theme::scaleFor(size());
    if (theme == m_appearance.theme())
        arrange();
    else
        m_appearance.setTheme(theme);
}

void StationWindow::arrange()
{
    const Theme &theme = m_appearance.theme();
    const int space = theme.px(gap);
    const int wide = width(), high = height();
    m_header->setGeometry(0, 0, wide, theme.px(headerHeight));
    const int statusTop = high - theme.px(statusHeight);
    m_statusLine->setGeometry(0, statusTop, wide, theme.px(statusHeight));
    const int inner = wide - 2 * space;
    const int trendsTop = statusTop - space - theme.px(trendHeight);
    m_trends->setGeometry(space, trendsTop, inner, theme.px(trendHeight));
    const int indicatorsTop = trendsTop - space - theme.px(indicatorHeight);
    m_indicators->setGeometry(space, indicatorsTop, inner, theme.px(indicatorHeight));
    const int top = theme.px(headerHeight) + space;
    const int tall = indicatorsTop - space - top;
    const int left = std::min(theme.px(inboxWidth), int(wide * sideShare));
    const int right = std::min(theme.px(cardWidth), int(wide * cardShare));
    m_inbox->setGeometry(space, top, left, tall);
    m_card->setGeometry(wide - space - right, top, right, tall);
    m_map->setGeometry(2 * space + left, top, inner - left - right - 2 * space, tall);
    const int bar = std::min(m_map->width() - 2 * space, theme.px(lookWidth));
    m_look->setGeometry(
        m_map->x() + (m_map->width() - bar) / 2, top + tall - theme.px(lookHeight + gap), bar, theme.px(lookHeight));
}

void StationWindow::checkComplete()
{
    if (m_isCompleted || !m_session.store().isComplete() || !m_map->isDrawn() || (m_tiles && m_tiles->isWaiting()))
        return;
    m_isCompleted = true;
    // An empty list can't keep the focus it was given; nobody has chosen what got it instead.
    if (!m_header->isAncestorOf(QApplication::focusWidget()))
        m_inbox->table().setFocus();
    // Panels that follow the last change have asked for their layout, and that lets charts queue their drawing: one
    // turn of the event loop for each comes before this.
    QTimer::singleShot(0, this, [this] { QTimer::singleShot(0, this, &StationWindow::completed); });
}

QString StationWindow::condition() const
{
    if (!m_session.store().isComplete()) {
        const QString &reason = m_session.dataStatus().status().reason;
        return reason.isEmpty() ? u"the database has not been read"_s : reason;
    }
    if (m_tiles && m_tiles->isWaiting())
        return u"tiles of the map are on their way"_s;
    return m_map->isDrawn() ? u"the window has not been painted"_s : u"the map has not been drawn"_s;
}

} // namespace wuquan
