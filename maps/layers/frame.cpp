// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/frame.h"

#include "maps/raster/fade.h"

namespace wuquan {

void Layer::drawFaded(Canvas &canvas, const Frame &frame) const
{
    const double opacity = m_switchedBy ? frame.view.look(*m_switchedBy).opacity : 1;
    if (opacity <= 0)
        return;
    const QImage before = opacity < 1 ? canvas.image.copy() : QImage();
    draw(canvas, frame);
    if (opacity < 1)
        fade(canvas.image, before, opacity);
}

} // namespace wuquan
