// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changebatch.h"
#include "data/view/filter.h"

#include <unordered_map>

namespace wuquan {

class DistrictStore;

/// How devices go into an export.
enum class ExportedDevices : std::uint8_t {
    None, ///< not at all
    ByCommunity, ///< each in its community instead of its grid: without place, name, and what it sees
};

/// What an export may hold of a state, as a batch that starts anew: whoever draws or writes from it can't give away
/// more. Areas, places, annotations, catalogue and history are as they are. Of incidents the open ones in the filter,
/// each by kind, urgency, areas, place and times alone: no title, no number, no source. Teams, whose places expire,
/// are not in it.
[[nodiscard]] ChangeBatch exportState(const DistrictStore &store, const Filter &filter, ExportedDevices devices);

/// How many devices each community has; those in no community are left out.
[[nodiscard]] std::unordered_map<AreaId, int> devicesByCommunity(const DistrictStore &store);

} // namespace wuquan
