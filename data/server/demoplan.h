// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/democatalogue.h"
#include "data/server/demotargets.h"

namespace wuquan {

/// How many incidents of each type each year gets, so that the indicators come out as the targets say.
/// Year 0 is the trailing 365 days, year 1 the 365 before, and so on.
struct DemoPlan {
    std::vector<std::vector<std::int64_t>> counts; ///< [year][type]
    /// Of the incidents of an indicator's types, how many have its outcome: [indicator code][year].
    QHash<QString, std::vector<std::int64_t>> outcomes;
    std::vector<bool> counted; ///< [type]: whether an indicator counts it, so that its number must not change

    /// ErrorKind::Input when the targets contradict each other, with the indicator at fault.
    static Result<DemoPlan> make(const DemoCatalogue &catalogue, const DemoTargets &targets);
};

} // namespace wuquan
