// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorrun.h"

#include <QDateTime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr auto tellInterval = 10s;
constexpr auto least = 30s;

std::chrono::seconds roundedUp(MirrorSchedule::Duration duration)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(duration);
    return (seconds + 9s) / 10 * 10;
}

} // namespace

MirrorPromise MirrorRun::promise() const
{
    MirrorPromise promise;
    promise.load = m_options.load;
    promise.way = m_log ? MirrorWay::Log : m_schedule.hasVersions() ? MirrorWay::Versions : MirrorWay::Snapshots;
    const auto period = m_schedule.rowPeriod();
    promise.everything = std::max<std::chrono::seconds>(least, roundedUp(period * 3 / 2));
    const auto versions = m_schedule.versionPeriod();
    promise.versions = std::min(promise.everything, roundedUp(versions.value_or(period) + 5s));
    for (const FollowedRelation &followed : m_schedule.relations) {
        if (!followed.source.problem.isEmpty() && !followed.source.isAbsent)
            promise.missing << followed.source.relation->shownName();
    }
    return promise;
}

/// Tells every screen through the attributes of our database what it may expect.
Result<void> MirrorRun::tellState(Time now)
{
    m_tellAt = now + tellInterval;
    const MirrorPromise present = promise();
    if (present != m_report.promise && m_report.promise != MirrorPromise())
        m_options.say(present.english());
    m_report.promise = present;
    m_report.load = m_budget.load(now);
    std::vector<std::pair<QString, QString>> attributes{{u"mirror_from"_s, m_options.from.description()},
        {u"mirror_promise"_s, present.chinese()}, {u"mirror_promise_en"_s, present.english()},
        {u"mirror_within_s"_s, QString::number(present.within().count())},
        {u"mirror_rejected"_s, QString::number(m_report.rejected)},
        {u"mirror_suppressed"_s, QString::number(m_report.suppressed)}};
    // While something is still to be compared, the time told last stands.
    if (Time seenAt = m_schedule.comparedAt(); seenAt != Time::min()) {
        if (m_log)
            seenAt = m_heardAt;
        const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(now - seenAt);
        attributes.emplace_back(
            u"mirror_seen_at"_s, QDateTime::currentDateTimeUtc().addMSecs(-age.count()).toString(Qt::ISODateWithMs));
    }
    if (const auto told = m_target->setAttributes(attributes); !told)
        return std::unexpected(told.error());
    return {};
}

Result<void> MirrorRun::countSuppressed()
{
    const auto found = m_source->suppressedIncidents();
    if (!found) {
        // The relations themselves tell what is wrong with them.
        if (found.error().kind == ErrorKind::Connection)
            return std::unexpected(found.error());
        m_options.say(u"incidents of suppressed kinds can't be counted: %1"_s.arg(found.error().message));
        return {};
    }
    std::int64_t count = 0;
    QStringList names;
    for (const auto &[name, n] : *found) {
        count += n;
        names << u"%1 (%2)"_s.arg(name).arg(n);
    }
    if (count != m_report.suppressed)
        m_options.say(
            u"%1 incidents of kinds that privacy keeps out are not copied: %2"_s.arg(count).arg(names.join(u", "_s)));
    m_report.suppressed = count;
    return {};
}

} // namespace wuquan
