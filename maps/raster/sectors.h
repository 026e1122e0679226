// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPointF>
#include <QRect>

#include <cstdint>
#include <vector>

namespace wuquan {

/// Sectors of discs in a part of a picture, painted as if they were one shape: where they lie over each other nothing
/// is darker. The coverage of a pixel follows from the distances of its middle to the arc and to the lines of both
/// sides: full half a pixel within, none half a pixel beyond. What a pixel becomes doesn't depend on the part. Used by
/// one thread.
class Sectors {
public:
    /// The part, device pixels of the whole picture.
    explicit Sectors(const QRect &area);

    /// Adds what lies within a radius in device pixels and half the opening to each side of the heading: degrees, the
    /// heading clockwise from north, the opening at most 360. What is not a number or has no size adds nothing.
    void add(QPointF middle, double radius, double heading, double opening);
    /// Paints the shape over the part's picture, Format_RGB32 and of the part's size, with an opacity of 0…1; there is
    /// nothing added then.
    void paint(QImage &image, QRgb colour, double opacity);

private:
    QRect m_area;
    std::vector<std::uint8_t> m_shares; ///< of the part's pixels, 0 to 255; empty until something is added
};

} // namespace wuquan
