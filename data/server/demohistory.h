// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/demoincident.h"

#include <functional>

namespace wuquan {

/// What the history came to.
struct DemoHistory {
    std::int64_t incidents = 0;
    std::int64_t open = 0;
    std::int64_t events = 0;
};

/// An incident that shall be: when and of what type, before its details are made up.
struct DemoDraft {
    Instant reported;
    std::uint16_t type = 0;
    std::int16_t outcome = -1; ///< place of the indicator whose outcome it has, −1 for none
    std::int32_t open = -1; ///< place in the list of open incidents, −1 for one that is closed
};

/// Incidents of a stretch of time at the natural rate, in no particular order.
[[nodiscard]] std::vector<DemoDraft> naturalDrafts(const DemoWorld &world, Instant from, Instant to, Random &random);

/// Leaves room for incidents that are open: for each, the draft nearest in time that can stand for it is taken out, so
/// that a day has as many as it would have had without them. An incident without such a draft adds to its day.
void giveWay(std::vector<DemoDraft> &drafts, const std::vector<DemoIncident> &open,
    const std::function<bool(const DemoDraft &, const DemoIncident &)> &standsFor);

/// Turns drafts into incidents with keys from firstId in order of time, and copies them and the events after since.
Result<DemoHistory> copyDrafts(postgres::Session &session, const DemoWorld &world, std::vector<DemoDraft> drafts,
    std::vector<DemoIncident> open, std::int64_t firstId, Instant asOf, Instant since, Random &random);

/// Makes up the years before asOf so that every indicator comes out as planned, and copies them.
Result<DemoHistory> loadDemoHistory(postgres::Session &session, const DemoWorld &world, Instant asOf);

/// Copies the counts of the kinds that are kept out of the incidents, and the figures reported by others.
Result<void> loadDemoFigures(postgres::Session &session, const DemoWorld &world, Instant asOf);

/// Adds such counts for the days after the last that has any, up to, not including, end.
Result<void> extendDemoFigures(postgres::Session &session, const DemoWorld &world, LocalDay end, Random &random);

/// How long events are kept; the times of the steps stay with the incident.
inline constexpr std::chrono::days eventRetention{90};

} // namespace wuquan
