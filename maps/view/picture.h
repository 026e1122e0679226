// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"
#include "maps/layers/frame.h"
#include "maps/raster/ringimage.h"

#include <QRegion>

#include <vector>

class QPainter;

namespace wuquan {

class MapScene;

/// The scene as one camera sees it: the ground in a ring, the foreground as stamps over it. Follows a camera that moves
/// at one zoom by drawing only what comes into view. GUI thread.
class MapPicture {
public:
    /// Brings the picture to this camera, settled on whole device pixels; draws no more than has changed. False when it
    /// is the same as before.
    bool update(MapScene &scene, const Camera &camera, double pixelRatio);

    [[nodiscard]] QSize size() const { return m_ground.size(); } ///< device pixels
    [[nodiscard]] double pixelRatio() const { return m_pixelRatio; }
    /// Paints it, a pixel of the painter for each of its own.
    void paint(QPainter &painter) const;
    /// In one piece, Format_RGB32, its device pixel ratio set.
    [[nodiscard]] QImage image() const;

private:
    [[nodiscard]] QRegion outdatedPart(const MapScene &scene, const Frame &frame);

    RingImage m_ground;
    std::vector<Stamp> m_stamps;
    Camera m_camera; ///< of the ground
    double m_pixelRatio = 0;
    std::uint64_t m_revision = 0; ///< of the ground
};

/// The whole picture at once.
[[nodiscard]] QImage rendered(MapScene &scene, const Camera &camera, double pixelRatio);

} // namespace wuquan
