// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/domain/pastincident.h"
#include "data/store/districtstore.h"
#include "data/view/viewstate.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace wuquan {

/// Where incidents of the span of days that the view wants were, as far as they match its filter: those of earlier
/// days as a database tells them, today's from the store, so that both share one cut with everything else. Asks only
/// while heat of a span is shown. Lives in the GUI thread, owned by app; store and view must outlive it.
class PastIncidents : public QObject {
    Q_OBJECT
public:
    enum class State {
        None, ///< nobody wants any
        Reading, ///< what was shown before stays meanwhile
        Read,
        Failed, ///< likewise; reason() says why
    };

    PastIncidents(DistrictStore &store, ViewState &view, std::function<Instant()> serverNow, QObject *parent = nullptr);

    /// As it is at present, following nothing and asking for nothing.
    [[nodiscard]] std::unique_ptr<PastIncidents> still() const;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QString &reason() const { return m_reason; }
    /// First and last day of what places() is of.
    [[nodiscard]] std::pair<QDate, QDate> days() const;
    /// Of the incidents in the span and the filter, those that have a place.
    [[nodiscard]] const std::vector<WorldPoint> &places() const;
    /// How many there are with those that have none.
    [[nodiscard]] int count() const;
    /// Whether there are more than are read: the oldest days are not whole.
    [[nodiscard]] bool isCut() const { return m_rows && m_rows->isCut; }
    /// Grows whenever places() becomes another.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

public Q_SLOTS:
    void take(quint64 number, const std::shared_ptr<const wuquan::PastIncidentRows> &rows);
    void fail(quint64 number, const QString &reason);
    /// Asks again for what could not be had.
    void retry();

Q_SIGNALS:
    void ordered(const wuquan::PastIncidentOrder &order);
    void changed(); ///< the places, or the state

private:
    PastIncidents() = default;
    void refresh();
    void onStoreChanged(const StoreChange &change);
    void order();
    void outdate();
    void outdateToday();
    void count(const PastIncidentRows &rows) const;
    void countToday() const;
    [[nodiscard]] QDate today() const;

    DistrictStore *m_store = nullptr;
    ViewState *m_view = nullptr;
    std::function<Instant()> m_serverNow;
    State m_state = State::None;
    QString m_reason;
    PastIncidentOrder m_order; ///< the last
    QTimer m_ordering; ///< while somebody still moves the ends of the span
    std::shared_ptr<const PastIncidentRows> m_rows;
    PastIncidentOrder m_read; ///< what these are of
    QDate m_from, m_to; ///< the span that is wanted
    Filter m_filter; ///< that the places are of
    std::uint64_t m_revision = 1;
    mutable bool m_isStale = true; ///< all below
    mutable bool m_isTodayStale = true; ///< what of them is of today
    mutable std::size_t m_earlierPlaces = 0; ///< how many of m_places, the first, are of earlier days; likewise:
    mutable int m_earlierCount = 0;
    mutable std::vector<WorldPoint> m_places;
    mutable int m_count = 0;
};

} // namespace wuquan
