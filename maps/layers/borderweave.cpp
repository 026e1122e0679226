// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/borderweave.h"

namespace wuquan {

namespace {
constexpr double fineness = 4294967295.0;
}

BorderWeave::Corner BorderWeave::cornerOf(WorldPoint point)
{
    const auto part = [](double v) { return std::uint64_t(std::llround(std::clamp(v, 0.0, 1.0) * fineness)); };
    return part(point.x) << 32 | part(point.y);
}

WorldPoint BorderWeave::pointOf(Corner corner)
{
    return {double(corner >> 32) / fineness, double(corner & 0xffffffffu) / fineness};
}

std::vector<BorderLine> BorderWeave::add(const std::vector<AreaShape> &shapes)
{
    std::unordered_map<Corner, std::vector<Corner>> neighbours;
    std::vector<Corner> corners; // in the order met, so that the result does not depend on hashing
    for (const AreaShape &shape : shapes) {
        for (const auto &ring : shape.rings) {
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                const Corner a = cornerOf(ring[j]), b = cornerOf(ring[i]);
                if (a == b || !m_taken.insert({std::min(a, b), std::max(a, b)}).second)
                    continue;
                for (const auto &[from, to] : {std::pair{a, b}, std::pair{b, a}}) {
                    auto &known = neighbours[from];
                    if (known.empty())
                        corners.push_back(from);
                    known.push_back(to);
                }
            }
        }
    }

    std::unordered_set<Edge, EdgeHash> walked;
    std::vector<BorderLine> lines;
    const auto walk = [&](Corner from, Corner to) {
        if (!walked.insert({std::min(from, to), std::max(from, to)}).second)
            return;
        BorderLine line;
        const auto append = [&line](Corner corner) {
            line.points.push_back(pointOf(corner));
            line.box.include(line.points.back());
        };
        append(from);
        append(to);
        while (neighbours[to].size() == 2) {
            const auto &both = neighbours[to];
            const Corner next = both[0] == from ? both[1] : both[0];
            if (!walked.insert({std::min(to, next), std::max(to, next)}).second)
                break;
            append(next);
            from = std::exchange(to, next);
        }
        lines.push_back(std::move(line));
    };
    for (const bool loops : {false, true}) {
        for (Corner corner : corners) {
            if ((neighbours[corner].size() == 2) != loops)
                continue;
            for (Corner next : neighbours[corner])
                walk(corner, next);
        }
    }
    return lines;
}

} // namespace wuquan
