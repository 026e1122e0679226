// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorrun.h"

#include "data/core/log.h"
#include "data/mirror/mirrorposition.h"

#include <algorithm>

#include <poll.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr auto probeInterval = 1h; // columns may come; those that go are noticed at once
constexpr auto repairInterval = 5s; // while something can't be copied
constexpr auto maintainInterval = 60s;
constexpr auto suppressedInterval = 10min;
constexpr qsizetype namedAtOnce = 5;

Error ofTarget(Error error)
{
    if (error.kind != ErrorKind::Refused)
        error.message.prepend(u"our database: "_s);
    return error;
}

Error ofSource(Error error)
{
    error.message.prepend(u"the source: "_s);
    return error;
}

} // namespace

MirrorRun::MirrorRun(const MirrorOptions &options, MirrorReport &report, LoadBudget &budget)
    : m_options(options)
    , m_report(report)
    , m_budget(budget)
    , m_schedule(options.load, options.fastest, options.logged)
{
}

Result<void> MirrorRun::run()
{
    if (const auto connected = connect(); !connected)
        return connected;
    while (true) {
        const Time now = std::chrono::steady_clock::now();
        if (waitUntil(now))
            return {};
        if (m_log && now >= m_pollAt) {
            if (const auto followed = followLog(); !followed)
                return followed;
        }
        if (m_log && m_log->isInRound())
            continue;
        if (const auto worked = work(now); !worked)
            return worked;
        if (m_options.once && isDone())
            break;
        const auto task = m_schedule.next(m_target->changeCount(), m_source->capabilities().hasBuckets);
        const Time at = task ? std::max(task->dueAt, m_budget.freeAt()) : Time::max();
        const Time until = std::min(at, nextErrand());
        if (until > now) {
            if (waitUntil(until))
                return {};
        } else if (at <= now) {
            if (const auto performed = perform(*task); !performed)
                return performed;
        }
    }
    if (const auto maintained = m_target->maintain(); !maintained)
        return std::unexpected(ofTarget(maintained.error()));
    return tellState(std::chrono::steady_clock::now());
}

Result<void> MirrorRun::connect()
{
    auto target = MirrorTarget::open(m_options.to);
    if (!target)
        return std::unexpected(ofTarget(target.error()));
    m_target = std::move(*target);
    const MirrorIdentity identity{m_options.from.description(),
        u"coordinates %1; sources %2"_s.arg(QString::number(int(m_options.coordinates)),
            m_options.sources.isEmpty() ? u"all"_s : m_options.sources.join(u","_s))};
    if (const auto claimed = m_target->claim(identity, m_options.replace); !claimed)
        return std::unexpected(ofTarget(claimed.error()));
    auto source = MirrorSource::open(m_options.from, m_target->columns(), m_options.sources, m_budget);
    if (!source)
        return std::unexpected(ofSource(source.error()));
    m_source = std::move(*source);
    for (const QString &line : m_source->capabilities().lines())
        qCDebug(logMirror).noquote() << line;
    bool hasProblems = false;
    for (const SourceRelation &relation : m_source->capabilities().relations) {
        auto slices = m_target->slices(*relation.relation);
        if (!slices)
            return std::unexpected(ofTarget(slices.error()));
        m_schedule.relations.push_back({relation, std::move(*slices)});
        if (!relation.problem.isEmpty() && !relation.isAbsent) {
            hasProblems = true;
            m_options.say(u"not copied: %1"_s.arg(relation.problem));
        }
    }
    if (const auto following = startFollowing(); !following)
        return std::unexpected(ofSource(following.error()));
    const Time now = std::chrono::steady_clock::now();
    m_pollAt = m_heardAt = m_suppressedAt = now;
    m_tellAt = now + 1s;
    m_maintainAt = now;
    m_probeAt = hasProblems ? now + repairInterval : now + Time::duration(probeInterval);
    m_options.say(u"connected to %1: PostgreSQL %2; %3"_s.arg(
        m_options.from.description(), m_source->capabilities().version, promise().english()));
    return {};
}

/// What is done from time to time beside comparing.
Result<void> MirrorRun::work(Time now)
{
    if (now >= m_probeAt) {
        if (const auto probed = probeAgain(); !probed)
            return std::unexpected(ofSource(probed.error()));
    }
    if (now >= m_suppressedAt && m_budget.freeAt() <= now) {
        if (const auto counted = countSuppressed(); !counted)
            return std::unexpected(ofSource(counted.error()));
        m_suppressedAt = now + suppressedInterval;
    }
    if (now >= m_maintainAt) {
        if (const auto maintained = m_target->maintain(); !maintained)
            return std::unexpected(ofTarget(maintained.error()));
        m_maintainAt = now + maintainInterval;
        for (FollowedRelation &followed : m_schedule.relations)
            followed.slices.joinSmall();
    }
    if (now >= m_tellAt)
        return tellState(now);
    return {};
}

MirrorRun::Time MirrorRun::nextErrand() const
{
    Time at = std::min({m_probeAt, m_maintainAt, m_tellAt, std::max(m_suppressedAt, m_budget.freeAt())});
    if (m_log)
        at = std::min(at, m_pollAt);
    return at;
}

Result<void> MirrorRun::perform(const MirrorTask &task)
{
    return task.what == MirrorTask::What::Read ? readSlice(task) : compare(task);
}

