// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

class QPainter;
class QWidget;

namespace wuquan {

/// Paints the plate of a widget that lies over the map, over all of it and before what is on it. `unit`: pixels per
/// design pixel.
void drawPlate(QPainter &painter, const QWidget &widget, const Palette &palette, double unit, double opacity);

} // namespace wuquan
