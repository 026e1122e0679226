// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/cluster/clustertree.h"
#include "maps/layers/frame.h"

#include <QCoreApplication>

namespace wuquan {

/// Devices farther away than street zoom: how many stand together, with a ring of how many of them are in which state.
class ClusterLayer final : public Layer {
    Q_DECLARE_TR_FUNCTIONS(ClusterLayer)
public:
    ClusterLayer()
        : Layer(MapLayer::Clusters)
    {
    }
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;
    void occupy(const Frame &frame, std::vector<QRectF> &occupied) const override;

    [[nodiscard]] static bool isShown(const Frame &frame);
    /// The cluster whose mark is drawn under a point of the picture; of the frame that was prepared last.
    [[nodiscard]] std::optional<PointCluster> at(const Frame &frame, ScreenPoint point) const;
    /// Where its devices are.
    [[nodiscard]] WorldRect extent(const PointCluster &cluster, const Frame &frame) const;
    /// How many devices, and how they are, in the language of the screen.
    [[nodiscard]] static QString name(const PointCluster &cluster);

private:
    [[nodiscard]] static int zoom(const Frame &frame);
    /// Device pixels to the outer edge of the ring.
    [[nodiscard]] static double radius(const Frame &frame, const PointCluster &cluster);
    [[nodiscard]] static QString countText(std::uint32_t count, Language language);

    ClusterTree m_tree; ///< of the devices by row of the store, classes by state
    std::uint64_t m_revision = 0; ///< of the devices
};

} // namespace wuquan
