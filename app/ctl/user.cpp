// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/passwordprompt.h"

#include "data/core/shanghai.h"
#include "data/postgres/session.h"
#include "data/server/loginlock.h"
#include "data/server/seats.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

struct UserRequest {
    QString what; ///< list, add, change or end
    QString login;
    std::optional<QString> role, street, department, responder, post;
    bool password = false; ///< a new one, with change
};

/// Takes the command line apart; ErrorKind::Input with the reason why it can't be used.
Result<UserRequest> userRequest(QStringList arguments)
{
    UserRequest request;
    for (const auto &[name, into] : {std::pair(u"role"_s, &request.role), std::pair(u"street"_s, &request.street),
             std::pair(u"department"_s, &request.department), std::pair(u"responder"_s, &request.responder),
             std::pair(u"post"_s, &request.post)}) {
        *into = takeOption(arguments, name);
        if (*into && (*into)->isEmpty())
            return failure(ErrorKind::Input, u"--%1 wants a value"_s.arg(name));
    }
    request.password = takeFlag(arguments, u"password"_s);
    const bool isChanged = request.role || request.street || request.department || request.responder || request.post;
    if (const auto option = std::ranges::find_if(arguments, [](const QString &a) { return a.startsWith(u'-'); });
        option != arguments.end())
        return failure(ErrorKind::Input, u"unknown option %1"_s.arg(*option));
    if (arguments.isEmpty())
        return failure(ErrorKind::Input, u"say what to do: list, add, change or end"_s);
    request.what = arguments.takeFirst();
    if (request.what == "list"_L1) {
        if (!arguments.isEmpty() || isChanged || request.password)
            return failure(ErrorKind::Input, u"user list takes nothing else"_s);
        return request;
    }
    if (request.what != "add"_L1 && request.what != "change"_L1 && request.what != "end"_L1)
        return failure(ErrorKind::Input, u"unknown: user %1"_s.arg(request.what));
    if (arguments.size() != 1)
        return failure(ErrorKind::Input, u"user %1 wants one login"_s.arg(request.what));
    request.login = arguments[0];
    if (request.what == "end"_L1 && (isChanged || request.password))
        return failure(ErrorKind::Input, u"user end wants a login and nothing else"_s);
    if (request.what == "add"_L1 && (!request.role || !request.post))
        return failure(ErrorKind::Input, u"user add wants --role and --post"_s);
    if (request.what == "add"_L1 && request.password)
        return failure(ErrorKind::Input, u"user add reads a password anyway"_s);
    if (request.what == "change"_L1 && !isChanged && !request.password)
        return failure(
            ErrorKind::Input, u"say what to change: --role, --street, --department, --responder, --post, --password"_s);
    return request;
}

QString described(const Seat &seat)
{
    QString text = u"%1: %2, %3"_s.arg(seat.login, seat.role, seat.post);
    if (seat.street)
        text += u", street %1"_s.arg(seat.streetName);
    if (seat.department)
        text += u", department %1"_s.arg(seat.departmentName);
    if (seat.responder)
        text += u", responder %1"_s.arg(*seat.responder);
    const auto dayOf = [](Instant at) { return shanghai::dayOf(at).toString(Qt::ISODate); };
    text += u", since %1"_s.arg(dayOf(seat.since));
    if (seat.until)
        text += u", ended %1"_s.arg(dayOf(*seat.until));
    else if (!seat.canConnect)
        text += u", can't connect (its database role has no LOGIN)"_s;
    return text;
}

ExitCode list(CommandContext &context, postgres::Session &session)
{
    const auto seats = readSeats(session);
    if (!seats)
        return fail(context, seats.error());
    for (const Seat &seat : *seats)
        context.out << described(seat) << '\n';
    const auto lock = readLoginLock(session);
    if (!lock)
        return fail(context, lock.error());
    context.out << lock->english() << Qt::endl;
    return ExitDone;
}

/// What the request makes of a seat. A role that is another one does not keep what belonged to the old one.
Result<void> apply(const UserRequest &request, postgres::Session &session, Seat &seat)
{
    if (request.role) {
        const auto roles = readRoles(session);
        if (!roles)
            return std::unexpected(roles.error());
        if (!roles->contains(*request.role))
            return failure(
                ErrorKind::Input, u"there is no role %1; there are: %2"_s.arg(*request.role, roles->join(u", "_s)));
        if (*request.role != seat.role)
            seat.street = {}, seat.department = {}, seat.responder = {};
        seat.role = *request.role;
    }
    if (request.post)
        seat.post = *request.post;
    if (request.street) {
        const auto street = findStreet(session, *request.street);
        if (!street)
            return std::unexpected(street.error());
        seat.street = *street;
    }
    if (request.department) {
        const auto department = findDepartment(session, *request.department);
        if (!department)
            return std::unexpected(department.error());
        seat.department = *department;
    }
    if (request.responder) {
        bool isNumber = false;
        seat.responder = request.responder->toLongLong(&isNumber);
        if (!isNumber)
            return failure(
                ErrorKind::Input, u"--responder wants the key of a responder, not %1"_s.arg(*request.responder));
    }
    return {};
}

ExitCode put(CommandContext &context, postgres::Session &session, const UserRequest &request)
{
    const auto seats = readSeats(session);
    if (!seats)
        return fail(context, seats.error());
    const auto known = std::ranges::find(*seats, request.login, &Seat::login);
    const bool stands = known != seats->end() && !known->until;
    if (request.what == "add"_L1 && stands)
        return fail(
            context, {ErrorKind::Refused, u"%1 has a seat already: wuquanctl user change"_s.arg(request.login)});
    if (request.what == "change"_L1 && !stands)
        return fail(context, {ErrorKind::Refused, u"%1 has no seat: wuquanctl user add"_s.arg(request.login)});
    Seat seat{.login = request.login};
    if (stands)
        seat = *known;
    if (const auto applied = apply(request, session, seat); !applied)
        return fail(context, applied.error());
    QByteArray verifier;
    if (request.what == "add"_L1 || request.password) {
        const auto password = readNewPassword(request.login, context.err);
        if (!password)
            return fail(context, password.error());
        const auto made = session.passwordVerifier(*password, request.login.toUtf8());
        if (!made)
            return fail(context, made.error());
        verifier = *made;
    }
    if (const auto done = putSeat(session, seat, verifier); !done)
        return fail(context, done.error());
    const auto after = readSeats(session);
    if (!after)
        return fail(context, after.error());
    if (const auto now = std::ranges::find(*after, request.login, &Seat::login); now != after->end())
        context.out << described(*now) << Qt::endl;
    return ExitDone;
}

ExitCode runUser(CommandContext &context)
{
    const auto request = userRequest(context.arguments);
    if (!request)
        return usage(context, userCommand, request.error().message);
    auto session = sessionOf(context);
    if (!session)
        return fail(context, session.error());
    if (request->what == "list"_L1)
        return list(context, *session);
    if (request->what != "end"_L1)
        return put(context, *session, *request);
    if (const auto ended = endSeat(*session, request->login); !ended)
        return fail(context, ended.error());
    context.out << request->login << " has no seat any more and can't connect" << Qt::endl;
    return ExitDone;
}

} // namespace

const Command userCommand{"user"_L1,
    "user list | user add LOGIN --role ROLE --post TEXT [--street CODE|NAME] [--department CODE] [--responder ID] | "
    "user change LOGIN [the same] [--password] | user end LOGIN"_L1,
    "who may connect as what; a password is asked for, or read from the standard input"_L1, runUser};

} // namespace wuquan
