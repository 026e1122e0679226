// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

/// What the database tells in JSON, read by name; what is missing or of another kind is empty.
namespace wuquan::json {

inline constexpr qsizetype longestText = 1024; ///< as the database keeps them

[[nodiscard]] inline QString text(const QJsonObject &from, QLatin1StringView key)
{
    return from.value(key).toString().left(longestText);
}

/// From milliseconds since 1970.
[[nodiscard]] inline std::optional<Instant> instant(const QJsonObject &from, QLatin1StringView key)
{
    const QJsonValue value = from.value(key);
    return value.isDouble() ? std::optional(Instant(std::chrono::milliseconds(value.toInteger()))) : std::nullopt;
}

[[nodiscard]] inline std::optional<std::int64_t> integer(const QJsonObject &from, QLatin1StringView key)
{
    const QJsonValue value = from.value(key);
    return value.isDouble() ? std::optional(std::int64_t(value.toInteger())) : std::nullopt;
}

template <class Id>
[[nodiscard]] std::optional<Id> id(const QJsonObject &from, QLatin1StringView key)
{
    const auto value = integer(from, key);
    return value ? std::optional(Id{typename Id::Value(*value)}) : std::nullopt;
}

template <class T>
[[nodiscard]] std::vector<T> list(const QJsonObject &from, QLatin1StringView key, T (*read)(const QJsonObject &))
{
    std::vector<T> made;
    const QJsonArray array = from.value(key).toArray();
    made.reserve(std::size_t(array.size()));
    for (const QJsonValueConstRef value : array)
        made.push_back(read(value.toObject()));
    return made;
}

} // namespace wuquan::json
