// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/knownrows.h"

#include <type_traits>

namespace wuquan {

void KnownRows::note(const ChangeBatch &batch)
{
    if (batch.startsAnew)
        m_versions = {};
    eachTable(batch, [this](Entity entity, const auto &rows, const auto &removed) {
        Versions &versions = of(entity);
        for (const auto &row : rows)
            versions[row.id.value] = row.version;
        for (const auto id : removed)
            versions.erase(id.value);
    });
}

std::optional<std::int64_t> KnownRows::version(Entity entity, std::int64_t key) const
{
    const auto at = of(entity).find(key);
    return at == of(entity).end() ? std::nullopt : std::optional(at->second);
}

bool KnownRows::holds(Entity entity, std::int64_t key, std::int64_t version) const
{
    const auto at = of(entity).find(key);
    return at != of(entity).end() && at->second >= version;
}

void KnownRows::dropHeld(ChangeBatch &batch) const
{
    eachTable(batch, [this](Entity entity, auto &rows, auto &) {
        std::erase_if(rows, [&](const auto &row) { return version(entity, row.id.value) == row.version; });
    });
}

void KnownRows::removeAllBut(const KnownRows &present, ChangeBatch &batch) const
{
    eachTable(batch, [&](Entity entity, auto &, auto &removed) {
        using Id = typename std::remove_reference_t<decltype(removed)>::value_type;
        for (const auto &[key, version] : of(entity)) {
            if (!present.of(entity).contains(key))
                removed.push_back(Id{typename Id::Value(key)});
        }
    });
}

std::vector<std::pair<std::int64_t, std::int64_t>> KnownRows::newerThan(const KnownRows &present, Entity entity) const
{
    std::vector<std::pair<std::int64_t, std::int64_t>> rows;
    for (const auto &[key, version] : of(entity)) {
        if (!present.holds(entity, key, version))
            rows.emplace_back(key, version);
    }
    return rows;
}

} // namespace wuquan
