// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demoplan.h"

#include "data/server/random.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

std::int64_t wholePercent(std::int64_t count, double percent)
{
    return std::llround(double(count) * percent / 100);
}

/// Fixes the counts of the types of one indicator in the first two years. Indicators nest: types that a narrower one
/// has fixed already keep their count, the others share the rest.
Result<void> fixIndicator(
    const DemoCatalogue &catalogue, const DemoIndicator &indicator, const DemoChange &change, DemoPlan &plan)
{
    for (std::size_t year = 0; year < 2; ++year) {
        std::int64_t left = year == 0 ? change.now() : change.before;
        std::vector<std::int64_t> weights;
        for (std::size_t type : indicator.types) {
            if (plan.counted[type])
                left -= plan.counts[year][type];
            weights.push_back(plan.counted[type] ? 0 : catalogue.types[type].weight);
        }
        const std::vector<std::int64_t> shares = shared(std::max<std::int64_t>(left, 0), weights);
        std::int64_t given = 0;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            if (weights[i] > 0)
                plan.counts[year][indicator.types[i]] = shares[i];
            given += shares[i];
        }
        if (left != given)
            return failure(ErrorKind::Input,
                u"demo.toml: indicator '%1' can't be reached beside the others"_s.arg(indicator.code));
    }
    for (std::size_t type : indicator.types)
        plan.counted[type] = true;
    return {};
}

/// Shares the rest of a circle's incidents out over the types that no indicator fixes.
Result<void> fillCircle(const DemoCatalogue &catalogue, const DemoTargets &targets, Circle circle, DemoPlan &plan)
{
    const std::size_t c = circleIndex(circle);
    for (std::size_t year = 0; year < 2; ++year) {
        std::int64_t left = targets.circleNow[c];
        if (year == 1)
            left = std::llround(double(left) / (1 + targets.circleChange[c] / 100));
        std::vector<std::int64_t> weights(catalogue.types.size(), 0);
        for (std::size_t type = 0; type < weights.size(); ++type) {
            if (catalogue.types[type].circle != circle)
                continue;
            if (plan.counted[type])
                left -= plan.counts[year][type];
            else
                weights[type] = catalogue.types[type].weight;
        }
        if (left < 0)
            return failure(
                ErrorKind::Input, u"demo.toml: circle %1 has fewer incidents than its indicators"_s.arg(c + 1));
        const std::vector<std::int64_t> shares = shared(left, weights);
        for (std::size_t type = 0; type < weights.size(); ++type) {
            if (weights[type] > 0)
                plan.counts[year][type] = shares[type];
        }
    }
    return {};
}

} // namespace

Result<DemoPlan> DemoPlan::make(const DemoCatalogue &catalogue, const DemoTargets &targets)
{
    DemoPlan plan;
    plan.counts.assign(std::size_t(targets.years), std::vector<std::int64_t>(catalogue.types.size(), 0));
    plan.counted.assign(catalogue.types.size(), false);
    // A larger accident never happens by chance: its day is fixed by the targets.
    if (const auto larger = catalogue.typeByCode.constFind(u"larger_accident"_s); larger != catalogue.typeByCode.cend())
        plan.counted[*larger] = true;

    std::vector<const DemoIndicator *> narrowFirst;
    for (const DemoIndicator &indicator : catalogue.indicators) {
        if (!indicator.types.empty() && targets.indicators.contains(indicator.code))
            narrowFirst.push_back(&indicator);
    }
    std::ranges::stable_sort(narrowFirst, {}, [](const DemoIndicator *indicator) { return indicator->types.size(); });
    for (const DemoIndicator *indicator : narrowFirst) {
        if (const auto fixed = fixIndicator(catalogue, *indicator, targets.indicators.value(indicator->code), plan);
            !fixed)
            return std::unexpected(fixed.error());
    }
    for (Circle circle : allCircles) {
        if (const auto filled = fillCircle(catalogue, targets, circle, plan); !filled)
            return std::unexpected(filled.error());
    }
    for (std::size_t year = 2; year < plan.counts.size(); ++year) {
        for (std::size_t type = 0; type < catalogue.types.size(); ++type)
            plan.counts[year][type] = wholePercent(plan.counts[1][type], targets.older[year - 2]);
    }
    for (const DemoIndicator &indicator : catalogue.indicators) {
        const auto outcome = targets.outcomes.constFind(indicator.code);
        if (outcome == targets.outcomes.cend())
            continue;
        for (std::size_t year = 0; year < plan.counts.size(); ++year) {
            std::int64_t all = 0;
            for (std::size_t type : indicator.types)
                all += plan.counts[year][type];
            plan.outcomes[indicator.code].push_back(year == 0 && outcome->count >= 0
                    ? std::min(outcome->count, all)
                    : wholePercent(all, outcome->percent[year]));
        }
    }
    return plan;
}

} // namespace wuquan
