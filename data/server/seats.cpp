// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/seats.h"

#include "data/postgres/session.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// The key that a statement finds; when it finds none, what there is in its place.
Result<std::int64_t> findKey(postgres::Session &session, const QString &what, const QString &given,
    const QByteArray &find, const QByteArray &list)
{
    const auto found = session.query(find, postgres::Parameters(given));
    if (!found)
        return std::unexpected(found.error());
    if (found->rowCount() == 1)
        return found->value<std::int64_t>().value_or(0);
    const auto all = session.query(list);
    if (!all)
        return std::unexpected(all.error());
    return failure(ErrorKind::Input,
        u"there is no %1 %2; there are: %3"_s.arg(what, given, all->value<QString>().value_or(u"none"_s)));
}

} // namespace

Result<std::vector<Seat>> readSeats(postgres::Session &session)
{
    const auto rows = session.query(
        "select s.login, s.role, s.post, s.street_id, s.department_id, s.responder_id, a.name, d.name, s.since, s.until, "
        "coalesce(r.rolcanlogin, false) from wuquan.seat s left join wuquan.area a on a.area_id = s.street_id "
        "left join wuquan.department d using (department_id) left join pg_roles r on r.rolname = s.login order by s.login");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<Seat> seats;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        seats.push_back({.login = row.required<QString>(0),
            .role = row.required<QString>(1),
            .post = row.required<QString>(2),
            .street = row.nullable<std::int32_t>(3),
            .department = row.nullable<std::int16_t>(4),
            .responder = row.nullable<std::int64_t>(5),
            .streetName = row.nullable<QString>(6).value_or(QString()),
            .departmentName = row.nullable<QString>(7).value_or(QString()),
            .since = row.required<Instant>(8),
            .until = row.nullable<Instant>(9),
            .canConnect = row.required<bool>(10)});
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"wuquan.seat: %1"_s.arg(row.problem()));
    }
    return seats;
}

Result<QStringList> readRoles(postgres::Session &session)
{
    const auto rows = session.query("select role from wuquan.role order by administrator, role");
    if (!rows)
        return std::unexpected(rows.error());
    QStringList roles;
    for (int i = 0; i < rows->rowCount(); ++i)
        roles << rows->value<QString>(i).value_or(QString());
    return roles;
}

Result<std::int32_t> findStreet(postgres::Session &session, const QString &codeOrName)
{
    const auto key = findKey(session, u"street"_s, codeOrName,
        "select area_id::bigint from wuquan.area where level = 2 and (code = $1 or name = $1) and "
        "coalesce(valid_to > current_date, true)",
        "select string_agg(code || ' ' || name, ', ' order by code) from wuquan.area where level = 2 and "
        "coalesce(valid_to > current_date, true)");
    return key.transform([](std::int64_t id) { return std::int32_t(id); });
}

Result<std::int16_t> findDepartment(postgres::Session &session, const QString &code)
{
    const auto key
        = findKey(session, u"department"_s, code, "select department_id::bigint from wuquan.department where code = $1",
            "select string_agg(code || ' ' || name, ', ' order by department_id) from wuquan.department");
    return key.transform([](std::int64_t id) { return std::int16_t(id); });
}

Result<void> putSeat(postgres::Session &session, const Seat &seat, const QByteArray &verifier)
{
    const auto put = session.query("select wuquan.seat_put($1, $2, $3, $4, $5, $6, $7)",
        postgres::Parameters(seat.login, seat.role, seat.post, seat.street, seat.department, seat.responder,
            verifier.isEmpty() ? std::nullopt : std::optional(verifier)));
    return put ? Result<void>() : std::unexpected(put.error());
}

Result<void> endSeat(postgres::Session &session, const QString &login)
{
    const auto ended = session.query("select wuquan.seat_end($1)", postgres::Parameters(login));
    return ended ? Result<void>() : std::unexpected(ended.error());
}

} // namespace wuquan
