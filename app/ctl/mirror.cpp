// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/stopsignals.h"

#include "data/mirror/mirror.h"
#include "data/mirror/mirrortarget.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

struct MirrorRequest {
    MirrorOptions options;
    bool probe = false;
};

Result<postgres::Settings> connection(const QString &text, QLatin1StringView option)
{
    auto settings = postgres::Settings::parse(text);
    if (!settings) {
        Error error = settings.error();
        error.message.replace("--db:"_L1, option + u':');
        return std::unexpected(error);
    }
    return settings;
}

Result<MirrorRequest> mirrorRequest(CommandContext &context)
{
    MirrorRequest request;
    const auto from = takeOption(context.arguments, u"from"_s);
    const auto to = takeOption(context.arguments, u"to"_s);
    if (!from || from->isEmpty())
        return failure(ErrorKind::Input, u"say which database to mirror: --from \"service=…\""_s);
    const auto source = connection(*from, "--from"_L1);
    if (!source)
        return std::unexpected(source.error());
    request.options.from = *source;
    if (to && !context.database.isEmpty())
        return failure(ErrorKind::Input, u"--to and --db are the same: give one of them"_s);
    if (to)
        context.database = *to;
    if (const auto list = takeOption(context.arguments, u"sources"_s)) {
        request.options.sources = list->split(u',', Qt::SkipEmptyParts);
        if (request.options.sources.isEmpty())
            return failure(ErrorKind::Input, u"--sources wants codes of wuquan.source, with commas between them"_s);
        request.options.sources.sort();
    }
    if (const auto name = takeOption(context.arguments, u"coordinates"_s)) {
        const auto system = coordinateSystemFromName(*name);
        if (!system)
            return failure(ErrorKind::Input, u"--coordinates is wgs84, cgcs2000, gcj02 or bd09"_s);
        request.options.coordinates = *system;
    }
    if (const auto text = takeOption(context.arguments, u"load"_s)) {
        bool isNumber = false;
        const double percent = text->toDouble(&isNumber);
        if (!isNumber || !(percent >= 0.1) || percent > 100)
            return failure(ErrorKind::Input, u"--load wants a percentage of one core, 0.1 to 100"_s);
        request.options.load = percent / 100;
    }
    request.options.once = takeFlag(context.arguments, u"once"_s);
    request.options.replace = takeFlag(context.arguments, u"replace"_s);
    request.probe = takeFlag(context.arguments, u"probe"_s);
    if (!context.arguments.isEmpty())
        return failure(ErrorKind::Input, u"unknown argument %1"_s.arg(context.arguments.constFirst()));
    return request;
}

/// What the source can do, against the columns of our own database, and what can be promised.
ExitCode probe(CommandContext &context, const MirrorRequest &request)
{
    auto ours = postgres::Session::open(request.options.to);
    if (!ours)
        return fail(context, ours.error());
    const auto columns = readColumns(*ours);
    if (!columns)
        return fail(context, columns.error());
    LoadBudget budget(1, std::chrono::steady_clock::now());
    auto source = MirrorSource::open(request.options.from, *columns, request.options.sources, budget);
    if (!source)
        return fail(context, source.error());
    for (const QString &line : source->capabilities().lines())
        context.out << line << '\n';
    context.out << "promise: " << firstPromise(source->capabilities(), request.options.load).english() << Qt::endl;
    return ExitDone;
}

ExitCode runMirror(CommandContext &context)
{
    auto request = mirrorRequest(context);
    if (!request)
        return usage(context, mirrorCommand, request.error().message);
    const auto signals = stopSignals();
    if (!signals)
        return fail(context, signals.error());
    const auto to = databaseOf(context);
    if (!to)
        return fail(context, to.error());
    MirrorOptions &options = request->options;
    options.to = *to;
    if (request->probe)
        return probe(context, *request);
    options.stop = signals->get();
    options.say = [&context](const QString &text) { context.out << text << Qt::endl; };
    const auto report = mirror(options);
    if (!report)
        return fail(context, report.error());
    context.out << report->written << " rows written, " << report->removed << " removed, " << report->rejected
                << " left out, " << report->suppressed << " kept out by privacy; load on the source "
                << QString::number(report->load * 100, 'f', 2) << " %" << Qt::endl;
    return report->rejected > 0 || !report->promise.missing.isEmpty() ? ExitRejected : ExitDone;
}

} // namespace

const Command mirrorCommand{"mirror"_L1,
    "mirror --from CONNECTION [--to CONNECTION] [--once] [--probe] [--sources CODE,CODE] [--coordinates SYSTEM] [--load PERCENT] [--replace]"_L1,
    "keep an empty database of ours like a foreign one, which is only read"_L1, runMirror};

} // namespace wuquan
