// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/print/printsheet.h"

#include <unordered_map>
#include <vector>

class QPaintDevice;

namespace wuquan {

/// How many devices each community has, as numbers on a sheet: what a print has in place of the devices. Each stands
/// in its community, where it meets nothing else.
class CommunityCounts {
public:
    CommunityCounts(const Frame &frame, const PrintSheet &sheet, const std::unordered_map<AreaId, int> &devices,
        const std::vector<QRectF> &occupied);

    /// In the frame's device pixels.
    void draw(QPainter &painter) const;
    /// One such number to be explained; returns where it stands.
    QRectF drawSample(QPainter &painter, QPointF corner) const;
    /// Communities in view without room for their number.
    [[nodiscard]] int left() const { return m_left; }

private:
    struct Count {
        QRectF rect;
        QString text;
    };
    void place(const Frame &frame, const AreaShape &shape, const QString &text, std::vector<QRectF> &taken);
    [[nodiscard]] QSizeF sizeOf(const QString &text) const;
    void draw(QPainter &painter, const Count &count) const;

    Palette m_palette;
    QFont m_font;
    double m_pad; ///< dots between the edge and what is in it
    double m_line; ///< dots
    std::vector<Count> m_counts;
    int m_left = 0;
};

} // namespace wuquan
