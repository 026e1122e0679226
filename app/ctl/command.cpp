// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"

#include "data/postgres/session.h"
#include "data/server/cluster.h"
#include "data/server/migration.h"

using namespace Qt::StringLiterals;

namespace wuquan {

ExitCode fail(CommandContext &context, const Error &error)
{
    context.err << "wuquanctl: " << error.message << Qt::endl;
    return ExitFailed;
}

ExitCode usage(CommandContext &context, const Command &command, const QString &reason)
{
    context.err << "wuquanctl: " << reason << "\nusage: wuquanctl " << command.usage << Qt::endl;
    return ExitUsage;
}

Result<postgres::Settings> embeddedDatabase(const CommandContext &context)
{
    if (!context.embedded) {
        auto cluster = Cluster::acquire(context.dataFolder);
        if (!cluster)
            return std::unexpected(cluster.error());
        context.embedded = std::make_shared<Cluster>(std::move(*cluster));
    }
    return context.embedded->settings();
}

Result<postgres::Settings> databaseOf(const CommandContext &context)
{
    if (!context.database.isEmpty())
        return postgres::Settings::parse(context.database);
    auto settings = embeddedDatabase(context);
    if (!settings)
        return settings;
    auto session = postgres::Session::open(*settings);
    if (!session)
        return std::unexpected(session.error());
    if (const auto migrated = migrate(*session); !migrated)
        return std::unexpected(migrated.error());
    return settings;
}

Result<postgres::Session> sessionOf(const CommandContext &context)
{
    const auto settings = databaseOf(context);
    return settings ? postgres::Session::open(*settings) : std::unexpected(settings.error());
}

} // namespace wuquan
