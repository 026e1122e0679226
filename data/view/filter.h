// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/ids.h"
#include "data/domain/incident.h"

#include <QString>

#include <array>
#include <optional>

namespace wuquan {

class DistrictStore;

/// The groups of the inbox (待办): all open ones, by what they wait for, overdue, or supervised by a leader (督办).
enum class Todo : std::uint8_t { All, ToDispatch, ToAccept, Handling, ToVerify, Overdue, Supervised };
inline constexpr std::array allTodos{
    Todo::All, Todo::ToDispatch, Todo::ToAccept, Todo::Handling, Todo::ToVerify, Todo::Overdue, Todo::Supervised};

/// Which group an open incident waits in.
[[nodiscard]] Todo todoOf(IncidentState state);

/// Whether the step is past its time by the server's clock; a suspended one has no clock.
[[nodiscard]] bool isOverdue(const Incident &incident, Instant serverNow);

/// What is shown everywhere: an incident must match every part that is set.
struct Filter {
    std::optional<AreaId> area; ///< a street, community or grid
    std::optional<Circle> circle;
    std::optional<Severity> severity;
    QString text; ///< in title, type, area names or case numbers, or the beginning of pinyin syllables

    [[nodiscard]] bool isEmpty() const { return *this == Filter(); }
    [[nodiscard]] bool matches(const Incident &incident, const DistrictStore &store) const;
    /// Whether an area, or one around it, is the one that is set; both may be none (0).
    [[nodiscard]] bool matchesArea(AreaId grid, AreaId street, const DistrictStore &store) const;
    /// Whether the text is in the name of a type.
    [[nodiscard]] bool textMatchesType(IncidentTypeId type, const DistrictStore &store) const;
    /// Whether the text is in the name of a street, of a grid or of its community.
    [[nodiscard]] bool textMatchesAreas(AreaId grid, AreaId street, const DistrictStore &store) const;
    bool operator==(const Filter &) const = default;
};

} // namespace wuquan
