// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/districtstore.h"

#include "data/core/parallel.h"
#include "data/geo/mercator.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::size_t irregularRowsKept = 1000;

enum class Applied { Nothing, Added, Changed };

/// Puts a row into a table unless what is there is as new and may stay.
template <class Row, class Id>
Applied upsert(std::vector<Row> &table, std::unordered_map<Id, std::size_t> &rows, const Row &row, bool overrules)
{
    const auto [at, added] = rows.try_emplace(row.id, table.size());
    if (added) {
        table.push_back(row);
        return Applied::Added;
    }
    Row &held = table[at->second];
    if (held.version >= row.version && !overrules)
        return Applied::Nothing;
    held = row;
    return Applied::Changed;
}

/// Takes a row out of a table by moving the last one into its place.
template <class Row, class Id>
bool remove(std::vector<Row> &table, std::unordered_map<Id, std::size_t> &rows, Id id)
{
    const auto at = rows.find(id);
    if (at == rows.end())
        return false;
    const std::size_t row = at->second;
    rows.erase(at);
    if (row + 1 < table.size()) {
        table[row] = std::move(table.back());
        rows[table[row].id] = row;
    }
    table.pop_back();
    return true;
}

template <class Row, class Id>
bool applyRows(std::vector<Row> &table, std::unordered_map<Id, std::size_t> &rows, const std::vector<Row> &upserted,
    const std::vector<Id> &removed, bool overrules)
{
    bool changed = false;
    for (const Row &row : upserted)
        changed |= upsert(table, rows, row, overrules) != Applied::Nothing;
    for (Id id : removed)
        changed |= remove(table, rows, id);
    return changed;
}

template <class Row, class Id>
const Row *find(const std::vector<Row> &table, const std::unordered_map<Id, std::size_t> &rows, Id id)
{
    const auto at = rows.find(id);
    return at == rows.end() ? nullptr : &table[at->second];
}

/// Calls f with every column, so that a column can't be forgotten when rows move.
template <class F>
void eachColumn(DeviceColumns &d, F f)
{
    f(d.id), f(d.position), f(d.kind), f(d.state), f(d.positioned), f(d.grid), f(d.heading), f(d.fieldOfView),
        f(d.reach), f(d.name), f(d.version);
}

void write(DeviceColumns &columns, std::size_t row, const Device &device)
{
    constexpr float none = std::numeric_limits<float>::quiet_NaN();
    columns.id[row] = device.id;
    columns.position[row] = device.position ? worldFromGeo(*device.position) : WorldPoint{};
    columns.kind[row] = device.kind;
    columns.state[row] = device.state;
    columns.positioned[row] = device.position ? 1 : 0;
    columns.grid[row] = device.grid.value_or(AreaId{});
    columns.heading[row] = device.heading.value_or(none);
    columns.fieldOfView[row] = device.fieldOfView.value_or(none);
    columns.reach[row] = device.reach.value_or(none);
    columns.name[row] = device.name;
    columns.version[row] = device.version;
}

} // namespace

DistrictStore::DistrictStore(QObject *parent)
    : QObject(parent)
{
    clear();
}

void DistrictStore::clear()
{
    m_complete = false;
    m_catalogue = std::make_shared<Catalogue>();
    m_areas.clear();
    m_areaRows.clear();
    m_devices = {};
    m_deviceRows.clear();
    m_incidents.clear();
    m_incidentRows.clear();
    m_places.clear();
    m_placeRows.clear();
    m_responders.clear();
    m_responderRows.clear();
    m_annotations.clear();
    m_annotationRows.clear();
    m_trends = std::make_shared<TrendCube>();
    m_indicators = std::make_shared<std::vector<IndicatorFigure>>();
    m_irregularRows.clear();
    m_asOf.reset();
    m_indicatorsAsOf.reset();
    m_position.reset();
}

