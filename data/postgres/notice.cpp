// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/notice.h"

#include "data/core/log.h"

#include <libpq-fe.h>

namespace wuquan::postgres {

void logNotices(pg_conn *connection)
{
    PQsetNoticeReceiver(connection, [](void *, const PGresult *notice) { logNotice(notice); }, nullptr);
}

void logNotice(const pg_result *notice)
{
    qCDebug(logPostgres).noquote() << QString::fromUtf8(PQresultErrorMessage(notice)).trimmed();
}

} // namespace wuquan::postgres
