// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/ids.h"
#include "data/geo/point.h"

#include <QByteArray>
#include <QDate>
#include <QHash>
#include <QString>
#include <QtEndian>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

// How values become bytes and bytes values. Writer and Reader are called alike, so that the fields of a struct are
// listed once for both, in a function template fields(end, value) of this namespace (statepayload.cpp). Numbers are
// little-endian of their own width, texts UTF-16, lists preceded by their length; hashes are written in the order of
// their keys, so that equal states are equal bytes.
namespace wuquan::state {

template <class T>
concept Number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

/// What a function listing fields is given: something to fill, or something to look at.
template <class End, class T>
using Of = std::conditional_t<End::reads, T, const T>;

/// First and last value of an enumeration that goes into a file.
template <class Enum>
inline constexpr std::pair<Enum, Enum> valuesOf = Enum::valuesAreNotKnown;

/// Takes bytes in their order.
using Sink = std::function<void(QByteArrayView)>;

/// Writes values in pieces, so that no more than one of them is held at a time.
class Writer {
public:
    static constexpr bool reads = false;

    explicit Writer(Sink sink)
        : m_sink(std::move(sink))
    {
        m_piece.reserve(pieceLength);
    }

    template <class... T>
    void operator()(const T &...values)
    {
        (put(values), ...);
    }

    /// Hands over what is still held.
    void finish()
    {
        m_sink(m_piece);
        m_piece.clear();
    }

private:
    static constexpr qsizetype pieceLength = 64 * 1024; ///< bytes; a block of numbers may make a piece longer

    template <Number T>
    void put(const T &value)
    {
        block(&value, 1);
    }
    void put(bool value) { put(std::uint8_t(value)); }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void put(const Enum &value)
    {
        put(std::to_underlying(value));
    }
    template <class Tag, class Rep>
    void put(StrongId<Tag, Rep> id)
    {
        put(id.value);
    }
    void put(Instant value) { put(std::int64_t(value.time_since_epoch().count())); }
    void put(QDate value) { put(value.toJulianDay()); }
    void put(GeoPoint value)
    {
        put(value.longitude);
        put(value.latitude);
    }
    void put(const QString &value)
    {
        putLength(std::size_t(value.size()));
        block(value.utf16(), value.size());
    }
    template <class A, class B>
    void put(const std::pair<A, B> &value)
    {
        put(value.first);
        put(value.second);
    }
    template <class T>
    void put(const std::optional<T> &value)
    {
        put(value.has_value());
        if (value)
            put(*value);
    }
    template <class T>
    void put(const std::shared_ptr<const T> &value)
    {
        put(value != nullptr);
        if (value)
            put(*value);
    }
    template <class T, std::size_t size>
    void put(const std::array<T, size> &values)
    {
        for (const T &value : values)
            put(value);
    }
    template <class T>
    void put(const std::vector<T> &values)
    {
        putLength(values.size());
        if constexpr (Number<T>) {
            block(values.data(), qsizetype(values.size()));
        } else {
            for (const T &value : values)
                put(value);
        }
    }
    template <class Key, class T>
    void put(const std::map<Key, T> &values)
    {
        putLength(values.size());
        for (const auto &entry : values)
            put(entry);
    }
    template <class Key, class T>
    void put(const QHash<Key, T> &values)
    {
        put(std::map<Key, T>(values.keyValueBegin(), values.keyValueEnd()));
    }
    template <class T>
    void put(const T &value)
    {
        fields(*this, value);
    }

    void putLength(std::size_t length) { put(std::uint32_t(length)); }

    template <class T>
    void block(const T *values, qsizetype count)
    {
        if (count == 0)
            return;
        const qsizetype at = m_piece.size();
        m_piece.resize(at + count * qsizetype(sizeof(T)));
        qToLittleEndian<T>(values, count, m_piece.data() + at);
        if (m_piece.size() >= pieceLength)
            finish();
    }

    Sink m_sink;
    QByteArray m_piece;
};

/// Takes values out of bytes that may be anything. What does not fit ends it: from then on nothing is read any more,
/// and all that was read is worthless. Takes memory only for what has come, whatever a length says.
class Reader {
public:
    static constexpr bool reads = true;

