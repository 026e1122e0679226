// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/cluster/clustertree.h"
#include "maps/layers/frame.h"

namespace wuquan {

/// A cluster of the picture, as somebody points at it.
struct ShownCluster {
    std::uint32_t count = 0;
    WorldRect extent; ///< where its things are
    QString name; ///< how many there are, and of which classes, in the language of the screen
};

/// Things that stand together: how many, in a ring of how many of them are of which class.
class ClusterLayer : public Layer {
public:
    void draw(Canvas &canvas, const Frame &frame) const override;
    void occupy(const Frame &frame, std::vector<QRectF> &occupied) const override;

    /// The cluster whose mark is drawn under a point of the picture; of the frame that was prepared last.
    [[nodiscard]] std::optional<PointCluster> at(const Frame &frame, ScreenPoint point) const;
    /// Where its things are.
    [[nodiscard]] WorldRect extent(const PointCluster &cluster, const Frame &frame) const;
    /// How many things, and of which classes, in the language of the screen.
    [[nodiscard]] QString name(const PointCluster &cluster) const;

protected:
    /// Whether a thing on its own has a mark here, or in another layer.
    enum class Single { Marked, Elsewhere };

    ClusterLayer(MapLayer switchedBy, Single single)
        : Layer(switchedBy)
        , m_layer(switchedBy)
        , m_single(single)
    {
    }

private:
    /// Null while there is nothing to show; of the frame that was prepared last.
    [[nodiscard]] virtual const ClusterTree *tree(const Frame &frame) const = 0;
    /// Of a point of the tree.
    [[nodiscard]] virtual WorldPoint position(std::uint32_t point, const Frame &frame) const = 0;
    /// "设备 %1 台" and, by class, "报警 %1": counts go where the %1 is.
    [[nodiscard]] virtual QString allWords() const = 0;
    [[nodiscard]] virtual std::array<QString, 4> classWords() const = 0;
    /// Of the classes, in the order in which they lie around the ring.
    [[nodiscard]] virtual std::array<Rgb, 4> inks(const Palette &palette) const = 0;
    [[nodiscard]] std::vector<PointCluster> marks(const Frame &frame, const QRect &area) const;
    /// Device pixels to the outer edge of the ring.
    [[nodiscard]] static double radius(const Frame &frame, const PointCluster &cluster);
    [[nodiscard]] static QString countText(std::uint32_t count, Language language);

    MapLayer m_layer;
    Single m_single;
};

} // namespace wuquan
