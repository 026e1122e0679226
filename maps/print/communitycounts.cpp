// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/communitycounts.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QLocale>

#include <algorithm>

namespace wuquan {

namespace {

constexpr int countSpots = 9; ///< in a row, tried for the number of a community
constexpr double farPoints = 6, nearPoints = 8; ///< of a number
constexpr double padPoints = 2.5;
constexpr double lineMillimetres = 0.2;
constexpr double squareSide = 0.55; ///< of the ascent; the room for it:
constexpr double squareRoom = 0.85;

} // namespace

CommunityCounts::CommunityCounts(const Frame &frame, const PrintSheet &sheet,
    const std::unordered_map<AreaId, int> &devices, const std::vector<QRectF> &occupied)
    : m_palette(frame.palette)
    , m_font(sansFont(sheet.points(frame.detailZoom() < detail::communityLabels ? farPoints : nearPoints)))
    , m_pad(sheet.points(padPoints))
    , m_line(sheet.millimetres(lineMillimetres))
{
    std::vector<QRectF> taken = occupied;
    for (const AreaShape &shape : frame.areas.shapes(AreaLevel::Community)) {
        const auto count = devices.find(shape.id);
        place(frame, shape, QLocale::c().toString(count == devices.end() ? 0 : count->second), taken);
    }
}

void CommunityCounts::place(const Frame &frame, const AreaShape &shape, const QString &text, std::vector<QRectF> &taken)
{
    const QRectF view = frame.viewport().adjusted(m_pad, m_pad, -m_pad, -m_pad);
    const QRectF box(frame.device({shape.box.left, shape.box.top}), frame.device({shape.box.right, shape.box.bottom}));
    const QRectF seen = box & view;
    if (seen.isEmpty())
        return;
    const QPointF middle = frame.device(shape.label);
    const auto away = [&](const QRectF &at) { return QLineF(at.center(), middle).length(); };
    std::optional<QRectF> best;
    bool isSeen = false; // and not only its box
    QRectF rect({}, sizeOf(text));
    for (int i = 0; i < countSpots * countSpots; ++i) {
        const int column = i % countSpots, row = i / countSpots;
        const QPointF spot(seen.left() + seen.width() * (column + 0.5) / countSpots,
            seen.top() + seen.height() * (row + 0.5) / countSpots);
        if (!contains(shape, frame.camera.worldFromScreen({spot.x() / frame.pixelRatio, spot.y() / frame.pixelRatio})))
            continue;
        isSeen = true;
        rect.moveCenter(spot);
        const auto meets = [&](const QRectF &other) { return other.intersects(rect); };
        if (view.contains(rect) && (!best || away(rect) < away(*best)) && std::ranges::none_of(taken, meets))
            best = rect;
    }
    m_left += isSeen && !best;
    if (!best)
        return;
    taken.push_back(*best);
    m_counts.push_back({*best, text});
}

QSizeF CommunityCounts::sizeOf(const QString &text) const
{
    const QFontMetricsF metrics(m_font);
    return {metrics.horizontalAdvance(text) + metrics.ascent() * squareRoom + 2 * m_pad, metrics.height() * 0.9};
}

void CommunityCounts::draw(QPainter &painter) const
{
    for (const Count &count : m_counts)
        draw(painter, count);
}

QRectF CommunityCounts::drawSample(QPainter &painter, QPointF corner) const
{
    const Count sample{{corner, sizeOf(QStringLiteral("123"))}, QStringLiteral("123")};
    draw(painter, sample);
    return sample.rect;
}

void CommunityCounts::draw(QPainter &painter, const Count &count) const
{
    const double ascent = QFontMetricsF(m_font).ascent(), side = ascent * squareSide;
    const QRectF &rect = count.rect;
    painter.setPen(QPen(colour(m_palette.device), m_line));
    painter.setBrush(colour(m_palette.panel, 0.92));
    painter.drawRoundedRect(rect, m_pad / 2, m_pad / 2);
    // The square that a camera has on the map, though it stands for all kinds here.
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour(m_palette.device), 1.5 * m_line));
    painter.drawRect(QRectF(rect.left() + m_pad, rect.center().y() - side / 2, side, side));
    painter.setFont(m_font);
    painter.setPen(colour(m_palette.text));
    painter.drawText(rect.adjusted(m_pad + ascent * squareRoom, 0, 0, 0),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, count.text);
}

} // namespace wuquan
