// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QAbstractButton>

namespace wuquan {

/// A small quiet button over the map with a visible focus; one that can be checked has a box before its word. GUI
/// thread.
class MapButton : public QAbstractButton {
    Q_OBJECT
public:
    MapButton(const QString &text, const Palette &palette, QWidget *parent);

    void setPalette(const Palette &palette);
    void setScale(double scale);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintBox(QPainter &painter) const;
    [[nodiscard]] double boxSpace() const;

    Palette m_palette;
    double m_scale = 1;
};

} // namespace wuquan
