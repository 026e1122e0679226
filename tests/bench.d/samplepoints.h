// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/point.h"

#include <array>
#include <cstdint>
#include <vector>

// The points that what draws and finds them is measured with: those of peers/samplepoints.mjs, number for number.
namespace wuquan::bench {

/// Mulberry32 of T. Ettinger: four bytes of state, the same in C++ and JavaScript.
class SampleRandom {
public:
    explicit SampleRandom(std::uint32_t seed)
        : m_state(seed)
    {
    }
    /// 0 ≤ … < 1, in steps of 2⁻³².
    double next()
    {
        m_state += 0x6d2b79f5u;
        std::uint32_t t = (m_state ^ m_state >> 15) * (m_state | 1);
        t = (t + (t ^ t >> 7) * (t | 61)) ^ t;
        return (t ^ t >> 14) * 0x1p-32;
    }

private:
    std::uint32_t m_state;
};

/// Even: anywhere in a square of 59 km around 120.0° E 30.4° N. Dense: six of seven within a kilometre or less of 400
/// spots, the first of them the most crowded.
enum class Spread { Even, Dense };

inline constexpr double sampleLeft = 0.8325, sampleTop = 0.4108, sampleSide = 0.0017;

inline std::vector<WorldPoint> samplePoints(std::size_t count, Spread spread, std::uint32_t seed)
{
    SampleRandom random(seed);
    const auto anywhere = [&] {
        const double x = random.next();
        return WorldPoint{sampleLeft + sampleSide * x, sampleTop + sampleSide * random.next()};
    };
    std::array<WorldPoint, 400> spots;
    for (WorldPoint &spot : spots)
        spot = anywhere();
    const auto offset = [&] {
        const double a = random.next(), b = random.next(), c = random.next();
        return (a + b + c + random.next() - 2) * (sampleSide / 64);
    };
    std::vector<WorldPoint> points(count);
    for (WorldPoint &point : points) {
        if (spread == Spread::Even || random.next() * 7 < 1) {
            point = anywhere();
            continue;
        }
        const double crowd = random.next();
        const WorldPoint spot = spots[std::size_t(crowd * crowd * 400)];
        const double x = offset();
        point = {spot.x + x, spot.y + offset()};
    }
    return points;
}

} // namespace wuquan::bench
