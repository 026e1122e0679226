// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/loginlock.h"

#include "data/postgres/session.h"

using namespace Qt::StringLiterals;

namespace wuquan {

QString LoginLock::english() const
{
    if (!isLoaded)
        return u"whether wrong passwords lock a login can't be seen by this one: that needs pg_read_all_settings"_s;
    QString text;
    if (!*isLoaded)
        return u"wrong passwords do NOT lock a login: the server does not load credcheck (shared_preload_libraries)"_s;
    if (!failures || *failures < 1)
        text = u"wrong passwords do NOT lock a login: credcheck is loaded, but credcheck.max_auth_failure is %1"_s.arg(
            failures ? QString::number(*failures) : u"not set"_s);
    else if (!isEnforced())
        text
            = u"%1 wrong passwords lock a login, which is more than five (credcheck.max_auth_failure)"_s.arg(*failures);
    else
        text
            = u"%1 wrong passwords lock a login, until pg_banned_role_reset() or a restart of the server opens it (credcheck)"_s
                  .arg(*failures);
    if (!takesVerifiers)
        text += u"; no password can be given while credcheck.encrypted_password_allowed is off"_s;
    return text;
}

Result<LoginLock> readLoginLock(postgres::Session &session)
{
    // A name that no library has defined can be set too, but only those that one has are in pg_settings.
    const auto rows
        = session.query("select (select setting::integer from pg_settings where name = "
                        "'credcheck.max_auth_failure'), coalesce((select setting = 'on' from pg_settings where name = "
                        "'credcheck.encrypted_password_allowed'), true)");
    if (!rows)
        return std::unexpected(rows.error());
    LoginLock lock{
        .failures = rows->value<std::int32_t>(0, 0), .takesVerifiers = rows->value<bool>(0, 1).value_or(true)};
    // Who may not see it gets no row; a database of ours tells its administrators.
    auto loaded = session.query("select setting ~ '(^|[ ,\"/])credcheck($|[ ,\"])' from pg_settings where name = "
                                "'shared_preload_libraries'");
    if (loaded && loaded->rowCount() == 0)
        loaded = session.query("select wuquan.preloads_credcheck()");
    if (loaded)
        lock.isLoaded = loaded->value<bool>();
    return lock;
}

} // namespace wuquan
