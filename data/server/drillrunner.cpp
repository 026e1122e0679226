// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillrunner.h"

#include "data/server/drillmark.h"

#include <algorithm>
#include <cmath>

#include <poll.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

using postgres::Parameters;

namespace {

constexpr auto writeInterval = 10s; ///< what a killed one has to wait for once more

} // namespace

DrillRunner::DrillRunner(postgres::Session session, const DrillPart &part, Instant now)
    : m_session(std::move(session))
    , m_part(part)
    , m_begun(now)
    , m_written(now)
{
}

Result<Instant> DrillRunner::serverTime(const postgres::Settings &settings)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    const auto now = session->query("select clock_timestamp()");
    if (!now)
        return std::unexpected(now.error());
    return now->value<Instant>().value_or(Instant());
}

Result<DrillRunner> DrillRunner::open(
    const postgres::Settings &settings, const DrillPart &part, const ServerClock &clock)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    const auto found = isDrill(*session);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::Refused,
            u"the database is no drill's: incidents of the past are never brought into a real one"_s);
    if (const auto claimed = claimDrill(*session); !claimed)
        return std::unexpected(claimed.error());
    DrillRunner runner(std::move(*session), part, clock.now());
    if (const auto begun = runner.begin(part); !begun)
        return std::unexpected(begun.error());
    return runner;
}

Result<void> DrillRunner::begin(const DrillPart &part)
{
    const auto open = m_session.query("update wuquan.drill_run set speed = $1, moved_at = clock_timestamp() "
                                      "where ended_at is null returning position_s, until_s::double precision",
        Parameters(part.speed));
    if (!open)
        return std::unexpected(open.error());
    m_goesOn = open->rowCount() > 0;
    if (m_goesOn) {
        m_part.from_s = open->value<double>(0, 0).value_or(part.from_s);
        m_part.until_s = open->value<double>(0, 1).value_or(part.until_s);
    }
    if (const auto read = readDue(); !read || m_goesOn)
        return read;
    if (m_due.empty())
        return failure(ErrorKind::Refused, u"there is nothing in that part of the day, or all of it is in already"_s);
    const auto begun = m_session.query(
        "insert into wuquan.drill_run (from_s, until_s, speed, position_s) values ($1::integer, $2, $3, $1::integer)",
        Parameters(int(part.from_s), int(part.until_s), part.speed));
    return begun ? Result<void>() : std::unexpected(begun.error());
}

Result<void> DrillRunner::readDue()
{
    // Of a part that goes on everything that is not in: the position may be written after what was killed meanwhile.
    const auto rows = m_session.query(
        "select d.number, d.at_s from wuquan.drill_incident d where d.at_s >= coalesce((select r.from_s from "
        "wuquan.drill_run r where r.ended_at is null), $1::integer) and d.at_s < $2::integer and not exists (select from "
        "wuquan.incident i where i.source = 'exercise' and i.source_id = d.number::text) order by d.at_s, d.number",
        Parameters(int(m_part.from_s), int(m_part.until_s)));
    if (!rows)
        return std::unexpected(rows.error());
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        m_due.push_back({row.required<std::int32_t>(0), row.required<std::int32_t>(1)});
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"wuquan.drill_incident: %1"_s.arg(row.problem()));
    }
    return {};
}

Instant DrillRunner::instantOf(double second) const
{
    return m_begun + std::chrono::microseconds(std::llround((second - m_part.from_s) * 1e6 / m_part.speed));
}

double DrillRunner::position(Instant now) const
{
    const double passed = std::chrono::duration<double>(now - m_begun).count() * m_part.speed;
    return std::clamp(m_part.from_s + passed, m_part.from_s, m_part.until_s);
}

Instant DrillRunner::nextAt() const
{
    if (m_isEnded)
        return Instant::max();
    const Instant event = instantOf(m_due.empty() ? m_part.until_s : m_due.front().at_s);
    return std::min(event, m_written + writeInterval);
}

Result<int> DrillRunner::step(Instant now)
{
    int brought = 0;
    for (; !m_due.empty() && instantOf(m_due.front().at_s) <= now; m_due.pop_front()) {
        const auto told = m_session.query("select wuquan.drill_report($1, $2)", Parameters(m_due.front().number, now));
        if (!told)
            return std::unexpected(told.error());
        ++brought;
    }
    if (brought > 0 || nextAt() <= now) {
        if (const auto written = write(now); !written)
            return std::unexpected(written.error());
    }
    return brought;
}

Result<void> DrillRunner::write(Instant now)
{
    const bool isEnd = m_due.empty() && instantOf(m_part.until_s) <= now;
    const auto written = m_session.query(
        "update wuquan.drill_run set position_s = $1, moved_at = clock_timestamp(), ended_at = case when $2::boolean then "
        "clock_timestamp() end where ended_at is null",
        Parameters(isEnd ? m_part.until_s : position(now), isEnd));
    if (!written)
        return std::unexpected(written.error());
    m_written = now;
    m_isEnded = isEnd;
    return {};
}

Result<void> DrillRunner::stop(Instant now)
{
    return m_isEnded ? Result<void>() : write(now);
}

Result<int> run(DrillRunner &runner, const DrillLoop &loop)
{
    int brought = 0;
    for (;;) {
        const auto done = runner.step(loop.clock.now());
        if (!done)
            return done;
        brought += *done;
        if (runner.isEnded())
            return brought;
        const auto wait = std::max<std::chrono::microseconds>(runner.nextAt() - loop.clock.now(), 0us);
        pollfd stop{loop.stop, POLLIN, 0};
        if (poll(&stop, 1, int(std::chrono::ceil<std::chrono::milliseconds>(wait).count())) > 0)
            break;
    }
    if (const auto stopped = runner.stop(loop.clock.now()); !stopped)
        return std::unexpected(stopped.error());
    return brought;
}

} // namespace wuquan
