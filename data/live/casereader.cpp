// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/casereader.h"

#include "data/core/log.h"
#include "data/live/casefile.h"
#include "data/postgres/statement.h"

using namespace Qt::StringLiterals;

namespace wuquan {

void CaseReader::read(const CaseWish &newest)
{
    m_wish = newest;
    wish();
}

QCoro::Task<> CaseReader::answer()
{
    const CaseWish wanted = m_wish;
    auto read = co_await file(wanted.incident);
    if (!read && read.error().kind == ErrorKind::Connection && !isOutdated()) {
        // That the server has gone meanwhile an idle connection learns only now, and the feed may be live again
        // already: nobody would ask for this file once more.
        connection().close();
        read = co_await file(wanted.incident);
    }
    if (isOutdated())
        co_return;
    if (read) {
        Q_EMIT answered(wanted.number, *read);
        co_return;
    }
    qCInfo(logFeed).noquote() << "case file -" << read.error().message;
    // The next wish opens another.
    connection().close();
    Q_EMIT failed(wanted.number, read.error().message);
}

QCoro::Task<Result<std::shared_ptr<const CaseFile>>> CaseReader::file(IncidentId incident)
{
    const auto opened = co_await open();
    if (!opened)
        co_return std::unexpected(opened.error());
    if (isOutdated())
        co_return failure(ErrorKind::Cancelled, {});
    const auto sql = postgres::namedStatement(u"case_file"_s);
    if (!sql)
        co_return std::unexpected(sql.error());
    const auto rows = co_await connection().query(*sql, postgres::Parameters(incident));
    if (!rows)
        co_return std::unexpected(rows.error());
    const auto json = rows->value<QByteArray>(0, 0);
    auto made = json ? readCaseFile(*json) : std::nullopt;
    if (json && !made)
        co_return failure(ErrorKind::Database, tr("数据库的回答读不懂"));
    co_return made ? std::make_shared<const CaseFile>(std::move(*made)) : nullptr;
}

} // namespace wuquan
