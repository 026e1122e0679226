// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"

#include "data/server/cluster.h"
#include "data/server/demodatabase.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

Result<DemoRequest> demoRequest(CommandContext &context)
{
    DemoRequest request;
    if (const auto text = takeOption(context.arguments, u"as-of"_s)) {
        const QDateTime time = QDateTime::fromString(*text, Qt::ISODate);
        if (!time.isValid())
            return failure(ErrorKind::Input, u"--as-of wants a time such as 2018-08-31T23:59:59+08:00"_s);
        request.asOf = Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
    }
    if (const auto text = takeOption(context.arguments, u"seed"_s)) {
        bool isNumber = false;
        request.seed = text->toULongLong(&isNumber);
        if (!isNumber)
            return failure(ErrorKind::Input, u"--seed wants a whole number"_s);
    }
    request.progress = [&err = context.err](const QString &step, double share) {
        err << qSetFieldWidth(3) << qRound(share * 100) << qSetFieldWidth(0) << " %  " << step << Qt::endl;
    };
    return request;
}

ExitCode make(CommandContext &context, const DemoRequest &request, decltype(&openDemoDatabase) prepare)
{
    if (const auto settings = embeddedDatabase(context); !settings)
        return fail(context, settings.error());
    const auto settings = prepare(*context.embedded, request);
    if (!settings)
        return fail(context, settings.error());
    if (const auto kept = context.embedded->keepRunning(); !kept)
        return fail(context, kept.error());
    context.out << "the embedded database runs until \"wuquanctl demo stop\": " << settings->connectionString()
                << Qt::endl;
    return ExitDone;
}

ExitCode stop(CommandContext &context)
{
    const auto stopped = Cluster::stop(context.dataFolder);
    if (!stopped)
        return fail(context, stopped.error());
    context.out << (*stopped ? "the embedded database is stopped" : "the embedded database was not running")
                << Qt::endl;
    return ExitDone;
}

ExitCode status(CommandContext &context)
{
    const ClusterStatus status = Cluster::status(context.dataFolder);
    context.out << context.dataFolder << ": "
                << (!status.isMade             ? "no database yet"
                           : !status.isRunning ? "stopped"
                           : status.isUsed     ? "running, in use"
                                               : "running")
                << Qt::endl;
    return ExitDone;
}

ExitCode runDemo(CommandContext &context)
{
    if (!context.database.isEmpty())
        return usage(context, demoCommand, u"the demo lives in the embedded database; --db has no place here"_s);
    const auto request = demoRequest(context);
    if (!request)
        return usage(context, demoCommand, request.error().message);
    if (context.arguments.size() != 1)
        return usage(context, demoCommand, u"one of start, stop, reset or status is needed"_s);
    const QString &action = context.arguments.constFirst();
    if (action == "start"_L1)
        return make(context, *request, openDemoDatabase);
    if (action == "reset"_L1)
        return make(context, *request, resetDemoDatabase);
    if (action == "stop"_L1)
        return stop(context);
    if (action == "status"_L1)
        return status(context);
    return usage(context, demoCommand, u"unknown action %1"_s.arg(action));
}

} // namespace

const Command demoCommand{"demo"_L1, "demo start|stop|reset|status [--as-of TIME] [--seed N]"_L1,
    "run, stop or remake the embedded database with the demo district"_L1, runDemo};

} // namespace wuquan
