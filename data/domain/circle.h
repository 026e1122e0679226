// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace wuquan {

/// The five prevention circles (五圈), with the keys of wuquan.circle.
enum class Circle : std::uint8_t { Public = 1, Residential, Enterprise, Campus, Internet };

inline constexpr std::array allCircles{
    Circle::Public, Circle::Residential, Circle::Enterprise, Circle::Campus, Circle::Internet};

/// 0…4, for arrays with one element a circle.
[[nodiscard]] constexpr std::size_t circleIndex(Circle circle)
{
    return std::size_t(circle) - 1;
}

} // namespace wuquan
