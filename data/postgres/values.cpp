// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/values.h"

#include "data/postgres/numeric.h"
#include "data/postgres/typeoid.h"

#include <QtEndian>

#include <bit>
#include <cmath>
#include <limits>

namespace wuquan::postgres {

namespace {

// PostgreSQL counts from 2000-01-01, in microseconds or days.
constexpr std::chrono::sys_days postgresEpoch = std::chrono::year(2000) / 1 / 1;
// Its own first day, 4714-11-24 BC (Julian day 0), and the end of the last year that std::chrono knows.
constexpr std::chrono::sys_days firstDay = std::chrono::year(-4713) / 11 / 24;
constexpr std::chrono::sys_days lastDay = std::chrono::year::max() / 12 / 31;
constexpr std::int64_t earliest = std::chrono::microseconds(firstDay - postgresEpoch).count();
constexpr std::int64_t latest = std::chrono::microseconds(lastDay + std::chrono::days(1) - postgresEpoch).count() - 1;
constexpr std::int64_t microsecondsOfDay = std::chrono::microseconds(std::chrono::days(1)).count();
// A header of an array: dimensions, flags, element type; a dimension: elements, lower bound.
constexpr qsizetype arrayHeaderBytes = 12;
constexpr qsizetype dimensionBytes = 8;

template <class T>
bool isInfinite(T count)
{
    return count == std::numeric_limits<T>::max() || count == std::numeric_limits<T>::min();
}

template <class T>
std::optional<T> bigEndian(QByteArrayView bytes)
{
    if (bytes.size() != qsizetype(sizeof(T)))
        return std::nullopt;
    return qFromBigEndian<T>(bytes.data());
}

template <class T>
std::optional<T> narrowInteger(unsigned typeOid, QByteArrayView bytes)
{
    const auto wide = decode<std::int64_t>(typeOid, bytes);
    if (!wide || *wide < std::numeric_limits<T>::min() || *wide > std::numeric_limits<T>::max())
        return std::nullopt;
    return T(*wide);
}

/// Microseconds since PostgreSQL's epoch that a calendar can show.
std::optional<std::chrono::microseconds> sinceEpoch(QByteArrayView bytes)
{
    const auto count = bigEndian<std::int64_t>(bytes);
    if (!count || *count < earliest || *count > latest)
        return std::nullopt;
    return std::chrono::microseconds(*count);
}

QByteArray uuidText(QByteArrayView bytes)
{
    QByteArray text = bytes.toByteArray().toHex();
    for (const qsizetype at : {20, 16, 12, 8})
        text.insert(at, '-');
    return text;
}

/// The type of an array's elements, 0 for what is no array.
unsigned elementType(unsigned arrayOid)
{
    switch (arrayOid) {
    case NameArrayOid:
        return NameOid;
    case Int2ArrayOid:
        return Int2Oid;
    case Int4ArrayOid:
        return Int4Oid;
    case TextArrayOid:
        return TextOid;
    case BpcharArrayOid:
        return BpcharOid;
    case VarcharArrayOid:
        return VarcharOid;
    case Int8ArrayOid:
        return Int8Oid;
    case Float4ArrayOid:
        return Float4Oid;
    case Float8ArrayOid:
        return Float8Oid;
    case NumericArrayOid:
        return NumericOid;
    case UuidArrayOid:
        return UuidOid;
    default:
        return 0;
    }
}

template <class T>
std::optional<Elements<T>> decodeArray(unsigned typeOid, QByteArrayView bytes)
{
    const unsigned element = elementType(typeOid);
    if (element == 0 || bytes.size() < arrayHeaderBytes)
        return std::nullopt;
    const auto dimensions = qFromBigEndian<std::int32_t>(bytes.data());
    if (qFromBigEndian<std::uint32_t>(bytes.data() + 8) != element)
        return std::nullopt;
    bytes = bytes.sliced(arrayHeaderBytes);
    Elements<T> elements;
    if (dimensions == 0)
        return bytes.isEmpty() ? std::optional(elements) : std::nullopt;
    if (dimensions != 1 || bytes.size() < dimensionBytes)
        return std::nullopt;
    const auto count = qFromBigEndian<std::int32_t>(bytes.data());
    bytes = bytes.sliced(dimensionBytes);
    // Each element has a length at least: what claims more elements is no array, and not worth its memory.
    if (count < 0 || count > bytes.size() / qsizetype(sizeof(std::int32_t)))
        return std::nullopt;
    elements.reserve(std::size_t(count));
    for (std::int32_t i = 0; i < count; ++i) {
        if (bytes.size() < qsizetype(sizeof(std::int32_t)))
            return std::nullopt;
        const auto length = qFromBigEndian<std::int32_t>(bytes.data());
        bytes = bytes.sliced(sizeof(std::int32_t));
        if (length == -1) {
            elements.emplace_back();
            continue;
        }
        if (length < 0 || length > bytes.size())
            return std::nullopt;
        std::optional<T> value = decode<T>(element, bytes.first(length));
        if (!value)
            return std::nullopt;
        elements.push_back(std::move(value));
        bytes = bytes.sliced(length);
    }
    return bytes.isEmpty() ? std::optional(std::move(elements)) : std::nullopt;
}

template <class... T>
int countFitting(unsigned typeOid, QByteArrayView bytes, TypeList<T...>)
{
    return (0 + ... + int(decode<T>(typeOid, bytes).has_value()));
}

} // namespace

template <>
std::optional<std::int64_t> decode(unsigned typeOid, QByteArrayView bytes)
{
    switch (typeOid) {
    case Int2Oid:
        return bigEndian<std::int16_t>(bytes);
    case Int4Oid:
        return bigEndian<std::int32_t>(bytes);
    case OidOid:
        return bigEndian<std::uint32_t>(bytes);
    case Int8Oid:
    case Xid8Oid:
        return bigEndian<std::int64_t>(bytes);
    case NumericOid:
        return numericInteger(bytes);
    default:
        return std::nullopt;
    }
}

template <>
std::optional<std::int32_t> decode(unsigned typeOid, QByteArrayView bytes)
{
    return narrowInteger<std::int32_t>(typeOid, bytes);
}

template <>
std::optional<std::int16_t> decode(unsigned typeOid, QByteArrayView bytes)
{
    return narrowInteger<std::int16_t>(typeOid, bytes);
}

template <>
std::optional<bool> decode(unsigned typeOid, QByteArrayView bytes)
{
    if (typeOid != BoolOid || bytes.size() != 1)
        return std::nullopt;
    return bytes[0] != 0;
}

template <>
std::optional<double> decode(unsigned typeOid, QByteArrayView bytes)
{
    switch (typeOid) {
    case Float8Oid:
        if (const auto bits = bigEndian<std::uint64_t>(bytes))
            return std::bit_cast<double>(*bits);
        return std::nullopt;
    case Float4Oid:
        if (const auto bits = bigEndian<std::uint32_t>(bytes))
            return double(std::bit_cast<float>(*bits));
        return std::nullopt;
    case NumericOid:
        return numericDouble(bytes);
    default:
        if (const auto integer = decode<std::int64_t>(typeOid, bytes))
            return double(*integer);
        return std::nullopt;
    }
}

template <>
std::optional<float> decode(unsigned typeOid, QByteArrayView bytes)
{
    const auto value = decode<double>(typeOid, bytes);
    if (!value || (std::isfinite(*value) && std::abs(*value) > double(std::numeric_limits<float>::max())))
        return std::nullopt;
    return float(*value);
}

template <>
std::optional<QByteArray> decode(unsigned typeOid, QByteArrayView bytes)
{
    switch (typeOid) {
    case ByteaOid:
    case CharOid:
    case NameOid:
    case TextOid:
    case JsonOid:
    case BpcharOid:
    case VarcharOid:
        return bytes.toByteArray();
    case JsonbOid:
        if (bytes.isEmpty() || bytes[0] != 1)
            return std::nullopt;
        return bytes.sliced(1).toByteArray();
    case NumericOid:
        return numericText(bytes);
    case UuidOid:
        return bytes.size() == 16 ? std::optional(uuidText(bytes)) : std::nullopt;
    default:
        return std::nullopt;
    }
}

template <>
std::optional<QString> decode(unsigned typeOid, QByteArrayView bytes)
{
    if (typeOid == ByteaOid)
        return std::nullopt;
    const auto text = decode<QByteArray>(typeOid, bytes);
    if (!text || !QByteArrayView(*text).isValidUtf8())
        return std::nullopt;
    return QString::fromUtf8(*text);
}

template <>
std::optional<Instant> decode(unsigned typeOid, QByteArrayView bytes)
{
    const auto since = typeOid == TimestamptzOid ? sinceEpoch(bytes) : std::nullopt;
    return since ? std::optional(Instant(postgresEpoch) + *since) : std::nullopt;
}

template <>
std::optional<LocalInstant> decode(unsigned typeOid, QByteArrayView bytes)
{
    const auto since = typeOid == TimestampOid ? sinceEpoch(bytes) : std::nullopt;
    return since ? std::optional(LocalInstant(postgresEpoch.time_since_epoch()) + *since) : std::nullopt;
}

template <>
std::optional<TimeOfDay> decode(unsigned typeOid, QByteArrayView bytes)
{
    const auto count = bigEndian<std::int64_t>(bytes);
    if (typeOid != TimeOid || !count || *count < 0 || *count > microsecondsOfDay)
        return std::nullopt;
    return TimeOfDay(*count);
}

template <>
std::optional<QDate> decode(unsigned typeOid, QByteArrayView bytes)
{
    const auto days = bigEndian<std::int32_t>(bytes);
    if (typeOid != DateOid || !days || isInfinite(*days))
        return std::nullopt;
    return QDate(2000, 1, 1).addDays(*days);
}

template <>
std::optional<Elements<std::int64_t>> decode(unsigned typeOid, QByteArrayView bytes)
{
    return decodeArray<std::int64_t>(typeOid, bytes);
}

template <>
std::optional<Elements<double>> decode(unsigned typeOid, QByteArrayView bytes)
{
    return decodeArray<double>(typeOid, bytes);
}

template <>
std::optional<Elements<QString>> decode(unsigned typeOid, QByteArrayView bytes)
{
    return decodeArray<QString>(typeOid, bytes);
}

const char *whyUnusable(unsigned typeOid, QByteArrayView bytes)
{
    switch (typeOid) {
    case DateOid:
        if (const auto days = bigEndian<std::int32_t>(bytes); days && isInfinite(*days))
            return "is infinite";
        break;
    case TimestampOid:
    case TimestamptzOid:
        if (const auto count = bigEndian<std::int64_t>(bytes); count && isInfinite(*count))
            return "is infinite";
        if (bytes.size() == qsizetype(sizeof(std::int64_t)) && !sinceEpoch(bytes))
            return "is not between 4714 BC and 32767 AD";
        break;
    case NameOid:
    case TextOid:
    case JsonOid:
    case BpcharOid:
    case VarcharOid:
        if (!bytes.isValidUtf8())
            return "is not UTF-8";
        break;
    default:
        break;
    }
    return countFittingTypes(typeOid, bytes) > 0 ? "has an unexpected type or is out of range" : "can't be decoded";
}

int countFittingTypes(unsigned typeOid, QByteArrayView bytes)
{
    return countFitting(typeOid, bytes, DecodableTypes());
}

} // namespace wuquan::postgres
