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
    : LatestReader(std::move(settings), Line::Opened)
    , m_mostRows(atMost)
{
}

void HistoryReader::read(const PastIncidentOrder &order)
{
    m_order = order;
    wish();
}

QCoro::Task<> HistoryReader::answer()
{
    const PastIncidentOrder order = m_order;
    auto read = co_await rows(order);
    // Nobody waits for it any more.
    if (isOutdated())
        co_return;
    if (read) {
        Q_EMIT answered(order.number, std::make_shared<const PastIncidentRows>(std::move(*read)));
    } else {
        qCInfo(logFeed).noquote() << "incidents of earlier days -" << read.error().message;
        Q_EMIT failed(order.number, read.error().message);
    }
}

QCoro::Task<Result<PastIncidentRows>> HistoryReader::rows(PastIncidentOrder order)
{
    const auto opened = co_await open();
    if (!opened)
        co_return std::unexpected(opened.error());
    if (isOutdated())
        co_return failure(ErrorKind::Cancelled, {});
    const auto sql = postgres::namedStatement(u"past_incidents"_s);
    if (!sql)
        co_return std::unexpected(sql.error());
    PastIncidentRows read;
    const postgres::Parameters parameters(
        order.from.toString(Qt::ISODate), order.to.toString(Qt::ISODate), order.text, m_mostRows + 1);
    const auto end = co_await connection().stream(
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
