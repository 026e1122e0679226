// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/historyreader.h"

#include "data/core/log.h"
#include "data/live/decode.h"
#include "data/postgres/statement.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

HistoryReader::HistoryReader(SettingsSource settings, int atMost)
    : m_settings(std::move(settings))
    , m_mostRows(atMost)
    , m_connection(this)
{
}

void HistoryReader::read(const PastIncidentOrder &order)
{
    m_next = order;
    if (m_running)
        m_connection.cancel();
    else if (!m_stopping)
        run();
}

void HistoryReader::stop()
{
    m_stopping = true;
    if (m_running)
        m_connection.close();
    else
        Q_EMIT stopped();
}

QCoro::Task<> HistoryReader::run()
{
    m_running = true;
    while (!m_stopping && m_next) {
        const PastIncidentOrder order = *std::exchange(m_next, {});
        auto rows = co_await answer(order);
        // Nobody waits for it any more.
        if (m_stopping || m_next)
            continue;
        if (rows) {
            Q_EMIT answered(order.number, std::make_shared<const PastIncidentRows>(std::move(*rows)));
        } else {
            qCInfo(logFeed).noquote() << "incidents of earlier days -" << rows.error().message;
            Q_EMIT failed(order.number, rows.error().message);
        }
    }
    // It is asked seldom: no connection is kept for it.
    m_connection.close();
    m_running = false;
    if (m_stopping)
        Q_EMIT stopped();
}

QCoro::Task<Result<PastIncidentRows>> HistoryReader::answer(PastIncidentOrder order)
{
    if (!m_connection.isOpen()) {
        const Result<postgres::Settings> settings = m_settings();
        if (!settings)
            co_return std::unexpected(settings.error());
        const auto opened = co_await m_connection.open(*settings);
        if (!opened)
            co_return std::unexpected(opened.error());
        if (m_next)
            co_return failure(ErrorKind::Cancelled, {});
    }
    const auto sql = postgres::namedStatement(u"past_incidents"_s);
    if (!sql)
        co_return std::unexpected(sql.error());
    PastIncidentRows read;
    const postgres::Parameters parameters(
        order.from.toString(Qt::ISODate), order.to.toString(Qt::ISODate), order.text, m_mostRows + 1);
    const auto end = co_await m_connection.stream(
        *sql, parameters, [&](std::size_t, const postgres::ResultSet &rows) { decodePastIncidents(rows, read); });
    if (!end)
        co_return std::unexpected(end.error());
    if (int(read.rows.size()) > m_mostRows) {
        read.rows.resize(std::size_t(m_mostRows));
        read.isCut = true;
    }
    co_return read;
}

} // namespace wuquan
