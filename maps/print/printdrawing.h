// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/districtstore.h"
#include "maps/print/communitycounts.h"
#include "maps/print/printorder.h"
#include "maps/view/scene.h"

#include <functional>

namespace wuquan {

/// Draws an order onto a sheet: the ground as a picture of the printer's own resolution, everything written as text.
/// Any thread, in which it is made, used and deleted; the order must outlive it.
class PrintDrawing {
public:
    PrintDrawing(const PrintOrder &order, const PrintSheet &sheet);

    /// `goesOn` is told the share that is done, 0…1, and may end it; false when it has.
    [[nodiscard]] bool draw(QPainter &painter, const std::function<bool(double)> &goesOn);
    /// The ground alone; false as above.
    [[nodiscard]] bool drawGround(QPainter &painter, const std::function<bool(double)> &goesOn);
    /// What of the world the map on the sheet shows, with the sheet's dots as device pixels.
    [[nodiscard]] const Camera &camera() const { return m_camera; }
    [[nodiscard]] Frame frame() { return frameOf(m_camera); }

private:
    [[nodiscard]] Frame frameOf(const Camera &camera);
    [[nodiscard]] std::optional<CommunityCounts> drawNames(QPainter &painter, const Frame &frame) const;
    void drawWatermark(QPainter &painter) const;
    void scatter(QPainter &painter, const QString &text, double points, double opacity) const;

    const PrintOrder &m_order;
    const PrintSheet &m_sheet;
    DistrictStore m_store;
    MapScene m_scene;
    Camera m_camera;
    double m_ratio = 1; ///< dots of the sheet in a device-independent pixel
};

} // namespace wuquan
