// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/annotationshape.h"

#include "data/geo/mercator.h"
#include "maps/style/type.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace wuquan {

namespace {

constexpr qsizetype lineLength = 24; ///< UTF-16 code units of a text that stand on the map
constexpr double plateAside = 7; ///< design pixels at each side of a text
constexpr double flagInk = 26; ///< design pixels around a point that its flag needs
constexpr double flagRoom = 17; ///< between a point and the text beside its flag
constexpr double flagMiddle = 13; ///< from a point up to the middle of its flag

double distance(QPointF from, QPointF to)
{
    return std::hypot(to.x() - from.x(), to.y() - from.y());
}

/// From a place to a segment.
double distance(QPointF at, QPointF from, QPointF to)
{
    const QPointF way = to - from, ahead = at - from;
    const double square = QPointF::dotProduct(way, way);
    const double share = square > 0 ? std::clamp(QPointF::dotProduct(ahead, way) / square, 0.0, 1.0) : 0;
    return distance(at, from + way * share);
}

/// Half way along a line.
WorldPoint middleOf(const std::vector<WorldPoint> &points)
{
    double whole = 0;
    const auto leg
        = [&](std::size_t i) { return std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y); };
    for (std::size_t i = 1; i < points.size(); ++i)
        whole += leg(i);
    double left = whole / 2;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double length = leg(i);
        if (length > 0 && left <= length) {
            const double share = left / length;
            return {points[i - 1].x + (points[i].x - points[i - 1].x) * share,
                points[i - 1].y + (points[i].y - points[i - 1].y) * share};
        }
        left -= length;
    }
    return points.front();
}

} // namespace

Rgb annotationInk(const Palette &palette, AnnotationRole role)
{
    switch (role) {
    case AnnotationRole::Note:
        return palette.text;
    case AnnotationRole::Support:
        return palette.device;
    case AnnotationRole::Caution:
        return palette.severity[1];
    case AnnotationRole::Restricted:
        return palette.severity[0];
    }
    return palette.text;
}

double annotationWidth(AnnotationRole role)
{
    return role == AnnotationRole::Restricted ? 3.5 : 2.2;
}

std::optional<std::pair<double, double>> annotationDashes(AnnotationRole role)
{
    switch (role) {
    case AnnotationRole::Support:
        return std::pair(1.5, 1.5);
    case AnnotationRole::Caution:
        return std::pair(5.0, 2.5);
    case AnnotationRole::Note:
    case AnnotationRole::Restricted:
        break;
    }
    return std::nullopt;
}

QString annotationLine(const QString &text)
{
    return plainLine(text, lineLength).trimmed();
}

double annotationTextHeight(AnnotationKind kind)
{
    return kind == AnnotationKind::Text ? 15 : 13;
}

AnnotationShape::AnnotationShape(const Annotation &annotation)
    : id(annotation.id)
    , kind(annotation.kind)
    , role(annotation.role)
    , line(annotationLine(annotation.text))
{
    if (!std::ranges::all_of(annotation.points, [](GeoPoint point) { return isUsable(point); }))
        return;
    for (const GeoPoint &point : annotation.points) {
        points.push_back(worldFromGeo(point));
        box.include(points.back());
    }
    if (points.empty())
        return;
    label = kind == AnnotationKind::Area ? box.centre() : middleOf(points);
}

double AnnotationShape::inkReach(double scale) const
{
    // No character is wider than high; a text is never lower than what can be read.
    const double high = std::max(annotationTextHeight(kind), 12 / scale) * 1.1;
    return flagInk + 2 * plateAside + double(line.size()) * high;
}

QSize AnnotationShape::plateSize(const Frame &frame) const
{
    if (points.empty() || line.isEmpty())
        return {};
    const QFontMetricsF metrics(sansFont(frame.textPx(annotationTextHeight(kind)), kind == AnnotationKind::Text));
    return {int(std::ceil(metrics.horizontalAdvance(line) + 2 * frame.px(plateAside))),
        int(std::ceil(metrics.height() + frame.px(3)))};
}

std::optional<QRect> AnnotationShape::plate(const Frame &frame, QSize plateSize) const
{
    if (plateSize.isEmpty() || (kind != AnnotationKind::Text && frame.detailZoom() < annotationTextZoom))
        return std::nullopt;
    const QPoint at = frame.device(label).toPoint();
    const QPoint half(plateSize.width() / 2, plateSize.height() / 2);
    if (kind == AnnotationKind::Point)
        return QRect(
            QPoint(at.x() + int(frame.px(flagRoom)), at.y() - int(frame.px(flagMiddle)) - half.y()), plateSize);
    return QRect(at - half, plateSize);
}

bool AnnotationShape::isHit(const Frame &frame, QPointF at) const
{
    const WorldPoint world = frame.camera.worldFromScreen({at.x() / frame.pixelRatio, at.y() / frame.pixelRatio});
    const double reach = frame.px(annotationReach);
    if (points.empty() || !box.grown(frame.px(inkReach(frame.scale)) / frame.worldPixels).contains(world))
        return false;
    if (const auto text = plate(frame, plateSize(frame)); text && QRectF(*text).contains(at))
        return true;
    if (kind == AnnotationKind::Point) {
        // The flag as well as its foot.
        const QPointF foot = frame.device(points.front());
        return distance(at, foot, foot - QPointF(0, frame.px(flagMiddle))) < reach;
    }
    if (kind == AnnotationKind::Text)
        return distance(at, frame.device(points.front())) < reach;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (distance(at, frame.device(points[i - 1]), frame.device(points[i])) < reach)
            return true;
    }
    return kind == AnnotationKind::Area
        && distance(at, frame.device(points.back()), frame.device(points.front())) < reach;
}

bool AnnotationShape::surrounds(WorldPoint at) const
{
    if (kind != AnnotationKind::Area || points.empty() || !box.contains(at))
        return false;
    // By even and odd crossings, as it is filled.
    bool inside = false;
    for (std::size_t i = 0, k = points.size() - 1; i < points.size(); k = i++) {
        const WorldPoint a = points[i], b = points[k];
        if ((a.y > at.y) != (b.y > at.y) && at.x < a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y))
            inside = !inside;
    }
    return inside;
}

} // namespace wuquan
