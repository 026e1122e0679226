// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/stopsignals.h"

#include "data/server/simulatorloop.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

struct SimulateRequest {
    SimulatorOptions options;
    std::optional<std::chrono::seconds> duration;
};

/// The value of an option that wants a number above zero, or what it is without the option.
Result<double> positive(CommandContext &context, const QString &name, double otherwise)
{
    const auto text = takeOption(context.arguments, name);
    if (!text)
        return otherwise;
    bool isNumber = false;
    const double value = text->toDouble(&isNumber);
    if (!isNumber || !(value > 0) || value > 1e6)
        return failure(ErrorKind::Input, u"--%1 wants a number above 0"_s.arg(name));
    return value;
}

Result<SimulateRequest> simulateRequest(CommandContext &context)
{
    SimulateRequest request;
    const auto rate = positive(context, u"rate"_s, 1);
    const auto duration = positive(context, u"duration"_s, 0);
    if (!rate || !duration)
        return std::unexpected(rate ? duration.error() : rate.error());
    request.options.rate = *rate;
    if (*duration > 0)
        request.duration = std::chrono::seconds(std::int64_t(*duration));
    request.options.seed = std::uint64_t(SystemClock().now().time_since_epoch().count());
    if (const auto seed = takeOption(context.arguments, u"seed"_s)) {
        bool isNumber = false;
        request.options.seed = seed->toULongLong(&isNumber);
        if (!isNumber)
            return failure(ErrorKind::Input, u"--seed wants a whole number"_s);
    }
    return request;
}

ExitCode runSimulate(CommandContext &context)
{
    const auto request = simulateRequest(context);
    if (!request)
        return usage(context, simulateCommand, request.error().message);
    if (!context.arguments.isEmpty())
        return usage(context, simulateCommand, u"unknown argument %1"_s.arg(context.arguments.constFirst()));
    const auto signals = stopSignals();
    if (!signals)
        return fail(context, signals.error());
    const auto settings = databaseOf(context);
    if (!settings)
        return fail(context, settings.error());
    const Instant begin = SystemClock().now();
    auto simulator = Simulator::open(*settings, request->options, begin);
    if (!simulator)
        return fail(context, simulator.error());
    const auto changes = run(*simulator,
        {.stop = signals->get(),
            .end = request->duration ? begin + *request->duration : Instant::max(),
            .activityChanged = [&](bool isActive) {
                if (isActive)
                    context.out << "simulating into " << settings->description() << " at " << request->options.rate
                                << " times the natural rate" << Qt::endl;
                else
                    context.out << "another program simulates already (the desktop does unless it is started with "
                                   "--no-simulation); waiting for it to end"
                                << Qt::endl;
            }});
    if (!changes)
        return fail(context, changes.error());
    context.out << *changes << " changes written" << Qt::endl;
    return ExitDone;
}

} // namespace

const Command simulateCommand{"simulate"_L1, "simulate [--db CONNECTION] [--rate N] [--duration SECONDS] [--seed N]"_L1,
    "write into a demo database what real sources would"_L1, runSimulate};

} // namespace wuquan
