// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/tools/measuredrawing.h"
#include "maps/view/annotationtool.h"
#include "maps/view/regiontool.h"

#include <QObject>
#include <QPointF>
#include <QRect>

#include <vector>

class QKeyEvent;
class QMouseEvent;

namespace wuquan {

class CoordinatePanel;
class MapButton;
class MapController;
class MapOverlay;
class ToolOverlay;
class ToolPanel;

/// The tools of the map: measuring distances and areas, the coordinates of places, selected regions, and annotations.
/// While one is on it gets the clicks of the map; the wheel stays the controller's, and drags but for regions. GUI
/// thread, owned by the map widget.
class MapTools : public QObject {
    Q_OBJECT
public:
    enum class Tool { None, Distance, Area, Coordinates, Region, Annotation };

    /// Takes gestures on surface before controller and overlay do; all three must outlive it. Buttons and what is shown
    /// are children of map.
    MapTools(MapController &controller, MapOverlay &overlay, QWidget &surface, const Palette &palette, QWidget *map);

    /// Adds the tool of regions, once.
    void selectWith(const RegionContext &context);
    /// Adds the tool of annotations, once.
    void annotateWith(const AnnotationContext &context);
    void setTool(Tool tool);
    [[nodiscard]] Tool tool() const { return m_tool; }
    [[nodiscard]] bool isOn() const { return m_tool != Tool::None; }
    /// What is measured so far, without the place of the pointer.
    [[nodiscard]] const Measurement &measurement() const { return m_measurement; }
    /// Whether the measurement has ended and stays to be read.
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    /// Null: this map has none.
    [[nodiscard]] const RegionTool *region() const { return m_region; }
    [[nodiscard]] const std::vector<MapButton *> &buttons() const { return m_buttons; }

    /// A click on the map, or Enter in its middle: the next point, or the place to pin.
    void click(QPointF at);
    /// Goes to a place and marks it; says so when the map does not reach as far.
    void goTo(GeoPoint place);
    /// Shows all of the region, above the panel where there is room.
    void fitRegion();
    void setPalette(const Palette &palette);
    void setScale(double scale);
    /// Lays what is shown over a map of this size. The panel stands at the bottom, near the middle, over none of the
    /// obstacles where there is room; all in device-independent pixels, with `edge` of them kept free at the sides.
    void arrange(QSize map, const std::vector<QRectF> &obstacles, int edge);
    /// Where the panel of the tool stands; none while there is none.
    [[nodiscard]] std::optional<QRect> panel() const;

Q_SIGNALS:
    void toolChanged();
    void arrangementNeeded(); ///< the panel has become another size

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addButton(Tool tool, const QString &text, const QString &hint, const Palette &palette);
    /// Whether clicks set points one after the other.
    [[nodiscard]] bool isMeasuring() const;
    [[nodiscard]] bool isPinning() const;
    /// Of this tool.
    void addPanel(ToolPanel &panel);
    [[nodiscard]] QWidget *shownPanel() const;
    void pin(GeoPoint place);
    void addPoint(GeoPoint place);
    void clearSketch();
    void giveBack(const AnnotationDraft &draft);
    void onAnnotationChanged();
    void keepOffRegion();
    [[nodiscard]] WorldPoint worldAt(QPointF at) const;
    [[nodiscard]] bool takesKey(const QKeyEvent &event) const;
    void keyPressed(const QKeyEvent &event);
    bool mousePressed(const QMouseEvent &event);
    void takeLast();
    void end();
    void escape();
    void setPointer(std::optional<QPointF> at);
    [[nodiscard]] GeoPoint placeAt(QPointF at) const;
    void refresh();

    MapController &m_controller;
    MapOverlay &m_crosshair;
    QWidget &m_surface;
    ToolOverlay *m_shown = nullptr;
    CoordinatePanel *m_panel = nullptr;
    RegionTool *m_region = nullptr; ///< null: this map has none
    QRectF m_keptFree; ///< where the region was when it was closed; the panel stays where it went then
    AnnotationTool *m_annotation = nullptr; ///< null: this map has none
    std::vector<MapButton *> m_buttons;
    Palette m_palette;
    double m_scale = 1;
    Tool m_tool = Tool::None;
    Measurement m_measurement;
    bool m_hasEnded = false;
    std::optional<GeoPoint> m_pin;
    std::optional<QPointF> m_pointer; ///< where it is on the map
};

} // namespace wuquan
