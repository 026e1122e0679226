// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/store/districtstore.h"
#include "data/view/filter.h"

#include <QAbstractTableModel>

#include <unordered_map>
#include <vector>

namespace wuquan {

/// What an incident is called on screen: its title as plainLine, or the name of its type.
[[nodiscard]] QString incidentTitle(const DistrictStore &store, Language language, const Incident &incident);

/// What a list shows of an open incident, copied out of the store so that drawing and sorting look nothing up.
struct IncidentRow {
    IncidentId id;
    Severity severity = Severity::Normal;
    Todo todo = Todo::ToDispatch;
    Instant reportedAt;
    Instant stepStart;
    std::optional<Instant> dueAt; ///< none while it is suspended
    std::optional<Instant> warnAt;
    bool isSuspended = false;
    bool isSupervised = false; ///< a leader waits for an answer
    QString title; ///< as plainLine; the type's name where there is none
    QString community; ///< or the street, where the grid is unknown
    QString titleKey; ///< for sorting: pinyin where it is known
    QString communityKey;

    bool operator==(const IncidentRow &) const = default;
};

/// What it waits for, or that it waits for nothing.
[[nodiscard]] QString stateText(const IncidentRow &row);

/// The open incidents of a store, in no particular order. Follows the store change by change; every change is announced
/// row by row; a removed row first changes places with the last one, so that removing costs the same in any list.
class IncidentModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SeverityColumn, TitleColumn, CommunityColumn, ClockColumn, StateColumn, ColumnCount };
    enum Role { IdRole = Qt::UserRole + 1 };

    IncidentModel(const DistrictStore &store, Language language, QObject *parent = nullptr);

    [[nodiscard]] const std::vector<IncidentRow> &rows() const { return m_rows; }
    [[nodiscard]] const IncidentRow &row(int row) const { return m_rows[std::size_t(row)]; }
    [[nodiscard]] std::optional<int> rowOf(IncidentId id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    /// Times are not among the texts: they depend on the moment, and the delegate draws them.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// After each batch of the store that touched open incidents, when all rows are announced.
    void batchApplied();

private:
    void apply(const StoreChange &change);
    void rebuild();
    void put(const Incident &incident);
    void removeRow(IncidentId id);
    void swapRows(int a, int b);
    [[nodiscard]] IncidentRow rowFrom(const Incident &incident) const;

    const DistrictStore &m_store;
    Language m_language;
    std::vector<IncidentRow> m_rows;
    std::unordered_map<IncidentId, int> m_rowOf;
};

} // namespace wuquan
