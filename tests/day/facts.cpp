// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/day/facts.h"

#include <QCoroTimer>
#include <QDeadlineTimer>

using namespace std::chrono_literals;

namespace wuquan::day {

namespace {

constexpr auto lookInterval = 10ms; ///< between two looks at the database or at a screen

} // namespace

QCoro::Task<bool> until(std::function<bool()> isSo, std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    while (!isSo()) {
        if (deadline.hasExpired())
            co_return false;
        co_await QCoro::sleepFor(lookInterval);
    }
    co_return true;
}

Facts::Facts(postgres::Settings settings)
    : m_settings(std::move(settings))
{
}

std::optional<std::int64_t> Facts::number(const QByteArray &sql, const postgres::Parameters &parameters)
{
    if (!m_session) {
        auto opened = postgres::Session::open(m_settings);
        if (!opened)
            return std::nullopt;
        m_session = std::move(*opened);
    }
    const auto rows = m_session->query(sql, parameters);
    if (!rows) {
        if (rows.error().kind != ErrorKind::Connection)
            qWarning().noquote() << sql << rows.error().message;
        m_session.reset();
        return std::nullopt;
    }
    return rows->rowCount() == 0 ? std::nullopt : rows->value<std::int64_t>();
}

std::optional<std::int64_t> Facts::newestEvent()
{
    return number("select coalesce(max(event_id), 0) from wuquan.incident_event");
}

int Facts::waitingCommands(const QString &login)
{
    return int(
        number("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%dispatch(%' and "
               "($1 = '' or usename = $1)",
            postgres::Parameters(login))
            .value_or(0));
}

} // namespace wuquan::day
