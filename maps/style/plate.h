// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QString>

class QPainter;
class QWidget;

namespace wuquan {

/// Paints the plate of a widget that lies over the map, over all of it and before what is on it. `unit`: pixels per
/// design pixel.
void drawPlate(QPainter &painter, const QWidget &widget, const Palette &palette, double unit, double opacity);

/// The style sheet of a line of input over the map, on this ground; `unit` as above.
[[nodiscard]] QString inputStyle(const Palette &palette, Rgb ground, double unit);

} // namespace wuquan
