// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <array>
#include <cstdint>

namespace wuquan {

/// An opaque sRGB colour.
struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;

    /// 0xffRRGGBB, as QColor and QImage take it.
    [[nodiscard]] constexpr std::uint32_t argb() const
    {
        return 0xff000000u | std::uint32_t(r) << 16 | std::uint32_t(g) << 8 | b;
    }
    bool operator==(const Rgb &) const = default;
};

/// Contrast of two colours by WCAG 2.2 (relative luminance), 1…21.
[[nodiscard]] double contrast(Rgb a, Rgb b);

/// Every colour of a theme, by its job. Read from resources/styles; nothing else on screen has a colour of its own.
struct Palette {
    bool dark = false;
    Rgb background, panel, line;
    Rgb text, secondary, faint; ///< faint is never used for text that is needed
    Rgb water, bank;
    Rgb streetBorder, communityBorder, road;
    std::array<Rgb, 4> choropleth; ///< 1, 2–3, 4–6, ≥ 7; 0 is unfilled
    std::array<Rgb, 3> severity; ///< 紧急, 较急, 一般
    Rgb focus; ///< focus and selection
    Rgb selectionFill; ///< behind a selected row
    Rgb chart; ///< ink of a series
    Rgb device; ///< device marks, outlines of buttons

    /// Reads a theme such as "day" or "night"; ErrorKind::Input names a token that is missing or not a colour.
    [[nodiscard]] static Result<Palette> load(const QString &theme);
    bool operator==(const Palette &) const = default;
};

} // namespace wuquan
