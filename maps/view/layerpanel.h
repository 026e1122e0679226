// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"
#include "data/view/viewstate.h"

#include <QWidget>

#include <vector>

namespace wuquan {

class MapButton;
class MapSlider;

/// The layers of the map, the topmost first: each with its switch, its opacity, and between which zooms it is shown.
/// Follows the view and changes it. GUI thread; the view must outlive it.
class LayerPanel : public QWidget {
    Q_OBJECT
public:
    LayerPanel(ViewState &view, const Palette &palette, QWidget *parent);

    /// Adds the row of tiles, once.
    void offerTiles();
    /// The map sets those of its buttons, here and elsewhere.
    void setPalette(const Palette &palette);
    void setScale(double scale);
    /// In the room given, at its top right: lower rows where it is low, without what areas are coloured by
    /// where it is lower, no zooms where it is narrow.
    void arrangeIn(const QRect &room);

    [[nodiscard]] static QString nameOf(MapLayer layer);
    [[nodiscard]] static QString nameOf(AreaMeasure measure);

Q_SIGNALS:
    void closed(); ///< by Esc

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Row {
        MapLayer layer;
        MapButton *shown;
        MapSlider *opacity;
        MapSlider *zooms;
    };
    void addRow(MapLayer layer);
    /// What areas are coloured by, and in classes or evenly.
    void addShading();
    /// Puts the buttons side by side from the top left corner on, in as many lines as they need; returns their bottom.
    [[nodiscard]] int arrangeLine(const std::vector<MapButton *> &buttons, QPoint corner, int right) const;
    void refresh();

    ViewState &m_view;
    Palette m_palette;
    double m_scale = 1;
    std::vector<Row> m_rows;
    std::vector<MapButton *> m_measures; ///< by AreaMeasure
    std::vector<MapButton *> m_scales; ///< classes, ramp
    bool m_hasShading = true; ///< there is room for these two
    MapButton *m_reset = nullptr;
};

} // namespace wuquan
