// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wuquan {

/// A part of the ground that looks different from one revision on.
struct Damage {
    /// What has to be drawn for it to be seen.
    enum class Of : std::uint8_t { Anything, Streets, Communities, Grids, Devices };

    WorldRect box;
    double reach = 0; ///< design pixels beyond the box
    Of of = Of::Anything;
    std::uint64_t revision = 0; ///< the first that looks different; set by DamageLog
};

/// What changed on the ground and when, so that every picture draws only what is new to it. GUI thread.
class DamageLog {
public:
    static constexpr std::size_t mostParts = 512; ///< with more, drawing everything takes no longer

    /// Of what is there now; 1 at first, 0 is older than everything.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    void add(std::vector<Damage> parts);
    void addEverything();
    /// What changed after a revision; none when it may be everything.
    [[nodiscard]] std::optional<std::span<const Damage>> since(std::uint64_t revision) const;

private:
    std::uint64_t m_revision = 1;
    std::uint64_t m_knownSince = 1; ///< what changed before is forgotten
    std::vector<Damage> m_parts; ///< by revision
};

} // namespace wuquan
