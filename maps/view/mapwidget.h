// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "maps/camera/camera.h"
#include "maps/view/scene.h"

#include <QWidget>

#include <functional>

class QKeySequence;
class QQuickWidget;

namespace wuquan {

class AnnotationDesk;
class BookmarkTool;
class Bookmarks;
class DataStatusSource;
class HeatPanel;
class LayerPanel;
class MapButton;
class MapCanvas;
class MapController;
class MapHint;
class MapNotice;
class MapOverlay;
class MapPanels;
class MapTools;
class PastIncidents;
class SearchBox;
class SidePanel;
class TileSet;

/// The map as a widget: our own picture over Qt Location's Map, gestures, switches of the layers, buttons of the
/// camera and the tools, a notice while the data is not current, and a line that names what is under the pointer. GUI
/// thread, owned by its parent; store, selection, view, status and base map must outlive it.
class MapWidget : public QWidget {
    Q_OBJECT
public:
    MapWidget(DistrictStore &store, Selection &selection, ViewState &view, const DataStatusSource &status,
        const Basemap &basemap, const Palette &palette, std::function<Instant()> serverNow, QWidget *parent = nullptr);

    /// Gives the map its tool of annotations, once; the desk must outlive it.
    void annotateWith(AnnotationDesk &desk);
    /// Shows tiles below everything, once; they must outlive the map.
    void useTiles(TileSet &tiles);
    /// Lets heat be of earlier days too, once; they must outlive the map.
    void usePast(PastIncidents &past);
    /// Gives the map a panel of named views, Ctrl+D that keeps one and Ctrl+B that opens it, once; the bookmarks must
    /// outlive it.
    void keepViewsIn(Bookmarks &bookmarks);
    /// Gives the map one more panel, which must be a child of it, with the button and the key that open it.
    void addPanel(SidePanel &panel, const QString &opener, const QString &hint, const QKeySequence &key);
    /// Shows the whole district.
    void fit();
    /// Shows an area; nothing happens when it has no boundary.
    void fit(const Area &area);
    /// Goes to a camera at once; its size is the widget's.
    void show(const Camera &camera);
    using QWidget::show;
    void setPalette(const Palette &palette);
    /// Device-independent pixels per design pixel: 1.0 on 1080 lines, 2.0 on 2160.
    void setScale(double scale);

    [[nodiscard]] const Camera &camera() const;
    [[nodiscard]] MapTools &tools() { return *m_tools; }
    [[nodiscard]] MapScene &scene() { return *m_scene; }
    [[nodiscard]] const MapCanvas &canvas() const { return *m_canvas; }
    /// Whether a picture of a complete state has been on screen.
    [[nodiscard]] bool isDrawn() const { return m_isDrawn; }

Q_SIGNALS:
    void retryRequested(); ///< from the notice that the data is cut off
    void drawn(); ///< the first picture with areas, incidents and devices is on screen

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeSurface();
    void makeControls(const DataStatusSource &status);
    void addToggle(MapLayer layer, const QString &text);
    void addButton(const QString &text, const QString &hint, void (MapController::*command)());
    /// A button beside the switches that opens a panel.
    MapButton *addOpener(const QString &text, const QString &hint);
    void arrange();
    void arrangeToggles(std::vector<QRectF> &covered);
    void arrangeButtons(std::vector<QRectF> &covered);
    /// What no panel may cover.
    [[nodiscard]] std::vector<QRectF> obstacles() const;
    void arrangeTools();
    void arrangeSearch(std::vector<QRectF> &covered);
    /// Selects what was found and goes there.
    void goTo(const SelectedThing &thing);
    /// The widest of those that are shown at the right.
    [[nodiscard]] int buttonsWidth() const;
    void arrangeHeat(std::vector<QRectF> &covered);
    void arrangeNotice(std::vector<QRectF> &covered);
    void onPresented();
    void showSelected();
    /// Selects what is there; comes nearer to a cluster.
    void click(ScreenPoint at);
    void hover(QPointF position);

    DistrictStore &m_store;
    Selection &m_selection;
    ViewState &m_view;
    std::function<Instant()> m_serverNow;
    MapScene *m_scene = nullptr;
    QQuickWidget *m_quick = nullptr;
    MapCanvas *m_canvas = nullptr;
    MapController *m_controller = nullptr;
    std::vector<MapButton *> m_toggles; ///< of layers, and what opens panels
    std::vector<MapButton *> m_buttons; ///< of the camera
    MapPanels *m_panels = nullptr;
    LayerPanel *m_layerPanel = nullptr;
    HeatPanel *m_heat = nullptr; ///< null: nobody reads earlier days
    BookmarkTool *m_bookmarks = nullptr; ///< null: this map has none
    SearchBox *m_search = nullptr;
    MapOverlay *m_overlay = nullptr;
    MapTools *m_tools = nullptr;
    MapNotice *m_notice = nullptr;
    MapHint *m_hint = nullptr;
    bool m_isDrawn = false;
};

} // namespace wuquan
