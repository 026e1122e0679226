// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/panel.h"
#include "widgets/incidents/incidentmodel.h"
#include "widgets/incidents/incidentproxy.h"

#include <QTimer>

namespace wuquan {

class DataStatusSource;
class IncidentTable;
class MarkedIncidents;
class Selection;
class ViewState;

/// The panel of open incidents: groups with counts above, rows below; what is selected here is selected everywhere.
class IncidentInbox : public Panel {
    Q_OBJECT
public:
    IncidentInbox(const DistrictStore &store, ViewState &view, Selection &selection, const DataStatusSource &status,
        const ServerClock &clock, Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] IncidentProxy &proxy() { return m_proxy; }
    [[nodiscard]] IncidentTable &table() { return *m_table; }
    /// Lets rows be ticked: by Space, with Ctrl and a click, from one to another with Shift, all by Ctrl+A.
    void tickWith(MarkedIncidents &marked);
    /// Counts the clocks on; also called every second.
    void tick();

private:
    void followSelection();
    void showSelection();
    void updateState();

    const DistrictStore &m_store;
    ViewState &m_view;
    Selection &m_selection;
    const DataStatusSource &m_status;
    const ServerClock &m_clock;
    IncidentModel m_model;
    IncidentProxy m_proxy;
    IncidentTable *m_table = nullptr;
    QWidget *m_nothing = nullptr; ///< shown in place of rows when there are none
    QTimer m_second;
    bool m_following = false; ///< the current row moves because rows or the selection moved, not the user
};

} // namespace wuquan
