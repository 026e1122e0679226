// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/clusterlayer.h"
#include "maps/layers/devicestyle.h"
#include "maps/layers/frame.h"
#include "maps/layers/furniture.h"
#include "maps/layers/labellayer.h"
#include "maps/view/damage.h"

#include <QObject>
#include <QRegion>
#include <QTimer>

#include <memory>
#include <optional>

namespace wuquan {

class RingImage;

/// The layers of the map and what they are drawn from; draws parts of the ground, and what stands over it. Caches what
/// follows from the store and marks it stale when the store changes. GUI thread, owned by the map widget.
class MapScene : public QObject {
    Q_OBJECT
public:
    MapScene(DistrictStore &store, Selection &selection, ViewState &view, const Basemap &basemap,
        const Palette &palette, QObject *parent = nullptr);
    ~MapScene() override;

    /// Shows tiles below everything, once; they must outlive the scene.
    void useTiles(TileSet &tiles);
    [[nodiscard]] TileSet *tiles() const { return m_tiles; }
    /// Shows heat of earlier days too, once; they must outlive the scene.
    void usePast(const PastIncidents &past);
    [[nodiscard]] const PastIncidents *past() const { return m_past; }
    void setPalette(const Palette &palette);
    [[nodiscard]] const Palette &palette() const { return m_palette; }
    /// Device-independent pixels per design pixel: 1 on 1080 lines, 2 on 2160.
    void setScale(double scale);
    [[nodiscard]] double scale() const { return m_scale; }
    /// Device-independent rectangles that something else covers; no name is put there.
    void setCovered(const std::vector<QRectF> &covered);

    /// What the layers would draw from at present.
    [[nodiscard]] Frame frame(const Camera &camera, double pixelRatio);
    /// Draws these parts of the ground, none of which overlap, on all cores.
    void drawGround(RingImage &picture, const std::vector<QRect> &parts, const Frame &frame);
    /// Names and furniture for the frame.
    [[nodiscard]] std::vector<Stamp> placeForeground(const Frame &frame, LetterBudget budget = {});
    /// Whether the last foreground lacked nothing.
    [[nodiscard]] bool isForegroundWhole() const { return m_labels.isWhole(); }
    /// Where no name may be put, device pixels; after the ground was drawn.
    [[nodiscard]] std::vector<QRectF> occupied(const Frame &frame) const;
    /// What of the frame's ground changed after a revision, device pixels, in tiles; none when it may be everything.
    [[nodiscard]] std::optional<QRegion> outdatedSince(std::uint64_t revision, const Frame &frame) const;
    [[nodiscard]] const AreaShapes &areas();
    /// By row of the store.
    [[nodiscard]] const PointIndex &deviceIndex();
    /// The cluster that a point of the frame drawn last means, of the topmost layer.
    [[nodiscard]] std::optional<ShownCluster> clusterAt(const Frame &frame, ScreenPoint point) const;
    /// What the camera should show at most: the district, or the base map while there are no areas.
    [[nodiscard]] WorldRect extent();

    /// Of the last foreground, device pixels.
    [[nodiscard]] const std::vector<PlacedLabel> &labels() const { return m_labels.placed(); }
    [[nodiscard]] const std::vector<QRectF> &furniture() const { return m_furniture.placed(); }

Q_SIGNALS:
    void outdated(); ///< the last picture is not true any more
    void areasChanged(); ///< so is the extent

private:
    void makeLayers();
    void onStoreChanged(const StoreChange &change);
    void touch(const std::vector<DeviceIndex> &devices);
    void touchResponders();
    void touchAnnotations();
    void refreshIncidents();
    void refreshDevices();
    void refreshShades();
    void redraw();

    DistrictStore &m_store;
    Selection &m_selection;
    ViewState &m_view;
    const Basemap &m_basemap;
    const PastIncidents *m_past = nullptr; ///< null: there is nobody to read them
    TileSet *m_tiles = nullptr; ///< null: no source is configured
    Palette m_palette;
    double m_scale = 1;
    std::vector<QRectF> m_covered;
    AreaShapes m_areas;
    OpenCounts m_open;
    AreaShades m_shades;
    QTimer m_recount; ///< of the shades, while they are of devices
    std::vector<IncidentMark> m_incidents;
    ClusterTree m_incidentClusters; ///< by row; empty while nobody wants to see them
    DeviceStyles m_deviceStyles;
    PointIndex m_deviceIndex; ///< by row of the store, as they were drawn last
    std::vector<Responder> m_responders; ///< as they were drawn last
    /// What layers that seldom change are drawn from.
    struct Steady {
        std::uint64_t areas = 0;
        Palette palette;
        double scale = 0;
        bool hasRoads = false;
        LayerLook roads;

        bool operator==(const Steady &) const = default;
    };
    Steady m_steady;
    std::uint64_t m_steadyRevision = 0;
    std::uint64_t m_areasRevision = 0;
    std::vector<Annotation> m_annotations; ///< as they were drawn last
    std::uint64_t m_deviceRevision = 1;
    bool m_areasStale = true;
    bool m_devicesStale = true;
    bool m_incidentsStale = true; ///< m_incidents and m_open
    bool m_shadesStale = true;
    std::vector<std::unique_ptr<Layer>> m_layers; ///< bottom first
    std::vector<const ClusterLayer *> m_clusters; ///< those of them, topmost first
    LabelLayer m_labels;
    Furniture m_furniture;
    DamageLog m_damage;
};

} // namespace wuquan
