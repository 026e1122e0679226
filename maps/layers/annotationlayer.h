// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/annotationshape.h"
#include "maps/raster/sprite.h"

#include <array>
#include <map>

namespace wuquan {

/// What stations wrote on the map: flags, lines, areas and their texts on plates. The selected one always shows.
class AnnotationLayer final : public Layer {
public:
    AnnotationLayer()
        : Layer(MapLayer::Annotations)
    {
    }
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;
    void occupy(const Frame &frame, std::vector<QRectF> &occupied) const override;

private:
    /// Role, and whether it is selected.
    using Look = std::pair<AnnotationRole, bool>;

    struct Drawn {
        AnnotationShape shape;
        QSize plate;
    };

    [[nodiscard]] Rgb ink(Look look) const;
    [[nodiscard]] Look lookOf(const AnnotationShape &shape, const Frame &frame) const;
    void makeFlags();
    void drawAreas(Canvas &canvas, const Frame &frame, const std::vector<const Drawn *> &them) const;
    void drawLines(Canvas &canvas, const Frame &frame, const std::vector<const Drawn *> &them) const;
    [[nodiscard]] std::vector<const Drawn *> shown(const Frame &frame, const QRect &area) const;

    std::vector<Drawn> m_drawn; ///< as of the revision
    std::uint64_t m_revision = 0;
    std::map<Look, Sprite> m_flags;
    std::map<std::pair<QString, std::pair<AnnotationKind, Look>>, QImage> m_plates; ///< of what the view shows
    double m_unit = 0;
    double m_markUnit = 0; ///< of flags and lines
    double m_textUnit = 0;
    Palette m_palette;
};

} // namespace wuquan
