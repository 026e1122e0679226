// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/democatalogue.h"
#include "data/server/demoground.h"

namespace wuquan {

/// Puts the devices of the catalogue into the grids, more where more people live, and copies them and the counts of
/// those that are only counted; the number of devices with a row of their own.
Result<std::int64_t> loadDemoDevices(
    postgres::Session &session, const DemoCatalogue &catalogue, const DemoGround &ground, std::uint64_t seed);

} // namespace wuquan
