// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/point.h"

namespace wuquan {

/// On which side of the directed line a → b the point lies: positive left, negative right, 0 exactly on it.
/// The sign is exact for finite doubles of ordinary size (no product below 1e-290), as in Shewchuk, "Adaptive Precision
/// Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997: a filter first, an exact expansion when in
/// doubt.
[[nodiscard]] double orientation(GeoPoint a, GeoPoint b, GeoPoint point);

} // namespace wuquan
