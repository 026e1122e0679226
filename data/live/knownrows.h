// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changebatch.h"

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wuquan {

/// Which rows the receiver of a feed holds, and in which version: what has not changed need not be read or sent again.
class KnownRows {
public:
    /// Takes note of what a batch brings and takes away.
    void note(const ChangeBatch &batch);
    [[nodiscard]] std::optional<std::int64_t> version(Entity entity, std::int64_t key) const;
    /// Whether the row is held in this version or a newer one.
    [[nodiscard]] bool holds(Entity entity, std::int64_t key, std::int64_t version) const;

    [[nodiscard]] bool holdsNone(Entity entity) const { return of(entity).empty(); }

    /// Takes out of a batch the rows that are held as they are.
    void dropHeld(ChangeBatch &batch) const;
    /// Adds to a batch the removal of every row held here that is not among the rows there are.
    void removeAllBut(const KnownRows &present, ChangeBatch &batch) const;
    /// Key and version of the rows of one kind that there are not, or not as new as held here.
    [[nodiscard]] std::vector<std::pair<std::int64_t, std::int64_t>> newerThan(
        const KnownRows &present, Entity entity) const;

private:
    using Versions = std::unordered_map<std::int64_t, std::int64_t>;
    [[nodiscard]] Versions &of(Entity entity) { return m_versions[std::size_t(entity)]; }
    [[nodiscard]] const Versions &of(Entity entity) const { return m_versions[std::size_t(entity)]; }

    std::array<Versions, std::size_t(lastEntity) + 1> m_versions;
};

} // namespace wuquan
