// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/bookmarktool.h"

#include "data/geo/mercator.h"
#include "maps/view/controller.h"
#include "maps/view/scene.h"
#include "maps/view/viewname.h"

namespace wuquan {

BookmarkTool::BookmarkTool(
    Bookmarks &bookmarks, ViewState &view, MapScene &scene, MapController &controller, QWidget *map)
    : QObject(map)
    , m_bookmarks(bookmarks)
    , m_view(view)
    , m_scene(scene)
    , m_controller(controller)
    , m_panel(new BookmarkPanel(bookmarks, scene.palette(), map))
{
    connect(m_panel, &BookmarkPanel::keepRequested, this, &BookmarkTool::keep);
    connect(m_panel, &BookmarkPanel::goRequested, this, &BookmarkTool::goTo);
}

void BookmarkTool::keep()
{
    const Frame frame = m_scene.frame(m_controller.camera(), 1);
    const auto kept = m_bookmarks.keep(
        {{}, ViewName::of(frame), geoFromWorld(frame.camera.centre), frame.detailZoom(), m_view.layers()});
    if (kept)
        m_panel->startRenaming(*kept);
}

void BookmarkTool::goTo(BookmarkId id)
{
    const Bookmark *bookmark = m_bookmarks.find(id);
    if (!bookmark)
        return;
    Camera there = m_controller.camera();
    there.centre = worldFromGeo(bookmark->centre);
    there.zoom = bookmark->zoom + std::log2(m_scene.scale());
    m_view.setLayers(bookmark->layers);
    m_controller.show(there);
}

} // namespace wuquan
