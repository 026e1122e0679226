// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"

#include "data/postgres/session.h"
#include "data/server/contract.h"
#include "data/server/loginlock.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

ExitCode runCheck(CommandContext &context)
{
    if (!context.arguments.isEmpty())
        return usage(context, checkCommand, u"unknown argument %1"_s.arg(context.arguments.constFirst()));
    const auto settings = databaseOf(context);
    if (!settings)
        return fail(context, settings.error());
    const auto contract = builtInContract();
    if (!contract)
        return fail(context, contract.error());
    auto session = postgres::Session::open(*settings);
    if (!session)
        return fail(context, session.error());
    const auto gaps = checkContract(*session, *contract);
    if (!gaps)
        return fail(context, gaps.error());
    for (const ContractGap &gap : *gaps)
        context.out << (gap.isOptional ? "optional: " : "") << gap.text << '\n';
    context.out.flush();
    const auto needed = std::ranges::count(*gaps, false, &ContractGap::isOptional);
    if (needed > 0)
        return fail(context,
            {ErrorKind::Refused,
                u"%1 lacks %2 things that the desktop reads"_s.arg(settings->description()).arg(needed)});
    // Only a database of our own has logins that are ours to speak of.
    const auto seats = session->query("select to_regclass('wuquan.seat') is not null");
    if (seats && seats->value<bool>().value_or(false)) {
        const auto lock = readLoginLock(*session);
        if (!lock)
            return fail(context, lock.error());
        context.out << lock->english() << '\n';
    }
    context.out << settings->description() << " has all that the desktop reads" << Qt::endl;
    return ExitDone;
}

} // namespace

const Command checkCommand{"check"_L1, "check [--db CONNECTION]"_L1,
    "compare a database with what the desktop reads and name each gap"_L1, runCheck};

} // namespace wuquan
