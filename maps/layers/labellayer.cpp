// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/labellayer.h"

#include "maps/style/type.h"

#include <QFontMetricsF>
#include <QPainterPath>

#include <numbers>
#include <optional>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype picturesKept = 400;
constexpr double smallMap = 12;
constexpr double wholeDistrict = 13;
constexpr double farthestBeside = 70; // design pixels; farther off a name is taken for a neighbour's

/// What the map calls it: 彭埠街道 is 彭埠, and a grid leaves out the community's name that stands beside it.
QString mapName(const Frame &frame, const Area &area)
{
    const Language language = frame.view.language();
    QString name = localName(language, area.name, area.nameEn);
    if (area.level == AreaLevel::Street) {
        for (const QString &tail : {u"街道"_s, u" Subdistrict"_s, u" subdistrict"_s, u" Sub-district"_s}) {
            if (name.endsWith(tail) && name.size() > tail.size())
                name.chop(tail.size());
        }
    } else if (area.level == AreaLevel::Grid && area.parent) {
        if (const Area *parent = frame.store.area(*area.parent)) {
            const QString &prefix = localName(language, parent->name, parent->nameEn);
            if (!prefix.isEmpty() && name.startsWith(prefix) && name.size() > prefix.size())
                name = name.sliced(prefix.size()).trimmed();
        }
    }
    return plainLine(name, 24);
}

/// Design pixels: smaller in a small map, where the whole district is a hand wide.
double streetSize(const Frame &frame)
{
    return frame.detailZoom() < smallMap ? 17 : frame.detailZoom() < wholeDistrict ? 19 : 24;
}

QFont fontOf(AreaLevel level, const Frame &frame)
{
    switch (level) {
    case AreaLevel::Street:
    case AreaLevel::District:
        return serifFont(frame.textPx(streetSize(frame)));
    case AreaLevel::Community:
        return sansFont(frame.textPx(frame.isStreetZoom() ? 16 : 14), frame.isStreetZoom());
    case AreaLevel::Grid:
        return sansFont(frame.textPx(13));
    }
    return {};
}

/// Whether no border of the area runs through the rectangle and its middle lies inside.
bool liesWithin(const QRectF &rect, const std::vector<QPolygonF> &rings)
{
    bool inside = false;
    const QPointF p = rect.center();
    for (const QPolygonF &ring : rings) {
        for (qsizetype i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const QPointF a = ring[j], b = ring[i];
            const QRectF box = QRectF(a, b).normalized();
            if (box.right() > rect.left() && box.left() < rect.right() && box.bottom() > rect.top()
                && box.top() < rect.bottom()) {
                const auto side = [&](QPointF c) {
                    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x()) > 0;
                };
                const bool first = side(rect.topLeft());
                if (side(rect.topRight()) != first || side(rect.bottomLeft()) != first
                    || side(rect.bottomRight()) != first)
                    return false;
            }
            if ((a.y() > p.y()) != (b.y() > p.y())
                && p.x() < (b.x() - a.x()) * (p.y() - a.y()) / (b.y() - a.y()) + a.x())
                inside = !inside;
        }
    }
    return inside;
}

/// Where a name may lie: wholly in its area, its middle in it, or beside it where no area is; tried in this order.
enum class Room { Whole, Middle, Beside };

/// Whether the rectangle touches no area at all.
bool isBeside(const Frame &frame, const QRectF &rect, AreaLevel level)
{
    for (const QPointF &corner :
        {rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight(), rect.center()}) {
        if (frame.areas.at(
                frame.camera.worldFromScreen({corner.x() / frame.pixelRatio, corner.y() / frame.pixelRatio}), level))
            return false;
    }
    return true;
}

/// Offsets to try, the nearest first, in steps of design pixels.
const std::vector<QPointF> &offsets()
{
    static const std::vector<QPointF> tried = [] {
        std::vector<QPointF> made{{0, 0}};
        for (int ring = 1; ring <= 16; ++ring) {
            for (int turn = 0; turn < 24; ++turn) {
                const double angle = turn * std::numbers::pi / 12;
                made.emplace_back(ring * 6 * std::cos(angle), ring * 6 * std::sin(angle));
            }
        }
        return made;
    }();
    return tried;
}

} // namespace

