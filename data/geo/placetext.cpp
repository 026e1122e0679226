// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/placetext.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype longestPlace = 128;

enum class Axis : std::uint8_t { Unknown, Longitude, Latitude };

/// A piece of a written place.
struct PlaceToken {
    enum class Kind : std::uint8_t { Number, Degree, Minute, Second, Separator, Letter };
    Kind kind = Kind::Number;
    double value = 0; ///< of a number; ±1 for a letter: which half of the Earth
    bool isWhole = false; ///< a number without a decimal point
    bool isNegative = false; ///< also for −0
    Axis axis = Axis::Unknown; ///< of a letter
};

using PlaceTokens = std::span<const PlaceToken>;

/// Degrees, and which they are when a letter says so.
struct Angle {
    double degrees = 0;
    Axis axis = Axis::Unknown;
};

/// Full-width forms and the many signs for the same thing as one plain character each.
char16_t plainCharacter(char16_t c)
{
    if (c >= u'\uff01' && c <= u'\uff5e')
        c = char16_t(c - 0xfee0);
    switch (c) {
    case u'\u3000':
    case u'\u00a0':
    case u'\t':
    case u'\u200e': // marks of direction that come along when a number is copied
    case u'\u200f':
    case u'\ufeff':
        return u' ';
    case u'\u2212':
    case u'\u2013':
        return u'-';
    case u'、':
    case u';':
        return u',';
    case u'º':
    case u'˚':
    case u'度':
        return u'°';
    case u'′':
    case u'’':
    case u'‘':
    case u'分':
        return u'\'';
    case u'″':
    case u'”':
    case u'“':
    case u'秒':
        return u'"';
    case u'东':
        return u'E';
    case u'西':
        return u'W';
    case u'南':
        return u'S';
    case u'北':
        return u'N';
    default:
        return c >= u'a' && c <= u'z' ? char16_t(c - 32) : c;
    }
}

/// The plain text; 北纬 and 东经 as the one letter they mean.
QString plainPlace(QStringView text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text) {
        const QChar made(plainCharacter(c.unicode()));
        const bool closes = (made == u'纬' && (plain.endsWith(u'N') || plain.endsWith(u'S')))
            || (made == u'经' && (plain.endsWith(u'E') || plain.endsWith(u'W')));
        if (!closes)
            plain += made;
    }
    // Two strokes of minutes are one of seconds.
    plain.replace("''"_L1, "\""_L1);
    return plain.trimmed();
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// The number that the text begins with, and how many characters it has.
std::optional<std::pair<PlaceToken, qsizetype>> leadingNumber(QStringView text)
{
    qsizetype end = 0;
    const bool isSigned = text.front() == u'-' || text.front() == u'+';
    end += isSigned;
    const qsizetype first = end;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    bool isWhole = true;
    if (end > first && end + 1 < text.size() && text[end] == u'.' && isDigit(text[end + 1])) {
        isWhole = false;
        for (++end; end < text.size() && isDigit(text[end]);)
            ++end;
    }
    if (end == first)
        return std::nullopt;
    bool ok = false;
    const double value = text.sliced(first, end - first).toDouble(&ok);
    if (!ok)
        return std::nullopt;
    const bool isNegative = text.front() == u'-';
    return std::pair{PlaceToken{PlaceToken::Kind::Number, isNegative ? -value : value, isWhole, isNegative}, end};
}

std::optional<PlaceToken> signToken(QChar c)
{
    using enum PlaceToken::Kind;
    switch (c.unicode()) {
    case u'°':
        return PlaceToken{Degree};
    case u'\'':
        return PlaceToken{Minute};
    case u'"':
        return PlaceToken{Second};
    case u',':
        return PlaceToken{Separator};
    case u'E':
        return PlaceToken{Letter, 1, false, false, Axis::Longitude};
    case u'W':
        return PlaceToken{Letter, -1, false, false, Axis::Longitude};
    case u'N':
        return PlaceToken{Letter, 1, false, false, Axis::Latitude};
    case u'S':
        return PlaceToken{Letter, -1, false, false, Axis::Latitude};
    default:
        return std::nullopt;
    }
}

/// "120.2-30.3" and "1.2.3" are no two numbers, and neither is "1E5".
bool mayBeginNumber(QStringView text, qsizetype at)
{
    const bool isLetterBefore = at > 1 && (text[at - 1] == u'E' || text[at - 1] == u'W') && isDigit(text[at - 2]);
    return at == 0 || !(isDigit(text[at - 1]) || text[at - 1] == u'.' || isLetterBefore);
}

std::optional<std::vector<PlaceToken>> placeTokens(QStringView text)
{
    std::vector<PlaceToken> tokens;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] == u' ') {
            ++at;
        } else if (const auto sign = signToken(text[at])) {
            tokens.push_back(*sign);
            ++at;
        } else if (const auto number = leadingNumber(text.sliced(at))) {
            if (!mayBeginNumber(text, at))
                return std::nullopt;
            tokens.push_back(number->first);
            at += number->second;
        } else {
            return std::nullopt;
        }
    }
    return tokens;
}

