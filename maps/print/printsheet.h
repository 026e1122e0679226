// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

namespace wuquan {

/// Where everything stands on a sheet, in the dots of the printer within its margins. A plain value.
struct PrintSheet {
    static constexpr double pixelsPerInch = 96; ///< device-independent ones

    /// For a sheet of this size with so many dots an inch.
    PrintSheet(QSize size, double dotsPerInch);

    [[nodiscard]] double millimetres(double length) const { return length / 25.4 * resolution; }
    /// Dots of the height of a text.
    [[nodiscard]] double points(double size) const { return size / 72 * resolution; }

    double resolution; ///< dots an inch
    QRect title; ///< and how current the data is
    QRect map;
    QRect explanation; ///< legend, notes and scale
    QRect foot; ///< who printed it and whose work it is
};

} // namespace wuquan
