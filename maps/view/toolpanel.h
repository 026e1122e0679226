// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QWidget>

namespace wuquan {

/// What the panels of the tools have in common: a plate over the map, which lets nothing shine through, colours and a
/// scale, and Esc, which the window does not get. GUI thread.
class ToolPanel : public QWidget {
    Q_OBJECT
public:
    ToolPanel(const Palette &palette, QWidget *parent);

    void setPalette(const Palette &palette);
    void setScale(double scale);

Q_SIGNALS:
    void escaped(); ///< Esc was pressed in here
    void sizeChanged();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

    /// Gives everything the colours and the scale.
    virtual void restyle() = 0;
    /// Puts everything into its place.
    virtual void arrange() = 0;
    /// Pixels of a length on a screen of 1080 lines.
    [[nodiscard]] int px(double design) const;
    [[nodiscard]] const Palette &colours() const { return m_palette; }
    [[nodiscard]] double scale() const { return m_scale; }

private:
    Palette m_palette;
    double m_scale = 1;
};

/// A panel that somebody opens and closes, at the right of the map. GUI thread.
class SidePanel : public ToolPanel {
public:
    using ToolPanel::ToolPanel;

    /// Stands in the top right corner of the room, at most as large.
    void arrangeIn(const QRect &room);

protected:
    /// Once more where it stands, after its size hint has changed.
    void rearrange() { arrangeIn(m_room); }

private:
    QRect m_room;
};

} // namespace wuquan
