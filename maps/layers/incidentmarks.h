// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/mercator.h"
#include "data/store/districtstore.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "maps/cluster/clustertree.h"

#include <vector>

namespace wuquan {

/// The incidents a map shows: open, in the filter, with a position on Earth; the most urgent last, the newer above.
[[nodiscard]] std::vector<const Incident *> shownIncidents(const DistrictStore &store, const Filter &filter);

/// An incident on the map, as it looks. A plain value.
struct IncidentMark {
    IncidentId id;
    WorldPoint at;
    Severity severity = Severity::Normal;
    Instant reportedAt; ///< of two at one place the newer lies above
    bool isNewest = false; ///< ringed: the newest urgent one that nobody has signed for yet
    bool isSelected = false; ///< ringed
    int aloneFrom = 0; ///< the lowest zoom at which it is no part of a cluster; 0: it is always marked on its own

    /// Units from its middle to its outermost line.
    [[nodiscard]] double reach() const;

    bool operator==(const IncidentMark &) const = default;
};

/// The marks of a map, bottom first.
[[nodiscard]] std::vector<IncidentMark> incidentMarks(
    const DistrictStore &store, const ViewState &view, const Selection &selection);

/// Of marks by their row, classes by severity. Tells the marks from where on they are alone; those that are ringed
/// always are.
[[nodiscard]] ClusterTree clusterMarks(std::vector<IncidentMark> &marks);

/// The marks of one that are not in the other, and the other way round.
[[nodiscard]] std::vector<IncidentMark> differences(
    const std::vector<IncidentMark> &before, const std::vector<IncidentMark> &after);

} // namespace wuquan
