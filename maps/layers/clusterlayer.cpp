// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/clusterlayer.h"

#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double ringWidth = 4; ///< design pixels, as all below
constexpr double ringHalo = 1.5;
constexpr double countSize = 13;
constexpr double clusterReach = 40; ///< more than the radius of any mark

} // namespace

std::vector<PointCluster> ClusterLayer::marks(const Frame &frame, const QRect &area) const
{
    const ClusterTree *made = frame.shows(m_layer) ? tree(frame) : nullptr;
    if (!made)
        return {};
    auto found = made->in(frame.world(area, frame.px(clusterReach)), frame.clusterZoom());
    if (m_single == Single::Elsewhere)
        std::erase_if(found, [](const PointCluster &cluster) { return cluster.count == 1; });
    return found;
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
    QPainter &painter = canvas.painter;
    const double ring = frame.px(ringWidth), around = frame.px(ringHalo);
    const QFont font = sansFont(frame.textPx(countSize));
    const std::array<Rgb, 4> ink = inks(frame.palette);
    for (const PointCluster &cluster : marks(frame, canvas.area)) {
        const QPointF at = frame.device(cluster.centre);
        const QPointF middle(std::round(at.x()), std::round(at.y()));
        const double r = radius(frame, cluster);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(frame.palette.background));
        painter.drawEllipse(middle, r + around, r + around);
        painter.setBrush(Qt::NoBrush);
        constexpr int whole = 360 * 16; // as QPainter counts
        double from = 0;
        for (std::size_t i = 0; i < ink.size(); ++i) {
            if (cluster.makeUp[i] == 0)
                continue;
            // One among thousands must be seen; the last that is there has what is left.
            const double share = std::max(double(cluster.makeUp[i]) / cluster.count, 0.03);
            const bool isLast = std::all_of(
                cluster.makeUp.begin() + std::ptrdiff_t(i) + 1, cluster.makeUp.end(), [](auto n) { return n == 0; });
            const double to = isLast ? 1 : std::min(1.0, from + share);
            painter.setPen(QPen(colour(ink[i]), ring, Qt::SolidLine, Qt::FlatCap));
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
    for (const PointCluster &cluster : marks(frame, frame.viewport().toRect())) {
        const QPointF at = frame.device(cluster.centre);
        const double r = radius(frame, cluster);
        occupied.emplace_back(at.x() - r, at.y() - r, 2 * r, 2 * r);
    }
}

std::optional<PointCluster> ClusterLayer::at(const Frame &frame, ScreenPoint point) const
{
    const QPointF seen(point.x * frame.pixelRatio, point.y * frame.pixelRatio);
    std::optional<PointCluster> found;
    double best = std::numeric_limits<double>::max();
    for (const PointCluster &cluster : marks(frame, {int(seen.x()), int(seen.y()), 1, 1})) {
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
    if (const ClusterTree *made = tree(frame)) {
        for (const std::uint32_t point : made->members(cluster.id))
            extent.include(position(point, frame));
    }
    return extent;
}

QString ClusterLayer::name(const PointCluster &cluster) const
{
    QString text = allWords().arg(cluster.count);
    const std::array words = classWords();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (cluster.makeUp[i] > 0)
            text += u" · "_s + words[i].arg(cluster.makeUp[i]);
    }
    return text;
}

} // namespace wuquan
