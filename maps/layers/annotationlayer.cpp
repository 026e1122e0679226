// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/annotationlayer.h"

#include "maps/raster/clip.h"
#include "maps/raster/strokes.h"
#include "maps/style/type.h"

#include <QPainterPath>

#include <cmath>

namespace wuquan {

namespace {

constexpr double annotationFill = 0.14;
constexpr double annotationHalo = 4; ///< design pixels that a line's halo is wider than the line
constexpr std::size_t platesKept = 2000;

/// The cloth of a flag whose foot is the origin, pointing to the right.
QPainterPath flagCloth(AnnotationRole role, double unit)
{
    QPainterPath cloth;
    QPolygonF corners;
    switch (role) {
    case AnnotationRole::Note:
    case AnnotationRole::Support: // a pennant
        corners << QPointF(0, -20) << QPointF(12, -15) << QPointF(0, -10);
        break;
    case AnnotationRole::Caution: // a swallowtail
        corners << QPointF(0, -20) << QPointF(13, -20) << QPointF(8.5, -15) << QPointF(13, -10) << QPointF(0, -10);
        break;
    case AnnotationRole::Restricted: // a square
        corners << QPointF(0, -20) << QPointF(12, -20) << QPointF(12, -9) << QPointF(0, -9);
        break;
    }
    for (QPointF &corner : corners)
        corner *= unit;
    cloth.addPolygon(corners);
    cloth.closeSubpath();
    return cloth;
}

QImage plateImage(const QString &text, QSize size, const QFont &font, Rgb ink, const Palette &palette, double unit)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const double edge = std::max(1.0, 1.3 * unit);
    painter.setPen(QPen(colour(ink), edge));
    painter.setBrush(colour(palette.panel, 0.94));
    painter.drawRoundedRect(
        QRectF(QPointF(0, 0), size).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2), 3 * unit, 3 * unit);
    painter.setFont(font);
    painter.setPen(colour(palette.text));
    painter.drawText(QRectF(QPointF(0, 0), size), Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    return image;
}

} // namespace

Rgb AnnotationLayer::ink(Look look) const
{
    return look.second ? m_palette.focus : annotationInk(m_palette, look.first);
}

AnnotationLayer::Look AnnotationLayer::lookOf(const AnnotationShape &shape, const Frame &frame) const
{
    const auto *selected = frame.selection.as<AnnotationId>();
    return {shape.role, selected && *selected == shape.id};
}

