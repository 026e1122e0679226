// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/view/filter.h"
#include "widgets/incidents/incidentmodel.h"

#include <QAbstractProxyModel>

#include <array>

namespace wuquan {

class ViewState;

/// The open incidents that the view's filter and inbox group let through, sorted. Keeps its own order of ids and moves
/// single rows in it: QSortFilterProxyModel renumbers all rows at each change, which 50,000 rows make felt.
class IncidentProxy : public QAbstractProxyModel {
    Q_OBJECT
public:
    IncidentProxy(IncidentModel &model, const DistrictStore &store, const ViewState &view, const ServerClock &clock,
        QObject *parent = nullptr);

    /// How many match the filter in this group, whichever group is shown.
    [[nodiscard]] int count(Todo todo) const;
    /// Whether the filter lets the incident through, whichever group is shown.
    [[nodiscard]] bool matches(IncidentId id) const { return m_counted.contains(id); }
    [[nodiscard]] std::optional<int> rowOf(IncidentId id) const;
    [[nodiscard]] IncidentId idAt(int row) const { return m_order[std::size_t(row)]; }
    /// The row's data; none for a row that does not exist.
    [[nodiscard]] const IncidentRow *rowAt(int row) const;

    /// Looks at the clock: counts what has become overdue and lets it appear in that group. Call it once a second.
    void tick();

    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &) const override { return {}; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    // A view asks these of every row whenever one comes or goes; by way of the source that took 30 ms of 50,000.
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override { return !parent.isValid(); }
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void countsChanged();

private:
    [[nodiscard]] bool less(const IncidentRow &a, const IncidentRow &b) const;
    [[nodiscard]] const IncidentRow &rowOfId(IncidentId id) const;
    [[nodiscard]] std::size_t placeFor(const IncidentRow &row) const;
    [[nodiscard]] bool inGroup(const IncidentRow &row) const;
    /// Counts the row under its group when the filter matches it, and tells whether it does.
    bool count(const IncidentRow &row);
    void uncount(IncidentId id);
    /// What is overdue or supervised, which are groups besides the step that it waits for.
    void countBesides();
    void refilter();
    void collect();
    void sortOrder();
    void reconsider(const IncidentRow &row);
    void insert(const IncidentRow &row);
    void take(IncidentId id);
    void move(std::size_t from, const IncidentRow &row);

    IncidentModel &m_model;
    const DistrictStore &m_store;
    const ViewState &m_view;
    const ServerClock &m_clock;
    int m_column = IncidentModel::SeverityColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<IncidentId> m_order;
    std::unordered_map<IncidentId, Todo> m_counted; ///< all that match the filter
    std::array<int, allTodos.size()> m_counts{};
    Instant m_lastTick;
};

} // namespace wuquan
