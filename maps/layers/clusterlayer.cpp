// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/clusterlayer.h"

#include "maps/layers/devicelayer.h"

#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double ringWidth = 4; ///< design pixels, as all below
constexpr double ringHalo = 1.5;
constexpr double countSize = 13;

/// From the most urgent on, which is also how they lie around the ring.
constexpr std::array states{DeviceState::Alarm, DeviceState::Fault, DeviceState::Offline, DeviceState::Online};

std::uint8_t classOf(DeviceState state)
{
    return std::uint8_t(std::ranges::find(states, state) - states.begin());
}

Rgb stateInk(const Palette &palette, DeviceState state)
{
    switch (state) {
    case DeviceState::Alarm:
        return palette.severity[0];
    case DeviceState::Fault:
        return palette.severity[1];
    case DeviceState::Offline:
        return palette.faint;
    case DeviceState::Online:
        break;
    }
    return deviceInk(palette);
}

} // namespace

bool ClusterLayer::isShown(const Frame &frame)
{
    return frame.shows(MapLayer::Clusters);
}

void ClusterLayer::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    if (!isShown(frame) || m_revision == frame.deviceRevision)
        return;
    m_revision = frame.deviceRevision;
    constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
    const DeviceColumns &devices = frame.store.devices();
    std::vector<WorldPoint> places(devices.size());
    std::vector<std::uint8_t> classes(devices.size());
    for (std::size_t row = 0; row < devices.size(); ++row) {
        places[row] = devices.positioned[row] ? devices.position[row] : WorldPoint{nowhere, nowhere};
        classes[row] = classOf(devices.state[row]);
    }
    m_tree = ClusterTree(places, classes);
}

int ClusterLayer::zoom(const Frame &frame)
{
    return std::clamp(int(std::floor(frame.detailZoom())), 0, ClusterTree::finestZoom);
}

double ClusterLayer::radius(const Frame &frame, const PointCluster &cluster)
{
    const double digits = std::floor(std::log10(double(cluster.count)));
    return frame.px(cluster.count == 1 ? 6 : 14 + 3 * digits);
}

QString ClusterLayer::countText(std::uint32_t count, Language language)
{
    if (count < 10'000)
        return QString::number(count);
    return language == Language::English ? QString::number(count / 1000) + u'k'
                                         : QLocale::c().toString(count / 10'000.0, 'f', 1) + u"万"_s;
}

void ClusterLayer::draw(Canvas &canvas, const Frame &frame) const
{
    if (!isShown(frame))
        return;
    QPainter &painter = canvas.painter;
    const double ring = frame.px(ringWidth), around = frame.px(ringHalo);
    const QFont font = sansFont(frame.textPx(countSize));
    for (const PointCluster &cluster : m_tree.in(frame.world(canvas.area, frame.px(40)), zoom(frame))) {
        const QPointF at = frame.device(cluster.centre);
        const QPointF middle(std::round(at.x()), std::round(at.y()));
        const double r = radius(frame, cluster);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(frame.palette.background));
        painter.drawEllipse(middle, r + around, r + around);
        painter.setBrush(Qt::NoBrush);
        constexpr int whole = 360 * 16; // as QPainter counts
        double from = 0;
        for (std::size_t i = 0; i < states.size(); ++i) {
            if (cluster.makeUp[i] == 0)
                continue;
            // One among thousands must be seen.
            const double share = std::max(double(cluster.makeUp[i]) / cluster.count, 0.03);
            const double to = i + 1 == states.size() ? 1 : std::min(1.0, from + share);
            painter.setPen(QPen(colour(stateInk(frame.palette, states[i])), ring, Qt::SolidLine, Qt::FlatCap));
            const double inner = r - ring / 2;
            painter.drawArc(QRectF(middle.x() - inner, middle.y() - inner, 2 * inner, 2 * inner),
                int(std::lround((0.25 - from) * whole)), -int(std::lround((to - from) * whole)));
            from = to;
        }
        if (cluster.count == 1)
            continue;
        painter.setFont(font);
        painter.setPen(colour(frame.palette.text));
        painter.drawText(QRectF(middle.x() - r, middle.y() - r, 2 * r, 2 * r), Qt::AlignCenter,
            countText(cluster.count, frame.view.language()));
    }
}

void ClusterLayer::occupy(const Frame &frame, std::vector<QRectF> &occupied) const
{
    if (!isShown(frame))
        return;
    for (const PointCluster &cluster : m_tree.in(frame.world(frame.viewport().toRect(), frame.px(40)), zoom(frame))) {
        const QPointF at = frame.device(cluster.centre);
        const double r = radius(frame, cluster);
        occupied.emplace_back(at.x() - r, at.y() - r, 2 * r, 2 * r);
    }
}

std::optional<PointCluster> ClusterLayer::at(const Frame &frame, ScreenPoint point) const
{
    if (!isShown(frame) || m_revision != frame.deviceRevision)
        return {};
    const QPointF seen(point.x * frame.pixelRatio, point.y * frame.pixelRatio);
    const QRect near(QPoint(int(seen.x()), int(seen.y())), QSize(1, 1));
    std::optional<PointCluster> found;
    double best = std::numeric_limits<double>::max();
    for (const PointCluster &cluster : m_tree.in(frame.world(near, frame.px(40)), zoom(frame))) {
        const QPointF away = frame.device(cluster.centre) - seen;
        const double distance = std::hypot(away.x(), away.y());
        if (distance <= radius(frame, cluster) && distance < best) {
            best = distance;
            found = cluster;
        }
    }
    return found;
}

WorldRect ClusterLayer::extent(const PointCluster &cluster, const Frame &frame) const
{
    WorldRect extent;
    for (const std::uint32_t row : m_tree.members(cluster.id))
        extent.include(frame.store.devices().position[row]);
    return extent;
}

QString ClusterLayer::name(const PointCluster &cluster)
{
    QString text = tr("设备 %1 台").arg(cluster.count);
    const std::array words{tr("报警 %1"), tr("故障 %1"), tr("离线 %1"), tr("在线 %1")};
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (cluster.makeUp[i] > 0)
            text += u" · "_s + words[i].arg(cluster.makeUp[i]);
    }
    return text;
}

} // namespace wuquan
