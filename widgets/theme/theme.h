// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/view/palette.h"

#include <QColor>
#include <QFont>
#include <QSize>
#include <QString>

namespace wuquan {

/// What a text is for; its size and weight follow from it.
enum class TextRole {
    Small, ///< axis labels, captions
    Body, ///< rows and sentences
    Strong, ///< body, semi-bold
    Heading, ///< titles of panels and windows
    BarClock, ///< the clock of the header
    Figure, ///< the one big figure of a chart
    Clock, ///< the big clocks of a card
    AreaName, ///< serif, letter-spaced
};

/// Colours, scale and fonts of every panel: a plain value, the same everywhere on a screen.
struct Theme {
    QString name; ///< "day", "night" or "wall"
    Palette palette;
    double scale = 1.0; ///< 1.0 on 1080 lines of device-independent pixels, 2.0 on 2160

    /// Reads a theme such as "day"; see Palette::load for what can go wrong.
    [[nodiscard]] static Result<Theme> load(const QString &name, double scale);
    /// The scale for a window of this size: by its lines, but 0.8…4, so that the smallest text stays readable.
    [[nodiscard]] static double scaleFor(QSize window);

    /// Pixels of a 1080-line screen in pixels of this one.
    [[nodiscard]] int px(double pixels) const { return qMax(1, qRound(pixels * scale)); }
    /// Units of the 8 px grid.
    [[nodiscard]] int grid(double units) const { return px(8 * units); }
    /// Height of a text in pixels; never below 12, which is 3.3 mm of 国 on a 24 inch screen with 1080 lines.
    [[nodiscard]] int textPx(TextRole role) const;
    /// Latin letters and tabular figures in Inter, Chinese in Noto Sans CJK SC (area names in Noto Serif CJK SC).
    [[nodiscard]] QFont font(TextRole role) const;

    [[nodiscard]] static QColor color(Rgb rgb) { return QColor::fromRgb(rgb.argb()); }
    /// A colour at this share of opacity, 0…1.
    [[nodiscard]] static QColor color(Rgb rgb, double opacity);
    /// What is written on a filled area of the focus colour.
    [[nodiscard]] Rgb onFocus() const;
    /// The least contrast of small text: 7:1 on a wall, 6:1 at a station.
    [[nodiscard]] double textContrast() const;
    /// The colour if small text in it can be read on this surface, else the colour of text: for what is written on
    /// selected rows.
    [[nodiscard]] Rgb legible(Rgb colour, Rgb surface) const;

    bool operator==(const Theme &) const = default;
};

} // namespace wuquan
