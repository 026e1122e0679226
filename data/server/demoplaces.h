// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/democatalogue.h"
#include "data/server/demoground.h"
#include "data/server/demotargets.h"

namespace wuquan {

/// Copies the places of all five circles, named after their area; the number of places.
Result<std::int64_t> loadDemoPlaces(
    postgres::Session &session, const DemoCatalogue &catalogue, const DemoGround &ground, std::uint64_t seed);

/// Copies the teams and posts that can be sent, named after their area; the number of them.
Result<std::int64_t> loadDemoResponders(postgres::Session &session, const DemoCatalogue &catalogue,
    const DemoGround &ground, const DemoTargets &targets, std::uint64_t seed);

} // namespace wuquan
