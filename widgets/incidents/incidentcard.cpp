// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/incidentcard.h"

#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "widgets/incidents/focusframe.h"
#include "widgets/incidents/incidentpage.h"
#include "widgets/incidents/placepage.h"
#include "widgets/theme/appearance.h"

#include <QPainter>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

using namespace std::chrono_literals;

namespace wuquan {

namespace {

/// Scrolls a page of the card by keys too, and shows that it has the focus.
class CardArea : public QScrollArea {
public:
    explicit CardArea(const Appearance &appearance)
        : m_appearance(appearance)
    {
    }

protected:
    void focusInEvent(QFocusEvent *event) override
    {
        QScrollArea::focusInEvent(event);
        viewport()->update();
    }
    void focusOutEvent(QFocusEvent *event) override
    {
        QScrollArea::focusOutEvent(event);
        viewport()->update();
    }
    void paintEvent(QPaintEvent *event) override
    {
        QScrollArea::paintEvent(event);
        if (!hasFocus())
            return;
        QPainter painter(viewport());
        paintFocusFrame(painter, viewport()->rect(), m_appearance.theme());
    }

private:
    const Appearance &m_appearance;
};

} // namespace

IncidentCard::IncidentCard(const DistrictStore &store, ViewState &view, const Selection &selection,
    const DataStatusSource &status, const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : Panel(appearance, parent)
    , m_store(store)
    , m_view(view)
    , m_selection(selection)
    , m_status(status)
    , m_clock(clock)
    , m_pages(new QStackedWidget)
    , m_incident(new IncidentPage(store, clock, view.language(), appearance))
    , m_place(new PlacePage(appearance))
{
    setAccessibleName(tr("所选"));
    for (QWidget *page : {static_cast<QWidget *>(m_incident), static_cast<QWidget *>(m_place)}) {
        auto *area = new CardArea(appearance);
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->viewport()->setAutoFillBackground(false);
        area->setWidget(page);
        page->setAutoFillBackground(false); // QScrollArea fills what it is given
        m_pages->addWidget(area);
    }
    setContent(m_pages);
    m_soon.setSingleShot(true);
    m_soon.setInterval(250ms);
    connect(&m_soon, &QTimer::timeout, this, &IncidentCard::refresh);
    connect(&m_second, &QTimer::timeout, this, &IncidentCard::tick);
    connect(&selection, &Selection::changed, this, &IncidentCard::refresh);
    connect(&view, &ViewState::filterChanged, this, &IncidentCard::refresh);
    connect(&status, &DataStatusSource::changed, this, &IncidentCard::followStatus);
    connect(m_incident, &IncidentPage::clearFilterRequested, this, [this] { m_view.setFilter({}); });
    connect(m_place, &PlacePage::areaFilterToggled, this, &IncidentCard::toggleAreaFilter);
    connect(new QShortcut(Qt::Key_F, m_place), &QShortcut::activated, this, &IncidentCard::toggleAreaFilter);
    // Counting an area looks at every device; many small batches share one count. A whole state is shown at once.
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.completed)
            refresh();
        else if (!m_soon.isActive())
            m_soon.start();
    });
    m_second.start(1s);
    refresh();
}

void IncidentCard::dispatchWith(const CaseWork &work)
{
    m_incident->dispatchWith(work);
}

void IncidentCard::tick()
{
    m_incident->tick();
    if (state() == State::Stale)
        showCondition(m_store, m_status.status(), m_clock.now(), m_view.language());
}

void IncidentCard::followStatus()
{
    const DataStatus &status = m_status.status();
    // The time of the last answer changes several times a second; an area is not counted anew for that.
    if (status.state != m_shownStatus.state || status.reason != m_shownStatus.reason)
        refresh();
}

void IncidentCard::toggleAreaFilter()
{
    if (!m_filterable)
        return;
    Filter filter = m_view.filter();
    filter.area = filter.area == m_filterable ? std::nullopt : m_filterable;
    m_view.setFilter(filter);
}

void IncidentCard::refresh()
{
    m_shownStatus = m_status.status();
    m_filterable.reset();
    if (!showCondition(m_store, m_status.status(), m_clock.now(), m_view.language()))
        return;
    const IncidentId *id = m_selection.as<IncidentId>();
    if (const Incident *incident = id ? m_store.incident(*id) : nullptr) {
        m_incident->showIncident(*incident);
        m_incident->setOutsideFilter(!m_view.filter().matches(*incident, m_store));
        m_pages->setCurrentIndex(0);
        return;
    }
    const auto content = selectedContent();
    if (content) {
        m_place->showContent(*content);
        const Area *area = content->isArea ? areaInView() : nullptr;
        if (area && area->level != AreaLevel::District)
            m_filterable = area->id;
        m_place->setAreaFilter(!m_filterable           ? PlacePage::AreaFilter::Impossible
                : m_view.filter().area == m_filterable ? PlacePage::AreaFilter::Set
                                                       : PlacePage::AreaFilter::Possible);
        m_pages->setCurrentIndex(1);
    } else {
        showEmpty(tr("没有选中任何对象"));
    }
}

const Area *IncidentCard::areaInView() const
{
    if (const AreaId *id = m_selection.as<AreaId>()) {
        if (const Area *area = m_store.area(*id))
            return area;
    }
    if (m_view.filter().area) {
        if (const Area *area = m_store.area(*m_view.filter().area))
            return area;
    }
    const auto district = std::ranges::find(m_store.areas(), AreaLevel::District, &Area::level);
    return district == m_store.areas().end() ? nullptr : &*district;
}

std::optional<CardContent> IncidentCard::selectedContent() const
{
    const CardWriter writer(m_store, m_view.filter(), m_view.language());
    if (const DeviceId *id = m_selection.as<DeviceId>()) {
        if (const auto device = m_store.deviceIndex(*id))
            return writer.device(*device);
    }
    if (const PlaceId *id = m_selection.as<PlaceId>()) {
        if (const Place *place = m_store.place(*id))
            return writer.place(*place);
    }
    if (const ResponderId *id = m_selection.as<ResponderId>()) {
        if (const Responder *responder = m_store.responder(*id))
            return writer.responder(*responder);
    }
    if (const AnnotationId *id = m_selection.as<AnnotationId>()) {
        if (const Annotation *annotation = m_store.annotation(*id))
            return writer.annotation(*annotation);
    }
    const Area *area = areaInView();
    return area ? std::optional(writer.area(*area)) : std::nullopt;
}

} // namespace wuquan
