// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/annotation.h"
#include "data/view/palette.h"
#include "maps/camera/camera.h"

#include <QPolygonF>
#include <QString>

#include <vector>

class QPainter;

namespace wuquan {

/// An annotation that somebody asked for and that is no fact yet.
struct AnnotationWish {
    AnnotationDraft draft;
    QString state; ///< in a word or two

    bool operator==(const AnnotationWish &) const = default;
};

/// Draws wishes over the map, dashed and with their state, in device-independent pixels of a camera. Lives for one
/// drawing only.
class AnnotationDrawing {
public:
    /// `scale`: device-independent pixels per design pixel.
    AnnotationDrawing(
        const std::vector<AnnotationWish> &wishes, const Camera &camera, const Palette &palette, double scale);

    void draw(QPainter &painter) const;
    /// Nothing is drawn outside of this rectangle; empty when nothing is drawn at all.
    [[nodiscard]] QRectF bounds() const;

private:
    [[nodiscard]] QPolygonF screen(const AnnotationWish &wish) const;
    void draw(QPainter &painter, const AnnotationWish &wish) const;

    const std::vector<AnnotationWish> &m_wishes;
    const Camera &m_camera;
    const Palette &m_palette;
    double m_scale;
};

} // namespace wuquan
