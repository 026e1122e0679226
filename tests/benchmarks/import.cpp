// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/incidentimport.h"
#include "tests/support/importfixture.h"
#include "tests/support/temporaryserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

int fail(const QString &message)
{
    QTextStream(stderr) << "bench_import: " << message << Qt::endl;
    return 1;
}

/// Measures in a process of its own, so that the memory is that of the import alone.
int measure(const postgres::Settings &settings, const IncidentImportOptions &options)
{
    QElapsedTimer timer;
    timer.start();
    const auto report = importIncidents(settings, options);
    if (!report)
        return fail(report.error().message);
    const double seconds = double(timer.nsecsElapsed()) * 1e-9;
    if (report->counts.added != report->counts.read)
        return fail(u"not every row was added"_s);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    QTextStream(stdout) << "bench import rows_per_s " << qint64(double(report->counts.read) / seconds) << " rows/s\n"
                        << "bench import rss_mb " << usage.ru_maxrss / 1024 << " MB" << Qt::endl;
    return 0;
}

} // namespace

/// bench_import [ROWS]: imports a generated file (1 M rows) into a freshly migrated server of its own.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int rows = arguments.size() > 1 ? arguments[1].toInt() : 1'000'000;
    const QTemporaryDir folder;
    const IncidentImportOptions options{
        .file = folder.filePath(u"incidents.csv"_s), .mappingFile = folder.filePath(u"map.toml"_s)};
    QFile mapping(options.mappingFile);
    if (!mapping.open(QIODevice::WriteOnly) || mapping.write(incidentFileMapping()) < 0 || !mapping.flush())
        return fail(mapping.errorString());
    if (const auto written = writeIncidentFile(options.file, rows); !written)
        return fail(written.error().message);

    TemporaryServer server;
    if (!server.isRunning())
        return fail(server.errorMessage());
    server.applyMigrations();
    if (const auto filled = fillForImport(server.settings()); !filled)
        return fail(filled.error().message);
    const pid_t child = fork();
    if (child == 0)
        _exit(measure(server.settings(), options));
    int status = 1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
