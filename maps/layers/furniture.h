// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

#include <QCoreApplication>

#include <optional>

namespace wuquan {

/// A round length and how wide it is drawn.
struct ScaleBar {
    int metres = 0;
    double width = 0; ///< in the unit of the pixels asked with
};

/// The longest of 1, 2 or 5 × 10^n metres that is not wider than `room` pixels.
[[nodiscard]] ScaleBar scaleBar(double metresPerPixel, double room);

/// Legend (marks of severity, classes of open incidents), scale bar and the note that the district is a schematic. The
/// legend without room leaves only the note, so that nothing is ever cut or lies over another.
class Furniture final : public Layer {
    Q_DECLARE_TR_FUNCTIONS(Furniture)
public:
    void draw(Canvas &canvas, const Frame &frame) override;
    /// Device pixels of what was drawn.
    [[nodiscard]] const std::vector<QRectF> &placed() const { return m_placed; }

private:
    /// Takes the room and draws the plate; false when there is no room.
    [[nodiscard]] bool reserve(Canvas &canvas, const Frame &frame, const QRectF &rect);
    void drawScaleBar(Canvas &canvas, const Frame &frame);
    struct Legend {
        bool marks = false; ///< of severity
        bool classes = false; ///< of open incidents
        bool note = false; ///< that the district is a schematic
    };
    /// False when there is no room.
    [[nodiscard]] bool drawLegend(Canvas &canvas, const Frame &frame, Legend legend);
    void drawMarks(Canvas &canvas, const Frame &frame, QPointF at);
    void drawClasses(Canvas &canvas, const Frame &frame, QPointF at);
    [[nodiscard]] static QString severityWord(Severity severity);
    [[nodiscard]] static QString classesTitle(const Frame &frame);

    std::vector<QRectF> m_placed;
};

} // namespace wuquan
