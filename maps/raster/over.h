// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>

namespace wuquan {

/// A colour over what is there, by a share of 0…255; opaque.
[[nodiscard]] inline QRgb over(QRgb below, QRgb colour, quint32 share)
{
    const quint32 rest = 255 - share;
    // Two channels at a time; the sum is divided by 255 with rounding.
    quint32 rb = (below & 0xff00ff) * rest + (colour & 0xff00ff) * share + 0x800080;
    rb = ((rb + ((rb >> 8) & 0xff00ff)) >> 8) & 0xff00ff;
    quint32 g = ((below >> 8) & 0xff) * rest + ((colour >> 8) & 0xff) * share + 0x80;
    g = ((g + (g >> 8)) >> 8) & 0xff;
    return 0xff000000u | rb | g << 8;
}

} // namespace wuquan