/// Degrees with at most minutes and seconds, each with its mark or without, and one letter before or after them.
std::optional<Angle> angle(PlaceTokens tokens)
{
    using enum PlaceToken::Kind;
    std::optional<PlaceToken> letter;
    if (!tokens.empty() && tokens.front().kind == Letter) {
        letter = tokens.front();
        tokens = tokens.subspan(1);
    } else if (!tokens.empty() && tokens.back().kind == Letter) {
        letter = tokens.back();
        tokens = tokens.first(tokens.size() - 1);
    }
    std::array<PlaceToken, 3> parts;
    std::size_t count = 0;
    for (const PlaceToken::Kind mark : {Degree, Minute, Second}) {
        if (tokens.empty())
            break;
        if (tokens.front().kind != Number)
            return std::nullopt;
        // Only the first has a sign, only the last decimals.
        if (count > 0 && (tokens.front().isNegative || tokens.front().value >= 60 || !parts[count - 1].isWhole))
            return std::nullopt;
        parts[count++] = tokens.front();
        tokens = tokens.subspan(1);
        if (!tokens.empty() && tokens.front().kind == mark)
            tokens = tokens.subspan(1);
    }
    if (count == 0 || !tokens.empty() || (letter && parts[0].isNegative))
        return std::nullopt;
    const double size = std::abs(parts[0].value) + parts[1].value / 60 + parts[2].value / 3600;
    const double half = parts[0].isNegative ? -1 : letter ? letter->value : 1;
    return Angle{half * size, letter ? letter->axis : Axis::Unknown};
}

/// Where the first angle ends, when something tells.
std::optional<std::size_t> endOfFirst(PlaceTokens tokens)
{
    using enum PlaceToken::Kind;
    const auto nth = [&](PlaceToken::Kind kind, int n) {
        const auto found
            = std::ranges::find_if(tokens, [&](const PlaceToken &t) { return t.kind == kind && --n == 0; });
        return std::size_t(found - tokens.begin());
    };
    const auto count = [&](PlaceToken::Kind kind) { return std::ranges::count(tokens, kind, &PlaceToken::kind); };
    if (count(Letter) > 0)
        return tokens.front().kind == Letter ? nth(Letter, 2) : nth(Letter, 1) + 1;
    // The number before the second mark; with one mark the last number.
    if (count(Degree) > 0)
        return nth(Degree, 2) - 1;
    return tokens.size() % 2 == 0 ? std::optional(tokens.size() / 2) : std::nullopt;
}

std::optional<std::pair<Angle, Angle>> twoAngles(PlaceTokens tokens)
{
    if (tokens.empty())
        return std::nullopt;
    const auto separator = std::ranges::find(tokens, PlaceToken::Kind::Separator, &PlaceToken::kind);
    const bool isApart = separator != tokens.end();
    const auto end = isApart ? std::optional(std::size_t(separator - tokens.begin())) : endOfFirst(tokens);
    if (!end || *end + isApart >= tokens.size())
        return std::nullopt;
    // A second separator is no part of an angle and refused there.
    const auto first = angle(tokens.first(*end)), second = angle(tokens.subspan(*end + isApart));
    return first && second ? std::optional(std::pair(*first, *second)) : std::nullopt;
}

bool isChinaLongitude(double degrees)
{
    return degrees >= 73 && degrees <= 136;
}

bool isChinaLatitude(double degrees)
{
    return degrees >= 3 && degrees <= 54;
}

/// Whether the latitude was written first.
bool isLatitudeFirst(const Angle &first, const Angle &second)
{
    if (first.axis != Axis::Unknown || second.axis != Axis::Unknown)
        return first.axis == Axis::Latitude || second.axis == Axis::Longitude;
    return isChinaLatitude(first.degrees) && isChinaLongitude(second.degrees);
}

} // namespace

std::expected<GeoPoint, PlaceFault> placeFromText(QStringView text, CoordinateSystem system)
{
    if (text.size() > longestPlace)
        return std::unexpected(PlaceFault::TooLong);
    const QString plain = plainPlace(text);
    if (plain.isEmpty())
        return std::unexpected(PlaceFault::Empty);
    const auto tokens = placeTokens(plain);
    const auto angles = tokens ? twoAngles(*tokens) : std::nullopt;
    if (!angles || (angles->first.axis != Axis::Unknown && angles->first.axis == angles->second.axis))
        return std::unexpected(PlaceFault::NotUnderstood);
    GeoPoint point{angles->first.degrees, angles->second.degrees};
    if (isLatitudeFirst(angles->first, angles->second))
        std::swap(point.longitude, point.latitude);
    if (point == GeoPoint{})
        return std::unexpected(PlaceFault::Zero);
    if (!isUsable(point))
        return std::unexpected(PlaceFault::OutOfRange);
    const GeoPoint wgs84 = wgs84From(system, point);
    return isUsable(wgs84) ? std::expected<GeoPoint, PlaceFault>(wgs84) : std::unexpected(PlaceFault::OutOfRange);
}

QString placeText(GeoPoint wgs84, CoordinateSystem system)
{
    const GeoPoint p = fromWgs84(system, wgs84);
    return QString::number(p.longitude, 'f', 6) + u", "_s + QString::number(p.latitude, 'f', 6);
}

} // namespace wuquan
