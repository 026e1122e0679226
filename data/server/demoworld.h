// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/democatalogue.h"
#include "data/server/demoground.h"
#include "data/server/demoplan.h"
#include "data/server/demorhythm.h"
#include "data/server/demotargets.h"

#include <map>

namespace wuquan {

/// A responder as the generator needs it.
struct DemoResponder {
    std::int64_t id = 0;
    QString name;
};

/// Everything that is drawn from when incidents are made up: catalogues, ground, rhythm and plan. Shared by the demo,
/// by the catching up of an old demo and by the simulator, so that all three tell the same story.
class DemoWorld {
public:
    /// Reads the resources.
    static Result<DemoWorld> read(std::uint64_t seed);
    /// Reads the responders from a database that has been filled, and which of them are on duty then.
    Result<void> readResponders(postgres::Session &session, Instant at);

    DemoCatalogue catalogue;
    DemoTargets targets;
    DemoGround ground;
    DemoPlan plan;
    DemoRhythm rhythm{0};
    std::uint64_t seed = 0;

    [[nodiscard]] const DemoType &type(std::size_t index) const { return catalogue.types[index]; }
    /// A grid, more likely where more people live.
    [[nodiscard]] std::size_t randomGrid(Random &random) const { return m_grids.pick(random); }
    /// A type of a circle, as often as it occurs in a year.
    [[nodiscard]] std::size_t randomType(Circle circle, Random &random) const
    {
        return m_types[circleIndex(circle)].pick(random);
    }
    /// The place of the indicator whose outcome a closed incident of that type has, as often as in a year; −1 for none.
    [[nodiscard]] std::int16_t randomOutcome(std::size_t type, Random &random) const;
    /// A responder of that street, or of the whole district, that handles the type; null when there is none.
    [[nodiscard]] const DemoResponder *randomResponder(std::size_t type, std::int32_t street, Random &random) const
    {
        return oneOf(m_responders, type, street, random);
    }
    /// The same of those that were on duty when they were read.
    [[nodiscard]] const DemoResponder *randomOnDuty(std::size_t type, std::int32_t street, Random &random) const
    {
        return oneOf(m_onDuty, type, street, random);
    }
    /// Null when there is no such responder.
    [[nodiscard]] const DemoResponder *responder(std::int64_t id) const;
    /// How many incidents of a circle a stretch of one day should have, in thousandths of an incident.
    [[nodiscard]] std::int64_t expected(Circle circle, LocalDay day, int fromSecond, int toSecond) const;

private:
    /// By what they handle and street, 0 district.
    using Responders = std::map<std::pair<QString, std::int32_t>, std::vector<DemoResponder>>;
    [[nodiscard]] const DemoResponder *oneOf(
        const Responders &responders, std::size_t type, std::int32_t street, Random &random) const;

    Weighted m_grids;
    std::array<Weighted, 5> m_types; ///< over all types, zero for those of other circles
    Responders m_responders, m_onDuty;
    std::map<std::int64_t, DemoResponder> m_byId;
};

} // namespace wuquan
