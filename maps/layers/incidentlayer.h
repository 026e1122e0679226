// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/raster/sprite.h"

namespace wuquan {

/// Radius in design pixels within which a click means the mark.
inline constexpr double incidentReach = 13;

/// The mark of a severity about the origin: ◆, ▲ or ● with its halo; the urgent one is 20 units wide.
void drawSeverityMark(QPainter &painter, Severity severity, double unit, const Palette &palette);

/// Open incidents: ◆ urgent, ▲ pressing, ● normal, each with a halo that holds 3:1 on every class of the choropleth.
class IncidentLayer final : public Layer {
public:
    IncidentLayer()
        : Layer(MapLayer::Incidents)
    {
    }
    /// Whether the zoom is one at which incidents are shown; which ones the frame knows.
    [[nodiscard]] static bool isInRange(const Frame &frame)
    {
        return frame.view.look(MapLayer::Incidents).isShownAt(frame.detailZoom());
    }
    /// Whether it is drawn: it may be part of a cluster.
    [[nodiscard]] static bool isMarked(const Frame &frame, const IncidentMark &mark)
    {
        return mark.aloneFrom <= frame.clusterZoom() || !frame.shows(MapLayer::IncidentClusters);
    }
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;
    void occupy(const Frame &frame, std::vector<QRectF> &occupied) const override;

private:
    [[nodiscard]] static QPoint middle(const Frame &frame, const IncidentMark &mark);

    std::array<Sprite, 3> m_marks; ///< by severity
    double m_unit = 0;
    Palette m_palette;
};

} // namespace wuquan
