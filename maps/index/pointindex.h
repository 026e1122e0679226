// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/index/mark.h"
#include "maps/index/pointtree.h"
#include "maps/index/region.h"

namespace wuquan {

/// A point of the map as it is drawn.
struct IndexedPoint {
    WorldPoint at; ///< off the square or not finite: not on the map
    std::uint8_t rank = 0; ///< what has a greater one is drawn over it, below 128: a layer, a state
    std::uint8_t style = 0; ///< which of the marks it has, below 32

    bool operator==(const IndexedPoint &) const = default;
};

struct IndexedChange {
    std::uint32_t row = 0;
    IndexedPoint point;
};

/// How the picture was drawn that was clicked on.
struct PickView {
    Camera camera;
    double pixelRatio = 1; ///< device pixels per device-independent pixel
    bool wholePixels = false; ///< whether marks stand with their middle on whole device pixels
    std::span<const Mark> marks; ///< by style, at most 32; what has none is not drawn
};

/// Finds among a million points: what is under the cursor, in a rectangle, in a region, or nearest. Rows are numbers
/// given by the caller, 0 … 16,777,215.
///
/// It also says in which order points of one rank are drawn: along a curve over the map, so that what lies together in
/// the picture lies together in memory, and what is on top stays so until points are added or move farther than to
/// their neighbours.
///
/// Points that change place stand in a second, small tree that is made anew on each change, until it holds a sixteenth
/// of all; points that change rank or style, or that move only within the box of their sixteen neighbours, are changed
/// in place. A change of 1 % so costs a hundredth of a new index.
///
/// Asking changes nothing, so any number of threads may ask between two changes.
class PointIndex {
public:
    static constexpr std::uint32_t allStyles = ~0u;
    static constexpr std::size_t mostRows = std::size_t(1) << 24;

    PointIndex() = default;
    /// The rows are 0 … size − 1.
    explicit PointIndex(std::span<const IndexedPoint> points);

    /// Rows are changed, in the order of the changes, added when they are new (gaps are rows without a place), and
    /// taken out by a place that is not on the map.
    void apply(std::span<const IndexedChange> changes);

    /// The row of the topmost mark whose ink covers the place, exactly as Mark::covers says of the mark's device
    /// pixels; none when there is none.
    [[nodiscard]] std::optional<std::uint32_t> pick(const PickView &view, ScreenPoint cursor) const;
    /// Rows of the points in the rectangle, borders included, of the styles whose bits are set; ascending.
    [[nodiscard]] std::vector<std::uint32_t> in(const WorldRect &rect, std::uint32_t styles = allStyles) const;
    /// Rows of the points in the region, borders included; ascending.
    [[nodiscard]] std::vector<std::uint32_t> in(const Region &region, std::uint32_t styles = allStyles) const;
    /// The same in no order, for those that only count: sorting takes longer than finding.
    [[nodiscard]] std::vector<std::uint32_t> anyOrderIn(const Region &region, std::uint32_t styles = allStyles) const;
    /// Rows of the nearest points, the nearest first; of equally near ones the lower row first. Distances are those of
    /// the Mercator square, which stretches a city evenly to a few in a thousand.
    [[nodiscard]] std::vector<std::uint32_t> nearest(
        WorldPoint place, std::size_t count, std::uint32_t styles = allStyles) const;

    /// What a row is at present; one that is not on the map has no place.
    [[nodiscard]] IndexedPoint point(std::uint32_t row) const;
    /// Greater for what is drawn later; of a row that is on the map.
    [[nodiscard]] std::uint32_t depth(std::uint32_t row) const;
    /// Calls draw(points) with the points in the rectangle in the order in which they are drawn, but for their ranks.
    /// Among them are some beside the rectangle, and some that are gone.
    template <class Draw>
    void eachNear(const WorldRect &rect, const Draw &draw) const
    {
        for (const PointTree *tree : {&m_settled, &m_moved}) {
            for (const auto &[from, to] : tree->near(unitsOf(rect)))
                draw(tree->points().subspan(from, to - from));
        }
    }
    /// Grows whenever the order of points that stay where they are may have become another.
    [[nodiscard]] std::uint64_t order() const { return m_order; }

    /// Rows that have a place on the map.
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Rows that have none: off the square, not finite, or of a style beyond the last.
    [[nodiscard]] std::size_t refused() const { return m_slots.size() - m_size; }
    [[nodiscard]] std::size_t bytes() const;

private:
    [[nodiscard]] static bool isOnMap(const IndexedPoint &point);
    void makeAnew(std::vector<TreePoint> points);
    /// All points that are on the map.
    [[nodiscard]] std::vector<TreePoint> living() const;
    void noteSlots(const PointTree &tree, std::uint32_t mark);
    /// The point of a slot as m_slots has it.
    [[nodiscard]] const PointTree &treeOf(std::uint32_t slot) const { return slot & inMoved ? m_moved : m_settled; }

    static constexpr std::uint32_t noSlot = ~0u;
    static constexpr std::uint32_t inMoved = 1u << 31;
    static constexpr std::uint32_t inFresh = 1u << 30; ///< while changes are applied

    PointTree m_settled, m_moved;
    std::vector<std::uint32_t> m_slots; ///< by row; with inMoved a slot of m_moved
    std::size_t m_size = 0;
    std::uint64_t m_order = 0;
};

} // namespace wuquan
