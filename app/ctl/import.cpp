// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"

#include "data/exchange/areaimport.h"
#include "data/exchange/incidentimport.h"
#include "data/postgres/session.h"
#include "data/server/democatalogue.h"

#include <QElapsedTimer>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// The arguments of the command, its switches taken out.
struct ImportArguments {
    QString what, file;
    QString mapping;
    QString coordinateSystem, validFrom;
    bool dryRun = false, progress = false;
};

/// The reason why the arguments can't be used; empty when they can.
QString parse(const QStringList &arguments, ImportArguments &into)
{
    QStringList plain;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        QString *value = argument == "--map"_L1    ? &into.mapping
            : argument == "--coordinate-system"_L1 ? &into.coordinateSystem
            : argument == "--valid-from"_L1        ? &into.validFrom
                                                   : nullptr;
        if (value) {
            if (++i == arguments.size())
                return argument + u" needs a value"_s;
            *value = arguments[i];
        } else if (argument == "--dry-run"_L1) {
            into.dryRun = true;
        } else if (argument == "--progress"_L1) {
            into.progress = true;
        } else if (argument.startsWith(u'-')) {
            return u"unknown option "_s + argument;
        } else {
            plain += argument;
        }
    }
    if (plain == QStringList{u"catalogue"_s} && arguments.size() == 1) {
        into.what = plain[0];
        return {};
    }
    if (plain.size() != 2 || (plain[0] != "incidents"_L1 && plain[0] != "areas"_L1))
        return u"say what to import: catalogue, or incidents or areas and one file"_s;
    into.what = plain[0];
    into.file = plain[1];
    const bool incidents = into.what == "incidents"_L1;
    if (incidents && into.mapping.isEmpty())
        return u"import incidents needs --map MAP.toml"_s;
    if (incidents && !(into.coordinateSystem.isEmpty() && into.validFrom.isEmpty()))
        return u"--coordinate-system and --valid-from are for areas; incidents have them in the mapping"_s;
    if (!incidents && !into.mapping.isEmpty())
        return u"--map is for incidents"_s;
    return {};
}

/// One line on a terminal that is written over twice a second: share, rows, rate, time left.
class ProgressLine {
public:
    explicit ProgressLine(QTextStream &err)
        : m_err(err)
    {
        m_clock.start();
    }
    ~ProgressLine()
    {
        if (m_shown >= 0)
            m_err << Qt::endl;
    }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    void show(const ImportProgress &progress)
    {
        const qint64 now_ms = m_clock.elapsed();
        if (m_shown >= 0 && now_ms - m_shown < 500)
            return;
        m_shown = now_ms;
        // Rows that an earlier run committed are only read again: they tell nothing about the rate of this one.
        if (progress.counts.read <= progress.counts.resumedAfter || m_startBytes < 0) {
            m_startBytes = progress.bytesRead;
            m_startRows = progress.counts.read;
            m_start_ms = now_ms;
        }
        const double seconds = double(now_ms - m_start_ms) / 1000;
        const double rows = double(progress.counts.read - m_startRows);
        const double bytes = double(progress.bytesRead - m_startBytes);
        const int percent = progress.bytesTotal > 0 ? int(100 * progress.bytesRead / progress.bytesTotal) : 100;
        m_err << '\r' << percent << " %, " << progress.counts.read << " rows, " << progress.counts.rejected
              << " rejected";
        if (seconds > 0 && bytes > 0)
            m_err << ", " << qint64(rows / seconds) << " rows/s, "
                  << qint64(double(progress.bytesTotal - progress.bytesRead) * seconds / bytes) << " s left";
        m_err << "    " << Qt::flush;
    }

private:
    QTextStream &m_err;
    QElapsedTimer m_clock;
    qint64 m_shown = -1;
    qint64 m_startBytes = -1, m_startRows = 0, m_start_ms = 0;
};

