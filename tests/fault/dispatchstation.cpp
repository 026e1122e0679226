// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/dispatchstation.h"

#include <QUuid>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::fault {

namespace {

constexpr auto longestSilence = 60s;
// Between two attempts to connect to a server that is not there.
constexpr auto connectInterval = 5ms;

/// The command as it was written did not run and may be asked again on the same link.
bool hasCollided(const Error &error)
{
    return error.sqlState == "40P01" || error.sqlState == "40001";
}

Result<DispatchAnswer> answerOf(const postgres::ResultSet &rows)
{
    const QByteArray outcome = rows.value<QByteArray>(0, 0).value_or(QByteArray());
    DispatchAnswer answer;
    if (outcome == "done")
        answer.outcome = DispatchAnswer::Outcome::Done;
    else if (outcome == "conflict")
        answer.outcome = DispatchAnswer::Outcome::Conflict;
    else if (outcome != "refused")
        return failure(ErrorKind::Database, u"an answer without an outcome"_s);
    answer.version = rows.value<std::int64_t>(0, 1).value_or(0);
    answer.order = rows.value<std::int64_t>(0, 2);
    answer.reason = rows.value<QByteArray>(0, 3).value_or(QByteArray());
    return answer;
}

} // namespace

DispatchStation::DispatchStation(SettingsSource settings)
    : m_settings(std::move(settings))
{
}

QByteArray DispatchStation::newKey()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

Result<void> DispatchStation::connect()
{
    return connectWithin(std::chrono::steady_clock::now() + longestSilence);
}

Result<void> DispatchStation::connectWithin(std::chrono::steady_clock::time_point deadline)
{
    while (!m_session) {
        const auto settings = m_settings();
        if (!settings)
            return std::unexpected(settings.error());
        if (auto opened = postgres::Session::open(*settings))
            m_session = std::move(*opened);
        else if (std::chrono::steady_clock::now() > deadline)
            return std::unexpected(opened.error());
        else
            std::this_thread::sleep_for(connectInterval);
    }
    return {};
}

Result<postgres::ResultSet> DispatchStation::query(const QByteArray &sql, const postgres::Parameters &parameters)
{
    if (const auto connected = connect(); !connected)
        return std::unexpected(connected.error());
    auto rows = m_session->query(sql, parameters);
    if (!rows && rows.error().kind == ErrorKind::Connection)
        m_session.reset();
    return rows;
}

Result<DispatchAnswer> DispatchStation::askOnce(const DispatchCommand &command, const QByteArray &key)
{
    const auto rows
        = query("select a ->> 'outcome', (a ->> 'version')::bigint, (a ->> 'order')::bigint, a ->> 'reason' "
                "from wuquan.dispatch($1::uuid, $2, $3, $4, $5::jsonb) a",
            postgres::Parameters(key, command.incident, command.seen, command.action, command.detail));
    if (!rows)
        return std::unexpected(rows.error());
    return answerOf(*rows);
}

Result<DispatchAnswer> DispatchStation::ask(const DispatchCommand &command)
{
    const QByteArray key = newKey();
    const auto deadline = std::chrono::steady_clock::now() + longestSilence;
    for (;;) {
        auto answer = askOnce(command, key);
        if (answer || std::chrono::steady_clock::now() > deadline)
            return answer;
        if (hasCollided(answer.error()))
            ++m_collisions;
        else if (answer.error().kind != ErrorKind::Connection)
            return answer;
        ++m_repeats;
    }
}

} // namespace wuquan::fault
