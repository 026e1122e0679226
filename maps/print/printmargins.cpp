// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/printmargins.h"

#include "data/core/shanghai.h"
#include "data/geo/mercator.h"
#include "data/view/pastincidents.h"
#include "maps/layers/annotationshape.h"
#include "maps/layers/furniture.h"
#include "maps/tiles/tileset.h"

#include <QFontMetricsF>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double legendScale = 0.8; ///< of the one on a screen of 1080 lines
constexpr double titlePoints = 16, currencyPoints = 9, notePoints = 8, footPoints = 7;
constexpr double scaleMillimetres = 46; ///< the widest bar
constexpr qsizetype longestName = 64;

/// In Shanghai, the same in both languages.
QString momentText(Instant instant)
{
    return shanghai::dayOf(instant).toString(u"yyyy-MM-dd "_s) + shanghai::timeOf(instant).toString(u"HH:mm:ss"_s);
}

} // namespace

PrintMargins::PrintMargins(
    const PrintOrder &order, const PrintSheet &sheet, const Frame &frame, const CommunityCounts *counts)
    : m_order(order)
    , m_sheet(sheet)
    , m_frame(frame)
    , m_counts(counts)
{
}

void PrintMargins::draw(QPainter &painter) const
{
    drawTitle(painter);
    drawExplanation(painter);
    drawFoot(painter);
}

QFont PrintMargins::font(double points, bool bold) const
{
    QFont made = sansFont(m_sheet.points(points), bold);
    made.unsetFeature("tnum"); // in running text it sets hyphens wide apart
    return made;
}

void PrintMargins::drawTitle(QPainter &painter) const
{
    const Palette &palette = m_order.palette;
    const QString now = currency(m_order.facts);
    const QFont small = font(currencyPoints, !isCurrent(m_order.facts));
    painter.setFont(small);
    painter.setPen(colour(isCurrent(m_order.facts) ? palette.secondary : palette.severity[0]));
    painter.drawText(m_sheet.title, Qt::AlignRight | Qt::AlignVCenter, now);
    QFont large = serifFont(m_sheet.points(titlePoints));
    large.setLetterSpacing(QFont::AbsoluteSpacing, 0);
    painter.setFont(large);
    painter.setPen(colour(palette.text));
    const double right = QFontMetricsF(small).horizontalAdvance(now) + m_sheet.millimetres(4);
    const QRectF room = QRectF(m_sheet.title).adjusted(0, 0, -right, 0);
    const QString named = plainLine(m_order.title, 80);
    const QString title = m_order.isDrill ? drillWord() + u" · "_s + named : named;
    painter.drawText(
        room, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(large).elidedText(title, Qt::ElideRight, room.width()));
}

QStringList PrintMargins::notes() const
{
    QStringList made;
    if (m_counts)
        made << tr("每个社区的设备数。打印件不含单台设备的位置、视野和盲区。");
    if (m_counts && m_counts->left() > 0)
        made << tr("另有 %1 个社区的设备数在图上放不下。").arg(m_counts->left());
    if (const PastIncidents *past = m_order.past.get();
        past && m_frame.shows(MapLayer::Heat) && m_order.view->heatSpan()) {
        // On the screen a panel says so.
        const QString form = u"yyyy-MM-dd"_s;
        made << tr("热力:%1 至 %2 受理的事件。")
                    .arg(past->days().first.toString(form), past->days().second.toString(form));
        if (past->state() != PastIncidents::State::Read || past->isCut())
            made << tr("热力的数据没有读全。");
    }
    if (m_order.lacks.teams)
        made << tr("队伍的位置会过期,不打印。");
    if (m_order.isFiltered)
        made << tr("事件按打印时的筛选显示。");
    return made;
}

QPointF PrintMargins::drawMarks(QPainter &painter, QPointF at) const
{
    const QFont words = font(notePoints);
    const QFontMetricsF metrics(words);
    const double gap = m_sheet.millimetres(1.2), sample = m_sheet.millimetres(5), left = at.x();
    const double base = at.y() + metrics.ascent(), middle = base - metrics.xHeight() / 2;
    const auto word = [&](const QString &text) {
        painter.setFont(words);
        painter.setPen(colour(m_order.palette.secondary));
        painter.drawText(QPointF(at.x(), base), text);
        at.rx() += metrics.horizontalAdvance(text) + 3 * gap;
    };
    if (m_frame.shows(MapLayer::Places)) {
        const double side = m_sheet.millimetres(1.8);
        painter.fillRect(QRectF(at.x(), middle - side / 2, side, side), colour(m_order.palette.secondary));
        at.rx() += side + gap;
        word(tr("场所"));
    }
    if (m_frame.shows(MapLayer::Annotations)) {
        const std::array names{tr("标注:说明"), tr("保障"), tr("注意"), tr("管制")};
        for (const AnnotationRole role : allAnnotationRoles) {
            if (std::ranges::none_of(
                    m_frame.store.annotations(), [&](const Annotation &annotation) { return annotation.role == role; }))
                continue;
            QPen pen(colour(annotationInk(m_order.palette, role)), m_sheet.millimetres(0.25 * annotationWidth(role)),
                Qt::SolidLine, Qt::FlatCap);
            if (const auto dashes = annotationDashes(role))
                pen.setDashPattern({dashes->first, dashes->second});
            painter.setPen(pen);
            painter.drawLine(QPointF(at.x(), middle), QPointF(at.x() + sample, middle));
            at.rx() += sample + gap;
            word(names[std::size_t(role) - 1]);
        }
    }
    return at.x() > left ? QPointF(left, at.y() + metrics.height() * 1.25) : at;
}

