// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/error.h"
#include "data/server/democatalogue.h"
#include "data/server/demotargets.h"

namespace wuquan {

/// Writes rosters, run cards and patrols of the demo district's teams, and lets one community's devices of a kind be
/// dead. Where time stands still no patrol has to report.
Result<void> loadDemoDuty(postgres::Session &session, const DemoCatalogue &catalogue, const DemoTargets &targets,
    Instant asOf, bool standsStill);

/// Lets patrols report, brings teams in line with their hours, and opens and ends void alerts, all as of then. Each day
/// one patrol of the district is silent.
Result<void> keepDemoDuty(postgres::Session &session, Instant at);

} // namespace wuquan
