// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

#include <optional>
#include <vector>

namespace wuquan {

/// The place nearest to the bottom's middle of a map where a panel meets none of the obstacles; all in
/// device-independent pixels, with `edge` of them kept free at the sides.
[[nodiscard]] std::optional<QRect> freePlace(QSize map, QSize panel, const std::vector<QRectF> &obstacles, int edge);

} // namespace wuquan
