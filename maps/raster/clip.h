// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QRectF>

#include <vector>

class QPainter;

namespace wuquan {

/// The part of a closed ring inside the rectangle (Sutherland–Hodgman), so that the rasteriser never sees
/// coordinates beyond its range. Its edges along the rectangle are part of the result: use it for filling only.
[[nodiscard]] QPolygonF clippedRing(QPolygonF ring, const QRectF &rect);

/// The parts of an open line inside the rectangle (Liang–Barsky by segment).
[[nodiscard]] std::vector<QPolygonF> clippedLine(const QPolygonF &line, const QRectF &rect);

/// Strokes the parts of a line inside the rectangle; dashes lie where they would on the whole line. One by one:
/// QPainter needs five times as long for the same lines in one path (measured at 4K: 118 ms against 20 ms for the
/// roads).
void strokeClipped(QPainter &painter, const QPolygonF &line, const QRectF &rect);

} // namespace wuquan
