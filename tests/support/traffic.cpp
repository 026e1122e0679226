// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/traffic.h"

#include <algorithm>
#include <iterator>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::bench {

namespace {

constexpr int writers = 4;
constexpr int cycle = 20; ///< changes after which their kinds repeat

} // namespace

Pace::Pace(postgres::Settings settings, int perSecond, int count, int writerCount, Change change, Committing committing)
    : m_running(writerCount)
{
    const SteadyTime begin = std::chrono::steady_clock::now() + 50ms;
    for (int w = 0; w < writerCount; ++w) {
        m_writers.emplace_back([this, settings, perSecond, count, writerCount, change, committing, begin, w] {
            postgres::Session session = orGiveUp(postgres::Session::open(settings));
            for (int i = w; i < count; i += writerCount) {
                std::this_thread::sleep_until(begin + i * 1'000'000us / perSecond);
                orGiveUp(session.run("begin"));
                change(session, i);
                committing(i, std::chrono::steady_clock::now());
                orGiveUp(session.run("commit"));
            }
            --m_running;
        });
    }
}

Pace::~Pace() = default;

Traffic::Traffic(const postgres::Settings &settings, int perSecond, int count)
    : m_open(keys(settings, "select incident_id from wuquan.incident where state < 6 order by incident_id"))
    , m_devices(keys(settings, "select device_id from wuquan.device order by device_id"))
    , m_responders(keys(settings, "select responder_id from wuquan.responder order by responder_id"))
    , m_run(QByteArray::number(qint64(std::chrono::steady_clock::now().time_since_epoch().count())))
    , m_commits(std::size_t(count))
    , m_pace(
          settings, perSecond, count, writers, [this](postgres::Session &session, int n) { write(session, n); },
          [this](int n, SteadyTime at) { m_commits[std::size_t(n)].at = at; })
{
}

std::vector<std::int64_t> Traffic::keys(const postgres::Settings &settings, const QByteArray &sql)
{
    postgres::Session session = orGiveUp(postgres::Session::open(settings));
    const auto rows = orGiveUp(session.query(sql));
    std::vector<std::int64_t> found;
    for (int i = 0; i < rows.rowCount(); ++i)
        found.push_back(rows.value<std::int64_t>(i).value_or(0));
    if (found.size() < std::size_t(writers))
        giveUp(u"the demo district has too few rows"_s);
    return found;
}

void Traffic::write(postgres::Session &session, int number)
{
    std::minstd_rand random(unsigned(number) + 1);
    random.discard(3);
    const auto any = [&random](const std::vector<std::int64_t> &list) { return list[random() % list.size()]; };
    // Each writer has open incidents of its own, so that none waits for another's lock.
    const auto own = m_open[random() % (m_open.size() / writers) * writers + std::size_t(number % writers)];
    IncidentCommit &writing = m_commits[std::size_t(number)];
    const auto take = [&writing](const postgres::ResultSet &row) {
        writing.id = {row.value<std::int64_t>(0, 0).value_or(0)};
        writing.version = row.value<std::int64_t>(0, 1).value_or(0);
    };
    // Kinds change with the round too, so that every writer makes all of them.
    const int kind = (number + number / cycle) % cycle;
    if (kind < 2) {
        writing.isCritical = random() % 10 == 0;
        take(orGiveUp(session.query(
            "insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, street_id, grid_id, "
            "longitude, latitude, title, state, reported_at, filed_at) "
            "select 'resident', $2, type_id, circle_id, $3, $4, street_id, grid_id, longitude, latitude, title, 2, "
            "now(), now() from wuquan.incident where incident_id = $1 returning incident_id, version",
            postgres::Parameters(own, m_run + '-' + QByteArray::number(number), writing.isCritical ? 3 : 1,
                writing.isCritical ? 1 : 3))));
    } else if (kind < 11) {
        take(orGiveUp(session.query("update wuquan.incident set state = state % 5 + 1 where incident_id = $1 "
                                    "returning incident_id, version",
            postgres::Parameters(own))));
    } else if (kind < 19) {
        orGiveUp(session.query("update wuquan.device set state = (state + 1) % 3 where device_id = $1",
            postgres::Parameters(any(m_devices))));
    } else {
        orGiveUp(session.query("update wuquan.responder set state = 1 - state where responder_id = $1 and state < 2",
            postgres::Parameters(any(m_responders))));
    }
}

std::vector<IncidentCommit> Traffic::incidents() const
{
    std::vector<IncidentCommit> found;
    std::ranges::copy_if(m_commits, std::back_inserter(found), [](const IncidentCommit &c) { return c.id.value != 0; });
    return found;
}

} // namespace wuquan::bench
