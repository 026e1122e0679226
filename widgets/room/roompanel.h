// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/room.h"
#include "data/view/selection.h"
#include "widgets/base/popup.h"

#include <functional>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace wuquan {

class PlainLabel;
class ServerClock;

/// What is going on in the room: the roll-call of posts, where somebody is missing, and the log of the shift, which is
/// handed over here.
class RoomPanel : public Popup {
    Q_OBJECT
public:
    RoomPanel(Room &room, const DistrictStore &store, Selection &selection, const ServerClock &clock, Language language,
        Appearance &appearance, QWidget *parent);

private:
    void refresh();
    void showCall();
    void showVoids();
    void showShift();
    void addButton(QVBoxLayout &to, const QString &text, const QString &name, std::function<void()> pressed);
    void writeLine();
    void handOver();
    [[nodiscard]] bool leads() const;
    /// Whether our post has a room with a log of shifts.
    [[nodiscard]] bool isOfRoom() const;

    Room &m_room;
    const DistrictStore &m_store;
    Selection &m_selection;
    const ServerClock &m_clock;
    Language m_language;
    Appearance &m_appearance;
    FactList *m_call;
    QVBoxLayout *m_callButtons;
    PlainLabel *m_voidHeading;
    QVBoxLayout *m_voids;
    FactList *m_shift;
    QLineEdit *m_words;
    QPushButton *m_write;
    QPushButton *m_handOver;
    PlainLabel *m_request;
    bool m_isSure = false; ///< the next press hands over
};

} // namespace wuquan
