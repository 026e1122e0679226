// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/mirror/mirrorsource.h"

#include <vector>

namespace wuquan {

/// A relation while it is mirrored.
struct FollowedRelation {
    SourceRelation source;
    MirrorSlices slices;
    double cost_s = 0; ///< of comparing one slice, as last measured
    bool versionsLie = false; ///< a row changed and its version did not
    bool isLogged = false; ///< the change log tells of it, comparing is a safety net
};

/// What to do next.
struct MirrorTask {
    enum class What : std::uint8_t {
        Read, ///< a slice
        CompareRows, ///< slices, by all their columns
        CompareVersions, ///< slices, by key and version
    };
    What what = What::Read;
    std::size_t relation = 0;
    std::size_t first = 0; ///< slice
    std::size_t count = 1;
    MirrorSlice::Time dueAt;
};

/// Decides which slices are read or compared when. Comparing everything takes half the budget when that is done within
/// 20 s and not more often than the fastest; what takes more gets the whole budget and longer. Free of a database.
class MirrorSchedule {
public:
    using Time = MirrorSlice::Time;
    using Duration = Time::duration;

    /// logged: see MirrorOptions.
    MirrorSchedule(double load, Duration fastest, Duration logged = std::chrono::seconds(60));

    std::vector<FollowedRelation> relations; ///< each behind those it refers to

    /// The most urgent task; none when nothing can be copied. changes: rows written so far, by which slices that wait
    /// for others know whether to try again. batches: whether several slices can be compared at once.
    [[nodiscard]] std::optional<MirrorTask> next(std::int64_t changes, bool batches) const;
    /// Seconds between two comparisons of all rows, and of all versions (none: these are not compared by themselves).
    [[nodiscard]] Duration rowPeriod() const;
    [[nodiscard]] std::optional<Duration> versionPeriod() const;
    /// When what has been compared least recently was, but for logged relations; Time::min() while something is to be
    /// compared for the first time or in a hurry.
    [[nodiscard]] Time comparedAt() const;
    /// Compares everything of the logged relations, or of all, at once.
    void hurry(bool onlyLogged);
    /// Every relation that can be copied, and all sliced ones of them, have versions.
    [[nodiscard]] bool hasVersions() const;

private:
    [[nodiscard]] double cost_s() const;

    double m_load;
    Duration m_fastest;
    Duration m_logged;
};

} // namespace wuquan
