// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/tools/annotationdrawing.h"
#include "maps/tools/measuredrawing.h"
#include "maps/tools/regiondrawing.h"

#include <QWidget>

namespace wuquan {

/// Shows the marks of a tool over the map and lets every gesture through; follows the camera and redraws no more than
/// what changed, never the map's own picture. GUI thread.
class ToolOverlay : public QWidget {
    Q_OBJECT
public:
    ToolOverlay(const Palette &palette, QWidget *parent);

    void setPalette(const Palette &palette);
    void setScale(double scale);
    void setCamera(const Camera &camera);
    void setMarks(const ToolMarks &marks);
    /// Annotations that are no facts yet; they stay when the tool is put away.
    void setWishes(const std::vector<AnnotationWish> &wishes);
    void setRegion(const RegionSketch &region);
    [[nodiscard]] const RegionSketch &region() const { return m_region; }
    [[nodiscard]] const std::vector<AnnotationWish> &wishes() const { return m_wishes; }
    [[nodiscard]] const ToolMarks &marks() const { return m_marks; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QRect ink() const;
    void showWhatIsThere();
    /// Redraws where something was and where something is.
    void redraw();

    Palette m_palette;
    double m_scale = 1;
    Camera m_camera;
    ToolMarks m_marks;
    std::vector<AnnotationWish> m_wishes;
    RegionSketch m_region;
    QRect m_drawn; ///< where ink was last
};

} // namespace wuquan
