// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changebatch.h"

namespace wuquan::test {

/// How much of the sample district to make.
struct SampleSize {
    int cameras = 33'500;
    int detectors = 22'585;
    int incidents = 120;
    int places = 700;
    int responders = 120;
};

/// The areas of resources/district/areas.geojson with devices, places, incidents and teams scattered over them from a
/// fixed seed: a complete state for tests of what is seen, without a database.
[[nodiscard]] ChangeBatch sampleDistrict(const SampleSize &size, Instant now);

/// Annotations of every kind and role around 120.222, 30.285, of the size of a few streets; the last four are bad: a
/// bow-tie, a line of one place, one around the world, and one without points.
[[nodiscard]] std::vector<Annotation> sampleAnnotations(Instant now);

} // namespace wuquan::test
