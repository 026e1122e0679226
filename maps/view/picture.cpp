// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/picture.h"

#include "maps/view/scene.h"

#include <QPainter>

#include <cmath>
#include <optional>

namespace wuquan {

namespace {

/// How many whole device pixels lie between two cameras of one zoom; none when they are not whole.
std::optional<QPoint> wholePixels(const Camera &from, const Camera &to, double pixelRatio)
{
    const double world = to.worldSize() * pixelRatio;
    const double x = (to.centre.x - from.centre.x) * world, y = (to.centre.y - from.centre.y) * world;
    constexpr double tolerance = 1e-3, farthest = 1e6;
    if (std::abs(x) > farthest || std::abs(y) > farthest || std::abs(x - std::round(x)) > tolerance
        || std::abs(y - std::round(y)) > tolerance)
        return {};
    return QPoint(int(std::lround(x)), int(std::lround(y)));
}

QSize pictureSize(const Frame &frame)
{
    const QSizeF exact = frame.viewport().size();
    return {std::max(1, int(std::ceil(exact.width()))), std::max(1, int(std::ceil(exact.height())))};
}

constexpr double leastCovered = 0.85; ///< of each side of a stretched picture

/// How much of a length lies within 0 … size.
double covered(double from, double length, double size)
{
    return std::max(0.0, std::min(from + length, size) - std::max(from, 0.0)) / length;
}

} // namespace

QRegion MapPicture::outdatedPart(const MapScene &scene, const Frame &frame)
{
    const QSize size = pictureSize(frame);
    const QRect whole({}, size);
    if (m_ground.size() != size) {
        m_ground = RingImage(size);
        return whole;
    }
    if (m_pixelRatio != frame.pixelRatio || m_groundCamera.zoom != frame.camera.zoom)
        return whole;
    const auto by = wholePixels(m_groundCamera, frame.camera, frame.pixelRatio);
    const auto changed = by ? scene.outdatedSince(m_revision, frame) : std::nullopt;
    if (!changed)
        return whole;
    QRegion outdated = *changed & whole;
    for (const QRect &strip : m_ground.move(*by))
        outdated += strip;
    return outdated;
}

void MapPicture::placeForeground(MapScene &scene, const Frame &frame, LetterBudget budget)
{
    m_stamps = scene.placeForeground(frame, budget);
    m_isWhole = scene.isForegroundWhole();
}

bool MapPicture::update(MapScene &scene, const Camera &camera, double pixelRatio, LetterBudget budget)
{
    const Frame frame = scene.frame(camera, pixelRatio);
    const bool isMoved = m_camera != camera || m_pixelRatio != pixelRatio || !isSharp();
    const QRegion outdated = outdatedPart(scene, frame);
    m_camera = m_groundCamera = camera;
    m_pixelRatio = pixelRatio;
    m_revision = frame.revision;
    m_stretched.reset();
    if (!isMoved && outdated.isEmpty() && m_isWhole)
        return false;
    // A region's rectangles don't overlap, so that they may be drawn at once.
    if (!outdated.isEmpty())
        scene.drawGround(m_ground, {outdated.begin(), outdated.end()}, frame);
    placeForeground(scene, frame, budget);
    return true;
}

bool MapPicture::stretchTo(MapScene &scene, const Camera &camera, double pixelRatio, LetterBudget budget)
{
    const Frame frame = scene.frame(camera, pixelRatio);
    if (m_revision == 0 || m_pixelRatio != pixelRatio || size() != pictureSize(frame))
        return false;
    const auto place = [&](QPointF device) {
        const ScreenPoint at = m_groundCamera.screenFromWorld(
            camera.worldFromScreen({device.x() / pixelRatio, device.y() / pixelRatio}));
        return QPointF(at.x, at.y) * pixelRatio;
    };
    const QRectF source(place({0, 0}), place({double(size().width()), double(size().height())}));
    if (covered(source.left(), source.width(), size().width()) < leastCovered
        || covered(source.top(), source.height(), size().height()) < leastCovered)
        return false;
    m_camera = camera;
    m_stretched = source;
    m_beyond = frame.palette.background.argb();
    placeForeground(scene, frame, budget);
    return true;
}

void MapPicture::paint(const QRegion &part, QImage &into, QPoint at) const
{
    const QRegion seen = part & QRect({}, size());
    for (const QRect &rect : seen) {
        if (m_stretched)
            m_ground.stretch(*m_stretched, m_beyond, rect, into, at);
        else
            m_ground.copy(rect, into, at);
    }
    QPainter painter(&into);
    painter.setClipRegion(seen.translated(at));
    for (const Stamp &stamp : m_stamps) {
        painter.setOpacity(stamp.opacity);
        painter.drawImage(stamp.at + at, stamp.image);
    }
}

QImage MapPicture::image() const
{
    QImage whole(size(), QImage::Format_RGB32);
    paint(QRect({}, size()), whole);
    whole.setDevicePixelRatio(m_pixelRatio);
    return whole;
}

QImage rendered(MapScene &scene, const Camera &camera, double pixelRatio)
{
    MapPicture picture;
    picture.update(scene, camera, pixelRatio);
    return picture.image();
}

} // namespace wuquan
