// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/drilltable.h"
#include "app/ctl/stopsignals.h"

#include "data/server/drillprepare.h"
#include "data/server/drillrunner.h"

#include <QTime>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

ExitCode prepare(CommandContext &context)
{
    DrillRequest request;
    const auto from = takeOption(context.arguments, u"from"_s);
    request.again = takeFlag(context.arguments, u"again"_s);
    const auto day = takeOption(context.arguments, u"day"_s);
    if (!context.arguments.isEmpty())
        return usage(context, drillCommand, u"unknown argument %1"_s.arg(context.arguments.constFirst()));
    if (!from || from->isEmpty() || context.database.isEmpty())
        return usage(
            context, drillCommand, u"say which database's day to take, --from, and which one to make of it, --db"_s);
    if (day) {
        request.day = QDate::fromString(*day, Qt::ISODate);
        if (!request.day.isValid())
            return usage(context, drillCommand, u"--day wants a day such as 2026-11-20"_s);
    }
    const auto source = postgres::Settings::parse(*from);
    const auto target = postgres::Settings::parse(context.database);
    if (!source || !target)
        return fail(context, source ? target.error() : source.error());
    const auto report = prepareDrill(*source, *target, request);
    if (!report)
        return fail(context, report.error());
    context.out << target->description() << " is the drill of " << report->day.toString(Qt::ISODate) << ": "
                << report->incidents << " incidents, " << report->frameRows << " rows of configuration\n"
                << "left out: " << report->solvedOnTheSpot << " that were solved on the spot, " << report->suppressed
                << " of kinds that privacy keeps out\n";
    if (report->seats > 0)
        context.out << report->seats << " seats of the drill before stay\n";
    for (const QString &login : report->lostSeats)
        context.out << "the seat of " << login << " is gone: its street, department or team is not here\n";
    context.out.flush();
    return report->lostSeats.isEmpty() ? ExitDone : ExitRejected;
}

/// The value of an option that wants a number, or what it is without the option.
Result<double> number(CommandContext &context, const QString &name, double least, double most, double otherwise)
{
    const auto text = takeOption(context.arguments, name);
    if (!text)
        return otherwise;
    bool isNumber = false;
    const double value = text->toDouble(&isNumber);
    if (!isNumber || !(value >= least) || value > most)
        return failure(ErrorKind::Input, u"--%1 wants a number from %2 to %3"_s.arg(name).arg(least).arg(most));
    return value;
}

QString timeOfDay(double second)
{
    return second >= 86400 ? u"24:00:00"_s
                           : QTime::fromMSecsSinceStartOfDay(int(second) * 1000).toString(u"HH:mm:ss"_s);
}

ExitCode play(CommandContext &context)
{
    const auto speed = number(context, u"speed"_s, 0.01, 1e6, 1);
    const auto from = number(context, u"from-hour"_s, 0, 23.99, 8);
    const auto hours = number(context, u"hours"_s, 0.01, 24, 4);
    for (const auto *read : {&speed, &from, &hours}) {
        if (!*read)
            return usage(context, drillCommand, read->error().message);
    }
    if (!context.arguments.isEmpty())
        return usage(context, drillCommand, u"unknown argument %1"_s.arg(context.arguments.constFirst()));
    const auto signals = stopSignals();
    if (!signals)
        return fail(context, signals.error());
    const auto settings = databaseOf(context);
    if (!settings)
        return fail(context, settings.error());
    const auto now = DrillRunner::serverTime(*settings);
    if (!now)
        return fail(context, now.error());
    const SteadyClock steady;
    ServerClock clock(steady);
    clock.setServerTime(*now);
    const DrillPart part{
        .from_s = *from * 3600, .until_s = std::min((*from + *hours) * 3600, 86400.0), .speed = *speed};
    auto runner = DrillRunner::open(*settings, part, clock);
    if (!runner)
        return fail(context, runner.error());
    context.out << (runner->goesOn() ? "going on" : "beginning") << " at " << timeOfDay(runner->part().from_s)
                << " of the day, until " << timeOfDay(runner->part().until_s) << ", " << *speed
                << " times as fast: " << runner->left() << " incidents" << Qt::endl;
    const auto brought = run(*runner, {.stop = signals->get(), .clock = clock});
    if (!brought)
        return fail(context, brought.error());
    context.out << *brought << " incidents brought in; "
                << (runner->isEnded() ? u"this part is over"_s
                                      : u"stopped at %1, from where the next run goes on"_s.arg(
                                            timeOfDay(runner->position(clock.now()))))
                << Qt::endl;
    return ExitDone;
}

ExitCode score(CommandContext &context)
{
    const bool asCsv = takeFlag(context.arguments, u"csv"_s);
    if (!context.arguments.isEmpty())
        return usage(context, drillCommand, u"unknown argument %1"_s.arg(context.arguments.constFirst()));
    auto session = sessionOf(context);
    if (!session)
        return fail(context, session.error());
    // Sums and lines are of one moment, though somebody may still be at work.
    const auto begun = session->run("begin isolation level repeatable read, read only");
    const auto sums = begun ? readDrillScore(*session) : std::unexpected(begun.error());
    if (!sums)
        return fail(context, sums.error());
    DrillTable table(context.out);
    if (asCsv)
        context.out << drillCsvTitle() << '\n';
    else
        table.writeSums(*sums);
    const auto read = readDrillSteps(*session, [&](const DrillStep &step) {
        if (asCsv)
            context.out << drillCsvLine(step) << '\n';
        else
            table.add(step);
    });
    if (!read)
        return fail(context, read.error());
    table.end();
    context.out.flush();
    return ExitDone;
}

ExitCode runDrill(CommandContext &context)
{
    const QString what = context.arguments.isEmpty() ? QString() : context.arguments.takeFirst();
    if (what == "prepare"_L1)
        return prepare(context);
    if (what == "run"_L1)
        return play(context);
    if (what == "score"_L1)
        return score(context);
    return usage(context, drillCommand, u"say what to do: prepare, run or score"_s);
}

} // namespace

const Command drillCommand{"drill"_L1,
    "drill prepare --from CONNECTION --db CONNECTION [--day YYYY-MM-DD] [--again] | "
    "drill run --db CONNECTION [--speed N] [--from-hour H] [--hours N] | drill score --db CONNECTION [--csv]"_L1,
    "replay a past day for practice, without what points at anybody, in a database of its own, and score it"_L1,
    runDrill};

} // namespace wuquan
