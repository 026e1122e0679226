// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrortarget.h"

#include "data/core/log.h"
#include "data/postgres/statement.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

using postgres::Parameters;

namespace {

// Stations need not hear of every row when a whole slice is new.
constexpr std::size_t bulkRows = 1000;

/// What a rule of our tables says to one row: cardinality, data, integrity, or one of our triggers.
bool isRowFault(const QByteArray &sqlState)
{
    return sqlState.startsWith("21") || sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState == "P0001";
}

/// Foreign keys and unique keys: other rows may come or go.
bool mayHeal(const QByteArray &sqlState)
{
    return sqlState == "23503" || sqlState == "23505";
}

QByteArray qualified(const QByteArrayList &columns, const QByteArray &alias)
{
    QByteArrayList result;
    for (const QByteArray &column : columns)
        result << alias + '.' + column;
    return result.join(", ");
}

} // namespace

bool MirrorApplied::waits() const
{
    return std::ranges::any_of(rejections, &MirrorRejection::waits);
}

Result<const MirrorTarget::Plan *> MirrorTarget::planFor(const SourceRelation &source)
{
    const MirrorRelation &relation = *source.relation;
    if (const auto known = m_plans.constFind(relation.name); known != m_plans.constEnd()) {
        if (known->columns == source.columns)
            return &*known;
        m_plans.remove(relation.name);
    }
    Plan plan{.columns = source.columns,
        .stage = "mirror_" + relation.name,
        .key = relation.key.join(", "),
        .upsert = {},
        .findGone = {},
        .removeGone = {}};
    QByteArrayList written;
    QByteArrayList values;
    QByteArrayList settings;
    QByteArrayList others;
    QByteArrayList otherValues;
    QByteArrayList keyJoin;
    QByteArrayList goneJoin;
    QByteArrayList stageKeys;
    for (const RelationColumn &column : m_columns.value(relation.name)) {
        const bool isGiven = source.columns.contains(column.name);
        const auto own = relation.values.constFind(column.name);
        if (!isGiven && own == relation.values.constEnd())
            continue;
        // The rule for a column that is given may improve it; the rule for one that is not makes it.
        const bool improves = own != relation.values.constEnd() && (!isGiven || own->contains("s." + column.name));
        const QByteArray value = '(' + (improves ? *own : "s." + column.name) + ")::" + column.type;
        written << column.name;
        values << value;
        if (relation.key.contains(column.name)) {
            keyJoin << "o." + column.name + " = " + value;
            goneJoin << "o." + column.name + " = g." + column.name;
            stageKeys << "(s." + column.name + ")::" + column.type + " = t." + column.name;
        } else {
            settings << column.name + " = excluded." + column.name;
            others << column.name;
            otherValues << value;
        }
    }
    const QByteArray table = "wuquan." + relation.name;
    const QByteArray &key = plan.key;
    QByteArray differs = "o." + relation.key.first() + " is null";
    if (!others.isEmpty())
        differs += " or (" + qualified(others, "o") + ") is distinct from (" + otherValues.join(", ") + ')';
    plan.upsert = "insert into " + table + " (" + written.join(", ") + ") select " + values.join(", ")
        + " from pg_temp." + plan.stage + " s left join " + table + " o on " + keyJoin.join(" and ")
        + " where s.mirror_row >= $1::bigint and s.mirror_row < $2::bigint and (" + differs + ") on conflict (" + key
        + ") do " + (settings.isEmpty() ? "nothing"_ba : "update set " + settings.join(", "));
    plan.findGone = "insert into pg_temp." + plan.stage + "_gone (mirror_row, " + key
        + ") select row_number() over () - 1, " + qualified(relation.key, "t") + " from " + table
        + " t where not exists (select from pg_temp." + plan.stage + " s where " + stageKeys.join(" and ") + ')';
    plan.removeGone = "delete from " + table + " o using pg_temp." + plan.stage + "_gone g where "
        + goneJoin.join(" and ") + " and g.mirror_row >= $1::bigint and g.mirror_row < $2::bigint";
    QByteArrayList stageColumns{"mirror_row bigint primary key"};
    for (const QByteArray &column : source.columns)
        stageColumns << column + " text";
    const auto made = m_session.run("drop table if exists pg_temp." + plan.stage + ", pg_temp." + plan.stage
        + "_gone; create temporary table " + plan.stage + " (" + stageColumns.join(", ")
        + ") on commit delete rows; create temporary table " + plan.stage
        + "_gone on commit delete rows as select 0::bigint as mirror_row, " + key + " from " + table + " with no data");
    if (!made)
        return std::unexpected(made.error());
    return &*m_plans.insert(relation.name, plan);
}

