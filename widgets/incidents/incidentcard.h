// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/datastatus.h"
#include "widgets/base/panel.h"
#include "widgets/incidents/placefacts.h"

#include <QTimer>

class QStackedWidget;

namespace wuquan {

class IncidentPage;
class PlacePage;
class Selection;
class ViewState;
struct CaseWork;

/// The panel of the one thing that is selected: an incident, else an area, device, place or team; with nothing selected
/// the area of the filter, or the district.
class IncidentCard : public Panel {
    Q_OBJECT
public:
    IncidentCard(const DistrictStore &store, ViewState &view, const Selection &selection,
        const DataStatusSource &status, const ServerClock &clock, Appearance &appearance, QWidget *parent = nullptr);

    /// Lets the card act on its incident.
    void dispatchWith(const CaseWork &work);
    /// Shows at once what otherwise is shown within a quarter of a second after a change of the store.
    void refresh();
    /// Counts clock and age on; also called every second.
    void tick();

private:
    void followStatus();
    void toggleAreaFilter();
    [[nodiscard]] const Area *areaInView() const;
    [[nodiscard]] std::optional<CardContent> selectedContent() const;

    const DistrictStore &m_store;
    ViewState &m_view;
    const Selection &m_selection;
    const DataStatusSource &m_status;
    const ServerClock &m_clock;
    QStackedWidget *m_pages;
    IncidentPage *m_incident;
    PlacePage *m_place;
    std::optional<AreaId> m_filterable; ///< the area that is shown, unless it is the whole district
    DataStatus m_shownStatus; ///< with the moments that the banner alone follows
    QTimer m_second;
    QTimer m_soon;
};

} // namespace wuquan