void PrintMargins::drawExplanation(QPainter &painter) const
{
    // As detailed as the map, but as small as suits a sheet.
    Frame frame = m_frame;
    frame.camera.zoom += std::log2(legendScale / m_frame.scale);
    frame.scale = legendScale;
    const Furniture::Legend legend = Furniture::legendOf(frame);
    Furniture::drawLegend(painter, frame, legend, m_sheet.explanation.topLeft());
    const double scaleWidth = m_sheet.millimetres(scaleMillimetres), gap = m_sheet.millimetres(6);
    QRectF room(m_sheet.explanation);
    drawScale(painter, room.adjusted(room.width() - scaleWidth, 0, 0, 0));
    if (legend.explains() || legend.note)
        room.setLeft(room.left() + Furniture::legendSize(frame, legend).width() + gap);
    room.setRight(room.right() - scaleWidth - gap);
    room.setTop(room.top() + m_sheet.millimetres(0.4));
    room.setTop(drawMarks(painter, room.topLeft()).y());
    if (m_counts)
        room.setLeft(m_counts->drawSample(painter, room.topLeft()).right() + m_sheet.millimetres(2));
    painter.setFont(font(notePoints));
    painter.setPen(colour(m_order.palette.secondary));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, notes().join(u'\n'));
}

double PrintMargins::scaleNumber(const Frame &frame)
{
    const double latitude = geoFromWorld(frame.camera.centre).latitude;
    const double dotsPerMetre = frame.worldPixels / worldWidthMetres(latitude);
    return frame.pixelRatio * PrintSheet::pixelsPerInch / 0.0254 / dotsPerMetre;
}

QString PrintMargins::scaleText(double number)
{
    // Mercator's scale differs by a few in a thousand over a district.
    const double step = std::max(1.0, std::pow(10, std::floor(std::log10(number)) - 2));
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    return u"1:"_s + english.toString(qint64(std::round(number / step) * step));
}

void PrintMargins::drawScale(QPainter &painter, const QRectF &room) const
{
    const double latitude = geoFromWorld(m_frame.camera.centre).latitude;
    const ScaleBar bar = scaleBar(worldWidthMetres(latitude) / m_frame.worldPixels, room.width());
    const QFont words = font(notePoints);
    const double line = QFontMetricsF(words).height(), tick = m_sheet.millimetres(1.5);
    const double right = room.right() - m_sheet.millimetres(0.5),
                 base = room.top() + line + tick + m_sheet.millimetres(0.8);
    const auto write = [&](double top, const QString &text) {
        painter.drawText(QRectF(room.left(), top, room.width(), line), Qt::AlignRight | Qt::AlignTop, text);
    };
    painter.setFont(words);
    painter.setPen(colour(m_order.palette.secondary));
    write(room.top(), Furniture::lengthText(bar.metres));
    write(base + m_sheet.millimetres(1), tr("比例尺约 %1").arg(scaleText(scaleNumber(m_frame))));
    painter.setPen(QPen(
        colour(m_order.palette.secondary), m_sheet.millimetres(0.35), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPolyline(
        QPolygonF{{right - bar.width, base - tick}, {right - bar.width, base}, {right, base}, {right, base - tick}});
}

void PrintMargins::drawFoot(QPainter &painter) const
{
    const QFont words = font(footPoints);
    const QFontMetricsF metrics(words);
    painter.setPen(QPen(colour(m_order.palette.line), m_sheet.millimetres(0.2)));
    painter.drawLine(m_sheet.foot.topLeft(), m_sheet.foot.topRight());
    painter.setFont(words);
    painter.setPen(colour(m_order.palette.secondary));
    QStringList origins{m_order.facts.attribution};
    if (m_frame.showsTiles())
        origins.prepend(m_frame.tiles->source().attribution);
    origins.removeAll(QString());
    const QString origin = plainLine(origins.join(u"; "_s), 256);
    double top = m_sheet.foot.top() + m_sheet.millimetres(1);
    for (const QString &text :
        {watermark(m_order.facts, m_order.isDrill), origin.isEmpty() ? origin : tr("底图:%1").arg(origin)}) {
        const QRectF row(0, top, m_sheet.foot.width(), metrics.height());
        painter.drawText(row, Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(text, Qt::ElideRight, row.width()));
        top += metrics.height();
    }
}

QString PrintMargins::watermark(const PrintFacts &facts, bool isDrill)
{
    const QString user = facts.user.isEmpty() ? tr("未连接数据库") : plainLine(facts.user, longestName);
    const QString origin = tr("用户 %1 · 席位 %2 · 服务器时间 %3")
                               .arg(user, plainLine(facts.seat, longestName), momentText(facts.serverTime));
    return isDrill ? drillWord() + u" · "_s + origin : origin;
}

QString PrintMargins::drillWord()
{
    return tr("演练");
}

QString PrintMargins::currency(const PrintFacts &facts)
{
    const QString asOf = facts.asOf ? momentText(*facts.asOf) : u"–"_s;
    if (isCurrent(facts))
        return tr("数据截至 %1").arg(asOf);
    if (!facts.asOf)
        return tr("数据不是最新");
    const auto age = std::max(std::chrono::microseconds(0), facts.serverTime - *facts.asOf);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(age);
    return minutes.count() < 1 ? tr("数据不是最新:截至 %1").arg(asOf)
                               : tr("数据不是最新:截至 %1,已过 %2 分钟").arg(asOf).arg(minutes.count());
}

} // namespace wuquan
