// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillmark.h"

#include "data/domain/drill.h"

using namespace Qt::StringLiterals;

namespace wuquan {

Result<bool> isDrill(postgres::Session &session)
{
    const auto ours = session.query("select to_regclass('wuquan.attribute') is not null");
    if (!ours)
        return std::unexpected(ours.error());
    if (!ours->value<bool>().value_or(true))
        return false;
    const auto rows = session.query("select exists (select from wuquan.attribute where name = $1)",
        postgres::Parameters(QString(drill::markAttribute)));
    if (!rows)
        return std::unexpected(rows.error());
    return rows->value<bool>().value_or(true);
}

Result<void> refuseDrill(postgres::Session &session, const QString &what)
{
    const auto found = isDrill(session);
    if (!found)
        return std::unexpected(found.error());
    return *found ? failure(ErrorKind::Refused, u"the database is a drill's (演练): %1"_s.arg(what)) : Result<void>();
}

Result<void> claimDrill(postgres::Session &session)
{
    const auto locked = session.query("select pg_try_advisory_lock(hashtext('wuquan.drill'))");
    if (!locked)
        return std::unexpected(locked.error());
    if (!locked->value<bool>().value_or(false))
        return failure(ErrorKind::Refused, u"another wuquanctl prepares or runs the drill of this database"_s);
    return {};
}

} // namespace wuquan