    explicit Reader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    template <class... T>
    void operator()(T &...values)
    {
        (take(values), ...);
    }

    /// Says that something read can't be.
    void fail() { m_failed = true; }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }
    /// How many bytes were read; after a failure, about where it was.
    [[nodiscard]] qsizetype position() const { return m_at; }

private:
    template <Number T>
    void take(T &value)
    {
        block(&value, 1);
    }
    void take(bool &value)
    {
        std::uint8_t byte = 0;
        take(byte);
        m_failed |= byte > 1;
        value = byte == 1;
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void take(Enum &value)
    {
        auto number = std::to_underlying(value);
        take(number);
        constexpr auto values = valuesOf<Enum>;
        if (number < std::to_underlying(values.first) || number > std::to_underlying(values.second))
            fail();
        else
            value = Enum(number);
    }
    template <class Tag, class Rep>
    void take(StrongId<Tag, Rep> &id)
    {
        take(id.value);
    }
    void take(Instant &value)
    {
        std::int64_t count = 0;
        take(count);
        value = Instant(std::chrono::microseconds(count));
        m_failed |= !isUsable(value);
    }
    void take(QDate &value)
    {
        qint64 day = 0;
        take(day);
        value = QDate::fromJulianDay(day);
    }
    void take(GeoPoint &value)
    {
        take(value.longitude);
        take(value.latitude);
        m_failed |= !isUsable(value);
    }
    void take(QString &value)
    {
        const std::uint32_t length = takeLength();
        if (!has(length, sizeof(char16_t)))
            return;
        value.resize(qsizetype(length));
        block(reinterpret_cast<char16_t *>(value.data()), qsizetype(length));
    }
    template <class A, class B>
    void take(std::pair<A, B> &value)
    {
        take(value.first);
        take(value.second);
    }
    template <class T>
    void take(std::optional<T> &value)
    {
        bool there = false;
        take(there);
        if (there)
            take(value.emplace());
    }
    template <class T>
    void take(std::shared_ptr<const T> &value)
    {
        bool there = false;
        take(there);
        if (!there)
            return;
        auto made = std::make_shared<T>();
        take(*made);
        value = std::move(made);
    }
    template <class T, std::size_t size>
    void take(std::array<T, size> &values)
    {
        for (T &value : values)
            take(value);
    }
    template <class T>
    void take(std::vector<T> &values)
    {
        const std::uint32_t length = takeLength();
        if constexpr (Number<T>) {
            if (!has(length, sizeof(T)))
                return;
            values.resize(length);
            block(values.data(), qsizetype(length));
        } else {
            for (std::uint32_t i = 0; i < length && !m_failed; ++i)
                take(values.emplace_back());
        }
    }
    template <class Key, class T>
    void take(std::map<Key, T> &values)
    {
        const std::uint32_t length = takeLength();
        for (std::uint32_t i = 0; i < length && !m_failed; ++i) {
            std::pair<Key, T> entry;
            take(entry);
            values.insert_or_assign(std::move(entry.first), std::move(entry.second));
        }
    }
    template <class Key, class T>
    void take(QHash<Key, T> &values)
    {
        std::map<Key, T> ordered;
        take(ordered);
        for (auto &[key, value] : ordered)
            values.insert(key, std::move(value));
    }
    template <class T>
    void take(T &value)
    {
        fields(*this, value);
    }

    /// A length, none after a failure.
    std::uint32_t takeLength()
    {
        std::uint32_t length = 0;
        take(length);
        return length;
    }

    /// Whether so many values of so many bytes can still come.
    bool has(std::size_t count, std::size_t size)
    {
        m_failed |= count > std::size_t(m_bytes.size() - m_at) / size;
        return !m_failed;
    }

    template <class T>
    void block(T *values, qsizetype count)
    {
        if (m_failed || count == 0 || !has(std::size_t(count), sizeof(T)))
            return;
        qFromLittleEndian<T>(m_bytes.data() + m_at, count, values);
        m_at += count * qsizetype(sizeof(T));
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace wuquan::state
