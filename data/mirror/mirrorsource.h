// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/mirror/loadbudget.h"
#include "data/mirror/mirrorrelation.h"
#include "data/mirror/mirrorslices.h"
#include "data/postgres/session.h"

#include <QStringList>

#include <concepts>
#include <optional>
#include <vector>

namespace wuquan {

/// One column of a table or view of schema wuquan.
struct RelationColumn {
    QByteArray name;
    QByteArray baseType; ///< pg_type.typname below all domains
    QByteArray type; ///< as SQL writes it
    bool isRequired = false; ///< a row must give it a value
    bool mayRead = false;
};
using RelationColumns = QHash<QByteArray, std::vector<RelationColumn>>;

/// The columns of every table and view of schema wuquan, as the session's user sees them.
[[nodiscard]] Result<RelationColumns> readColumns(postgres::Session &session);

/// One relation at a source, compared with ours.
struct SourceRelation {
    const MirrorRelation *relation = nullptr;
    QByteArrayList columns; ///< that both sides have, in our order
    QByteArray keyType; ///< of a sliced relation
    bool hasVersion = false;
    bool isAbsent = false; ///< the source lacks it and may
    QString problem; ///< why it can't be copied, for its administrator; empty when it can

    [[nodiscard]] bool isUsable() const { return problem.isEmpty() && !isAbsent; }
};

/// What a source can do, found out once a connection.
struct SourceCapabilities {
    QString version; ///< as the server shows it
    int versionNumber = 0; ///< such as 130016
    bool isStandby = false;
    bool canListen = false;
    bool hasTransactionNumbers = false; ///< xid8 and pg_current_snapshot()
    bool hasBuckets = false; ///< width_bucket over an array
    bool hasChangeLog = false; ///< readable, with its epoch and retention, and not empty
    std::vector<SourceRelation> relations; ///< in the order of mirrorRelations()

    /// Whether changes can be followed by the change log.
    [[nodiscard]] bool canFollow() const { return hasChangeLog && hasTransactionNumbers; }
    /// One line each, for people.
    [[nodiscard]] QStringList lines() const;
};

/// Rows of a relation at the source as text, all read by one statement.
struct SourceRows {
    QByteArrayList columns;
    std::vector<std::optional<QByteArray>> cells; ///< row by row
    std::vector<std::int64_t> keys; ///< of a sliced relation, ascending
    SliceDigest digest;
    QStringList twice; ///< keys that more than one row had; the first of them is taken

    [[nodiscard]] std::size_t rowCount() const
    {
        return columns.isEmpty() ? 0 : cells.size() / std::size_t(columns.size());
    }
};

/// A part of the incidents and devices: those of these sources; empty: all.
using SourceFilter = QStringList;

/// A read-only connection to a source. Every statement is counted against the budget; to wait is the caller's part.
class MirrorSource {
public:
    /// ours: the columns of our own database. The budget must outlive the source.
    [[nodiscard]] static Result<MirrorSource> open(const postgres::Settings &settings, const RelationColumns &ours,
        const SourceFilter &filter, LoadBudget &budget);

    [[nodiscard]] const SourceCapabilities &capabilities() const { return m_capabilities; }
    /// Looks at the relations anew: their columns, and whether they can be copied.
    [[nodiscard]] Result<void> probeRelations(const RelationColumns &ours);

    /// What the slices first … first + count − 1 look like, by one statement; only number and versions when !withRows.
    [[nodiscard]] Result<std::vector<SliceDigest>> digests(const SourceRelation &relation, const MirrorSlices &slices,
        std::size_t first, std::size_t count, bool withRows);
    /// The rows of one slice, in the order of their keys, at most limit (0: all).
    [[nodiscard]] Result<SourceRows> readSlice(const SourceRelation &relation, const MirrorSlice &slice, int limit);
    /// The rows with these keys; those that are missing are gone.
    [[nodiscard]] Result<SourceRows> readKeys(const SourceRelation &relation, const std::vector<std::int64_t> &keys);
    /// Incidents that privacy keeps out, by the names of their types: "NAME (n)".
    [[nodiscard]] Result<std::vector<std::pair<QString, std::int64_t>>> suppressedIncidents();
    /// Any other statement, counted like the rest.
    [[nodiscard]] Result<postgres::ResultSet> query(const QByteArray &sql, const postgres::Parameters &parameters = {});

private:
    MirrorSource(postgres::Session session, const SourceFilter &filter, LoadBudget &budget);

    Result<void> probeServer();
    Result<SourceRows> readRows(
        const SourceRelation &relation, const QByteArray &where, int limit, const postgres::Parameters &parameters);
    [[nodiscard]] QByteArray fromClause(const SourceRelation &relation) const;

    postgres::Session m_session;
    SourceFilter m_filter;
    LoadBudget *m_budget;
    SourceCapabilities m_capabilities;
};

} // namespace wuquan
