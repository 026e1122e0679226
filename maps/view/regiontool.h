// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/view/regionpanel.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace wuquan {

class MapScene;
class ViewState;

/// What a region tool needs of the rest of the program; all of it outlives the tool.
struct RegionContext {
    const DistrictStore &store;
    const ViewState &view;
    MapScene &scene;
    std::function<Instant()> serverNow;
};

/// Selects a part of the map and tells what lies in it, as long as it stands. GUI thread, owned by the tools of the
/// map, which draw for it.
class RegionTool : public QObject {
    Q_OBJECT
public:
    RegionTool(RegionContext context, const Palette &palette, QWidget *map);

    [[nodiscard]] RegionPanel &panel() const { return *m_panel; }
    /// Shows the panel, or hides it and forgets the region.
    void setOn(bool on);
    /// The region so far, without the place of the pointer.
    [[nodiscard]] const RegionSketch &sketch() const { return m_sketch; }
    [[nodiscard]] bool isEmpty() const { return m_sketch.corners.empty(); }
    /// With what a corner at the pointer would add.
    [[nodiscard]] RegionSketch shown(std::optional<WorldPoint> pointer) const;
    /// What was counted last.
    [[nodiscard]] const RegionCounts &counts() const { return m_counts; }
    [[nodiscard]] const RegionGround &ground() const { return m_ground; }

    /// The next corner; the same place again, or the second one of a box, closes the region.
    void addCorner(WorldPoint at);
    void takeCorner();
    /// A drag begins a region, leads it, and closes it. `step`: how far apart its corners are at least.
    void startDrag(WorldPoint at);
    void drag(WorldPoint at, double step);
    void endDrag();
    /// Closes the region if it bounds something.
    void close();
    void clear();

Q_SIGNALS:
    void changed(); ///< what is to be drawn
    void closed();
    void cleared(); ///< nothing stands any more

private:
    void begin();
    void countSoon();
    void count();
    [[nodiscard]] QString communityNames() const;

    RegionContext m_context;
    RegionPanel *m_panel;
    bool m_isOn = false;
    bool m_isDragged = false;
    RegionSketch m_sketch;
    RegionSketch m_measured; ///< of which m_ground is
    bool m_areAreasOther = true;
    RegionGround m_ground;
    RegionCounts m_counts;
    QTimer m_recount;
    QTimer m_due; ///< the next incident becomes overdue
};

} // namespace wuquan
