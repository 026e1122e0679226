// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/error.h"
#include "data/server/demoground.h"

namespace wuquan {

/// Writes what stations might have written on the map before: a drill's assembly point, way out and area in the middle
///  of the district.
Result<void> loadDemoAnnotations(postgres::Session &session, const DemoGround &ground, Instant asOf);

} // namespace wuquan