void DistrictStore::apply(const ChangeBatch &batch)
{
    StoreChange change;
    if (batch.startsAnew) {
        clear();
        change.everything = change.catalogue = change.areas = change.places = change.responders = change.annotations
            = change.trends = change.indicators = change.devicesReordered = true;
    }
    if (batch.catalogue) {
        m_catalogue = batch.catalogue;
        change.catalogue = true;
    }
    if (batch.attributes) {
        auto catalogue = std::make_shared<Catalogue>(*m_catalogue);
        catalogue->attributes = *batch.attributes;
        m_catalogue = std::move(catalogue);
        change.catalogue = true;
    }
    change.areas |= applyRows(m_areas, m_areaRows, batch.areas, batch.areasRemoved, batch.overrules);
    change.places |= applyRows(m_places, m_placeRows, batch.places, batch.placesRemoved, batch.overrules);
    change.responders
        |= applyRows(m_responders, m_responderRows, batch.responders, batch.respondersRemoved, batch.overrules);
    change.annotations
        |= applyRows(m_annotations, m_annotationRows, batch.annotations, batch.annotationsRemoved, batch.overrules);
    applyDevices(batch, change);
    for (const Incident &incident : batch.incidents) {
        switch (upsert(m_incidents, m_incidentRows, incident, batch.overrules)) {
        case Applied::Added:
            change.incidentsAdded.push_back(incident.id);
            break;
        case Applied::Changed:
            change.incidentsChanged.push_back(incident.id);
            break;
        case Applied::Nothing:
            break;
        }
    }
    for (IncidentId id : batch.incidentsRemoved) {
        if (remove(m_incidents, m_incidentRows, id))
            change.incidentsRemoved.push_back(id);
    }
    if (batch.trends) {
        m_trends = batch.trends;
        change.trends = true;
    }
    if (batch.indicators) {
        m_indicators = batch.indicators;
        m_indicatorsAsOf = batch.indicatorsAsOf ? batch.indicatorsAsOf : batch.serverTime;
        change.indicators = true;
    }
    applyIrregularRows(batch);
    if (batch.serverTime)
        m_asOf = batch.serverTime;
    if (batch.position)
        m_position = batch.position;
    if (!batch.withdrawn.empty()) {
        m_withdrawn.insert(m_withdrawn.end(), batch.withdrawn.begin(), batch.withdrawn.end());
        change.withdrawn = true;
    }
    change.completed = batch.complete && !m_complete;
    m_complete |= batch.complete;
    Q_EMIT changed(change);
}

void DistrictStore::forgetWithdrawn()
{
    m_withdrawn.clear();
    StoreChange change;
    change.withdrawn = true;
    Q_EMIT changed(change);
}

/// What is said of a row holds until the row is read again or has gone.
void DistrictStore::applyIrregularRows(const ChangeBatch &batch)
{
    if (!m_irregularRows.empty()) {
        QSet<std::pair<QString, QString>> readAgain;
        eachTable(batch, [&](Entity entity, const auto &rows, const auto &removed) {
            const QString table = tableName(entity);
            // Few rows are told of and many are read: only the few become texts.
            QSet<std::int64_t> told;
            for (const IrregularRow &row : m_irregularRows) {
                if (row.table == table)
                    told.insert(row.key.toLongLong());
            }
            const auto note = [&](auto id) {
                if (told.contains(id.value))
                    readAgain.insert({table, QString::number(id.value)});
            };
            for (const auto &row : rows)
                note(row.id);
            for (const auto id : removed)
                note(id);
        });
        for (const IrregularRow &row : batch.irregularRows)
            readAgain.insert({row.table, row.key});
        std::erase_if(
            m_irregularRows, [&](const IrregularRow &row) { return readAgain.contains({row.table, row.key}); });
    }
    const std::size_t room = irregularRowsKept - std::min(irregularRowsKept, m_irregularRows.size());
    const auto end = batch.irregularRows.begin() + std::ptrdiff_t(std::min(room, batch.irregularRows.size()));
    m_irregularRows.insert(m_irregularRows.end(), batch.irregularRows.begin(), end);
}

