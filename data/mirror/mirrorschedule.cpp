// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorschedule.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace wuquan {

namespace {

using Time = MirrorSlice::Time;

constexpr std::size_t slicesAtOnce = 10;
// What is promised is 30 s; the rest is for waiting, reading and writing.
constexpr std::chrono::seconds slowest = 20s;
constexpr std::chrono::seconds quickPeriod = 5s;
// Between two attempts on a slice whose rows wait for others.
constexpr std::chrono::seconds patience = 1s;

Time later(Time time, Time::duration by)
{
    return time == Time::min() ? time : time + by;
}

} // namespace

MirrorSchedule::MirrorSchedule(double load, Duration fastest, Duration logged)
    : m_load(load)
    , m_fastest(fastest)
    , m_logged(logged)
{
}

double MirrorSchedule::cost_s() const
{
    double cost = 0;
    for (const FollowedRelation &followed : relations) {
        if (followed.source.isUsable() && !followed.isLogged)
            cost += followed.cost_s * double(followed.slices.size());
    }
    return cost;
}

MirrorSchedule::Duration MirrorSchedule::rowPeriod() const
{
    const auto seconds
        = [](double s) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(s)); };
    const Duration relaxed = seconds(cost_s() / (m_load / 2));
    const Duration hardest = seconds(cost_s() / m_load);
    return std::max(hardest, std::clamp<Duration>(relaxed, m_fastest, std::max<Duration>(m_fastest, slowest)));
}

std::optional<MirrorSchedule::Duration> MirrorSchedule::versionPeriod() const
{
    if (!hasVersions() || rowPeriod() <= 2 * quickPeriod)
        return std::nullopt;
    return quickPeriod;
}

bool MirrorSchedule::hasVersions() const
{
    return std::ranges::all_of(relations, [](const FollowedRelation &followed) {
        return followed.source.hasVersion || followed.source.relation->sliceRows == 0 || !followed.source.isUsable();
    });
}

Time MirrorSchedule::comparedAt() const
{
    Time oldest = Time::max();
    for (const FollowedRelation &followed : relations) {
        if (!followed.source.isUsable())
            continue;
        for (const MirrorSlice &slice : followed.slices) {
            if (!followed.isLogged || slice.comparedAt == Time::min())
                oldest = std::min(oldest, slice.comparedAt);
        }
    }
    return oldest == Time::max() ? Time::min() : oldest;
}

void MirrorSchedule::hurry(bool onlyLogged)
{
    for (FollowedRelation &followed : relations) {
        if (onlyLogged && !followed.isLogged)
            continue;
        for (MirrorSlice &slice : followed.slices)
            slice.comparedAt = Time::min();
    }
}

std::optional<MirrorTask> MirrorSchedule::next(std::int64_t changes, bool batches) const
{
    std::optional<MirrorTask> best;
    const auto offer = [&](const MirrorTask &task) {
        if (!best || task.dueAt < best->dueAt)
            best = task;
    };
    const Duration rows = rowPeriod();
    const auto versions = versionPeriod();
    for (std::size_t i = 0; i < relations.size(); ++i) {
        const FollowedRelation &followed = relations[i];
        if (!followed.source.isUsable())
            continue;
        const Duration period = followed.isLogged ? std::max(rows, m_logged) : rows;
        for (std::size_t k = 0; k < followed.slices.size(); ++k) {
            const MirrorSlice &slice = followed.slices[k];
            if (!slice.digest) {
                // What waits is worth another attempt only when something has been written meanwhile.
                const bool hopeless = slice.waitsSince && *slice.waitsSince == changes;
                const Time dueAt = !slice.waitsSince ? Time::min()
                    : hopeless                       ? later(slice.lookedAt, std::max<Duration>(period, slowest))
                                                     : later(slice.lookedAt, patience);
                offer({MirrorTask::What::Read, i, k, 1, dueAt});
                continue;
            }
            offer({MirrorTask::What::CompareRows, i, k, 1, later(slice.comparedAt, period)});
            if (versions && followed.source.hasVersion && !followed.isLogged)
                offer({MirrorTask::What::CompareVersions, i, k, 1, later(slice.lookedAt, *versions)});
        }
    }
    if (!best || best->what == MirrorTask::What::Read || !batches)
        return best;
    // Neighbours that have been read go along.
    const FollowedRelation &followed = relations[best->relation];
    while (best->count < slicesAtOnce && best->first + best->count < followed.slices.size()
        && followed.slices[best->first + best->count].digest)
        ++best->count;
    return best;
}

} // namespace wuquan
