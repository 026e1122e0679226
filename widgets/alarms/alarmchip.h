// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/alarmlist.h"
#include "data/view/selection.h"

#include <QTimer>
#include <QToolButton>

namespace wuquan {

class Appearance;
class ViewState;

/// How many alarms wait for somebody to take note; hidden while there are none. J goes to the gravest, a click lists
/// them, in a flood by kind and street. What is heard of a new one is seen here: for some seconds the chip says its
/// kind and fills once a second.
class AlarmChip : public QToolButton {
    Q_OBJECT
public:
    AlarmChip(AlarmList &alarms, const DistrictStore &store, const ViewState &view, Selection &selection,
        const ServerClock &clock, Appearance &appearance, QWidget *parent = nullptr);

    /// Selects the gravest.
    void goToGravest();
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void fillMenu();
    void flash(AlarmKind kind);
    void addEntry(const QString &text, IncidentId incident);
    [[nodiscard]] QString lineOf(const Alarm &alarm) const;

    AlarmList &m_alarms;
    const DistrictStore &m_store;
    const ViewState &m_view;
    Selection &m_selection;
    const ServerClock &m_clock;
    const Appearance &m_appearance;
    QTimer m_second;
    QTimer m_flashing;
    int m_flashesLeft = 0;
    AlarmKind m_heard = AlarmKind::Urgent; ///< what the flashing is for, in words beside the count
};

} // namespace wuquan
