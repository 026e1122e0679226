// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/regiontool.h"

#include "maps/style/type.h"
#include "maps/view/scene.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {
constexpr auto regionRecount = 250ms; ///< between two counts
constexpr auto shortestWait = 1s; ///< for what becomes overdue
constexpr auto longestWait = 60s; ///< the server's clock may be set
} // namespace

RegionTool::RegionTool(RegionContext context, const Palette &palette, QWidget *map)
    : QObject(map)
    , m_context(std::move(context))
    , m_panel(new RegionPanel(palette, map))
{
    m_panel->hide();
    m_recount.setSingleShot(true);
    m_recount.setInterval(regionRecount);
    m_due.setSingleShot(true);
    connect(&m_recount, &QTimer::timeout, this, &RegionTool::count);
    connect(&m_due, &QTimer::timeout, this, &RegionTool::count);
    connect(m_panel, &RegionPanel::clearRequested, this, &RegionTool::clear);
    connect(m_panel, &RegionPanel::kindChanged, this, [this] {
        if (!m_sketch.isClosed)
            clear();
    });
    connect(&m_context.store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        m_areAreasOther |= change.areas;
        countSoon();
    });
    connect(&m_context.view, &ViewState::filterChanged, this, &RegionTool::countSoon);
}

void RegionTool::setOn(bool on)
{
    if (m_isOn == on)
        return;
    m_isOn = on;
    m_panel->setVisible(on);
    clear();
}

RegionSketch RegionTool::shown(std::optional<WorldPoint> pointer) const
{
    RegionSketch shown = m_sketch;
    if (pointer && !shown.isClosed && !m_isDragged && !shown.corners.empty() && shown.corners.back() != *pointer)
        shown.add(*pointer);
    return shown;
}

/// Forgets a region that stands.
void RegionTool::begin()
{
    if (!m_sketch.isClosed)
        return;
    m_sketch = {};
    m_due.stop();
    m_panel->setFigures({});
}

void RegionTool::addCorner(WorldPoint at)
{
    begin();
    m_sketch.kind = m_panel->kind();
    if (!m_sketch.corners.empty() && m_sketch.corners.back() == at) {
        close();
        return;
    }
    m_sketch.add(at);
    if (m_sketch.kind == RegionSketch::Kind::Box && m_sketch.corners.size() == 2)
        close();
    Q_EMIT changed();
}

void RegionTool::takeCorner()
{
    if (m_sketch.isClosed || m_sketch.corners.size() < 2) {
        clear();
        return;
    }
    m_sketch.corners.pop_back();
    Q_EMIT changed();
}

void RegionTool::startDrag(WorldPoint at)
{
    if (!m_isOn)
        return;
    begin();
    m_sketch = {.kind = m_panel->kind(), .corners = {}, .isFreehand = true};
    m_sketch.add(at);
    m_isDragged = true;
    Q_EMIT changed();
}

void RegionTool::drag(WorldPoint at, double step)
{
    if (!m_isDragged)
        return;
    m_sketch.follow(at, step);
    countSoon();
    Q_EMIT changed();
}

void RegionTool::endDrag()
{
    if (!std::exchange(m_isDragged, false))
        return;
    close();
    if (!m_sketch.isClosed)
        clear();
}

void RegionTool::close()
{
    if (m_sketch.isClosed || m_sketch.ring().empty())
        return;
    m_sketch.isClosed = true;
    count();
    Q_EMIT closed();
    Q_EMIT changed();
}

void RegionTool::clear()
{
    m_isDragged = false;
    if (isEmpty())
        return;
    m_sketch = {};
    m_recount.stop();
    m_due.stop();
    m_counts = {};
    m_ground = {};
    m_measured = {};
    m_panel->setFigures({});
    Q_EMIT cleared();
    Q_EMIT changed();
}

void RegionTool::countSoon()
{
    if ((m_sketch.isClosed || m_isDragged) && !m_recount.isActive())
        m_recount.start();
}

void RegionTool::count()
{
    const std::vector<WorldPoint> ring = m_sketch.ring();
    if (ring.empty() || !(m_sketch.isClosed || m_isDragged))
        return;
    m_recount.stop();
    const AreaShapes &areas = m_context.scene.areas();
    if (m_measured.corners != m_sketch.corners || m_measured.kind != m_sketch.kind || m_areAreasOther) {
        m_ground = RegionGround::of(ring, areas);
        m_measured = m_sketch;
        m_areAreasOther = false;
    }
    const Instant now = m_context.serverNow();
    const Filter &filter = m_context.view.filter();
    m_counts
        = RegionCounts::of(Region::lasso(ring), {m_context.store, m_context.scene.deviceIndex(), areas, filter, now});
    m_panel->setFigures(RegionPanel::Figures{m_ground, m_counts, communityNames(), !filter.isEmpty()});
    m_due.stop();
    if (m_counts.nextDue) {
        const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(*m_counts.nextDue - now) + 1ms;
        m_due.start(std::clamp<std::chrono::milliseconds>(wait, shortestWait, longestWait));
    }
}

QString RegionTool::communityNames() const
{
    QStringList names;
    for (const auto &[id, open] : m_counts.communities) {
        if (const Area *area = m_context.store.area(id)) {
            const QString &name = localName(m_context.view.language(), area->name, area->nameEn);
            names << tr("%1 %2 件").arg(plainLine(name, 16)).arg(open);
        }
    }
    return names.join(u" · "_s);
}

} // namespace wuquan
