// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/view/datastatus.h"
#include "widgets/charts/trendchart.h"

#include <QTimer>

class QButtonGroup;
class QGridLayout;

namespace wuquan {

/// The five trends side by side, with what their lines mean and the switch of days, weeks and months.
class TrendStrip : public QWidget {
    Q_OBJECT
public:
    TrendStrip(const DistrictStore &store, ViewState &view, const DataStatusSource &status, const ServerClock &clock,
        Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] TrendChart &chart(Circle circle) { return *m_charts[circleIndex(circle)]; }

Q_SIGNALS:
    void retryRequested();

public Q_SLOTS:
    /// Counts and draws at once what otherwise is shown within a fifth of a second after a change of the store.
    void refresh();

private:
    void showConditions();
    void followStatus();
    void retheme();

    const DistrictStore &m_store;
    ViewState &m_view;
    const DataStatusSource &m_status;
    const ServerClock &m_clock;
    const Appearance &m_appearance;
    std::array<TrendChart *, 5> m_charts{};
    PlainLabel *m_area;
    QButtonGroup *m_steps;
    QGridLayout *m_grid;
    QHBoxLayout *m_head;
    DataStatus::State m_shownState{};
    QTimer m_soon;
    QTimer m_minute;
};

} // namespace wuquan
