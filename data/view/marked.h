// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/districtstore.h"

#include <QObject>

#include <vector>

namespace wuquan {

/// Incidents that somebody has ticked to do the same with all of them. What is no longer in the store is not ticked.
/// Lives in the GUI thread; owned by app.
class MarkedIncidents : public QObject {
    Q_OBJECT
public:
    explicit MarkedIncidents(const DistrictStore &store, QObject *parent = nullptr);

    /// In the order in which they were ticked.
    [[nodiscard]] const std::vector<IncidentId> &all() const { return m_marked; }
    [[nodiscard]] bool contains(IncidentId incident) const;
    void toggle(IncidentId incident);
    /// Ticks those that are not.
    void add(const std::vector<IncidentId> &incidents);
    void remove(IncidentId incident);
    void clear();

Q_SIGNALS:
    void changed();

private:
    const DistrictStore &m_store;
    std::vector<IncidentId> m_marked;
};

} // namespace wuquan
