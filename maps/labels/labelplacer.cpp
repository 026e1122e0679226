// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/labels/labelplacer.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace wuquan {

namespace {

LabelBox boxAt(const LabelCandidate &label, const LabelSpot &spot)
{
    const int left = int(std::lround(label.x + spot.x + spot.widthShare * float(label.width)));
    const int top = int(std::lround(label.y + spot.y + spot.heightShare * float(label.height)));
    return {left, top, left + label.width, top + label.height};
}

/// Far outside any picture a coordinate no longer fits a whole number.
bool isPlaceable(const LabelCandidate &label)
{
    constexpr float farthest = 1e6F;
    return std::abs(label.x) < farthest && std::abs(label.y) < farthest && label.width > 0 && label.height > 0
        && std::isfinite(label.weight);
}

} // namespace

std::array<LabelSpot, 4> spotsBeside(float gap)
{
    return {LabelSpot{gap, 0, 0, -0.5F}, {-gap, 0, -1, -0.5F}, {0, -gap, -0.5F, -1}, {0, gap, -0.5F, 0}};
}

std::vector<LabelSpot> spotsAlong(std::span<const std::array<float, 2>> line)
{
    std::vector<LabelSpot> spots;
    const auto distance
        = [&](std::size_t i) { return std::hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]); };
    float length = 0;
    for (std::size_t i = 1; i < line.size(); ++i)
        length += distance(i);
    for (const float share : {1 / 2.F, 1 / 6.F, 5 / 6.F}) {
        float left = share * length;
        for (std::size_t i = 1; i < line.size(); ++i) {
            const float step = distance(i);
            if (left > step && i + 1 < line.size()) {
                left -= step;
                continue;
            }
            const float t = step > 0 ? std::min(1.F, left / step) : 0;
            spots.push_back({line[i - 1][0] + t * (line[i][0] - line[i - 1][0]) - line[0][0],
                line[i - 1][1] + t * (line[i][1] - line[i - 1][1]) - line[0][1]});
            break;
        }
    }
    return spots;
}

std::vector<LabelPlacer::Turn> LabelPlacer::turns(std::span<const LabelCandidate> candidates) const
{
    std::vector<Turn> turns;
    turns.reserve(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!isPlaceable(candidates[i]))
            continue;
        const auto shown = std::ranges::lower_bound(m_shown, candidates[i].key, {}, &Shown::key);
        const bool wasShown = shown != m_shown.end() && shown->key == candidates[i].key;
        turns.push_back({std::uint32_t(i), wasShown ? &*shown : nullptr});
    }
    std::ranges::sort(turns, {}, [&](const Turn &turn) {
        const LabelCandidate &label = candidates[turn.candidate];
        return std::tuple(-label.level, !turn.shown, -label.weight, label.key, turn.candidate);
    });
    return turns;
}

std::span<const LabelPlacement> LabelPlacer::place(const LabelBox &bounds, std::span<const LabelBox> obstacles,
    std::span<const LabelCandidate> candidates, const Accept &accept)
{
    m_grid.reset(bounds);
    for (const LabelBox &obstacle : obstacles)
        m_grid.occupy(obstacle);
    m_placed.clear();
    for (const Turn &turn : turns(candidates)) {
        const LabelCandidate &label = candidates[turn.candidate];
        const auto tryAt = [&](std::size_t spot) {
            const LabelBox box = boxAt(label, label.spots[spot]);
            if (!bounds.contains(box) || !m_grid.isFree(box) || (accept && !accept(turn.candidate, spot, box)))
                return false;
            m_grid.occupy(box.grown(label.air));
            m_placed.push_back({turn.candidate, spot, box});
            return true;
        };
        const std::size_t before = turn.shown ? turn.shown->spot : label.spots.size();
        if (before < label.spots.size() && tryAt(before))
            continue;
        for (std::size_t spot = 0; spot < label.spots.size(); ++spot) {
            if (spot != before && tryAt(spot))
                break;
        }
    }
    m_shown.clear();
    for (const LabelPlacement &placement : m_placed)
        m_shown.push_back({candidates[placement.candidate].key, placement.spot});
    std::ranges::sort(m_shown, {}, [](const Shown &shown) { return std::pair(shown.key, shown.spot); });
    return m_placed;
}

} // namespace wuquan