void DistrictStore::applyDevices(const ChangeBatch &batch, StoreChange &change)
{
    // Each gets its row, one after the other; then the rows are written by all cores.
    constexpr std::uint32_t nowhere = ~0u;
    std::vector<std::uint32_t> rows(batch.devices.size(), nowhere);
    const std::size_t before = m_devices.size();
    if (const std::size_t most = before + batch.devices.size(); most > 2 * before)
        m_deviceRows.reserve(qsizetype(most));
    std::vector<std::int64_t> fresh; // versions of the rows that are new
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Device &device = batch.devices[i];
        const qsizetype known = m_deviceRows.size();
        DeviceIndex &at = m_deviceRows[device.id];
        if (m_deviceRows.size() > known) {
            at.value = std::uint32_t(before + fresh.size());
            fresh.push_back(device.version);
        } else {
            std::int64_t &version = at.value < before ? m_devices.version[at.value] : fresh[at.value - before];
            if (version >= device.version && !batch.overrules)
                continue;
            version = device.version;
            change.devices.push_back(at);
        }
        rows[i] = at.value;
    }
    if (!fresh.empty()) {
        change.devicesReordered = true;
        eachColumn(m_devices, [&](auto &column) { column.resize(before + fresh.size()); });
    }
    // A row belongs to one piece, so that what is said twice of it is written in order.
    const std::size_t pieces = piecesOf(rows.size(), 1000);
    inParallel(pieces, [&](std::size_t piece) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i] != nowhere && (rows[i] / 64) % pieces == piece)
                write(m_devices, rows[i], batch.devices[i]);
        }
    });
    for (DeviceId id : batch.devicesRemoved) {
        const auto at = m_deviceRows.find(id);
        if (at == m_deviceRows.end())
            continue;
        const std::size_t row = at->value;
        m_deviceRows.erase(at);
        eachColumn(m_devices, [&](auto &column) {
            column[row] = std::move(column.back());
            column.pop_back();
        });
        if (row < m_devices.size())
            m_deviceRows[m_devices.id[row]] = DeviceIndex{std::uint32_t(row)};
        change.devicesReordered = true;
    }
    if (change.devicesReordered)
        change.devices.clear();
}

const Area *DistrictStore::area(AreaId id) const
{
    return find(m_areas, m_areaRows, id);
}

const Area *DistrictStore::ancestor(AreaId id, AreaLevel level) const
{
    const Area *at = area(id);
    // The tree has four levels; a foreign database with a loop must not hang us.
    for (int i = 0; at && at->level != level && i < 8; ++i)
        at = at->parent ? area(*at->parent) : nullptr;
    return at && at->level == level ? at : nullptr;
}

std::optional<DeviceIndex> DistrictStore::deviceIndex(DeviceId id) const
{
    const auto at = m_deviceRows.find(id);
    return at == m_deviceRows.end() ? std::nullopt : std::optional(*at);
}

const Incident *DistrictStore::incident(IncidentId id) const
{
    return find(m_incidents, m_incidentRows, id);
}

const Place *DistrictStore::place(PlaceId id) const
{
    return find(m_places, m_placeRows, id);
}

const Responder *DistrictStore::responder(ResponderId id) const
{
    return find(m_responders, m_responderRows, id);
}

const Annotation *DistrictStore::annotation(AnnotationId id) const
{
    return find(m_annotations, m_annotationRows, id);
}

ChangeBatch DistrictStore::state() const
{
    const auto given = [](float value) { return std::isnan(value) ? std::nullopt : std::optional(value); };
    ChangeBatch state;
    state.startsAnew = true;
    state.complete = m_complete;
    state.catalogue = m_catalogue;
    state.areas = m_areas;
    state.devices.resize(m_devices.size());
    for (std::size_t row = 0; row < m_devices.size(); ++row) {
        Device &device = state.devices[row];
        device.id = m_devices.id[row];
        device.kind = m_devices.kind[row];
        device.state = m_devices.state[row];
        device.name = m_devices.name[row];
        if (m_devices.grid[row] != AreaId{})
            device.grid = m_devices.grid[row];
        // What lies next to (0, 0) is there when it comes back from the square, and that is no position.
        if (const GeoPoint place = geoFromWorld(m_devices.position[row]); m_devices.positioned[row] && isUsable(place))
            device.position = place;
        device.heading = given(m_devices.heading[row]);
        device.fieldOfView = given(m_devices.fieldOfView[row]);
        device.reach = given(m_devices.reach[row]);
        device.version = m_devices.version[row];
    }
    state.incidents = m_incidents;
    state.places = m_places;
    state.responders = m_responders;
    state.annotations = m_annotations;
    state.trends = m_trends;
    state.indicators = m_indicators;
    state.indicatorsAsOf = m_indicatorsAsOf;
    state.irregularRows = m_irregularRows;
    state.serverTime = m_asOf;
    state.position = m_position;
    return state;
}

} // namespace wuquan
