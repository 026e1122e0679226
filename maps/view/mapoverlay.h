// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QWidget>

namespace wuquan {

/// Lies over the map and lets every gesture through: the frame of the focus, the dashed frame of old data, and the
/// crosshair at what Enter picks while keys are used. GUI thread; surface must outlive it.
class MapOverlay : public QWidget {
    Q_OBJECT
public:
    /// Follows the focus and the pointer of surface.
    MapOverlay(QWidget &surface, const Palette &palette, QWidget *parent);

    void setPalette(const Palette &palette);
    void setScale(double scale);
    void setOld(bool old);
    void showCrosshair() { setCrosshair(true); }
    [[nodiscard]] bool hasCrosshair() const { return m_hasCrosshair; }

Q_SIGNALS:
    void crosshairChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setCrosshair(bool on);
    void paintCrosshair(QPainter &painter) const;

    QWidget &m_surface;
    Palette m_palette;
    double m_scale = 1;
    bool m_isOld = false;
    bool m_hasCrosshair = false;
};

} // namespace wuquan
