// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"

#include <QLabel>

namespace wuquan {

/// A line beside the pointer that names what is under it, over everything else on the map. GUI thread.
class MapHint : public QLabel {
public:
    explicit MapHint(QWidget *map);

    void setLook(const Palette &palette, double scale);
    /// Beside a place of the map, wherever there is room; hides for an empty text.
    void show(const QString &text, QPointF beside);

private:
    double m_scale = 1;
};

} // namespace wuquan
