// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

namespace wuquan {

/// Water with its bank line.
class WaterLayer final : public Layer {
public:
    explicit WaterLayer(const Basemap &basemap);
    void draw(Canvas &canvas, const Frame &frame) const override;

private:
    std::vector<std::vector<WorldPoint>> m_rings;
};

} // namespace wuquan
