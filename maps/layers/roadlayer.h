// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

namespace wuquan {

/// Roads, quiet, wider as one comes near.
class RoadLayer final : public Layer {
public:
    explicit RoadLayer(const Basemap &basemap);
    void draw(Canvas &canvas, const Frame &frame) const override;

private:
    struct Line {
        RoadClass rank;
        std::vector<WorldPoint> points;
        WorldRect box;
    };
    std::vector<Line> m_lines;
};

} // namespace wuquan
