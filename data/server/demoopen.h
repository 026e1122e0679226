// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/demoincident.h"

namespace wuquan {

/// The incidents that are open at asOf, spread over the states as a district's desk would see them: a few urgent ones
/// minutes old, some pressing ones hours old, normal ones up to days old, some of them overdue. None was reported
/// before notBefore. Types that an indicator counts are left out where it would count them, so that its figure stays.
[[nodiscard]] std::vector<DemoIncident> openIncidents(
    const DemoWorld &world, Instant asOf, Instant notBefore, Random &random);

} // namespace wuquan
