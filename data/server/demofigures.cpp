// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/demohistory.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

const QDate epoch(1970, 1, 1);

using DayCounts = std::map<std::pair<std::int32_t, LocalDay>, std::int32_t>;

/// Spreads the counts of one kind over streets and days of all years, more in larger streets and on weekends.
DayCounts countsOf(const DemoWorld &world, const DemoChange &change, LocalDay today, Random &random)
{
    const Weighted streets(world.ground.populations(world.ground.streets));
    DayCounts counts;
    for (int year = 0; year < world.targets.years; ++year) {
        const LocalDay first = today - (year + 1) * 365;
        std::vector<std::int64_t> weights;
        for (LocalDay day = first; day < first + 365; ++day)
            weights.push_back(world.rhythm.dayWeight(Circle::Residential, day));
        const Weighted days(weights);
        std::int64_t n = year == 0 ? change.now() : change.before;
        if (year >= 2)
            n = n * world.targets.older[std::size_t(year - 2)] / 100;
        for (std::int64_t i = 0; i < n; ++i) {
            const std::int32_t street = world.ground.streets[streets.pick(random)];
            ++counts[{street, first + LocalDay(days.pick(random))}];
        }
    }
    return counts;
}

/// Copies for every suppressed kind, in the order of their names, the counts that make gives for it.
template <class Make>
Result<void> copyCounts(postgres::Session &session, const DemoWorld &world, Make make)
{
    auto copy = session.copyIn("copy wuquan.suppressed_count (kind, street_id, day, n) from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    QStringList kinds = world.targets.suppressed.keys();
    kinds.sort();
    for (const QString &kind : std::as_const(kinds)) {
        for (const auto &[key, n] : make(world.targets.suppressed.value(kind))) {
            copy->beginRow(4);
            copy->add(QStringView(kind));
            copy->add(key.first);
            copy->add(epoch.addDays(key.second));
            copy->add(n);
        }
    }
    const auto done = copy->finish();
    return done ? Result<void>() : std::unexpected(done.error());
}

} // namespace

Result<void> extendDemoFigures(postgres::Session &session, const DemoWorld &world, LocalDay end, Random &random)
{
    const auto last = session.query("select max(day) from wuquan.suppressed_count");
    if (!last)
        return std::unexpected(last.error());
    const auto lastDay = last->value<QDate>();
    if (!lastDay)
        return {};
    const LocalDay first = epoch.daysTo(*lastDay) + 1;
    if (first >= end)
        return {};
    return copyCounts(session, world, [&](const DemoChange &change) {
        DayCounts counts;
        const std::int64_t yearly = change.now();
        for (LocalDay day = first; day < end; ++day) {
            const std::int64_t n = yearly / 365 + (random.below(365) < yearly % 365 ? 1 : 0);
            for (std::int64_t i = 0; i < n; ++i)
                ++counts[{world.ground.grids[world.randomGrid(random)].street, day}];
        }
        return counts;
    });
}

Result<void> loadDemoFigures(postgres::Session &session, const DemoWorld &world, Instant asOf)
{
    Random random(world.seed, 5);
    const LocalDay today = localDay(asOf);
    const auto copied
        = copyCounts(session, world, [&](const DemoChange &change) { return countsOf(world, change, today, random); });
    if (!copied)
        return copied;
    for (std::size_t i = 0; i < world.catalogue.indicators.size(); ++i) {
        const auto reported = world.targets.reported.constFind(world.catalogue.indicators[i].code);
        if (reported == world.targets.reported.cend())
            continue;
        const auto done
            = session.query("insert into wuquan.reported_figure (indicator_id, as_of, value, note, note_en) "
                            "values ($1, $2::date, $3, $4, $5)",
                postgres::Parameters(keyOf(i), epoch.addDays(today).toString(Qt::ISODate), reported->value,
                    reported->note, reported->noteEn));
        if (!done)
            return std::unexpected(done.error());
    }
    return {};
}

} // namespace wuquan
