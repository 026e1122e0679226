// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/alarmlist.h"

#include "data/view/filter.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace wuquan {

AlarmList::AlarmList(const DistrictStore &store, std::function<Instant()> serverNow, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_serverNow(std::move(serverNow))
{
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.incidents() || change.completed)
            refresh();
    });
    refresh();
}

std::optional<Alarm> AlarmList::alarmOf(const Incident &incident, Instant now)
{
    if (!isOpen(incident.state))
        return {};
    std::optional<Alarm> alarm;
    if (incident.severity == Severity::Urgent && incident.state < IncidentState::Handling)
        alarm = Alarm{incident.id, AlarmKind::Urgent, incident.reportedAt};
    // A time that was missed is a new reason, even for who has taken note of the incident.
    if (incident.severity != Severity::Normal && isOverdue(incident, now) && (!alarm || incident.acknowledgedAt)) {
        const bool isUrgent = incident.severity == Severity::Urgent;
        alarm = Alarm{incident.id, isUrgent ? AlarmKind::UrgentOverdue : AlarmKind::PressingOverdue, *incident.dueAt};
    }
    if (!alarm || (incident.acknowledgedAt && *incident.acknowledgedAt >= alarm->since))
        return {};
    alarm->isShelved = incident.shelvedUntil && *incident.shelvedUntil > now;
    return alarm;
}

void AlarmList::refresh()
{
    const Instant now = m_serverNow();
    std::vector<Alarm> standing;
    int shelved = 0;
    std::unordered_map<IncidentId, Known> known;
    std::ptrdiff_t fresh = 0;
    for (const Incident &incident : m_store.incidents()) {
        const auto alarm = alarmOf(incident, now);
        if (!alarm)
            continue;
        const auto before = m_known.find(alarm->incident);
        const bool isNew = before == m_known.end() || before->second.kind != alarm->kind;
        const Known seen = isNew ? Known{alarm->kind, now, !m_hasLooked} : before->second;
        known.emplace(alarm->incident, seen);
        fresh += !seen.wasThere && now - seen.firstSeen < floodSpan ? 1 : 0;
        if (alarm->isShelved) {
            ++shelved;
            continue;
        }
        standing.push_back(*alarm);
        if (isNew && m_hasLooked && (!m_toSound || alarm->kind < m_toSound->kind))
            m_toSound = alarm;
    }
    std::ranges::sort(
        standing, {}, [](const Alarm &alarm) { return std::tuple(alarm.kind, alarm.since, alarm.incident); });
    m_known = std::move(known);
    m_hasLooked = m_store.isComplete();
    const bool flood = fresh > floodCount;
    if (standing != m_standing || shelved != m_shelved || flood != m_flood) {
        m_standing = std::move(standing);
        m_shelved = shelved;
        m_flood = flood;
        Q_EMIT changed();
    }
    sound(now);
}

void AlarmList::sound(Instant now)
{
    // Whoever took note in the meantime need not hear it.
    if (m_toSound && !std::ranges::contains(m_standing, *m_toSound))
        m_toSound.reset();
    if (!m_toSound || (m_lastSound && now - *m_lastSound < soundGap))
        return;
    m_lastSound = now;
    Q_EMIT sounded(*std::exchange(m_toSound, {}));
}

std::vector<AlarmGroup> AlarmList::groups() const
{
    std::map<std::pair<AlarmKind, AreaId>, AlarmGroup> made;
    for (const Alarm &alarm : m_standing) {
        const Incident *const incident = m_store.incident(alarm.incident);
        const AreaId street = incident ? incident->street.value_or(AreaId{0}) : AreaId{0};
        const auto group
            = made.try_emplace({alarm.kind, street}, AlarmGroup{alarm.kind, street, 0, alarm.incident}).first;
        ++group->second.count;
    }
    std::vector<AlarmGroup> groups;
    groups.reserve(made.size());
    for (const auto &[key, group] : made)
        groups.push_back(group);
    std::ranges::sort(
        groups, {}, [](const AlarmGroup &group) { return std::tuple(group.kind, -group.count, group.street); });
    return groups;
}

} // namespace wuquan
