// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/stepclock.h"

#include "widgets/theme/format.h"

namespace wuquan {

QString StepClock::text(Language language) const
{
    switch (kind) {
    case Kind::Remaining:
        return formatDuration(length, language);
    case Kind::Overdue:
        return formatDuration(-length, language);
    case Kind::Age:
        return formatAge(length, language);
    }
    return {};
}

QString StepClock::shortText(Language language) const
{
    if (kind == Kind::Age)
        return formatRoughAge(length, language);
    if (length < std::chrono::days(100))
        return text(language);
    const QString days = formatRoughAge(length, language);
    return kind == Kind::Overdue ? QChar(u'\u2212') + days : days;
}

Instant stepStart(const Incident &incident)
{
    if (incident.stepSince)
        return *incident.stepSince;
    Instant start = incident.reportedAt;
    for (const auto &time : {incident.filedAt, incident.dispatchedAt, incident.acceptedAt, incident.handledAt}) {
        if (time && *time > start)
            start = *time;
    }
    return start;
}

StepClock stepClock(Instant reportedAt, Instant stepStart, std::optional<Instant> dueAt, Instant serverNow,
    std::optional<Instant> warnAt)
{
    using std::chrono::seconds;
    if (!dueAt)
        return {StepClock::Kind::Age, std::chrono::floor<seconds>(serverNow - reportedAt), false};
    if (serverNow > *dueAt)
        return {StepClock::Kind::Overdue, std::chrono::floor<seconds>(serverNow - *dueAt), true};
    const auto left = *dueAt - serverNow;
    const bool warns = warnAt ? serverNow >= *warnAt : left * 4 < *dueAt - stepStart;
    return {StepClock::Kind::Remaining, std::chrono::ceil<seconds>(left), warns};
}

} // namespace wuquan
