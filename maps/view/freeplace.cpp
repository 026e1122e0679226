// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/freeplace.h"

#include <algorithm>

namespace wuquan {

std::optional<QRect> freePlace(QSize map, QSize panel, const std::vector<QRectF> &obstacles, int edge)
{
    const int step = std::max(4, edge * 2 / 3);
    const QRect room = QRect(QPoint(0, 0), map).adjusted(edge, edge, -edge, -edge);
    QRect level((map.width() - panel.width()) / 2, room.bottom() + 1 - panel.height(), panel.width(), panel.height());
    for (; level.top() >= room.top(); level.translate(0, -step)) {
        for (int aside = 0; aside <= map.width() / 2; aside += step) {
            for (const int way : {-aside, aside}) {
                const QRect place = level.translated(way, 0);
                const auto meets = [&](const QRectF &other) { return other.intersects(place); };
                if (room.contains(place) && std::ranges::none_of(obstacles, meets))
                    return place;
            }
        }
    }
    return std::nullopt;
}

} // namespace wuquan
