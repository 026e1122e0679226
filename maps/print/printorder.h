// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/basemap.h"
#include "data/store/changebatch.h"
#include "data/view/palette.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "maps/camera/camera.h"
#include "maps/print/printfacts.h"

#include <memory>
#include <unordered_map>

namespace wuquan {

class DistrictStore;
class MapScene;
class PastIncidents;
class TileSet;

/// What a screen shows that no print has.
struct PrintOmissions {
    bool devices = false; ///< one by one, in clusters, or what they see: they are counted on paper
    bool teams = false;

    [[nodiscard]] static PrintOmissions of(
        const ViewState &view, const Selection &selection, const Camera &camera, double scale);
};

/// What the map shows at the moment when somebody prints it, and no more of it than an export may hold: a worker draws
/// from this alone. Made and deleted in the GUI thread.
struct PrintOrder {
    QString title;
    PrintFacts facts;
    ChangeBatch state; ///< as exportState() gives it
    std::unique_ptr<ViewState> view; ///< without devices, clusters, cones and teams
    std::unique_ptr<Selection> selection; ///< no device, no team
    Camera camera; ///< of the screen
    double scale = 1; ///< likewise
    Palette palette; ///< ink on paper, whatever the screen has
    const Basemap *basemap = nullptr; ///< outlives the order
    PrintOmissions lacks;
    std::unordered_map<AreaId, int> devices; ///< by community, where the screen shows devices
    bool isDrill = false; ///< nothing on it is real, and every part of it says so
    bool isFiltered = false; ///< incidents that the screen does not show are left out

    std::unique_ptr<TileSet> tiles; ///< null: there are none
    std::unique_ptr<PastIncidents> past; ///< of which heat is; null: nobody reads them

    PrintOrder();
    ~PrintOrder();
    /// Of what a map with this scene and camera shows.
    [[nodiscard]] static std::shared_ptr<PrintOrder> of(const DistrictStore &store, const ViewState &view,
        const Selection &selection, const Camera &camera, MapScene &scene);
};

} // namespace wuquan