const QImage &LabelLayer::picture(const QString &text, AreaLevel level, const Frame &frame)
{
    QImage &image = m_pictures[{text, level}];
    if (!image.isNull())
        return image;
    const QFont font = fontOf(level, frame);
    const double halo = frame.px(level == AreaLevel::Street ? 2.5 : 2);
    const QFontMetricsF metrics(font);
    const double spacing = font.letterSpacing();
    const double width = metrics.horizontalAdvance(text) - spacing;
    // Cut to the ink of the script rather than to the font's line, which leaves a lot of air above Chinese.
    const double ascent = font.pixelSize() * 0.88,
                 descent = font.pixelSize() * (level == AreaLevel::Street ? 0.2 : 0.16);
    image = QImage(int(std::ceil(width + 2 * halo)), int(std::ceil(ascent + descent + 2 * halo)),
        QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath glyphs;
    glyphs.addText(QPointF(halo, halo + ascent), font, text);
    painter.strokePath(
        glyphs, QPen(colour(frame.palette.background, 0.92), 2 * halo, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(font);
    painter.setPen(colour(level == AreaLevel::Street ? frame.palette.text : frame.palette.secondary));
    painter.drawText(QPointF(halo, halo + ascent), text);
    return image;
}

void LabelLayer::placeLevel(Foreground &foreground, const Frame &frame, AreaLevel level)
{
    const WorldRect view = frame.camera.view();
    const QRectF viewport = frame.viewport();
    const bool mayCross = level == AreaLevel::Street;
    for (const AreaShape &shape : frame.areas.shapes(level)) {
        const Area *area = frame.store.area(shape.id);
        if (!area || !view.intersects(shape.box))
            continue;
        const QPointF middle = frame.device(shape.label);
        const double reach = frame.px(100);
        if (!viewport.adjusted(-reach, -reach, reach, reach).contains(middle))
            continue;
        const QString text = mapName(frame, *area);
        if (text.isEmpty())
            continue;
        const QSizeF size = picture(text, level, frame).size();
        std::vector<QPolygonF> rings;
        rings.reserve(shape.rings.size());
        for (const auto &ring : shape.rings)
            rings.push_back(frame.device(ring));
        std::optional<QRectF> found;
        for (const Room room : {Room::Whole, Room::Middle, Room::Beside}) {
            if (found || (room != Room::Whole && !mayCross))
                break;
            for (const QPointF &offset : offsets()) {
                const QPointF centre = middle + offset * frame.px(1);
                const QRectF rect(
                    QPointF(QPointF(centre.x() - size.width() / 2, centre.y() - size.height() / 2).toPoint()), size);
                // The halo may come near to something, the ink may not.
                const double halo = frame.px(2);
                const QRectF ink = rect.adjusted(halo, halo, -halo, -halo);
                if (!viewport.contains(rect) || !foreground.isFree(ink))
                    continue;
                if (room == Room::Whole && !liesWithin(ink, rings))
                    continue;
                if (room == Room::Middle && !liesWithin(QRectF(rect.center(), QSizeF(0.5, 0.5)), rings))
                    continue;
                if (room == Room::Beside
                    && (std::hypot(offset.x(), offset.y()) > farthestBeside || !isBeside(frame, rect, level)))
                    continue;
                found = rect;
                break;
            }
        }
        if (!found)
            continue;
        foreground.stamps.push_back({found->topLeft().toPoint(), picture(text, level, frame)});
        const double air = frame.px(level == AreaLevel::Street ? 7 : 4);
        foreground.occupied.push_back(found->adjusted(-air, -air, air, air));
        m_placed.push_back({shape.id, text, *found});
    }
}

void LabelLayer::place(Foreground &foreground, const Frame &frame)
{
    m_placed.clear();
    if (!frame.view.layers().testFlag(MapLayer::Labels))
        return;
    const QSizeF sizes(frame.px(streetSize(frame)), fontOf(AreaLevel::Community, frame).pixelSize());
    if (m_sizes != sizes || m_palette != frame.palette || m_pictures.size() > picturesKept) {
        m_pictures.clear();
        m_sizes = sizes;
        m_palette = frame.palette;
    }
    placeLevel(foreground, frame, AreaLevel::Street);
    if (frame.detailZoom() >= detail::communityLabels)
        placeLevel(foreground, frame, AreaLevel::Community);
    if (frame.detailZoom() >= detail::gridLabels)
        placeLevel(foreground, frame, AreaLevel::Grid);
}

} // namespace wuquan
