// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/raster/sparseimage.h"

#include <memory>
#include <unordered_map>

namespace wuquan {

/// Layers that become others only with the zoom or with Frame::steadyRevision, and that leave most of the ground free:
/// drawn once into tiles of the world, so that what changes below or above them costs no line anew. They draw into
/// transparent pictures, by Strokes alone.
class KeptLayer final : public Layer {
public:
    explicit KeptLayer(std::vector<std::unique_ptr<Layer>> layers);
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;

private:
    using Place = std::pair<int, int>; ///< column and row of a tile in the world
    struct PlaceHash {
        std::size_t operator()(const Place &place) const
        {
            return std::hash<std::uint64_t>()(
                std::uint64_t(std::uint32_t(place.first)) << 32 | std::uint32_t(place.second));
        }
    };
    /// What the tiles are of.
    struct State {
        std::uint64_t revision = 0;
        double worldPixels = 0;
        double scale = 0;
        QPointF phase; ///< of the camera, within a pixel

        [[nodiscard]] bool isSame(const State &other) const;
    };

    [[nodiscard]] static State stateOf(const Frame &frame);
    /// By way of a canvas of a tile, which may be used again.
    [[nodiscard]] SparseImage drawn(Canvas &canvas, const Frame &frame) const;
    void forgetFar(const Frame &frame);

    std::vector<std::unique_ptr<Layer>> m_layers;
    State m_state;
    std::unordered_map<Place, SparseImage, PlaceHash> m_tiles;
};

} // namespace wuquan
