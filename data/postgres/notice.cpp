// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/notice.h"

#include "data/core/log.h"

#include <libpq-fe.h>

namespace wuquan::postgres {

void logNotices(pg_conn *connection)
{
    PQsetNoticeProcessor(
        connection,
        [](void *, const char *message) { qCDebug(logPostgres).noquote() << QString::fromUtf8(message).trimmed(); },
        nullptr);
}

} // namespace wuquan::postgres