template <class Work>
Result<MirrorApplied> MirrorTarget::inTransaction(Work work)
{
    if (const auto begun = m_session.run("begin"); !begun)
        return std::unexpected(begun.error());
    Result<MirrorApplied> applied = work();
    if (applied) {
        if (const auto committed = m_session.run("commit"); !committed)
            return std::unexpected(committed.error());
        m_changeCount += applied->written + applied->removed;
        return applied;
    }
    if (const auto undone = m_session.run("rollback"); !undone)
        qCWarning(logMirror).noquote() << "rollback:" << undone.error().message;
    return applied;
}

Result<MirrorApplied> MirrorTarget::apply(
    const SourceRelation &source, const MirrorSlice &slice, const SourceRows &rows)
{
    return inTransaction([&]() -> Result<MirrorApplied> {
        if (slice.isNew && rows.rowCount() > bulkRows) {
            if (const auto set = m_session.run("set local wuquan.bulk = on"); !set)
                return std::unexpected(set.error());
        }
        Range range;
        if (source.relation->sliceRows > 0) {
            const QByteArray key = "t." + source.relation->key.first();
            range.condition = " and " + key + " > $1::bigint and " + key + " <= $2::bigint";
            range.parameters = Parameters(slice.from, slice.to);
        }
        auto applied = applyRange(source, range, rows);
        if (!applied)
            return applied;
        for (const QString &key : rows.twice)
            applied->rejections.push_back({key, u"another row has the same key"_s});
        if (const auto noted = noteProgress(source, slice, rows, applied->waits()); !noted)
            return std::unexpected(noted.error());
        return applied;
    });
}

Result<MirrorApplied> MirrorTarget::applyKeys(
    const SourceRelation &source, const std::vector<std::int64_t> &keys, const SourceRows &rows)
{
    return inTransaction([&] {
        return applyRange(
            source, {" and t." + source.relation->key.first() + " = any ($1::bigint[])", Parameters(keys)}, rows);
    });
}

Result<MirrorApplied> MirrorTarget::applyRange(const SourceRelation &source, const Range &range, const SourceRows &rows)
{
    const auto planned = planFor(source);
    if (!planned)
        return std::unexpected(planned.error());
    const Plan &plan = **planned;
    if (const auto filled = fillStage(plan, rows); !filled)
        return std::unexpected(filled.error());
    std::int64_t gone = 0;
    if (!source.relation->keepsOwn) {
        const auto found = m_session.query(plan.findGone + range.condition, range.parameters);
        if (!found)
            return std::unexpected(found.error());
        gone = found->affectedRows();
    }
    // First what makes room; what can't go yet is tried again behind the rows that may let it go.
    MirrorApplied applied;
    MirrorApplied early;
    if (const auto removed = step(Step::Remove, source, plan, rows, 0, gone, early); !removed)
        return std::unexpected(removed.error());
    if (const auto written = step(Step::Write, source, plan, rows, 0, std::int64_t(rows.rowCount()), applied); !written)
        return std::unexpected(written.error());
    if (!early.rejections.empty()) {
        if (const auto removed = step(Step::Remove, source, plan, rows, 0, gone, applied); !removed)
            return std::unexpected(removed.error());
    }
    applied.removed += early.removed;
    return applied;
}

