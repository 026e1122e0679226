// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/view/bookmarkpanel.h"

#include <QObject>

namespace wuquan {

class MapController;
class MapScene;
class ViewState;

/// Keeps the view that the map shows under a name, and goes to one that was kept. GUI thread, owned by the map widget;
/// everything given must outlive it.
class BookmarkTool : public QObject {
    Q_OBJECT
public:
    BookmarkTool(Bookmarks &bookmarks, ViewState &view, MapScene &scene, MapController &controller, QWidget *map);

    [[nodiscard]] BookmarkPanel &panel() const { return *m_panel; }
    /// Keeps the present view under the name of the area in its middle, which may be written over at once; the panel
    /// must be open.
    void keep();
    /// Shows the place and the layers.
    void goTo(BookmarkId id);

private:
    Bookmarks &m_bookmarks;
    ViewState &m_view;
    MapScene &m_scene;
    MapController &m_controller;
    BookmarkPanel *m_panel;
};

} // namespace wuquan
