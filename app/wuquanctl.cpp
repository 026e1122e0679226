// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "data/core/resources.h"
#include "data/postgres/settings.h"
#include "data/server/datafolder.h"
#include "data/server/supervisor.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace wuquan;

namespace {

const Command *const commands[] = {
    &demoCommand,
    &migrateCommand,
    &checkCommand,
    &importCommand,
    &mirrorCommand,
    &userCommand,
    &auditCommand,
    &capCommand,
    &simulateCommand,
    &drillCommand,
};

void printHelp(QTextStream &to)
{
    to << "usage: wuquanctl COMMAND [options]\n\n";
    for (const Command *command : commands)
        to << "  " << command->usage << "\n      " << command->summary << '\n';
    to << "\n  --db CONNECTION   a libpq connection such as \"service=governance\"; without it the embedded database\n"
          "  --data FOLDER     where the embedded database lives (now "
       << DataFolder::location() << ")\n  --resources DIR   files that replace built-in ones\n  --help, --version"
       << Qt::endl;
}

} // namespace

int main(int argc, char *argv[])
{
    // Before Qt starts a thread, because the supervisor forks.
    if (argc == 3 && std::strcmp(argv[1], "supervise") == 0)
        return runSupervisor(argv[2]);

    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"wuquanctl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(WUQUAN_VERSION));
    postgres::Settings::demandTrustedServers();
    QTextStream out(stdout);
    QTextStream err(stderr);
    QStringList arguments = QCoreApplication::arguments().sliced(1);
    if (takeFlag(arguments, u"version"_s)) {
        out << "wuquanctl " << QCoreApplication::applicationVersion() << Qt::endl;
        return ExitDone;
    }
    const bool helpWanted = takeFlag(arguments, u"help"_s);
    const auto folder = takeOption(arguments, u"data"_s);
    const auto database = takeOption(arguments, u"db"_s);
    if (const auto resources = takeOption(arguments, u"resources"_s))
        setResourceFolder(*resources);
    if ((folder && folder->isEmpty()) || (database && database->isEmpty())) {
        err << "wuquanctl: --data and --db want a value" << Qt::endl;
        return ExitUsage;
    }
    if (helpWanted || arguments.isEmpty()) {
        printHelp(helpWanted ? out : err);
        return helpWanted ? ExitDone : ExitUsage;
    }
    const auto command = std::ranges::find(commands, arguments.constFirst(), &Command::name);
    if (command == std::end(commands)) {
        err << "wuquanctl: unknown command " << arguments.constFirst() << "; see wuquanctl --help" << Qt::endl;
        return ExitUsage;
    }
    CommandContext context{
        DataFolder::location(folder.value_or(QString())), database.value_or(QString()), arguments.sliced(1), out, err};
    return (*command)->run(context);
}
