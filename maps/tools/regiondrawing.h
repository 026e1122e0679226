// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"
#include "maps/tools/regionsketch.h"

#include <QPolygonF>

class QPainter;

namespace wuquan {

/// Draws a region over the map, dashed until it is closed, in device-independent pixels of a camera. Lives for one
/// drawing only.
class RegionDrawing {
public:
    /// `scale`: device-independent pixels per design pixel.
    RegionDrawing(const RegionSketch &sketch, const Camera &camera, const Palette &palette, double scale);

    void draw(QPainter &painter) const;
    /// Nothing is drawn outside of this rectangle; empty when nothing is drawn at all.
    [[nodiscard]] QRectF bounds() const;

private:
    [[nodiscard]] QPolygonF screen(const std::vector<WorldPoint> &points) const;

    const RegionSketch &m_sketch;
    const Camera &m_camera;
    const Palette &m_palette;
    double m_scale;
};

} // namespace wuquan
