// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorposition.h"
#include "data/mirror/mirrorrun.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

// A change is promised within a second.
constexpr auto pollInterval = 500ms;
// A difference may be found by comparing before the log tells of it.
constexpr auto announcement = 5s;
constexpr std::size_t keysAtOnce = 5000;

} // namespace

Result<void> MirrorRun::startFollowing()
{
    if (m_options.once || !m_source->capabilities().canFollow())
        return {};
    const auto position = m_target->position();
    if (!position)
        return std::unexpected(position.error());
    bool readAnew = false;
    auto log = SourceLog::open(*m_source, *position, readAnew);
    if (!log)
        return std::unexpected(log.error());
    m_log = std::move(*log);
    for (FollowedRelation &followed : m_schedule.relations)
        followed.isLogged = followed.source.relation->entity.has_value();
    if (readAnew && *position)
        m_options.say(u"the source's change log begins anew: everything is compared"_s);
    return {};
}

void MirrorRun::stopFollowing(const QString &reason)
{
    m_options.say(reason);
    m_log.reset();
    m_suspicions.clear();
    for (FollowedRelation &followed : m_schedule.relations)
        followed.isLogged = false;
}

Result<void> MirrorRun::followLog()
{
    const Time now = std::chrono::steady_clock::now();
    const auto news = m_log->poll(*m_source);
    if (!news) {
        if (news.error().kind == ErrorKind::Connection)
            return std::unexpected(news.error());
        stopFollowing(u"the change log can't be read, so everything is compared: %1"_s.arg(news.error().message));
        return {};
    }
    if (news->readAnew)
        m_schedule.hurry(true);
    for (FollowedRelation &followed : m_schedule.relations) {
        const auto entity = followed.source.relation->entity;
        const auto keys = entity ? news->keys.find(*entity) : news->keys.end();
        if (keys == news->keys.end() || !followed.source.isUsable())
            continue;
        m_suspicions.erase(*entity);
        if (const auto done = followKeys(followed, keys->second); !done)
            return done;
    }
    if (news->keys.contains(Entity::Attributes)) {
        for (FollowedRelation &followed : m_schedule.relations) {
            if (followed.source.relation->name == "attribute")
                followed.slices[0].comparedAt = Time::min();
        }
    }
    if (!news->keys.empty() || news->readAnew) {
        if (const auto stored = m_target->setPosition(m_log->position()); !stored)
            return stored;
    }
    m_pollAt = m_log->isInRound() ? now : now + pollInterval;
    if (!m_log->isInRound())
        m_heardAt = now;
    const auto broken = std::ranges::find_if(m_suspicions, [&](const auto &one) { return now > one.second; });
    if (broken != m_suspicions.end())
        stopFollowing(u"the source's change log does not tell of every change, so everything is compared"_s);
    return {};
}

Result<void> MirrorRun::followKeys(FollowedRelation &followed, const std::vector<std::int64_t> &keys)
{
    for (std::size_t begin = 0; begin < keys.size(); begin += keysAtOnce) {
        const std::vector<std::int64_t> some(keys.begin() + std::ptrdiff_t(begin),
            keys.begin() + std::ptrdiff_t(std::min(begin + keysAtOnce, keys.size())));
        auto rows = m_source->readKeys(followed.source, some);
        if (!rows)
            return sourceFailed(followed, rows.error());
        toWgs84(m_options.coordinates, *rows);
        const auto applied = m_target->applyKeys(followed.source, some, *rows);
        if (!applied)
            return std::unexpected(applied.error());
        m_report.written += applied->written;
        m_report.removed += applied->removed;
        // Reading their slice names them, and tries them again.
        for (const MirrorRejection &rejection : applied->rejections) {
            const std::int64_t key = rejection.key.toLongLong();
            for (MirrorSlice &slice : followed.slices) {
                if (slice.from < key && key <= slice.to) {
                    slice.digest.reset();
                    slice.waitsSince.reset();
                }
            }
        }
    }
    return {};
}

/// A difference was found by comparing: the log has a while to tell of it.
void MirrorRun::suspect(const FollowedRelation &followed)
{
    m_suspicions.try_emplace(*followed.source.relation->entity, std::chrono::steady_clock::now() + announcement);
}

} // namespace wuquan
