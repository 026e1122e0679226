// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QRectF>

#include <optional>
#include <utility>

namespace wuquan {

/// The part of a closed ring inside the rectangle (Sutherland–Hodgman), so that the rasteriser never sees
/// coordinates beyond its range. Its edges along the rectangle are part of the result: use it for filling only.
[[nodiscard]] QPolygonF clippedRing(QPolygonF ring, const QRectF &rect);

/// The part of a segment inside the rectangle (Liang–Barsky); none when it lies beside it or is not a number.
[[nodiscard]] std::optional<std::pair<QPointF, QPointF>> clippedSegment(QPointF a, QPointF b, const QRectF &rect);

} // namespace wuquan
