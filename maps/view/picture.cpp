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

} // namespace

QRegion MapPicture::outdatedPart(const MapScene &scene, const Frame &frame)
{
    const QSizeF exact = frame.viewport().size();
    const QSize size(std::max(1, int(std::ceil(exact.width()))), std::max(1, int(std::ceil(exact.height()))));
    const QRect whole({}, size);
    if (m_ground.size() != size) {
        m_ground = RingImage(size);
        return whole;
    }
    if (m_pixelRatio != frame.pixelRatio || m_camera.zoom != frame.camera.zoom)
        return whole;
    const auto by = wholePixels(m_camera, frame.camera, frame.pixelRatio);
    const auto changed = by ? scene.outdatedSince(m_revision, frame) : std::nullopt;
    if (!changed)
        return whole;
    QRegion outdated = *changed & whole;
    for (const QRect &strip : m_ground.move(*by))
        outdated += strip;
    return outdated;
}

bool MapPicture::update(MapScene &scene, const Camera &camera, double pixelRatio)
{
    const Frame frame = scene.frame(camera, pixelRatio);
    const bool isMoved = m_camera != camera || m_pixelRatio != pixelRatio;
    const QRegion outdated = outdatedPart(scene, frame);
    m_camera = camera;
    m_pixelRatio = pixelRatio;
    m_revision = frame.revision;
    if (!isMoved && outdated.isEmpty())
        return false;
    // A region's rectangles don't overlap, so that they may be drawn at once.
    if (!outdated.isEmpty())
        scene.drawGround(m_ground, {outdated.begin(), outdated.end()}, frame);
    m_stamps = scene.placeForeground(frame);
    return true;
}

void MapPicture::paint(QPainter &painter) const
{
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (const RingImage::Piece &piece : m_ground.pieces(QRect({}, m_ground.size())))
        painter.drawImage(piece.area.topLeft(), m_ground.image(), QRect(piece.memory, piece.area.size()));
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    for (const Stamp &stamp : m_stamps)
        painter.drawImage(stamp.at, stamp.image);
}

QImage MapPicture::image() const
{
    QImage whole(size(), QImage::Format_RGB32);
    {
        QPainter painter(&whole);
        paint(painter);
    }
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
