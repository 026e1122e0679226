// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>

#include <array>
#include <cstdint>

namespace wuquan {

/// Layers of the map that can be hidden.
enum class MapLayer : std::uint16_t {
    Choropleth = 1,
    Devices = 2,
    Places = 4,
    Incidents = 8,
    Roads = 16,
    Labels = 32,
    Heat = 64, ///< density of open incidents
    DeviceClusters = 128, ///< devices, where they are not shown one by one
    Responders = 256, ///< teams and posts
    Annotations = 1024, ///< what stations wrote on the map
    Cones = 512, ///< what cameras see, and the places that none sees
    Tiles = 2048, ///< pictures of a configured source, below everything
    IncidentClusters = 4096, ///< incidents that stand together as one mark; only while incidents are shown
};
Q_DECLARE_FLAGS(MapLayers, MapLayer)
Q_DECLARE_OPERATORS_FOR_FLAGS(MapLayers)

/// All of them, the topmost first.
inline constexpr std::array allMapLayers{MapLayer::Labels, MapLayer::Incidents, MapLayer::IncidentClusters,
    MapLayer::Responders, MapLayer::Annotations, MapLayer::Places, MapLayer::Devices, MapLayer::Cones,
    MapLayer::DeviceClusters, MapLayer::Heat, MapLayer::Roads, MapLayer::Choropleth, MapLayer::Tiles};

/// Zooms as they are on a screen of 1080 lines.
inline constexpr double farthestZoom = 9; ///< a whole city
inline constexpr double nearestZoom = 20; ///< a street corner fills the screen
inline constexpr double streetZoom = 15.5; ///< grids instead of communities, devices and places one by one

/// How a layer is shown while it is not hidden.
struct LayerLook {
    double opacity = 1; ///< 0…1
    double fromZoom = farthestZoom; ///< farther away it is not shown; at farthestZoom it is, however far
    double toZoom = nearestZoom; ///< from here on it is not shown; at nearestZoom it is, however near

    [[nodiscard]] bool isShownAt(double zoom) const
    {
        return (zoom >= fromZoom || fromZoom <= farthestZoom) && (zoom < toZoom || toZoom >= nearestZoom);
    }
    bool operator==(const LayerLook &) const = default;
};

/// What a layer looks like until somebody changes it.
[[nodiscard]] LayerLook usualLook(MapLayer layer);

} // namespace wuquan
