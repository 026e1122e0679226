// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace wuquan {

/// A number that can't be mistaken for another kind of number: keys of the database and rows of the store.
template <class Tag, class Rep>
struct StrongId {
    using Value = Rep;
    Rep value = 0;

    auto operator<=>(const StrongId &) const = default;
};

// Keys of the database.
using AreaId = StrongId<struct AreaIdTag, std::int32_t>;
using PlaceId = StrongId<struct PlaceIdTag, std::int64_t>;
using DeviceId = StrongId<struct DeviceIdTag, std::int64_t>;
using ResponderId = StrongId<struct ResponderIdTag, std::int64_t>;
using IncidentId = StrongId<struct IncidentIdTag, std::int64_t>;
using AnnotationId = StrongId<struct AnnotationIdTag, std::int64_t>;
using IncidentTypeId = StrongId<struct IncidentTypeIdTag, std::int16_t>;
using DeviceKindId = StrongId<struct DeviceKindIdTag, std::int16_t>;
using PlaceKindId = StrongId<struct PlaceKindIdTag, std::int16_t>;
using ResponderKindId = StrongId<struct ResponderKindIdTag, std::int16_t>;
using IndicatorId = StrongId<struct IndicatorIdTag, std::int16_t>;

// Rows of the store; they hold until the next batch is applied.
using AreaIndex = StrongId<struct AreaIndexTag, std::uint32_t>;
using DeviceIndex = StrongId<struct DeviceIndexTag, std::uint32_t>;
using IncidentIndex = StrongId<struct IncidentIndexTag, std::uint32_t>;
using PlaceIndex = StrongId<struct PlaceIndexTag, std::uint32_t>;

/// Keys that follow each other, as those of a table mostly do, are neighbours in a hash too: a million are put in and
/// looked up several times as fast as when they are spread. Multiples of a number are still spread.
template <class Tag, class Rep>
size_t qHash(const StrongId<Tag, Rep> &id, size_t seed = 0)
{
    const auto value = std::uint64_t(id.value);
    return size_t(value ^ value >> 12 ^ value >> 24 ^ value >> 36) ^ seed;
}

} // namespace wuquan

template <class Tag, class Rep>
struct std::hash<wuquan::StrongId<Tag, Rep>> {
    std::size_t operator()(const wuquan::StrongId<Tag, Rep> &id) const noexcept { return std::hash<Rep>{}(id.value); }
};
