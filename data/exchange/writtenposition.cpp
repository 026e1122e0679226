// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/writtenposition.h"

#include <algorithm>
#include <charconv>
#include <optional>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

std::optional<double> number(QByteArrayView text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    if (end != text.end() || (error != std::errc() && error != std::errc::result_out_of_range))
        return std::nullopt;
    return error == std::errc() ? value : HUGE_VAL;
}

PositionFault positionFault(GeoPoint p)
{
    if (!std::isfinite(p.longitude) || !std::isfinite(p.latitude))
        return PositionFault::NotFinite;
    if (p.longitude == 0 && p.latitude == 0)
        return PositionFault::Zero;
    if (std::abs(p.longitude) > 180 || std::abs(p.latitude) > 180)
        return std::max(std::abs(p.longitude), std::abs(p.latitude)) > 1000 ? PositionFault::Projected
                                                                            : PositionFault::OutOfRange;
    if (std::abs(p.latitude) > 90)
        return std::abs(p.longitude) <= 90 ? PositionFault::Swapped : PositionFault::OutOfRange;
    return isUsable(p) ? PositionFault::None : PositionFault::OutOfRange;
}

} // namespace

QString positionFaultText(PositionFault fault)
{
    switch (fault) {
    case PositionFault::None:
        break;
    case PositionFault::NotGiven:
        return u"not given"_s;
    case PositionFault::NotANumber:
        return u"not a number"_s;
    case PositionFault::NotFinite:
        return u"NaN or infinite"_s;
    case PositionFault::Zero:
        return u"(0, 0)"_s;
    case PositionFault::Swapped:
        return u"latitude and longitude swapped"_s;
    case PositionFault::Projected:
        return u"projected metres instead of degrees"_s;
    case PositionFault::OutOfRange:
        return u"out of range"_s;
    }
    return {};
}

std::expected<GeoPoint, PositionFault> positionFromText(QByteArrayView longitude, QByteArrayView latitude)
{
    if (longitude.isEmpty() && latitude.isEmpty())
        return std::unexpected(PositionFault::NotGiven);
    const auto x = number(longitude), y = number(latitude);
    if (!x || !y)
        return std::unexpected(PositionFault::NotANumber);
    const GeoPoint point{*x, *y};
    const PositionFault fault = positionFault(point);
    return fault == PositionFault::None ? std::expected<GeoPoint, PositionFault>(point) : std::unexpected(fault);
}

} // namespace wuquan
