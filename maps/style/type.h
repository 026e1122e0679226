// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QColor>
#include <QFont>
#include <QString>

#include <cmath>

class QPaintDevice;

namespace wuquan {

/// Typeface of street names: Noto Serif CJK SC, bold, letter-spaced 0.12 em. Size in device pixels.
[[nodiscard]] QFont serifFont(double pixels);

/// The same on another device: Qt takes letter spacing for dots of a screen.
[[nodiscard]] QFont spacedFor(const QPaintDevice &device, QFont font);

/// Typeface of everything else: Noto Sans CJK SC with tabular Latin figures. Size in device pixels.
[[nodiscard]] QFont sansFont(double pixels, bool bold = false);

/// Pixels of a text that is `design` pixels high on a screen of 1080 lines, never below what can be read: 12
/// device-independent pixels. Scale and ratio as in Frame; without a ratio the pixels are device-independent.
[[nodiscard]] double textPixels(double design, double scale, double pixelRatio = 1);

/// A name from the database as one line of plain text: controls and bidi marks shown as �, cut with … at length.
[[nodiscard]] QString plainLine(const QString &text, qsizetype length = 40);

[[nodiscard]] inline QColor colour(Rgb rgb, double opacity = 1)
{
    return QColor(rgb.r, rgb.g, rgb.b, int(std::lround(opacity * 255)));
}

/// "#rrggbb", as style sheets want it.
[[nodiscard]] inline QString hex(Rgb rgb)
{
    return colour(rgb).name();
}

/// The colour that lies `share` of the way from one to the other.
[[nodiscard]] Rgb mixed(Rgb from, Rgb to, double share);

} // namespace wuquan
