// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/tools/measurement.h"

#include <QCoreApplication>

namespace wuquan {

/// Measured figures as people read them, thousands apart, in the language of the program; "–" for what is no number.
class MeasureText {
    Q_DECLARE_TR_FUNCTIONS(MeasureText)
public:
    /// Whole metres below 1 km, else kilometres with two decimals.
    [[nodiscard]] static QString length(double metres);
    /// Whole square metres below 1 ha, hectares with two decimals below 1 km², else square kilometres with two.
    [[nodiscard]] static QString area(double squareMetres);
    /// The result of a measurement: the figure that was asked for, for an area its perimeter too, and whether its sides
    /// cross. Empty without points enough.
    [[nodiscard]] static QStringList result(const Measurement &measurement);
};

} // namespace wuquan
