// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/coordinatesystem.h"
#include "data/mirror/mirrorsource.h"

namespace wuquan {

/// Turns longitudes, latitudes and GeoJSON boundaries of the rows into WGS84. What is no number or no JSON stays as it
/// is; our database refuses it with its reason.
void toWgs84(CoordinateSystem system, SourceRows &rows);

} // namespace wuquan
