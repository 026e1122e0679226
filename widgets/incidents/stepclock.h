// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/domain/incident.h"

#include <QString>

namespace wuquan {

/// The clock of an open incident's present step at one moment.
struct StepClock {
    enum class Kind { Remaining, Overdue, Age };
    Kind kind = Kind::Age;
    std::chrono::seconds length{0}; ///< left, past the end, or since the report when the step has no end
    bool warns = false; ///< overdue, or past the time of the warning, or, where none is known, in the last quarter

    /// "00:48", overdue with a minus, an age in words.
    [[nodiscard]] QString text(Language language) const;
    /// As text, for a column: an age, and whatever is 100 days or longer, by its largest unit alone.
    [[nodiscard]] QString shortText(Language language) const;
    bool operator==(const StepClock &) const = default;
};

/// When the present step began, or the latest time that is known.
[[nodiscard]] Instant stepStart(const Incident &incident);

[[nodiscard]] StepClock stepClock(Instant reportedAt, Instant stepStart, std::optional<Instant> dueAt,
    Instant serverNow, std::optional<Instant> warnAt = {});

} // namespace wuquan
