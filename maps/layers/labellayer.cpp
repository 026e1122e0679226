// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/labellayer.h"

#include "maps/raster/halo.h"
#include "maps/style/type.h"

#include <QElapsedTimer>
#include <QFontMetricsF>
#include <QPainterPath>

#include <algorithm>
#include <iterator>
#include <numbers>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype namesKept = 2000;
constexpr double ascent = 0.88; ///< of the height of a type
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
constexpr std::size_t rooms = 3;

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

/// Device pixels around the ink that may come near to something, while the ink may not.
int haloOf(const Frame &frame)
{
    return int(std::ceil(frame.px(2)));
}

double haloRadius(AreaLevel level, const Frame &frame)
{
    return frame.px(level == AreaLevel::Street ? 2.5 : 2);
}

LabelBox outwards(const QRectF &rect)
{
    return {int(std::floor(rect.left())), int(std::floor(rect.top())), int(std::ceil(rect.right())),
        int(std::ceil(rect.bottom()))};
}

LabelBox inwards(const QRectF &rect)
{
    return {int(std::ceil(rect.left())), int(std::ceil(rect.top())), int(std::floor(rect.right())),
        int(std::floor(rect.bottom()))};
}

} // namespace

/// The halo is drawn by a pen here: on paper nothing has to be fast, and all must be lines.
void LabelLayer::write(QPainter &painter, const PlacedLabel &label, const Frame &frame)
{
    const Area *area = frame.store.area(label.area);
    if (!area)
        return;
    const QFont font = fontOf(area->level, frame);
    const double halo = haloRadius(area->level, frame);
    const QPointF base = label.rect.topLeft() + QPointF(halo, halo + font.pixelSize() * ascent);
    QPainterPath glyphs;
    glyphs.addText(base, font, label.text);
    painter.strokePath(
        glyphs, QPen(colour(frame.palette.background, 0.92), 2 * halo, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(spacedFor(*painter.device(), font));
    painter.setPen(colour(area->level == AreaLevel::Street ? frame.palette.text : frame.palette.secondary));
    painter.drawText(base, label.text);
}

LabelLayer::Name &LabelLayer::name(const QString &text, AreaLevel level, const Frame &frame)
{
    const QFont font = fontOf(level, frame);
    Name &made = m_names[{text, {level, font.pixelSize()}}];
    if (!made.size.isEmpty())
        return made;
    const double width = QFontMetricsF(font).horizontalAdvance(text) - font.letterSpacing();
    // Cut to the ink of the script rather than to the font's line, which leaves a lot of air above Chinese.
    const double high = font.pixelSize() * (ascent + (level == AreaLevel::Street ? 0.2 : 0.16));
    const double halo = haloRadius(level, frame);
    made.size = {int(std::ceil(width + 2 * halo)), int(std::ceil(high + 2 * halo))};
    return made;
}

void LabelLayer::draw(Name &name, const QString &text, AreaLevel level, const Frame &frame)
{
    const QFont font = fontOf(level, frame);
    const double halo = haloRadius(level, frame);
    QImage letters(name.size, QImage::Format_ARGB32_Premultiplied);
    letters.fill(Qt::transparent);
    QPainter painter(&letters);
    painter.setFont(font);
    painter.setPen(Qt::black);
    painter.drawText(QPointF(halo, halo + font.pixelSize() * ascent), text);
    painter.end();
    const Rgb ink = level == AreaLevel::Street ? frame.palette.text : frame.palette.secondary;
    name.picture = withHalo(letters, halo, colour(ink).rgba(), colour(frame.palette.background, 0.92).rgba());
}

void LabelLayer::want(const Frame &frame, AreaLevel level)
{
    const WorldRect view = frame.camera.view();
    const double reach = frame.px(100);
    const QRectF near = frame.viewport().adjusted(-reach, -reach, reach, reach);
    const int halo = haloOf(frame);
    const int air = halo + int(std::ceil(frame.px(level == AreaLevel::Street ? 7 : 4)));
    for (const AreaShape &shape : frame.areas.shapes(level)) {
        const Area *area = frame.store.area(shape.id);
        if (!area || !view.intersects(shape.box))
            continue;
        const QPointF middle = frame.device(shape.label);
        if (!near.contains(middle))
            continue;
        QString text = mapName(frame, *area);
        if (text.isEmpty())
            continue;
        const QSize size = name(text, level, frame).size;
        m_candidates.push_back({std::uint64_t(shape.id.value), -int(level), -float(m_wanted.size()), float(middle.x()),
            float(middle.y()), size.width() - 2 * halo, size.height() - 2 * halo, air,
            std::span(m_spots).first(level == AreaLevel::Street ? m_spots.size() : offsets().size())});
        m_wanted.push_back({&shape, std::move(text), {}});
    }
}

bool LabelLayer::hasRoom(const Frame &frame, std::size_t wanted, std::size_t spot, const LabelBox &box)
{
    Wanted &name = m_wanted[wanted];
    const QRectF ink(box.left, box.top, box.right - box.left, box.bottom - box.top);
    const auto room = Room(spot / offsets().size());
    if (room == Room::Beside) {
        const QPointF offset = offsets()[spot % offsets().size()];
        const int halo = haloOf(frame);
        return std::hypot(offset.x(), offset.y()) <= farthestBeside
            && isBeside(frame, ink.adjusted(-halo, -halo, halo, halo), name.shape->level);
    }
    if (name.rings.empty()) {
        for (const auto &ring : name.shape->rings)
            name.rings.push_back(frame.device(ring));
    }
    return liesWithin(room == Room::Whole ? ink : QRectF(ink.center(), QSizeF(0.5, 0.5)), name.rings);
}

void LabelLayer::place(Foreground &foreground, const Frame &frame, LetterBudget budget)
{
    if (!frame.shows(MapLayer::Labels)) {
        m_ground = {};
        m_placed.clear();
        m_isWhole = true;
        return;
    }
    Ground ground{frame.camera, frame.pixelRatio, frame.steadyRevision, frame.view.look(MapLayer::Labels).opacity,
        foreground.occupied};
    if (!m_isWhole || m_ground != ground) {
        m_ground = std::move(ground);
        placeAnew(frame, budget);
    }
    std::ranges::copy(m_stamps, std::back_inserter(foreground.stamps));
    std::ranges::copy(m_kept, std::back_inserter(foreground.occupied));
}

void LabelLayer::placeAnew(const Frame &frame, LetterBudget budget)
{
    m_placed.clear();
    m_stamps.clear();
    m_kept.clear();
    m_isWhole = true;
    if (m_palette != frame.palette || m_scale != frame.px(1) || m_names.size() > namesKept) {
        m_names.clear();
        m_scale = frame.px(1);
        m_palette = frame.palette;
    }
    m_spots.clear();
    for (std::size_t room = 0; room < rooms; ++room) {
        for (const QPointF &offset : offsets())
            m_spots.push_back({float(offset.x() * frame.px(1)), float(offset.y() * frame.px(1))});
    }
    m_wanted.clear();
    m_candidates.clear();
    want(frame, AreaLevel::Street);
    if (frame.detailZoom() >= detail::communityLabels)
        want(frame, AreaLevel::Community);
    if (frame.detailZoom() >= detail::gridLabels)
        want(frame, AreaLevel::Grid);

    QElapsedTimer timer;
    timer.start();
    int drawn = 0;
    std::vector<LabelBox> obstacles;
    obstacles.reserve(m_ground.occupied.size());
    for (const QRectF &rect : m_ground.occupied)
        obstacles.push_back(outwards(rect));
    const int halo = haloOf(frame);
    for (const LabelPlacement &placement : m_placer.place(inwards(frame.viewport()).grown(-halo), obstacles,
             m_candidates, [&](std::size_t wanted, std::size_t spot, const LabelBox &box) {
                 return hasRoom(frame, wanted, spot, box);
             })) {
        const Wanted &wanted = m_wanted[placement.candidate];
        const AreaLevel level = wanted.shape->level;
        const LabelBox whole = placement.box.grown(halo);
        const QRectF rect(whole.left, whole.top, whole.right - whole.left, whole.bottom - whole.top);
        Name &is = name(wanted.text, level, frame);
        // Where there is no time for its letters it has its place at least.
        if (is.picture.isNull() && (!budget || drawn == 0 || timer.durationElapsed() < *budget)) {
            draw(is, wanted.text, level, frame);
            ++drawn;
        }
        m_isWhole &= !is.picture.isNull();
        if (!is.picture.isNull())
            m_stamps.push_back({rect.topLeft().toPoint(), is.picture, m_ground.opacity});
        const LabelBox kept = placement.box.grown(m_candidates[placement.candidate].air);
        m_kept.emplace_back(kept.left, kept.top, kept.right - kept.left, kept.bottom - kept.top);
        m_placed.push_back({wanted.shape->id, wanted.text, rect});
    }
}

} // namespace wuquan