Result<void> MirrorRun::compare(const MirrorTask &task)
{
    FollowedRelation &followed = m_schedule.relations[task.relation];
    const bool withRows = task.what == MirrorTask::What::CompareRows;
    const Time begin = std::chrono::steady_clock::now();
    const auto digests = m_source->digests(followed.source, followed.slices, task.first, task.count, withRows);
    if (!digests)
        return sourceFailed(followed, digests.error());
    if (withRows) {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        followed.cost_s = took.count() / double(task.count);
    }
    for (std::size_t i = 0; i < task.count; ++i) {
        MirrorSlice &slice = followed.slices[task.first + i];
        const SliceDigest &seen = (*digests)[i];
        slice.lookedAt = begin;
        const bool same = withRows ? slice.digest->sameRows(seen) : slice.digest->sameVersions(seen);
        if (same) {
            if (withRows)
                slice.comparedAt = begin;
            continue;
        }
        if (withRows && followed.source.hasVersion && slice.digest->sameVersions(seen)) {
            followed.versionsLie = true;
            followed.source.hasVersion = false;
            m_options.say(u"a row of %1 changed and its version did not: versions of it are not relied on"_s.arg(
                followed.source.relation->shownName()));
        }
        slice.digest.reset();
        slice.waitsSince.reset();
    }
    return {};
}

Result<void> MirrorRun::readSlice(const MirrorTask &task)
{
    FollowedRelation &followed = m_schedule.relations[task.relation];
    MirrorSlices &slices = followed.slices;
    const int limit = slices.readLimit(task.first);
    const Time begin = std::chrono::steady_clock::now();
    auto rows = m_source->readSlice(followed.source, slices[task.first], limit);
    if (!rows)
        return sourceFailed(followed, rows.error());
    if (limit > 0 && rows->digest.rows >= limit) {
        const std::size_t last = std::min(std::size_t(slices.rowsEach()), rows->keys.size()) - 1;
        slices.splitAfter(task.first, rows->keys[last]);
        // What was read belongs to two slices now.
        if (limit > slices.rowsEach())
            return {};
    }
    MirrorSlice &slice = slices[task.first];
    toWgs84(m_options.coordinates, *rows);
    const auto applied = m_target->apply(followed.source, slice, *rows);
    if (!applied)
        return std::unexpected(ofTarget(applied.error()));
    if (followed.isLogged && slice.comparedAt != Time::min() && applied->written + applied->removed > 0)
        suspect(followed);
    note(followed, QString::number(slice.from), *applied);
    slice.isNew = false;
    slice.comparedAt = slice.lookedAt = begin;
    slice.digest.reset();
    slice.waitsSince.reset();
    if (applied->waits())
        slice.waitsSince = m_target->changeCount();
    else
        slice.digest = rows->digest;
    return {};
}

void MirrorRun::note(FollowedRelation &followed, const QString &slice, const MirrorApplied &applied)
{
    m_report.written += applied.written;
    m_report.removed += applied.removed;
    const QString name = followed.source.relation->shownName();
    std::vector<MirrorRejection> &before = m_leftOut[name + u' ' + slice];
    if (before == applied.rejections)
        return;
    m_report.rejected += std::int64_t(applied.rejections.size()) - std::int64_t(before.size());
    before = applied.rejections;
    qsizetype named = 0;
    for (const MirrorRejection &rejection : before) {
        if (++named > namedAtOnce) {
            m_options.say(u"%1: %2 more are left out"_s.arg(name).arg(qsizetype(before.size()) - namedAtOnce));
            break;
        }
        m_options.say(u"%1 %2 is left out: %3"_s.arg(name, rejection.key, rejection.reason));
    }
}

Result<void> MirrorRun::sourceFailed(FollowedRelation &followed, const Error &error)
{
    if (error.kind == ErrorKind::Connection)
        return std::unexpected(ofSource(error));
    followed.source.problem = error.message.section(u'\n', 0, 0);
    m_options.say(u"not copied: %1: %2"_s.arg(followed.source.relation->shownName(), followed.source.problem));
    m_probeAt = std::chrono::steady_clock::now() + repairInterval;
    return {};
}

Result<void> MirrorRun::probeAgain()
{
    if (const auto probed = m_source->probeRelations(m_target->columns()); !probed)
        return probed;
    bool hasProblems = false;
    for (std::size_t i = 0; i < m_schedule.relations.size(); ++i) {
        FollowedRelation &followed = m_schedule.relations[i];
        const QString before = followed.source.problem;
        followed.source = m_source->capabilities().relations[i];
        followed.source.hasVersion = followed.source.hasVersion && !followed.versionsLie;
        const QString &present = followed.source.problem;
        hasProblems = hasProblems || (!present.isEmpty() && !followed.source.isAbsent);
        if (!before.isEmpty() && present.isEmpty())
            m_options.say(u"copied again: %1"_s.arg(followed.source.relation->shownName()));
        else if (before != present && !followed.source.isAbsent)
            m_options.say(u"not copied: %1"_s.arg(present));
    }
    m_probeAt = std::chrono::steady_clock::now()
        + (hasProblems ? Time::duration(repairInterval) : Time::duration(probeInterval));
    return {};
}

bool MirrorRun::waitUntil(Time until) const
{
    const auto wait = std::clamp<Time::duration>(until - std::chrono::steady_clock::now(), 0ms, 1min);
    pollfd stop{m_options.stop, POLLIN, 0};
    return poll(&stop, 1, int(std::chrono::ceil<std::chrono::milliseconds>(wait).count())) > 0;
}

bool MirrorRun::isDone() const
{
    const std::int64_t changes = m_target->changeCount();
    return std::ranges::all_of(m_schedule.relations, [&](const FollowedRelation &followed) {
        return !followed.source.isUsable() || std::ranges::all_of(followed.slices, [&](const MirrorSlice &slice) {
            return slice.comparedAt != Time::min() && (slice.digest || slice.waitsSince == changes);
        });
    });
}

} // namespace wuquan
