// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPolygonF>
#include <QRect>

#include <cstdint>
#include <vector>

namespace wuquan {

/// Lines of one colour in a part of a picture, drawn as if they were one shape: where lines cross or meet nothing is
/// darker. The coverage of a pixel follows from the distance of its middle to the line: full up to half a pixel within
/// the edge, none half a pixel beyond it. What a pixel becomes doesn't depend on the part. Not a number and infinity
/// are left out with the segments that have them. Used by one thread.
class Strokes {
public:
    /// The part, device pixels of the whole picture.
    explicit Strokes(const QRect &area);

    /// Adds a line of a width in device pixels, with round joins and round ends.
    void add(const QPolygonF &line, double width);
    /// Adds the dashes of a line, with straight ends: from its beginning on, `dash` device pixels and then a gap.
    void addDashed(const QPolygonF &line, double width, double dash, double gap);
    /// Paints all that was added over the part's picture, Format_RGB32 and of the part's size; there is nothing added
    /// then.
    void paint(QImage &image, QRgb colour);

private:
    /// A segment from the part's corner on, pixels.
    struct Segment {
        float x, y; ///< where it begins
        float alongX, alongY, length; ///< its direction, of length one, and how far it goes
        float radius; ///< half its width
        bool isCutBefore, isCutAfter; ///< a straight end instead of a round one
    };
    /// The coverage, 0 to 255, of a few rows of the part.
    struct Band;

    void addSegment(QPointF from, QPointF to, double width, bool isCutBefore, bool isCutAfter);
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> byBand() const;
    /// Of a pixel whose middle lies so far along the segment and away from it; below nought and above one is cut.
    [[nodiscard]] static float shareAtEnd(const Segment &segment, float along, float away);
    static void cover(Band &band, const Segment &segment);

    QRect m_area;
    std::vector<Segment> m_segments;
};

} // namespace wuquan
