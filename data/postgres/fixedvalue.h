// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"

#include <QByteArrayView>
#include <QtEndian>

#include <bit>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

namespace wuquan::postgres {

// Values of a fixed size, inline: decode and the column reader share them.

/// PostgreSQL counts from 2000-01-01, in microseconds or days.
inline constexpr std::chrono::sys_days postgresEpoch = std::chrono::year(2000) / 1 / 1;

template <class T>
[[nodiscard]] bool isInfinite(T count)
{
    return count == std::numeric_limits<T>::max() || count == std::numeric_limits<T>::min();
}

template <class T>
[[nodiscard]] std::optional<T> bigEndian(QByteArrayView bytes)
{
    if (bytes.size() != qsizetype(sizeof(T)))
        return std::nullopt;
    return qFromBigEndian<T>(bytes.data());
}

[[nodiscard]] inline std::optional<double> float8(QByteArrayView bytes)
{
    const auto bits = bigEndian<std::uint64_t>(bytes);
    return bits ? std::optional(std::bit_cast<double>(*bits)) : std::nullopt;
}

/// Microseconds since PostgreSQL's epoch that a calendar can show: from its own first day, 4714-11-24 BC (Julian day
/// 0), to the end of the last year that std::chrono knows.
[[nodiscard]] inline std::optional<std::chrono::microseconds> sinceEpoch(QByteArrayView bytes)
{
    constexpr std::chrono::sys_days firstDay = std::chrono::year(-4713) / 11 / 24;
    constexpr std::chrono::sys_days lastDay = std::chrono::year::max() / 12 / 31;
    constexpr auto earliest = std::chrono::microseconds(firstDay - postgresEpoch).count();
    constexpr auto latest = std::chrono::microseconds(lastDay + std::chrono::days(1) - postgresEpoch).count() - 1;
    const auto count = bigEndian<std::int64_t>(bytes);
    if (!count || *count < earliest || *count > latest)
        return std::nullopt;
    return std::chrono::microseconds(*count);
}

[[nodiscard]] inline std::optional<Instant> timestamptz(QByteArrayView bytes)
{
    const auto since = sinceEpoch(bytes);
    return since ? std::optional(Instant(postgresEpoch) + *since) : std::nullopt;
}

} // namespace wuquan::postgres
