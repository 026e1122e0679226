// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/session.h"
#include "data/postgres/settings.h"

#include <QStringList>
#include <QTextStream>

#include <memory>

namespace wuquan {

class Cluster;

/// How a command of wuquanctl ends.
enum ExitCode {
    ExitDone = 0,
    ExitFailed = 1, ///< an error was printed
    ExitUsage = 2, ///< the command line was wrong
    ExitRejected = 3, ///< done, but some rows were rejected and written down
};

/// What every command is given. Results go to out, errors and progress to err.
struct CommandContext {
    QString dataFolder; ///< where the embedded database lives
    QString database; ///< --db as given; empty: the embedded database
    QStringList arguments; ///< after the command's name, --db and --data taken out
    QTextStream &out;
    QTextStream &err;
    /// Our share of the embedded database, taken by databaseOf when it is first needed and kept until the command ends.
    mutable std::shared_ptr<Cluster> embedded = {};
};

/// One command: its name as typed, one line of help, and what it does.
struct Command {
    QLatin1StringView name; ///< such as "demo" or "import"
    QLatin1StringView usage; ///< such as "demo start|stop|reset [--as-of TIME]"
    QLatin1StringView summary;
    ExitCode (*run)(CommandContext &context);
};

/// Prints "wuquanctl: MESSAGE" and returns the code.
ExitCode fail(CommandContext &context, const Error &error);
/// Prints the usage of a command and why it was shown.
ExitCode usage(CommandContext &context, const Command &command, const QString &reason);

/// The database a command works on: --db, else the embedded one, which is started when it is not running.
/// The embedded one is also brought up to date; in both cases ready for Session::open.
[[nodiscard]] Result<postgres::Settings> databaseOf(const CommandContext &context);

/// A session on that database.
[[nodiscard]] Result<postgres::Session> sessionOf(const CommandContext &context);

/// The embedded database as it is, started when it is not running.
[[nodiscard]] Result<postgres::Settings> embeddedDatabase(const CommandContext &context);

extern const Command auditCommand;
extern const Command capCommand;
extern const Command checkCommand;
extern const Command demoCommand;
extern const Command drillCommand;
extern const Command importCommand;
extern const Command migrateCommand;
extern const Command mirrorCommand;
extern const Command simulateCommand;
extern const Command userCommand;

} // namespace wuquan
