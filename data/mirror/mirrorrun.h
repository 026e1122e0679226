// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/mirror/mirror.h"
#include "data/mirror/mirrorschedule.h"
#include "data/mirror/mirrortarget.h"
#include "data/mirror/sourcelog.h"

#include <map>

namespace wuquan {

/// One life of a mirror, from connecting both sides to the loss of one of them.
class MirrorRun {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// report and budget live on over several runs.
    MirrorRun(const MirrorOptions &options, MirrorReport &report, LoadBudget &budget);

    /// Nothing when it was stopped or, with once, is done.
    [[nodiscard]] Result<void> run();
    /// Whether both sides could be reached.
    [[nodiscard]] bool hasConnected() const { return m_source.has_value(); }

private:
    Result<void> connect();
    Result<void> work(Time now);
    // By the change log, in mirrorfollow.cpp.
    Result<void> startFollowing();
    void stopFollowing(const QString &reason);
    Result<void> followLog();
    Result<void> followKeys(FollowedRelation &followed, const std::vector<std::int64_t> &keys);
    void suspect(const FollowedRelation &followed);
    Result<void> perform(const MirrorTask &task);
    Result<void> compare(const MirrorTask &task);
    Result<void> readSlice(const MirrorTask &task);
    /// What became of rows: counts it and names what was left out, when that is news.
    void note(FollowedRelation &followed, const QString &slice, const MirrorApplied &applied);
    /// How long until the next of the things that are done at times.
    [[nodiscard]] Time nextErrand() const;
    /// A statement on a relation of the source failed: fatal when the connection is lost, else that relation waits.
    Result<void> sourceFailed(FollowedRelation &followed, const Error &error);
    Result<void> probeAgain();
    Result<void> tellState(Time now);
    Result<void> countSuppressed();
    [[nodiscard]] MirrorPromise promise() const;
    /// Waits until then; whether we are asked to stop.
    [[nodiscard]] bool waitUntil(Time until) const;
    [[nodiscard]] bool isDone() const;

    const MirrorOptions &m_options;
    MirrorReport &m_report;
    LoadBudget &m_budget;
    std::optional<MirrorSource> m_source;
    std::optional<MirrorTarget> m_target;
    MirrorSchedule m_schedule;
    std::optional<SourceLog> m_log;
    Time m_pollAt, m_heardAt, m_probeAt, m_tellAt, m_maintainAt, m_suppressedAt;
    std::map<Entity, Time> m_suspicions; ///< differences that the change log has not told of; until when it may
    std::map<QString, std::vector<MirrorRejection>> m_leftOut; ///< by relation and slice
};

} // namespace wuquan
