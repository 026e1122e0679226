// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace wuquan {

/// Whole device pixels: left and top belong to it, right and bottom don't.
struct LabelBox {
    int left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] bool isEmpty() const { return left >= right || top >= bottom; }
    [[nodiscard]] bool intersects(const LabelBox &other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    [[nodiscard]] bool contains(const LabelBox &other) const
    {
        return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
    }
    [[nodiscard]] LabelBox grown(int by) const { return {left - by, top - by, right + by, bottom + by}; }
    bool operator==(const LabelBox &) const = default;
};

/// What is taken of a picture. Boxes stand in lists by cell, so that only those near by are looked at.
class CollisionGrid {
public:
    /// Empty again; what lies outside the bounds is never looked at.
    void reset(const LabelBox &bounds);
    void occupy(const LabelBox &box);
    /// Whether nothing within the bounds was put where the box lies.
    [[nodiscard]] bool isFree(const LabelBox &box) const;

private:
    static constexpr int cellWidth = 64, cellHeight = 32; ///< about a word

    struct Entry {
        LabelBox box;
        std::int32_t next;
    };
    /// Calls visit(cell) until it returns false; false when it did.
    template <class Visit>
    bool forCells(const LabelBox &box, Visit visit) const;

    LabelBox m_bounds;
    int m_columns = 0, m_rows = 0;
    std::vector<std::int32_t> m_first; ///< entry by cell, −1 for none
    std::vector<Entry> m_entries;
};

} // namespace wuquan
