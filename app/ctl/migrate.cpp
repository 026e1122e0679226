// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"

#include "data/postgres/session.h"
#include "data/server/migration.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

ExitCode runMigrate(CommandContext &context)
{
    if (!context.arguments.isEmpty())
        return usage(context, migrateCommand, u"unknown argument %1"_s.arg(context.arguments.constFirst()));
    const auto settings
        = context.database.isEmpty() ? embeddedDatabase(context) : postgres::Settings::parse(context.database);
    if (!settings)
        return fail(context, settings.error());
    auto session = postgres::Session::open(*settings);
    if (!session)
        return fail(context, session.error());
    const auto report = migrate(*session);
    if (!report)
        return fail(context, report.error());
    for (const QString &name : report->applied)
        context.out << "applied " << name << '\n';
    context.out << "database " << settings->description() << " is at version " << report->version
                << (report->applied.isEmpty() ? ", nothing to do" : "") << Qt::endl;
    return ExitDone;
}

} // namespace

const Command migrateCommand{"migrate"_L1, "migrate [--db CONNECTION]"_L1,
    "bring a database's schema up to date; twice changes nothing"_L1, runMigrate};

} // namespace wuquan
