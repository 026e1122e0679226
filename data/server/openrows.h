// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/demoincident.h"

namespace wuquan {

/// The open incidents of a demo database as the generator knows them, oldest first. Rows that the generator did not
/// write, such as imported ones, are left out.
Result<std::vector<DemoIncident>> readOpenIncidents(postgres::Session &session, const DemoWorld &world);

/// The newest step the incident has passed.
[[nodiscard]] Instant lastStep(const DemoIncident &incident);

} // namespace wuquan
