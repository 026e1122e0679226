// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/numeric.h"

#include <QtEndian>

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace wuquan::postgres {

namespace {

// numeric_send: number of digits, weight of the first, sign, scale, then digits to the base 10,000, each two bytes
// (src/backend/utils/adt/numeric.c). The value is the sum of digit i × 10,000^(weight − i).
constexpr int digitBase = 10000;
constexpr int decimals = 4; // in one digit
constexpr qsizetype headerBytes = 8;
constexpr int largestScale = 0x3fff;

enum Sign : std::uint16_t {
    Positive = 0,
    Negative = 0x4000,
    NotANumber = 0xc000,
    Infinite = 0xd000,
    MinusInfinite = 0xf000
};

struct Numeric {
    std::uint16_t sign = Positive;
    int weight = 0;
    int scale = 0;
    int count = 0;
    QByteArrayView digits;

    /// Digit i; 0 beyond those that are sent.
    [[nodiscard]] int digit(int i) const
    {
        return i >= 0 && i < count ? qFromBigEndian<std::uint16_t>(digits.data() + 2 * qsizetype(i)) : 0;
    }
};

std::optional<Numeric> readNumeric(QByteArrayView bytes)
{
    if (bytes.size() < headerBytes)
        return std::nullopt;
    Numeric numeric;
    numeric.count = qFromBigEndian<std::int16_t>(bytes.data());
    numeric.weight = qFromBigEndian<std::int16_t>(bytes.data() + 2);
    numeric.sign = qFromBigEndian<std::uint16_t>(bytes.data() + 4);
    numeric.scale = qFromBigEndian<std::uint16_t>(bytes.data() + 6);
    numeric.digits = bytes.sliced(headerBytes);
    if (numeric.count < 0 || numeric.digits.size() != 2 * qsizetype(numeric.count))
        return std::nullopt;
    switch (numeric.sign) {
    case Positive:
    case Negative:
        break;
    case NotANumber:
    case Infinite:
    case MinusInfinite:
        return numeric;
    default:
        return std::nullopt;
    }
    if (numeric.scale > largestScale)
        return std::nullopt;
    for (int i = 0; i < numeric.count; ++i) {
        if (numeric.digit(i) >= digitBase)
            return std::nullopt;
    }
    return numeric;
}

void appendDigit(QByteArray &text, int digit)
{
    const char four[decimals]
        = {char('0' + digit / 1000), char('0' + digit / 100 % 10), char('0' + digit / 10 % 10), char('0' + digit % 10)};
    text.append(four, decimals);
}

/// With so many digits after the point.
QByteArray decimalText(const Numeric &numeric, int scale)
{
    switch (numeric.sign) {
    case NotANumber:
        return "NaN";
    case Infinite:
        return "Infinity";
    case MinusInfinite:
        return "-Infinity";
    default:
        break;
    }
    QByteArray text = numeric.sign == Negative ? "-" : "";
    const qsizetype signs = text.size();
    for (int i = 0; i <= numeric.weight; ++i)
        appendDigit(text, numeric.digit(i));
    qsizetype zeros = 0;
    while (signs + zeros < text.size() && text[signs + zeros] == '0')
        ++zeros;
    text.remove(signs, zeros);
    if (text.size() == signs)
        text.append('0');
    if (scale == 0)
        return text;
    text.append('.');
    const qsizetype end = text.size() + scale;
    for (int i = numeric.weight + 1; text.size() < end; ++i)
        appendDigit(text, numeric.digit(i));
    text.truncate(end);
    return text;
}

} // namespace

std::optional<QByteArray> numericText(QByteArrayView bytes)
{
    const auto numeric = readNumeric(bytes);
    if (!numeric)
        return std::nullopt;
    return decimalText(*numeric, numeric->scale);
}

std::optional<double> numericDouble(QByteArrayView bytes)
{
    const auto numeric = readNumeric(bytes);
    if (!numeric)
        return std::nullopt;
    switch (numeric->sign) {
    case NotANumber:
        return std::numeric_limits<double>::quiet_NaN();
    case Infinite:
        return std::numeric_limits<double>::infinity();
    case MinusInfinite:
        return -std::numeric_limits<double>::infinity();
    default:
        break;
    }
    const QByteArray exact = decimalText(*numeric, numeric->scale);
    double value = 0;
    const auto [end, error] = std::from_chars(exact.begin(), exact.end(), value);
    if (error == std::errc())
        return value;
    // Out of range: too small is as good as zero, too large is not a double.
    const bool small = exact.startsWith("0.") || exact.startsWith("-0.");
    return small ? std::optional(numeric->sign == Negative ? -0.0 : 0.0) : std::nullopt;
}

std::optional<std::int64_t> numericInteger(QByteArrayView bytes)
{
    const auto numeric = readNumeric(bytes);
    if (!numeric || numeric->sign > Negative)
        return std::nullopt;
    for (int i = std::max(0, numeric->weight + 1); i < numeric->count; ++i) {
        if (numeric->digit(i) != 0)
            return std::nullopt;
    }
    const QByteArray whole = decimalText(*numeric, 0);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(whole.begin(), whole.end(), value);
    if (error != std::errc())
        return std::nullopt;
    return value;
}

} // namespace wuquan::postgres
