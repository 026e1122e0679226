// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/mirror/mirrorsource.h"

#include <QSet>

namespace wuquan {

/// Whose mirror a database is.
struct MirrorIdentity {
    QString source; ///< without secrets
    QString options; ///< what else decides what is copied

    bool operator==(const MirrorIdentity &) const = default;
};

/// How far a source's change log has been taken over.
struct MirrorPosition {
    FeedEpoch epoch;
    std::uint64_t horizon = 0; ///< all of the transactions before this one
};

/// A row of the source that our database refuses.
struct MirrorRejection {
    QString key;
    QString reason;
    bool waits = false; ///< it refers to a row, or is in the way of one, that may still come or go

    bool operator==(const MirrorRejection &) const = default;
};

/// What became of the rows of one slice.
struct MirrorApplied {
    std::int64_t written = 0; ///< new and changed
    std::int64_t removed = 0;
    std::vector<MirrorRejection> rejections;

    [[nodiscard]] bool waits() const;
};

/// Our side of a mirror: writes rows only where they differ, so that the change log stays quiet. Each slice is one
/// transaction, with what the slice looked like; so a mirror that is killed goes on where it stopped.
class MirrorTarget {
public:
    /// ErrorKind::Refused when another mirror writes into this database.
    [[nodiscard]] static Result<MirrorTarget> open(const postgres::Settings &settings);

    [[nodiscard]] const RelationColumns &columns() const { return m_columns; }
    /// Makes this database the mirror of a source. Refused when it holds rows of its own or of another source, which
    /// replace allows for the latter. Other options forget what had been taken over.
    [[nodiscard]] Result<void> claim(const MirrorIdentity &identity, bool replace);
    /// The slices of a relation as they were last taken over.
    [[nodiscard]] Result<MirrorSlices> slices(const MirrorRelation &relation);
    /// Where the change log of the source was left; none when it has not been followed.
    [[nodiscard]] Result<std::optional<MirrorPosition>> position();
    [[nodiscard]] Result<void> setPosition(const std::optional<MirrorPosition> &position);

    /// Makes our rows of the slice those of the source. Rows that our rules refuse are left out and named.
    [[nodiscard]] Result<MirrorApplied> apply(
        const SourceRelation &source, const MirrorSlice &slice, const SourceRows &rows);
    /// The same for the rows with these keys, wherever they are; what slices look like is left alone.
    [[nodiscard]] Result<MirrorApplied> applyKeys(
        const SourceRelation &source, const std::vector<std::int64_t> &keys, const SourceRows &rows);

    /// Attributes with these names and values; written where they differ.
    [[nodiscard]] Result<void> setAttributes(const std::vector<std::pair<QString, QString>> &attributes);
    /// Folds the daily counts and makes the days of our own change log.
    [[nodiscard]] Result<void> maintain();

    /// Rows written and removed so far.
    [[nodiscard]] std::int64_t changeCount() const { return m_changeCount; }

private:
    /// The statements for one relation with certain columns.
    struct Plan {
        QByteArrayList columns;
        QByteArray stage; ///< name of the temporary table
        QByteArray key; ///< columns, with commas between them
        QByteArray upsert; ///< rows $1 ≤ mirror_row < $2 of the stage
        QByteArray findGone; ///< fills the table of those that are gone, before the range condition
        QByteArray removeGone; ///< rows $1 ≤ mirror_row < $2 of them
    };
    /// Which rows of ours a source's rows stand for.
    struct Range {
        QByteArray condition;
        postgres::Parameters parameters;
    };
    enum class Step { Write, Remove };

    explicit MirrorTarget(postgres::Session session);

    Result<const Plan *> planFor(const SourceRelation &source);
    Result<MirrorApplied> applyRange(const SourceRelation &source, const Range &range, const SourceRows &rows);
    Result<void> fillStage(const Plan &plan, const SourceRows &rows);
    Result<void> step(Step step, const SourceRelation &source, const Plan &plan, const SourceRows &rows,
        std::int64_t first, std::int64_t end, MirrorApplied &applied);
    Result<QString> goneKey(const SourceRelation &source, const Plan &plan, std::int64_t n);
    Result<void> noteProgress(
        const SourceRelation &source, const MirrorSlice &slice, const SourceRows &rows, bool waits);
    /// Runs work in a transaction of its own.
    template <class Work>
    Result<MirrorApplied> inTransaction(Work work);

    postgres::Session m_session;
    RelationColumns m_columns;
    QHash<QByteArray, Plan> m_plans; ///< by relation
    std::int64_t m_changeCount = 0;
};

} // namespace wuquan
