// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRect>

#include <functional>
#include <vector>

class QWidget;

namespace wuquan {

class MapButton;

/// The panels over the map that only open and close, each by a button of its own, one at a time. GUI thread, owned by
/// the map widget, whose children panels and buttons are.
class MapPanels : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// `arrangeIn` puts the panel into a room of the map; whoever adds it connects what asks for close().
    void add(MapButton &opener, QWidget &panel, std::function<void(const QRect &)> arrangeIn);
    void open(QWidget &panel);
    /// Gives the focus to the button that opened it; without a panel nothing happens.
    void close();
    /// Null: none is open.
    [[nodiscard]] QWidget *shown() const;
    void arrangeIn(const QRect &room);

Q_SIGNALS:
    void changed(); ///< another one is open, or none

private:
    struct Entry {
        MapButton *opener;
        QWidget *panel;
        std::function<void(const QRect &)> arrangeIn;
    };
    std::vector<Entry> m_entries;
};

} // namespace wuquan
