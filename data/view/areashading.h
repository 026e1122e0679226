// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace wuquan {

/// What areas of the map are coloured by.
enum class AreaMeasure : std::uint8_t {
    Open, ///< open incidents in the filter
    Overdue, ///< those of them that are past the time of their step
    OpenPerArea, ///< open ones to a square kilometre
    Reported, ///< reported in the last thirty whole days, of the filter's circle; by street, as history is kept
    DevicesSilent, ///< per cent of the devices that don't report
};

inline constexpr std::array allAreaMeasures{AreaMeasure::Open, AreaMeasure::Overdue, AreaMeasure::OpenPerArea,
    AreaMeasure::Reported, AreaMeasure::DevicesSilent};

struct AreaShading {
    AreaMeasure measure = AreaMeasure::Open;
    bool isContinuous = false; ///< otherwise in four classes

    bool operator==(const AreaShading &) const = default;
};

} // namespace wuquan