ExitCode incidents(CommandContext &context, const postgres::Settings &settings, const ImportArguments &arguments)
{
    IncidentImportOptions options{.file = arguments.file, .mappingFile = arguments.mapping, .dryRun = arguments.dryRun};
    Result<IncidentImportReport> report;
    {
        ProgressLine line(context.err);
        if (arguments.progress || isatty(STDERR_FILENO))
            options.progress = [&line](const ImportProgress &progress) { line.show(progress); };
        report = importIncidents(settings, options);
    }
    if (!report)
        return fail(context, report.error());
    const ImportCounts &counts = report->counts;
    if (counts.resumedAfter > 0)
        context.out << "resumed after row " << counts.resumedAfter << '\n';
    context.out << "read " << counts.read << (arguments.dryRun ? ", would add " : ", added ") << counts.added
                << ", already there " << counts.alreadyThere << ", rejected " << counts.rejected << '\n';
    for (std::size_t i = 1; i < positionFaultCount; ++i) {
        if (counts.positions[i] > 0)
            context.out << "no position (" << positionFaultText(PositionFault(i)) << "): " << counts.positions[i]
                        << '\n';
    }
    if (counts.outsideGrids > 0)
        context.out << "outside every grid: " << counts.outsideGrids << '\n';
    if (!report->rejectedFile.isEmpty())
        context.out << "rejected rows are in " << report->rejectedFile << '\n';
    context.out.flush();
    return counts.rejected > 0 ? ExitRejected : ExitDone;
}

ExitCode areas(CommandContext &context, const postgres::Settings &settings, const AreaImportOptions &options)
{
    const auto report = importAreas(settings, options);
    if (!report)
        return fail(context, report.error());
    context.out << "read " << report->read << (options.dryRun ? ", would add " : ", added ") << report->added
                << ", changed " << report->changed << ", unchanged " << report->unchanged << ", rejected "
                << report->rejected << '\n';
    if (!report->rejectedFile.isEmpty())
        context.out << "rejected features are in " << report->rejectedFile << '\n';
    context.out.flush();
    return report->rejected > 0 ? ExitRejected : ExitDone;
}

ExitCode catalogue(CommandContext &context, const postgres::Settings &settings)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return fail(context, session.error());
    const auto count = importCatalogue(*session);
    if (!count)
        return fail(context, count.error());
    context.out << "added " << *count
                << " incident types with their limits, and the kinds of devices, places and responders" << Qt::endl;
    return ExitDone;
}

ExitCode runImport(CommandContext &context)
{
    ImportArguments arguments;
    if (const QString reason = parse(context.arguments, arguments); !reason.isEmpty())
        return usage(context, importCommand, reason);
    AreaImportOptions areaOptions;
    areaOptions.file = arguments.file;
    areaOptions.dryRun = arguments.dryRun;
    if (!arguments.coordinateSystem.isEmpty()) {
        const auto system = coordinateSystemFromName(arguments.coordinateSystem);
        if (!system)
            return usage(
                context, importCommand, u"--coordinate-system is wgs84, cgcs2000 (taken as WGS84), gcj02 or bd09"_s);
        areaOptions.coordinateSystem = *system;
    }
    if (!arguments.validFrom.isEmpty()) {
        const QDate date = QDate::fromString(arguments.validFrom, Qt::ISODate);
        if (!date.isValid())
            return usage(context, importCommand, u"--valid-from is a date such as 2021-04-09"_s);
        areaOptions.validFrom = date;
    }
    const auto settings = databaseOf(context);
    if (!settings)
        return fail(context, settings.error());
    if (arguments.what == "catalogue"_L1)
        return catalogue(context, *settings);
    return arguments.what == "incidents"_L1 ? incidents(context, *settings, arguments)
                                            : areas(context, *settings, areaOptions);
}

} // namespace

const Command importCommand{"import"_L1,
    "import incidents FILE.csv --map MAP.toml [--dry-run] [--progress]\n"
    "       wuquanctl import catalogue     (resources/catalogue, or that of --resources DIR, into a new database)\n"
    "       wuquanctl import areas FILE.geojson [--coordinate-system wgs84|cgcs2000|gcj02|bd09] [--valid-from DATE] "
    "[--dry-run]\n"
    "       CGCS2000 is taken as WGS84 (they differ by centimetres). Rows that can't be taken are listed with line and\n"
    "       reason in FILE.rejected.csv and the exit code is 3. A run that was interrupted goes on where it stopped."_L1,
    "read incidents from CSV by a mapping, or areas from GeoJSON"_L1, runImport};

} // namespace wuquan
