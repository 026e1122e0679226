// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/circle.h"
#include "data/store/districtstore.h"
#include "data/trends/trendseries.h"
#include "widgets/base/panel.h"

class QHBoxLayout;
class QVBoxLayout;

namespace wuquan {

class DataStatusSource;
class PlainLabel;
class Seal;
class TrendPlot;
class ViewState;

/// The trend of one circle: seal and name, the present figure with its comparison, and the drawing. Days before today
/// come from the cube, today is counted from the store.
class TrendChart : public Panel {
    Q_OBJECT
public:
    TrendChart(Circle circle, const DistrictStore &store, const ViewState &view, const DataStatusSource &status,
        const ServerClock &clock, Appearance &appearance, QWidget *parent = nullptr);

    /// Counts anew and draws; TrendStrip calls it for all five at the same moment.
    void refresh();
    void setUrgent(bool urgent);
    [[nodiscard]] const TrendSeries &series() const { return m_series; }
    /// What is written beside the big figure.
    [[nodiscard]] QString comparison() const;

private:
    [[nodiscard]] Instant cut() const;
    [[nodiscard]] QString untilText() const;
    [[nodiscard]] QString changeText() const;
    [[nodiscard]] std::optional<AreaId> street() const;
    [[nodiscard]] int countToday(std::optional<AreaId> street, QDate today) const;
    [[nodiscard]] QString unitText() const;
    void retheme();

    Circle m_circle;
    const DistrictStore &m_store;
    const ViewState &m_view;
    const DataStatusSource &m_status;
    const ServerClock &m_clock;
    const Appearance &m_appearance;
    TrendSeries m_series;
    Seal *m_seal;
    PlainLabel *m_name;
    PlainLabel *m_unit;
    PlainLabel *m_figure;
    PlainLabel *m_until;
    PlainLabel *m_change;
    TrendPlot *m_plot;
    QVBoxLayout *m_column;
    QHBoxLayout *m_heading;
    QHBoxLayout *m_figureRow;
};

} // namespace wuquan
