// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace wuquan {

/// The part of a closed ring inside the rectangle (Sutherland–Hodgman), so that the rasteriser never sees
/// coordinates beyond its range. Its edges along the rectangle are part of the result: use it for filling only.
[[nodiscard]] QPolygonF clippedRing(QPolygonF ring, const QRectF &rect);

/// The parts of an open line inside the rectangle (Liang–Barsky by segment).
[[nodiscard]] std::vector<QPolygonF> clippedLine(const QPolygonF &line, const QRectF &rect);

} // namespace wuquan
