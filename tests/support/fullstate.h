// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sampledistrict.h"

namespace wuquan::test {

/// The sample district with everything a state holds besides: names as long as the demo's, directions of cameras,
/// responders, annotations, all times of an incident, daily counts of trendDays before now with the hours of the first,
/// indicators, irregular rows and a position in the change log.
[[nodiscard]] ChangeBatch fullState(const SampleSize &size, Instant now, int trendDays = 1096);

/// As many rows as the demo district has.
inline constexpr SampleSize demoSize{.cameras = 33'500, .detectors = 23'500, .incidents = 4'000, .places = 700};

} // namespace wuquan::test