Result<void> MirrorTarget::fillStage(const Plan &plan, const SourceRows &rows)
{
    if (const auto emptied = m_session.run("truncate pg_temp." + plan.stage + ", pg_temp." + plan.stage + "_gone");
        !emptied)
        return emptied;
    auto copy = m_session.copyIn(
        "copy pg_temp." + plan.stage + " (mirror_row, " + rows.columns.join(", ") + ") from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    const std::size_t width = std::size_t(rows.columns.size());
    for (std::size_t row = 0; row < rows.rowCount(); ++row) {
        copy->beginRow(std::int16_t(width + 1));
        copy->add(std::int64_t(row));
        for (std::size_t column = 0; column < width; ++column) {
            if (const auto &cell = rows.cells[row * width + column])
                copy->add(QByteArrayView(*cell));
            else
                copy->addNull();
        }
    }
    const auto finished = copy->finish();
    if (!finished)
        return std::unexpected(finished.error());
    // Without it the planner takes the rows for a handful, and compares each with every row of ours.
    return m_session.run("analyze pg_temp." + plan.stage + " (mirror_row, " + plan.key + ')');
}

/// Does rows first … end − 1 at once; when one of them is refused, halves until it stands alone, and leaves it out.
Result<void> MirrorTarget::step(Step what, const SourceRelation &source, const Plan &plan, const SourceRows &rows,
    std::int64_t first, std::int64_t end, MirrorApplied &applied)
{
    if (first >= end)
        return {};
    if (const auto set = m_session.run("savepoint mirror"); !set)
        return set;
    const auto done = m_session.query(what == Step::Write ? plan.upsert : plan.removeGone, Parameters(first, end));
    if (done) {
        (what == Step::Write ? applied.written : applied.removed) += done->affectedRows();
        return m_session.run("release savepoint mirror");
    }
    if (!isRowFault(done.error().sqlState))
        return std::unexpected(done.error());
    if (const auto undone = m_session.run("rollback to savepoint mirror; release savepoint mirror"); !undone)
        return undone;
    if (end - first > 1) {
        const std::int64_t middle = first + (end - first) / 2;
        if (const auto half = step(what, source, plan, rows, first, middle, applied); !half)
            return half;
        return step(what, source, plan, rows, middle, end, applied);
    }
    QStringList key;
    if (what == Step::Write) {
        for (const QByteArray &column : source.relation->key)
            key << QString::fromUtf8(
                rows.cells[std::size_t(first) * std::size_t(rows.columns.size())
                        + std::size_t(rows.columns.indexOf(column))]
                    .value_or("NULL"));
    } else {
        const auto gone = goneKey(source, plan, first);
        if (!gone)
            return std::unexpected(gone.error());
        key << *gone;
    }
    const QString reason = done.error().message.section(u'\n', 0, 0);
    applied.rejections.push_back(
        {key.join(u", "_s), what == Step::Write ? reason : u"is gone at the source and stays: "_s + reason,
            mayHeal(done.error().sqlState)});
    return {};
}

Result<QString> MirrorTarget::goneKey(const SourceRelation &source, const Plan &plan, std::int64_t n)
{
    const auto row = m_session.query("select concat_ws(', ', " + source.relation->key.join(", ") + ") from pg_temp."
            + plan.stage + "_gone where mirror_row = $1::bigint",
        Parameters(n));
    if (!row)
        return std::unexpected(row.error());
    return row->value<QString>().value_or(QString());
}

Result<void> MirrorTarget::noteProgress(
    const SourceRelation &source, const MirrorSlice &slice, const SourceRows &rows, bool waits)
{
    const auto forget = postgres::namedStatement(u"mirror_progress_forget"_s);
    const auto write = postgres::namedStatement(u"mirror_progress_write"_s);
    if (!forget || !write)
        return std::unexpected(forget ? write.error() : forget.error());
    // Slices that this one has swallowed.
    if (const auto done = m_session.query(*forget, Parameters(source.relation->name, slice.from, slice.to)); !done)
        return std::unexpected(done.error());
    Parameters parameters(source.relation->name, slice.from, slice.to, rows.digest.rows);
    parameters.add(waits ? std::nullopt : std::optional(rows.digest.rowSum));
    parameters.add(rows.digest.versionSum);
    if (const auto done = m_session.query(*write, parameters); !done)
        return std::unexpected(done.error());
    return {};
}

} // namespace wuquan
