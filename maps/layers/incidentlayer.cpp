// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/incidentlayer.h"

#include "data/geo/mercator.h"
#include "maps/style/type.h"

#include <algorithm>
#include <tuple>

namespace wuquan {

namespace {

QPolygonF markOutline(Severity severity, double u)
{
    if (severity == Severity::Urgent)
        return {{0, -10 * u}, {10 * u, 0}, {0, 10 * u}, {-10 * u, 0}};
    return {{0, -9.5 * u}, {9.5 * u, 7 * u}, {-9.5 * u, 7 * u}};
}

} // namespace

std::vector<const Incident *> shownIncidents(const DistrictStore &store, const Filter &filter)
{
    std::vector<const Incident *> shown;
    for (const Incident &incident : store.incidents()) {
        if (isOpen(incident.state) && incident.position && isUsable(*incident.position)
            && filter.matches(incident, store))
            shown.push_back(&incident);
    }
    std::ranges::sort(shown, [](const Incident *a, const Incident *b) {
        return std::tuple(b->severity, a->reportedAt, a->id) < std::tuple(a->severity, b->reportedAt, b->id);
    });
    return shown;
}

const Incident *newestUnacknowledged(const std::vector<const Incident *> &shown)
{
    for (auto at = shown.rbegin(); at != shown.rend() && (*at)->severity == Severity::Urgent; ++at) {
        if (!(*at)->acceptedAt && (*at)->state < IncidentState::Handling)
            return *at;
    }
    return nullptr;
}

void drawSeverityMark(QPainter &painter, Severity severity, double unit, const Palette &palette)
{
    const auto shape = [&] {
        if (severity == Severity::Normal)
            painter.drawEllipse(QPointF(0, 0), 6 * unit, 6 * unit);
        else
            painter.drawPolygon(markOutline(severity, unit));
    };
    painter.setBrush(colour(palette.background));
    painter.setPen(QPen(colour(palette.background), (severity == Severity::Normal ? 3 : 4) * unit, Qt::SolidLine,
        Qt::RoundCap, Qt::RoundJoin));
    shape();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(palette.severity[std::size_t(severity) - 1]));
    shape();
}

void IncidentLayer::makeSprites(const Frame &frame)
{
    const double u = frame.px(std::round(frame.markScale() * 10) / 10);
    if (m_unit == u && m_palette == frame.palette)
        return;
    m_unit = u;
    m_palette = frame.palette;
    for (const Severity severity : allSeverities) {
        const auto row = std::size_t(severity) - 1;
        m_marks[row] = Sprite(
            int(std::ceil(30 * u)) | 1, [&](QPainter &painter) { drawSeverityMark(painter, severity, u, m_palette); });
    }
}

void IncidentLayer::prepare(const Frame &frame)
{
    makeSprites(frame);
    if (m_revision == frame.revision)
        return;
    m_revision = frame.revision;
    m_shown.clear();
    if (!frame.view.layers().testFlag(MapLayer::Incidents))
        return;
    const auto shown = shownIncidents(frame.store, frame.view.filter());
    const Incident *newest = newestUnacknowledged(shown);
    const auto *selected = frame.selection.as<IncidentId>();
    for (const Incident *incident : shown) {
        m_shown.push_back({worldFromGeo(*incident->position), incident->severity, incident == newest,
            selected && incident->id == *selected});
    }
}

QPoint IncidentLayer::middle(const Frame &frame, const Mark &mark)
{
    const QPointF at = frame.device(mark.at);
    return {int(std::lround(at.x())), int(std::lround(at.y()))};
}

double IncidentLayer::reach(const Mark &mark)
{
    return mark.isNewest ? 31 : mark.isSelected ? 21 : mark.severity == Severity::Normal ? 9 : 12;
}

void IncidentLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const WorldRect near = frame.world(canvas.area, frame.px(40));
    QPainter &painter = canvas.painter;
    painter.setBrush(Qt::NoBrush);
    const auto ring = [&](QPoint middle, double radius, Rgb rgb) {
        painter.setPen(QPen(colour(frame.palette.background), frame.px(5)));
        painter.drawEllipse(QPointF(middle), radius * m_unit, radius * m_unit);
        painter.setPen(QPen(colour(rgb), frame.px(2.5)));
        painter.drawEllipse(QPointF(middle), radius * m_unit, radius * m_unit);
    };
    for (const Mark &mark : m_shown) {
        if (!near.contains(mark.at))
            continue;
        const QPoint at = middle(frame, mark);
        if (mark.isNewest)
            ring(at, 28, frame.palette.severity[0]);
        if (mark.isSelected)
            ring(at, 18, frame.palette.focus);
        canvas.blend(m_marks[std::size_t(mark.severity) - 1], at);
    }
}

void IncidentLayer::occupy(const Frame &frame, std::vector<QRectF> &occupied) const
{
    const WorldRect near = frame.world(frame.viewport().toRect(), frame.px(40));
    for (const Mark &mark : m_shown) {
        if (!near.contains(mark.at))
            continue;
        const QPoint at = middle(frame, mark);
        const double r = reach(mark) * m_unit;
        occupied.emplace_back(at.x() - r, at.y() - r, 2 * r, 2 * r);
    }
}

} // namespace wuquan
