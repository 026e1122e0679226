// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/labels/collisiongrid.h"

#include <algorithm>

namespace wuquan {

void CollisionGrid::reset(const LabelBox &bounds)
{
    m_bounds = bounds;
    m_columns = bounds.isEmpty() ? 0 : (bounds.right - bounds.left + cellWidth - 1) / cellWidth;
    m_rows = bounds.isEmpty() ? 0 : (bounds.bottom - bounds.top + cellHeight - 1) / cellHeight;
    m_first.assign(std::size_t(m_columns) * std::size_t(m_rows), -1);
    m_entries.clear();
}

template <class Visit>
bool CollisionGrid::forCells(const LabelBox &box, Visit visit) const
{
    if (m_first.empty() || box.isEmpty() || !box.intersects(m_bounds))
        return true;
    const int left = (std::max(box.left, m_bounds.left) - m_bounds.left) / cellWidth;
    const int right = (std::min(box.right, m_bounds.right) - 1 - m_bounds.left) / cellWidth;
    const int top = (std::max(box.top, m_bounds.top) - m_bounds.top) / cellHeight;
    const int bottom = (std::min(box.bottom, m_bounds.bottom) - 1 - m_bounds.top) / cellHeight;
    for (int row = top; row <= bottom; ++row) {
        for (int column = left; column <= right; ++column) {
            if (!visit(std::size_t(row) * std::size_t(m_columns) + std::size_t(column)))
                return false;
        }
    }
    return true;
}

void CollisionGrid::occupy(const LabelBox &box)
{
    forCells(box, [&](std::size_t cell) {
        m_entries.push_back({box, m_first[cell]});
        m_first[cell] = std::int32_t(m_entries.size() - 1);
        return true;
    });
}

bool CollisionGrid::isFree(const LabelBox &box) const
{
    return forCells(box, [&](std::size_t cell) {
        for (std::int32_t i = m_first[cell]; i >= 0; i = m_entries[std::size_t(i)].next) {
            if (m_entries[std::size_t(i)].box.intersects(box))
                return false;
        }
        return true;
    });
}

} // namespace wuquan
