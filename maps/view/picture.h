// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"
#include "maps/layers/frame.h"
#include "maps/layers/labellayer.h"
#include "maps/raster/ringimage.h"

#include <QRegion>

#include <optional>
#include <vector>

namespace wuquan {

class MapScene;

/// The scene as one camera sees it: the ground in a ring, the foreground as stamps over it. Follows a camera that moves
/// at one zoom by drawing only what comes into view. GUI thread.
class MapPicture {
public:
    /// Brings the picture to this camera, settled on whole device pixels; draws no more than has changed. False when it
    /// is the same as before. With a budget names may lack that come with another update.
    bool update(MapScene &scene, const Camera &camera, double pixelRatio, LetterBudget budget = {});
    /// Shows a camera of another zoom by stretching the ground that was drawn last, until the next update(). False, and
    /// nothing done, where that would not do: nothing drawn yet, another size, or too much of the view beyond it.
    bool stretchTo(MapScene &scene, const Camera &camera, double pixelRatio, LetterBudget budget = {});
    [[nodiscard]] bool isSharp() const { return !m_stretched; }
    /// Whether no name lacks that has its place.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    /// What update() or stretchTo() was asked for last.
    [[nodiscard]] const Camera &camera() const { return m_camera; }

    [[nodiscard]] QSize size() const { return m_ground.size(); } ///< device pixels
    [[nodiscard]] double pixelRatio() const { return m_pixelRatio; }
    /// Paints a part of it into a picture of 32 bits a pixel, its corner at `at` there. On all cores.
    void paint(const QRegion &part, QImage &into, QPoint at = {}) const;
    /// In one piece, Format_RGB32, its device pixel ratio set.
    [[nodiscard]] QImage image() const;

private:
    void placeForeground(MapScene &scene, const Frame &frame, LetterBudget budget);
    [[nodiscard]] QRegion outdatedPart(const MapScene &scene, const Frame &frame);

    RingImage m_ground;
    std::vector<Stamp> m_stamps;
    Camera m_camera; ///< of the picture
    Camera m_groundCamera; ///< another than the picture's while it is stretched
    std::optional<QRectF> m_stretched; ///< what of the ground fills the picture, when it is of another zoom
    QRgb m_beyond = 0; ///< the colour where there is no ground
    double m_pixelRatio = 0;
    std::uint64_t m_revision = 0; ///< of the ground
    bool m_isWhole = true;
};

/// The whole picture at once.
[[nodiscard]] QImage rendered(MapScene &scene, const Camera &camera, double pixelRatio);

} // namespace wuquan
