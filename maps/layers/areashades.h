// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"
#include "data/view/viewstate.h"
#include "maps/layers/areashapes.h"
#include "maps/layers/opencounts.h"

#include <QStringList>

#include <optional>

namespace wuquan {

/// The scale of a level's values: four steps of a round number each, so that colours keep their meaning while values
/// change a little. Counts of open incidents have classes of their own: 1, 2–3, 4–6 and 7 or more.
struct ShadeScale {
    static constexpr int steps = 32; ///< shades besides none; the classes are each eighth
    std::array<double, 4> from{}; ///< where classes begin; the first counts from above nought
    double full = 0; ///< from here on the last shade; 0: nothing to show
    bool isContinuous = false;
    bool isWhole = false; ///< of whole numbers

    /// 0 for nought and less; otherwise 1 … steps.
    [[nodiscard]] int shade(double value) const;
    /// What stands below the legend's classes, from none on; or at the begin, the middle and the end of its ramp.
    [[nodiscard]] QStringList labels(const QString &unit) const;

    bool operator==(const ShadeScale &) const = default;
};

/// The least of 1, 2 and 5 × 10^n that is not below the value; 0 for what is not above nought or not finite.
[[nodiscard]] double roundedUp(double value);

/// The colour of a shade: paper for none, and at each eighth one of the choropleth's colours.
[[nodiscard]] Rgb shadeColour(const Palette &palette, int shade);

/// What the areas are coloured by: a value of each and the scale of each level. A plain value.
class AreaShades {
public:
    AreaShades() = default;
    AreaShades(const DistrictStore &store, const ViewState &view, const AreaShapes &shapes, const OpenCounts &open);

    /// The level that has values where this one would be coloured.
    [[nodiscard]] AreaLevel levelOf(AreaLevel wanted) const;
    /// None where nothing is known.
    [[nodiscard]] std::optional<double> value(AreaId area) const;
    [[nodiscard]] int shade(AreaId area, AreaLevel level) const;
    [[nodiscard]] const ShadeScale &scale(AreaLevel level) const { return m_scales[std::size_t(level) - 1]; }
    [[nodiscard]] AreaMeasure measure() const { return m_measure; }
    /// "%" or nothing.
    [[nodiscard]] QString unit() const;
    /// A value as people read it.
    [[nodiscard]] QString text(double value) const;

private:
    void countReported(const DistrictStore &store, std::optional<Circle> circle);
    void countSilent(const DistrictStore &store);
    [[nodiscard]] ShadeScale scaleOf(const std::vector<AreaShape> &shapes, bool isContinuous) const;

    AreaMeasure m_measure = AreaMeasure::Open;
    AreaLevel m_finest = AreaLevel::Grid; ///< that is known of the devices
    std::unordered_map<AreaId, double> m_values;
    std::array<ShadeScale, 4> m_scales; ///< by level
};

} // namespace wuquan
