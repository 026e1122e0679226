// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/view/mapbutton.h"

namespace wuquan::test {

/// The button over the map that has this word; none when there is none.
[[nodiscard]] inline MapButton *mapButton(const QWidget &in, const QString &text)
{
    for (MapButton *button : in.findChildren<MapButton *>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

} // namespace wuquan::test
