// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

namespace wuquan {

/// Borders of grids (dashed), communities (thin) and streets (strong); shared ones once.
class BorderLayer final : public Layer {
public:
    void draw(Canvas &canvas, const Frame &frame) const override;
};

} // namespace wuquan
