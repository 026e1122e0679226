// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/incidentproxy.h"

#include "data/view/viewstate.h"

#include <algorithm>

namespace wuquan {

namespace {

/// Urgent first, then what ends first, then what has waited longest.
std::strong_ordering byUrgency(const IncidentRow &a, const IncidentRow &b)
{
    if (const auto order = a.severity <=> b.severity; order != 0)
        return order;
    if (const auto order = a.dueAt.value_or(Instant::max()) <=> b.dueAt.value_or(Instant::max()); order != 0)
        return order;
    if (const auto order = a.reportedAt <=> b.reportedAt; order != 0)
        return order;
    return a.id <=> b.id;
}

std::strong_ordering byText(const QString &a, const QString &b)
{
    const int order = a.compare(b, Qt::CaseInsensitive);
    return order <=> 0;
}

std::strong_ordering byColumn(const IncidentRow &a, const IncidentRow &b, int column)
{
    switch (column) {
    case IncidentModel::TitleColumn:
        return byText(a.titleKey, b.titleKey);
    case IncidentModel::CommunityColumn:
        return byText(a.communityKey, b.communityKey);
    case IncidentModel::ClockColumn:
        return a.dueAt.value_or(Instant::max()) <=> b.dueAt.value_or(Instant::max());
    case IncidentModel::StateColumn:
        return a.todo <=> b.todo;
    default:
        return a.severity <=> b.severity;
    }
}

} // namespace

IncidentProxy::IncidentProxy(
    IncidentModel &model, const DistrictStore &store, const ViewState &view, const ServerClock &clock, QObject *parent)
    : QAbstractProxyModel(parent)
    , m_model(model)
    , m_store(store)
    , m_view(view)
    , m_clock(clock)
    , m_lastTick(clock.now())
{
    QAbstractProxyModel::setSourceModel(&model);
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        for (int row = first; row <= last; ++row)
            reconsider(m_model.row(row));
    });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &from, const QModelIndex &to) {
        for (int row = from.row(); row <= to.row(); ++row)
            reconsider(m_model.row(row));
    });
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex &, int first, int last) {
        for (int row = first; row <= last; ++row)
            take(m_model.row(row).id);
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &IncidentProxy::refilter);
    connect(&model, &IncidentModel::batchApplied, this, &IncidentProxy::countBesides);
    connect(&view, &ViewState::filterChanged, this, &IncidentProxy::refilter);
    collect();
    countBesides();
}

int IncidentProxy::count(Todo todo) const
{
    return m_counts[std::size_t(todo)];
}

std::optional<int> IncidentProxy::rowOf(IncidentId id) const
{
    const auto at = std::ranges::find(m_order, id);
    return at == m_order.end() ? std::nullopt : std::optional(int(at - m_order.begin()));
}

const IncidentRow *IncidentProxy::rowAt(int row) const
{
    return row >= 0 && row < rowCount() ? &rowOfId(idAt(row)) : nullptr;
}

void IncidentProxy::tick()
{
    const Instant now = m_clock.now();
    const Instant before = std::exchange(m_lastTick, now);
    if (m_view.todo() == Todo::Overdue) {
        std::vector<IncidentId> due;
        for (const IncidentRow &row : m_model.rows()) {
            if (row.dueAt && *row.dueAt >= before && *row.dueAt < now)
                due.push_back(row.id);
        }
        for (const IncidentId id : due)
            reconsider(rowOfId(id));
    }
    countBesides();
}

void IncidentProxy::sort(int column, Qt::SortOrder order)
{
    if (m_column == column && m_sortOrder == order)
        return;
    m_column = column;
    m_sortOrder = order;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<IncidentId> ids;
    ids.reserve(std::size_t(before.size()));
    for (const QModelIndex &at : before)
        ids.push_back(idAt(at.row()));
    sortOrder();
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (const auto row = rowOf(ids[std::size_t(i)]))
            changePersistentIndex(before[i], index(*row, before[i].column()));
    }
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

QModelIndex IncidentProxy::mapToSource(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto row = m_model.rowOf(idAt(index.row()));
    return row ? m_model.index(*row, index.column()) : QModelIndex();
}

QModelIndex IncidentProxy::mapFromSource(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const auto row = rowOf(m_model.row(index.row()).id);
    return row ? this->index(*row, index.column()) : QModelIndex();
}

QModelIndex IncidentProxy::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

int IncidentProxy::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_order.size());
}

Qt::ItemFlags IncidentProxy::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

int IncidentProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(IncidentModel::ColumnCount);
}

bool IncidentProxy::less(const IncidentRow &a, const IncidentRow &b) const
{
    const auto order = byColumn(a, b, m_column);
    if (order != 0)
        return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
    return byUrgency(a, b) < 0;
}

const IncidentRow &IncidentProxy::rowOfId(IncidentId id) const
{
    return m_model.row(m_model.rowOf(id).value());
}

