// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/maplayers.h"

namespace wuquan {

LayerLook usualLook(MapLayer layer)
{
    switch (layer) {
    case MapLayer::Devices:
    case MapLayer::Places:
    case MapLayer::Cones:
        return {.fromZoom = streetZoom};
    case MapLayer::DeviceClusters:
    case MapLayer::IncidentClusters:
        return {.toZoom = streetZoom};
    case MapLayer::Responders:
        return {.fromZoom = 13.5};
    default:
        return {};
    }
}

} // namespace wuquan
