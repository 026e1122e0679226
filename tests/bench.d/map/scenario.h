// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changebatch.h"
#include "data/view/palette.h"
#include "maps/camera/camera.h"

#include <QString>

#include <vector>

// What our map and its peers are measured with: the same views of the same places, one after another.
namespace wuquan::bench {

/// Over the sample district: 3840×2160, a few streets.
[[nodiscard]] Camera districtStart();
/// Over the city: all of it in view, beside its middle, so that the path stays in it.
[[nodiscard]] Camera cityStart();

/// 30 device pixels a frame to and fro, two levels in and out in steps of a sixteenth, and pans at each.
[[nodiscard]] std::vector<Camera> mapPath(Camera camera);
/// Of it the second pan, two levels in and a pan there: for peers with which all of it would take minutes.
[[nodiscard]] std::vector<Camera> halfPath(const Camera &camera);

/// The district amid a city of 59 km with a million devices.
[[nodiscard]] ChangeBatch city(ChangeBatch district);

/// Something at a place, as plain as peers can draw it: a disc of a colour.
struct PlainPoint {
    GeoPoint at;
    DeviceState state;
};

struct PlainArea {
    std::vector<GeoPoint> ring;
    QString name;
    GeoPoint nameAt;
    int shade; ///< of Palette::choropleth
};

/// Device pixels; as wide as our own marks where the path begins.
inline constexpr double districtDiscs = 11, cityDiscs = 3;

/// The 33,500 cameras of the sample district; peers have no other devices.
[[nodiscard]] std::vector<PlainPoint> plainDistrict(const ChangeBatch &district);
[[nodiscard]] std::vector<PlainPoint> plainCity(const ChangeBatch &district);
/// The 615 grids.
[[nodiscard]] std::vector<PlainArea> plainAreas(const ChangeBatch &district);
[[nodiscard]] Rgb discColour(const Palette &palette, DeviceState state);

/// Writes for peers in a browser, into a folder that is made: scenario.json, and of each walk NAME.points (pairs of
/// longitude and latitude, 64 bits each) and NAME.states (a byte each).
void writeScenario(const QString &folder, const ChangeBatch &district);

} // namespace wuquan::bench