std::size_t IncidentProxy::placeFor(const IncidentRow &row) const
{
    const auto at = std::ranges::partition_point(m_order, [&](IncidentId id) { return less(rowOfId(id), row); });
    return std::size_t(at - m_order.begin());
}

bool IncidentProxy::inGroup(const IncidentRow &row) const
{
    switch (m_view.todo()) {
    case Todo::All:
        return true;
    case Todo::Overdue:
        return row.dueAt && *row.dueAt < m_clock.now();
    case Todo::Supervised:
        return row.isSupervised;
    default:
        return row.todo == m_view.todo();
    }
}

bool IncidentProxy::count(const IncidentRow &row)
{
    uncount(row.id);
    const Incident *incident = m_store.incident(row.id);
    if (!incident || (!m_view.filter().isEmpty() && !m_view.filter().matches(*incident, m_store)))
        return false;
    m_counted.emplace(row.id, row.todo);
    ++m_counts[std::size_t(Todo::All)];
    ++m_counts[std::size_t(row.todo)];
    return true;
}

void IncidentProxy::uncount(IncidentId id)
{
    const auto at = m_counted.find(id);
    if (at == m_counted.end())
        return;
    --m_counts[std::size_t(Todo::All)];
    --m_counts[std::size_t(at->second)];
    m_counted.erase(at);
}

void IncidentProxy::countBesides()
{
    const Instant now = m_clock.now();
    const bool all = m_counted.size() == m_model.rows().size();
    int overdue = 0, supervised = 0;
    for (const IncidentRow &row : m_model.rows()) {
        const bool isLate = row.dueAt && *row.dueAt < now;
        if ((!isLate && !row.isSupervised) || !(all || m_counted.contains(row.id)))
            continue;
        overdue += isLate ? 1 : 0;
        supervised += row.isSupervised ? 1 : 0;
    }
    m_counts[std::size_t(Todo::Overdue)] = overdue;
    m_counts[std::size_t(Todo::Supervised)] = supervised;
    Q_EMIT countsChanged();
}

void IncidentProxy::refilter()
{
    beginResetModel();
    collect();
    endResetModel();
    countBesides();
}

void IncidentProxy::collect()
{
    m_order.clear();
    m_counted.clear();
    m_counts.fill(0);
    for (const IncidentRow &row : m_model.rows()) {
        if (count(row) && inGroup(row))
            m_order.push_back(row.id);
    }
    sortOrder();
}

void IncidentProxy::sortOrder()
{
    std::vector<const IncidentRow *> rows;
    rows.reserve(m_order.size());
    for (const IncidentId id : m_order)
        rows.push_back(&rowOfId(id));
    std::ranges::sort(rows, [this](const IncidentRow *a, const IncidentRow *b) { return less(*a, *b); });
    std::ranges::transform(rows, m_order.begin(), [](const IncidentRow *row) { return row->id; });
}

void IncidentProxy::reconsider(const IncidentRow &row)
{
    const auto at = rowOf(row.id);
    const bool shown = count(row) && inGroup(row);
    if (at && shown)
        move(std::size_t(*at), row);
    else if (shown)
        insert(row);
    else if (at) {
        beginRemoveRows({}, *at, *at);
        m_order.erase(m_order.begin() + *at);
        endRemoveRows();
    }
}

void IncidentProxy::insert(const IncidentRow &row)
{
    const std::size_t place = placeFor(row);
    beginInsertRows({}, int(place), int(place));
    m_order.insert(m_order.begin() + std::ptrdiff_t(place), row.id);
    endInsertRows();
}

void IncidentProxy::take(IncidentId id)
{
    uncount(id);
    if (const auto at = rowOf(id)) {
        beginRemoveRows({}, *at, *at);
        m_order.erase(m_order.begin() + *at);
        endRemoveRows();
    }
}

void IncidentProxy::move(std::size_t from, const IncidentRow &row)
{
    const bool afterBefore = from == 0 || less(rowOfId(m_order[from - 1]), row);
    const bool beforeAfter = from + 1 == m_order.size() || less(row, rowOfId(m_order[from + 1]));
    if (!afterBefore || !beforeAfter) {
        // All others are in order, so the place can be searched on the side where it must be.
        const auto begin = m_order.begin() + (afterBefore ? std::ptrdiff_t(from) + 1 : 0);
        const auto end = afterBefore ? m_order.end() : m_order.begin() + std::ptrdiff_t(from);
        const auto to = std::partition_point(begin, end, [&](IncidentId id) { return less(rowOfId(id), row); });
        const auto old = m_order.begin() + std::ptrdiff_t(from);
        beginMoveRows({}, int(from), int(from), {}, int(to - m_order.begin()));
        const auto now = to > old ? std::rotate(old, old + 1, to) : (std::rotate(to, old, old + 1), to);
        endMoveRows();
        from = std::size_t(now - m_order.begin());
    }
    Q_EMIT dataChanged(index(int(from), 0), index(int(from), columnCount() - 1));
}

} // namespace wuquan
