// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/annotation.h"
#include "maps/layers/frame.h"

#include <QFont>

namespace wuquan {

/// The ink of a role: hue only where it warns.
[[nodiscard]] Rgb annotationInk(const Palette &palette, AnnotationRole role);
/// Design pixels of a line or outline.
[[nodiscard]] double annotationWidth(AnnotationRole role);
/// Dash and gap in widths of the line, so that roles differ without hue; none: solid.
[[nodiscard]] std::optional<std::pair<double, double>> annotationDashes(AnnotationRole role);
/// What of its text stands on the map: one plain line.
[[nodiscard]] QString annotationLine(const QString &text);
/// Height of that text, design pixels.
[[nodiscard]] double annotationTextHeight(AnnotationKind kind);

/// Design pixels within which a click means a point or a line.
inline constexpr double annotationReach = 9;
/// From this zoom on texts stand beside points, lines and areas; a text always shows.
inline constexpr double annotationTextZoom = 14;

/// An annotation where it stands in the world, ready for drawing and picking. Without usable points it is nowhere.
struct AnnotationShape {
    explicit AnnotationShape(const Annotation &annotation);

    /// Design pixels beyond its box within which all of it is drawn, texts included, at this scale.
    [[nodiscard]] double inkReach(double scale) const;
    /// Device pixels that its text takes; empty when it has none. Measures letters: GUI thread.
    [[nodiscard]] QSize plateSize(const Frame &frame) const;
    /// Where a text of this size stands, device pixels; none when it has none or is too far for it.
    [[nodiscard]] std::optional<QRect> plate(const Frame &frame, QSize plateSize) const;
    /// Whether a place, device pixels, means its mark, its line or its text.
    [[nodiscard]] bool isHit(const Frame &frame, QPointF at) const;
    /// Whether the place lies inside an area.
    [[nodiscard]] bool surrounds(WorldPoint at) const;

    AnnotationId id;
    AnnotationKind kind;
    AnnotationRole role;
    std::vector<WorldPoint> points;
    QString line;
    WorldRect box;
    WorldPoint label; ///< the point, the middle of a line, the middle of an area's box
};

} // namespace wuquan