void AnnotationLayer::makeFlags()
{
    m_flags.clear();
    for (const AnnotationRole role : allAnnotationRoles) {
        for (const bool isSelected : {false, true}) {
            const double unit = (isSelected ? 1.25 : 1) * m_markUnit;
            const QPainterPath cloth = flagCloth(role, unit);
            m_flags[{role, isSelected}] = Sprite(int(std::ceil(2 * 27 * unit)) | 1, [&](QPainter &painter) {
                QPainterPath pole;
                pole.lineTo(0, -20 * unit);
                const QColor paper = colour(m_palette.background), paint = colour(ink({role, isSelected}));
                const QPen halo(paper, 5 * m_markUnit, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
                painter.strokePath(pole, halo);
                painter.strokePath(cloth, halo);
                painter.setPen(QPen(paint, 1.8 * unit, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
                painter.drawPath(pole);
                painter.setBrush(role == AnnotationRole::Note ? paper : paint);
                painter.drawPath(cloth);
                if (role == AnnotationRole::Restricted)
                    painter.fillRect(QRectF(2.5 * unit, -16 * unit, 7 * unit, 3 * unit), paper);
                painter.setPen(Qt::NoPen);
                painter.setBrush(paint);
                painter.drawEllipse(QPointF(0, 0), 2.6 * unit, 2.6 * unit);
            });
        }
    }
}

void AnnotationLayer::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    // On a map of the whole district they stand back.
    const double markUnit = frame.px(frame.markScale());
    if (m_markUnit != markUnit && m_unit == frame.px(1) && m_palette == frame.palette) {
        m_markUnit = markUnit;
        makeFlags();
    }
    if (m_unit != frame.px(1) || m_textUnit != frame.textPx(1) || m_palette != frame.palette) {
        m_unit = frame.px(1);
        m_markUnit = markUnit;
        m_textUnit = frame.textPx(1);
        m_palette = frame.palette;
        m_plates.clear();
        m_revision = 0;
        makeFlags();
    }
    if (m_revision != frame.revision) {
        m_revision = frame.revision;
        m_drawn.clear();
        for (const Annotation &annotation : frame.store.annotations()) {
            if (AnnotationShape shape(annotation); !shape.points.empty()) {
                const QSize plate = shape.plateSize(frame);
                m_drawn.push_back({std::move(shape), plate});
            }
        }
        // Oldest first, whatever the order in the store: of two that cross the later one lies above.
        std::ranges::sort(m_drawn, {}, [](const Drawn &drawn) { return drawn.shape.id; });
    }
    if (m_plates.size() > platesKept)
        m_plates.clear();
    // Here, for texts are laid out in the GUI thread only.
    for (const Drawn *drawn : shown(frame, frame.viewport().toAlignedRect())) {
        const AnnotationShape &shape = drawn->shape;
        if (!shape.plate(frame, drawn->plate))
            continue;
        const Look look = lookOf(shape, frame);
        QImage &image = m_plates[{shape.line, {shape.kind, look}}];
        if (image.isNull()) {
            const QFont font
                = sansFont(frame.textPx(annotationTextHeight(shape.kind)), shape.kind == AnnotationKind::Text);
            image = plateImage(shape.line, drawn->plate, font, ink(look), m_palette, m_unit);
        }
    }
}

/// What of it may reach into a part of the picture.
std::vector<const AnnotationLayer::Drawn *> AnnotationLayer::shown(const Frame &frame, const QRect &area) const
{
    std::vector<const Drawn *> found;
    const bool all = frame.shows(MapLayer::Annotations);
    for (const Drawn &drawn : m_drawn) {
        const AnnotationShape &shape = drawn.shape;
        if ((all || lookOf(shape, frame).second)
            && frame.world(area, frame.px(shape.inkReach(frame.scale))).intersects(shape.box))
            found.push_back(&drawn);
    }
    return found;
}

void AnnotationLayer::drawAreas(Canvas &canvas, const Frame &frame, const std::vector<const Drawn *> &them) const
{
    const QRectF clip = canvas.clip(2);
    for (const Drawn *drawn : them) {
        const AnnotationShape &shape = drawn->shape;
        if (shape.kind != AnnotationKind::Area)
            continue;
        // Even and odd: the two halves of a bow-tie are filled alike.
        QPainterPath path;
        path.setFillRule(Qt::OddEvenFill);
        path.addPolygon(clippedRing(frame.device(shape.points), clip));
        path.closeSubpath();
        canvas.painter.fillPath(path, colour(ink(lookOf(shape, frame)), annotationFill));
    }
}

void AnnotationLayer::drawLines(Canvas &canvas, const Frame &frame, const std::vector<const Drawn *> &them) const
{
    Strokes strokes(canvas.area);
    for (const Drawn *drawn : them) {
        const AnnotationShape &shape = drawn->shape;
        if (shape.kind != AnnotationKind::Line && shape.kind != AnnotationKind::Area)
            continue;
        QPolygonF line = frame.device(shape.points);
        if (shape.kind == AnnotationKind::Area)
            line << line.front();
        const Look look = lookOf(shape, frame);
        const double width = (annotationWidth(shape.role) + (look.second ? 1 : 0)) * m_markUnit;
        strokes.add(line, width + annotationHalo * m_markUnit);
        strokes.paint(canvas.image, colour(m_palette.background).rgb());
        if (const auto dashes = annotationDashes(shape.role))
            strokes.addDashed(line, width, dashes->first * width, dashes->second * width);
        else
            strokes.add(line, width);
        strokes.paint(canvas.image, colour(ink(look)).rgb());
    }
}

void AnnotationLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const std::vector<const Drawn *> them = shown(frame, canvas.area);
    drawAreas(canvas, frame, them);
    drawLines(canvas, frame, them);
    for (const Drawn *drawn : them) {
        const AnnotationShape &shape = drawn->shape;
        const Look look = lookOf(shape, frame);
        if (shape.kind == AnnotationKind::Point)
            canvas.blend(m_flags.at(look), frame.device(shape.points.front()).toPoint());
        const auto plate = shape.plate(frame, drawn->plate);
        const auto image = m_plates.find({shape.line, {shape.kind, look}});
        if (plate && image != m_plates.end())
            canvas.painter.drawImage(plate->topLeft(), image->second);
    }
}

void AnnotationLayer::occupy(const Frame &frame, std::vector<QRectF> &occupied) const
{
    const double r = frame.px(annotationReach);
    for (const Drawn *drawn : shown(frame, frame.viewport().toAlignedRect())) {
        if (drawn->shape.kind == AnnotationKind::Point) {
            const QPointF foot = frame.device(drawn->shape.points.front());
            occupied.emplace_back(foot.x() - r / 2, foot.y() - 2.4 * r, 2 * r, 2.8 * r);
        }
        if (const auto plate = drawn->shape.plate(frame, drawn->plate))
            occupied.emplace_back(*plate);
    }
}

} // namespace wuquan
