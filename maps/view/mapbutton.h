// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QAbstractButton>

namespace wuquan {

/// A small quiet switch over the map: a box and a word, with a visible focus. GUI thread.
class LayerToggle : public QAbstractButton {
    Q_OBJECT
public:
    LayerToggle(const QString &text, const Palette &palette, QWidget *parent);

    void setPalette(const Palette &palette);
    void setScale(double scale);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Palette m_palette;
    double m_scale = 1;
};

} // namespace wuquan
