// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/pastincidents.h"

#include "data/core/shanghai.h"
#include "data/geo/mercator.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>

using namespace std::chrono_literals;

namespace wuquan {

namespace {
constexpr auto orderRest = 120ms; ///< after the last movement of an end of the span
} // namespace

PastIncidents::PastIncidents(DistrictStore &store, ViewState &view, std::function<Instant()> serverNow, QObject *parent)
    : QObject(parent)
    , m_store(&store)
    , m_view(&view)
    , m_serverNow(std::move(serverNow))
{
    m_ordering.setSingleShot(true);
    m_ordering.setInterval(orderRest);
    connect(&m_ordering, &QTimer::timeout, this, &PastIncidents::order);
    connect(&view, &ViewState::layersChanged, this, &PastIncidents::refresh);
    connect(&view, &ViewState::filterChanged, this, &PastIncidents::refresh);
    connect(&store, &DistrictStore::changed, this, &PastIncidents::onStoreChanged);
    refresh();
}

std::unique_ptr<PastIncidents> PastIncidents::still() const
{
    std::unique_ptr<PastIncidents> made(new PastIncidents);
    made->m_places = places();
    made->m_count = m_count;
    made->m_isStale = made->m_isTodayStale = false;
    made->m_state = m_state;
    made->m_reason = m_reason;
    made->m_from = m_from;
    made->m_to = m_to;
    made->m_rows = m_rows;
    return made;
}

QDate PastIncidents::today() const
{
    return shanghai::dayOf(m_serverNow());
}

std::pair<QDate, QDate> PastIncidents::days() const
{
    return {m_from, m_to};
}

void PastIncidents::outdate()
{
    m_isStale = true;
    outdateToday();
}

void PastIncidents::outdateToday()
{
    m_isTodayStale = true;
    ++m_revision;
}

void PastIncidents::onStoreChanged(const StoreChange &change)
{
    if (m_state == State::None)
        return;
    // A new day too: everything is read anew then.
    if (change.everything || change.completed) {
        m_read = {};
        refresh();
        return;
    }
    const bool isToday = change.incidents() && m_to >= today();
    if (change.areas || change.catalogue)
        outdate();
    else if (isToday)
        outdateToday(); // what was counted of earlier days stands
    else
        return;
    Q_EMIT changed();
}

void PastIncidents::refresh()
{
    const auto span = m_view->heatSpan();
    if (!span || !m_view->layers().testFlag(MapLayer::Heat)) {
        m_ordering.stop();
        if (m_state == State::None)
            return;
        m_state = State::None;
        m_rows.reset();
        m_read = {};
        outdate();
        Q_EMIT changed();
        return;
    }
    const QDate from = today().addDays(-span->from), to = today().addDays(-span->to);
    const bool isSame = m_state != State::None && from == m_from && to == m_to && m_filter == m_view->filter();
    m_from = from;
    m_to = to;
    m_filter = m_view->filter();
    if (!isSame)
        outdate();
    const QDate yesterday = today().addDays(-1), last = std::min(to, yesterday);
    const QString text = m_filter.text.trimmed();
    const bool isRead = m_read.from.isValid() && m_read.from <= from && m_read.to >= last && m_read.text == text;
    if (isRead || from > last) {
        m_ordering.stop();
        m_order = {m_order.number, {}, {}, {}}; // what is on its way is of no use any more
        m_state = State::Read;
    } else if (m_order.from != from || m_order.to != last || m_order.text != text || m_state != State::Reading) {
        m_order = {m_order.number + 1, from, last, text};
        m_state = State::Reading;
        m_ordering.start();
    }
    if (!isSame)
        Q_EMIT changed();
}

void PastIncidents::order()
{
    Q_EMIT ordered(m_order);
}

void PastIncidents::retry()
{
    if (m_state != State::Failed)
        return;
    m_state = State::Reading;
    ++m_order.number;
    Q_EMIT changed();
    order();
}

void PastIncidents::take(quint64 number, const std::shared_ptr<const PastIncidentRows> &rows)
{
    if (number != m_order.number || m_state != State::Reading)
        return;
    m_rows = rows;
    m_read = m_order;
    m_state = State::Read;
    outdate();
    Q_EMIT changed();
}

void PastIncidents::fail(quint64 number, const QString &reason)
{
    if (number != m_order.number || m_state != State::Reading)
        return;
    m_state = State::Failed;
    m_reason = reason;
    Q_EMIT changed();
}

const std::vector<WorldPoint> &PastIncidents::places() const
{
    if (m_isStale) {
        m_isStale = false;
        m_places.clear();
        m_count = 0;
        if (m_state != State::None && m_rows)
            count(*m_rows);
        m_earlierPlaces = m_places.size();
        m_earlierCount = m_count;
    }
    if (m_isTodayStale) {
        m_isTodayStale = false;
        m_places.resize(m_earlierPlaces);
        m_count = m_earlierCount;
        if (m_state != State::None)
            countToday();
    }
    return m_places;
}

int PastIncidents::count() const
{
    (void)places();
    return m_count;
}

/// What an area or a type says of the filter is the same for each of its incidents.
void PastIncidents::count(const PastIncidentRows &rows) const
{
    const Filter &filter = m_filter;
    const bool hasText = !filter.text.trimmed().isEmpty();
    std::unordered_map<std::uint64_t, std::pair<bool, bool>> areas; // in the area, has the text
    std::unordered_map<int, bool> types;
    for (const PastIncident &past : rows.rows) {
        if (past.day < m_from || past.day > m_to || (filter.circle && past.circle != *filter.circle)
            || (filter.severity && past.severity != *filter.severity))
            continue;
        if (filter.area || hasText) {
            const auto [place, isNew] = areas.try_emplace(
                std::uint64_t(std::uint32_t(past.grid.value)) << 32 | std::uint32_t(past.street.value));
            if (isNew)
                place->second = {filter.matchesArea(past.grid, past.street, *m_store),
                    hasText && filter.textMatchesAreas(past.grid, past.street, *m_store)};
            if (!place->second.first)
                continue;
            if (hasText && !past.isNamed && !place->second.second) {
                const auto [type, isNewType] = types.try_emplace(int(past.type.value));
                if (isNewType)
                    type->second = filter.textMatchesType(past.type, *m_store);
                if (!type->second)
                    continue;
            }
        }
        ++m_count;
        if (past.at)
            m_places.push_back(*past.at);
    }
}

void PastIncidents::countToday() const
{
    if (m_to < today())
        return;
    const Instant begin = shanghai::startOf(today());
    for (const Incident &incident : m_store->incidents()) {
        if (incident.reportedAt < begin || !m_filter.matches(incident, *m_store))
            continue;
        ++m_count;
        if (const auto at = worldPlace(incident.position))
            m_places.push_back(*at);
    }
}

} // namespace wuquan
