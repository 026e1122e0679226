// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/dispatch.h"
#include "data/store/districtstore.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wuquan {

class RoadNet;

/// What a distance is.
enum class WayKind : std::uint8_t {
    Straight, ///< along the earth
    Roads, ///< along roads
    Estimated, ///< roads were asked for, but none leads there: 1.3 times the straight way
};

/// Somebody who can be sent to an incident, and why they stand where they do in the list. A plain value.
struct Recommended {
    ResponderId responder;
    bool isSuited = false; ///< the first or another choice for this type of incident
    ResponderState state = ResponderState::Free;
    int load = 0; ///< open incidents that they handle
    std::optional<double> metres; ///< of way; none: one of the two has no place
    WayKind way = WayKind::Straight;
    bool isOwnStreet = false; ///< works for the street of the incident
    std::optional<int> cardChoice; ///< the run card names them, as the first choice or another
    int handled = 0; ///< of this type in the last 90 days
    double cost = 0; ///< what the list goes by, in metres of way: less is better

    bool operator==(const Recommended &) const = default;
};

/// Whom to send to an incident, the best first, at most so many; the operator decides. Off duty are last. Of the others
/// those come first whom the run card names, in its order: where it names a kind, the one of that kind with the least
/// cost. Then those suited for its type (kinds as the catalogue lists them, first choice first). Within each the cost
/// decides: the way in metres, along roads where a net of them is given (5,000 when it isn't known), 400 for each open
/// incident at hand, 800 when busy, 300 for each choice after the first, 600 for a team of the whole district and 3,000
/// for one of another street. 100 less for each of this type that they have handled lately, at most 300. Equal ones go
/// by their key. The case file says who is suited, the card, and what was handled.
[[nodiscard]] std::vector<Recommended> recommend(const Incident &incident, const DistrictStore &store,
    const CaseFile &file, std::size_t most, const RoadNet *roads = nullptr);

} // namespace wuquan
