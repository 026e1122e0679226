// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"
#include "maps/camera/camera.h"
#include "maps/tools/measurement.h"

#include <QPolygonF>

#include <optional>

class QPainter;

namespace wuquan {

/// What a tool shows over the map.
struct ToolMarks {
    Measurement measured;
    std::optional<GeoPoint> pointer; ///< where the next point would be
    std::optional<GeoPoint> pin; ///< a place that was marked

    bool operator==(const ToolMarks &) const = default;
};

/// Draws the marks of a tool in device-independent pixels of a camera. Lives for one drawing only.
class MeasureDrawing {
public:
    /// `scale`: device-independent pixels per design pixel.
    MeasureDrawing(const ToolMarks &marks, const Camera &camera, const Palette &palette, double scale);

    void draw(QPainter &painter) const;
    /// Nothing is drawn outside of this rectangle; empty when nothing is drawn at all.
    [[nodiscard]] QRectF bounds() const;

private:
    [[nodiscard]] QPointF screen(GeoPoint point) const;
    [[nodiscard]] QPolygonF screen(const std::vector<GeoPoint> &points) const;
    [[nodiscard]] bool isArea() const { return m_marks.measured.kind == Measurement::Kind::Area; }
    void drawLines(QPainter &painter) const;
    void drawPoints(QPainter &painter) const;
    void drawPin(QPainter &painter) const;
    /// The result beside the last point; where it stands.
    QRectF drawResult(QPainter &painter) const;
    /// The length of each leg that is longer than its text and meets no other text.
    void drawLegs(QPainter &painter, std::vector<QRectF> taken) const;

    const ToolMarks &m_marks;
    const Camera &m_camera;
    const Palette &m_palette;
    double m_scale;
    Measurement m_shown; ///< with the place of the pointer
    QPolygonF m_line; ///< of what is shown, without the side that closes an area
};

} // namespace wuquan
