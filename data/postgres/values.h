// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace wuquan::postgres {

/// A timestamp without time zone: what a clock on some wall showed.
using LocalInstant = std::chrono::local_time<std::chrono::microseconds>;
/// A time of day as time since midnight, 24:00 included.
using TimeOfDay = std::chrono::duration<std::int64_t, std::micro>;
/// The elements of an array of one dimension, none for NULL.
template <class T>
using Elements = std::vector<std::optional<T>>;

// Decoding of binary values. Each is total: bytes that don't fit the type give none, never a crash or a read beyond
// their end; whyUnusable() says what is wrong. The views of a foreign database choose their own types, so integers of
// every width and numeric, text of every kind (text, varchar, name, json, jsonb, also numeric and uuid), float4 and
// float8 are taken. T is one of the types named in DecodableTypes.
template <class T>
[[nodiscard]] std::optional<T> decode(unsigned typeOid, QByteArrayView bytes) = delete;
/// From numeric when it is whole and in range.
template <>
[[nodiscard]] std::optional<std::int64_t> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<std::int32_t> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<std::int16_t> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<bool> decode(unsigned typeOid, QByteArrayView bytes);
/// The nearest double of a numeric; none beyond the largest. NaN and the infinities are themselves.
template <>
[[nodiscard]] std::optional<double> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<float> decode(unsigned typeOid, QByteArrayView bytes);
/// None for what is not UTF-8: a server with encoding SQL_ASCII sends whatever it was given.
template <>
[[nodiscard]] std::optional<QString> decode(unsigned typeOid, QByteArrayView bytes);
/// bytea, or the UTF-8 of a text; a numeric as its exact decimal, such as "-0.50".
template <>
[[nodiscard]] std::optional<QByteArray> decode(unsigned typeOid, QByteArrayView bytes);
/// From timestamptz, 4714-11-24 BC to the end of 32767 AD; infinities give none: nothing on a screen can show them.
template <>
[[nodiscard]] std::optional<Instant> decode(unsigned typeOid, QByteArrayView bytes);
/// From timestamp, in the same range.
template <>
[[nodiscard]] std::optional<LocalInstant> decode(unsigned typeOid, QByteArrayView bytes);
/// From time, 00:00 to 24:00.
template <>
[[nodiscard]] std::optional<TimeOfDay> decode(unsigned typeOid, QByteArrayView bytes);
/// From date; infinities give none. Years before Christ are negative, as QDate counts them.
template <>
[[nodiscard]] std::optional<QDate> decode(unsigned typeOid, QByteArrayView bytes);
/// From int2[], int4[], int8[] and numeric[] of at most one dimension.
template <>
[[nodiscard]] std::optional<Elements<std::int64_t>> decode(unsigned typeOid, QByteArrayView bytes);
/// From float4[], float8[], numeric[] and those of integers.
template <>
[[nodiscard]] std::optional<Elements<double>> decode(unsigned typeOid, QByteArrayView bytes);
/// From text[] and its kin, uuid[].
template <>
[[nodiscard]] std::optional<Elements<QString>> decode(unsigned typeOid, QByteArrayView bytes);

/// Why a value gives none, such as "is infinite": for the sentence that names a row which can't be used.
[[nodiscard]] const char *whyUnusable(unsigned typeOid, QByteArrayView bytes);

template <class... T>
struct TypeList { };
using DecodableTypes = TypeList<bool, std::int16_t, std::int32_t, std::int64_t, float, double, QString, QByteArray,
    Instant, LocalInstant, TimeOfDay, QDate, Elements<std::int64_t>, Elements<double>, Elements<QString>>;

/// Decodes the bytes as every type there is; how many of them they fit. For tests that try to break the decoders.
[[nodiscard]] int countFittingTypes(unsigned typeOid, QByteArrayView bytes);

} // namespace wuquan::postgres
