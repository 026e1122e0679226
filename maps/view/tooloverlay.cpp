// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/tooloverlay.h"

#include "maps/tools/measuretext.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace wuquan {

ToolOverlay::ToolOverlay(const Palette &palette, QWidget *parent)
    : QWidget(parent)
    , m_palette(palette)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void ToolOverlay::setPalette(const Palette &palette)
{
    m_palette = palette;
    redraw();
}

void ToolOverlay::setScale(double scale)
{
    m_scale = scale;
    redraw();
}

void ToolOverlay::setCamera(const Camera &camera)
{
    m_camera = camera;
    redraw();
}

void ToolOverlay::setMarks(const ToolMarks &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    setAccessibleName(MeasureText::result(marks.measured).join(u" · "_s));
    showWhatIsThere();
}

void ToolOverlay::setWishes(const std::vector<AnnotationWish> &wishes)
{
    if (m_wishes == wishes)
        return;
    m_wishes = wishes;
    showWhatIsThere();
}

void ToolOverlay::setRegion(const RegionSketch &region)
{
    if (m_region == region)
        return;
    m_region = region;
    showWhatIsThere();
}

void ToolOverlay::showWhatIsThere()
{
    // While there is nothing it costs no frame of the map anything.
    setVisible(!m_marks.measured.points.empty() || m_marks.pin || !m_wishes.empty() || !m_region.corners.empty());
    redraw();
}

QRect ToolOverlay::ink() const
{
    // Far beyond the view at a near zoom; cut before it becomes whole pixels.
    const QRectF all = MeasureDrawing(m_marks, m_camera, m_palette, m_scale).bounds()
        | AnnotationDrawing(m_wishes, m_camera, m_palette, m_scale).bounds()
        | RegionDrawing(m_region, m_camera, m_palette, m_scale).bounds();
    return all.intersected(rect()).toAlignedRect();
}

void ToolOverlay::redraw()
{
    const QRect now = ink();
    update(m_drawn.united(now));
    m_drawn = now;
}

void ToolOverlay::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    redraw();
}

void ToolOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    RegionDrawing(m_region, m_camera, m_palette, m_scale).draw(painter);
    AnnotationDrawing(m_wishes, m_camera, m_palette, m_scale).draw(painter);
    MeasureDrawing(m_marks, m_camera, m_palette, m_scale).draw(painter);
}

} // namespace wuquan
