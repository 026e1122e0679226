// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/view/room.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace wuquan {

class Appearance;
class PlainLabel;
class ServerClock;

/// Says over the map that somebody wants all to look at something, for ten minutes or until it is put away. G goes
/// there.
class LookBar : public QWidget {
    Q_OBJECT
public:
    LookBar(Room &room, const DistrictStore &store, const ServerClock &clock, Language language, Appearance &appearance,
        QWidget *parent = nullptr);

    /// The one that is shown.
    [[nodiscard]] const std::optional<RoomPointer> &pointer() const { return m_pointer; }
    void go();

Q_SIGNALS:
    void goRequested(const wuquan::RoomPointer &pointer);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void show(const RoomPointer &pointer);
    void leave();
    void refresh();
    void retheme();

    const DistrictStore &m_store;
    const ServerClock &m_clock;
    Language m_language;
    Appearance &m_appearance;
    PlainLabel *m_text;
    QPushButton *m_go;
    QPushButton *m_away;
    QTimer m_second;
    std::optional<RoomPointer> m_pointer;
};

} // namespace wuquan
