// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>

namespace wuquan {

/// An opaque colour over what is there, by a share of 0…255; premultiplied, so that what is there may be transparent.
[[nodiscard]] inline QRgb over(QRgb below, QRgb colour, quint32 share)
{
    const quint32 rest = 255 - share;
    // Two channels at a time; the sum is divided by 255 with rounding.
    quint32 rb = (below & 0xff00ff) * rest + (colour & 0xff00ff) * share + 0x800080;
    rb = ((rb + ((rb >> 8) & 0xff00ff)) >> 8) & 0xff00ff;
    quint32 ag = ((below >> 8) & 0xff00ff) * rest + ((colour >> 8) & 0xff00ff) * share + 0x800080;
    ag = (ag + ((ag >> 8) & 0xff00ff)) & 0xff00ff00;
    return rb | ag;
}

/// A premultiplied colour over what is there.
[[nodiscard]] inline QRgb over(QRgb below, QRgb colour)
{
    const quint32 rest = 255 - (colour >> 24);
    quint32 rb = (below & 0xff00ff) * rest + 0x800080;
    rb = ((rb + ((rb >> 8) & 0xff00ff)) >> 8) & 0xff00ff;
    quint32 ag = ((below >> 8) & 0xff00ff) * rest + 0x800080;
    ag = (ag + ((ag >> 8) & 0xff00ff)) & 0xff00ff00;
    return colour + (rb | ag);
}

} // namespace wuquan
