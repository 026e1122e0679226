// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

#include <QFont>
#include <QHash>

namespace wuquan {

/// A name that found its place.
struct PlacedLabel {
    AreaId area;
    QString text;
    QRectF rect; ///< device pixels, halo included
};

/// Names of streets, communities and grids. Never over an incident, another name or the furniture; a name that finds no
/// room is left out, the higher level first served.
class LabelLayer {
public:
    void place(Foreground &foreground, const Frame &frame);
    [[nodiscard]] const std::vector<PlacedLabel> &placed() const { return m_placed; }

private:
    void placeLevel(Foreground &foreground, const Frame &frame, AreaLevel level);
    [[nodiscard]] const QImage &picture(const QString &text, AreaLevel level, const Frame &frame);

    std::vector<PlacedLabel> m_placed;
    QHash<std::pair<QString, AreaLevel>, QImage> m_pictures; ///< for the palette and the sizes below
    QSizeF m_sizes; ///< of a street's and of a community's name, device pixels
    Palette m_palette;
};

} // namespace wuquan
