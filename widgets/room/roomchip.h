// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/room.h"
#include "data/view/selection.h"

#include <QPointer>
#include <QToolButton>

namespace wuquan {

class Appearance;
class RoomPanel;
class ServerClock;
class ViewState;

/// Opens the panel of the room, by S too, and says what waits there: a roll-call, and where somebody is missing. Hidden
/// where the database knows no rooms.
class RoomChip : public QToolButton {
    Q_OBJECT
public:
    RoomChip(Room &room, const DistrictStore &store, const ViewState &view, Selection &selection,
        const ServerClock &clock, Appearance &appearance, QWidget *parent = nullptr);

    void open();
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    /// Whether a post of ours has not answered the roll-call yet.
    [[nodiscard]] bool isCalled() const;

    Room &m_room;
    const DistrictStore &m_store;
    const ViewState &m_view;
    Selection &m_selection;
    const ServerClock &m_clock;
    Appearance &m_appearance;
    QPointer<RoomPanel> m_panel;
};

} // namespace wuquan
