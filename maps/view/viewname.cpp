// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/viewname.h"

#include "maps/style/type.h"

namespace wuquan {

namespace {

// Zooms from which an area of the level is most of what is seen.
constexpr double streetNames = 13.2;
constexpr double communityNames = 15.2;
constexpr double gridNames = 17.5;

AreaLevel levelInView(double zoom)
{
    if (zoom < streetNames)
        return AreaLevel::District;
    if (zoom < communityNames)
        return AreaLevel::Street;
    return zoom < gridNames ? AreaLevel::Community : AreaLevel::Grid;
}

} // namespace

QString ViewName::of(const Frame &frame)
{
    const Area *named = nullptr;
    for (auto level = levelInView(frame.detailZoom()); !named; level = AreaLevel(int(level) - 1)) {
        if (const AreaShape *shape = frame.areas.at(frame.camera.centre, level))
            named = frame.store.area(shape->id);
        if (level == AreaLevel::District)
            break;
    }
    // Beside the district it is still a view of it.
    for (const Area &area : frame.store.areas()) {
        if (!named && area.level == AreaLevel::District)
            named = &area;
    }
    if (!named)
        return tr("地图");
    const auto nameOf = [&](const Area &area) {
        return plainLine(localName(frame.view.language(), area.name, area.nameEn)).trimmed();
    };
    QString name = nameOf(*named);
    // A grid is often but a number in its community.
    const Area *around = named->level == AreaLevel::Grid && named->parent ? frame.store.area(*named->parent) : nullptr;
    if (around && !name.startsWith(nameOf(*around)))
        name = nameOf(*around) + u' ' + name;
    return name.isEmpty() ? tr("地图") : name;
}

} // namespace wuquan
