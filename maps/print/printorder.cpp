// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/printorder.h"

#include "data/exchange/exportstate.h"
#include "data/store/districtstore.h"
#include "data/view/pastincidents.h"
#include "maps/tiles/tileset.h"
#include "maps/view/scene.h"

#include <algorithm>
#include <cmath>

namespace wuquan {

namespace {

constexpr MapLayers ofDevices = MapLayer::Devices | MapLayer::DeviceClusters | MapLayer::Cones;

} // namespace

PrintOmissions PrintOmissions::of(const ViewState &view, const Selection &selection, const Camera &camera, double scale)
{
    const double zoom = camera.zoom - std::log2(scale);
    const auto isShown
        = [&](MapLayer layer) { return view.layers().testFlag(layer) && view.look(layer).isShownAt(zoom); };
    return {isShown(MapLayer::Devices) || isShown(MapLayer::DeviceClusters) || isShown(MapLayer::Cones)
            || selection.as<DeviceId>(),
        isShown(MapLayer::Responders) || selection.as<ResponderId>()};
}

PrintOrder::PrintOrder() = default;
PrintOrder::~PrintOrder() = default;

std::shared_ptr<PrintOrder> PrintOrder::of(const DistrictStore &store, const ViewState &view,
    const Selection &selection, const Camera &camera, MapScene &scene)
{
    auto order = std::make_shared<PrintOrder>();
    order->camera = camera;
    order->scale = scene.scale();
    order->isDrill = store.catalogue().isDrill();
    // A sheet of another shape shows more beside the view, as far as that is in memory.
    const WorldRect seen = camera.view();
    if (scene.tiles())
        order->tiles
            = scene.tiles()->still(seen.grown(std::max(seen.width(), seen.height())), int(std::ceil(camera.zoom)) + 1);
    if (scene.past())
        order->past = scene.past()->still();
    order->view = std::make_unique<ViewState>(view.language());
    order->view->adopt(view);
    order->view->setLayers(view.layers() & ~(ofDevices | MapLayer::Responders));
    // What the text of the filter keeps out is not in the state; without titles it can't be asked again.
    Filter filter = view.filter();
    filter.text.clear();
    order->view->setFilter(filter);
    order->isFiltered = !view.filter().isEmpty();
    order->selection = std::make_unique<Selection>();
    if (!selection.as<DeviceId>() && !selection.as<ResponderId>())
        order->selection->select(selection.thing());

    order->lacks = PrintOmissions::of(view, selection, camera, order->scale);
    if (order->lacks.devices)
        order->devices = devicesByCommunity(store);
    const bool isShaded = view.areaShading().measure == AreaMeasure::DevicesSilent;
    order->state = exportState(store, view.filter(), isShaded ? ExportedDevices::ByCommunity : ExportedDevices::None);
    return order;
}

} // namespace wuquan
