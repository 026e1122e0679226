// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/layers/furniture.h"
#include "maps/layers/labellayer.h"

#include <QObject>

#include <memory>

namespace wuquan {

/// The layers of the map and what they are drawn from; makes one opaque picture for a camera. Caches what follows from
/// the store and marks it stale when the store changes. GUI thread, owned by the map widget.
class MapScene : public QObject {
    Q_OBJECT
public:
    MapScene(DistrictStore &store, Selection &selection, ViewState &view, const Basemap &basemap,
        const Palette &palette, QObject *parent = nullptr);
    ~MapScene() override;

    void setPalette(const Palette &palette);
    [[nodiscard]] const Palette &palette() const { return m_palette; }
    /// Device-independent pixels per design pixel: 1 on 1080 lines, 2 on 2160.
    void setScale(double scale);
    [[nodiscard]] double scale() const { return m_scale; }
    /// Device-independent rectangles that something else covers; no name is put there.
    void setCovered(const std::vector<QRectF> &covered);

    /// The whole picture, Format_RGB32, its device pixel ratio set.
    [[nodiscard]] QImage render(const Camera &camera, double pixelRatio);
    /// What the layers would draw from at present.
    [[nodiscard]] Frame frame(const Camera &camera, double pixelRatio);
    [[nodiscard]] const AreaShapes &areas();
    /// What the camera should show at most: the district, or the base map while there are no areas.
    [[nodiscard]] WorldRect extent();

    /// Of the last picture, device pixels.
    [[nodiscard]] const std::vector<PlacedLabel> &labels() const { return m_labels->placed(); }
    [[nodiscard]] const std::vector<QRectF> &furniture() const { return m_furniture->placed(); }

Q_SIGNALS:
    void outdated(); ///< the last picture is not true any more
    void areasChanged(); ///< so is the extent

private:
    void onStoreChanged(const StoreChange &change);

    DistrictStore &m_store;
    Selection &m_selection;
    ViewState &m_view;
    const Basemap &m_basemap;
    Palette m_palette;
    double m_scale = 1;
    std::vector<QRectF> m_covered;
    AreaShapes m_areas;
    OpenCounts m_open;
    bool m_areasStale = true;
    bool m_openStale = true;
    std::vector<std::unique_ptr<Layer>> m_layers; ///< bottom first
    LabelLayer *m_labels = nullptr; ///< one of the layers
    Furniture *m_furniture = nullptr; ///< one of the layers
};

} // namespace wuquan
