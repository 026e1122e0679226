// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporaryserver.h"

#include "data/core/resources.h"
#include "data/postgres/session.h"

#include <QDir>
#include <QProcess>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

const QString binaries = u"/usr/lib/postgresql/17/bin/"_s;

} // namespace

TemporaryServer::TemporaryServer()
    : m_folder(QDir::tempPath() + u"/wuquan-test-XXXXXX"_s)
{
    if (geteuid() == 0 && !run({u"chown"_s, u"postgres"_s, m_folder.path()}))
        return;
    if (run({binaries + u"initdb"_s, u"-D"_s, m_folder.path() + u"/data"_s, u"-U"_s, u"postgres"_s, u"-A"_s, u"trust"_s,
            u"-E"_s, u"UTF8"_s, u"--locale=C.UTF-8"_s, u"--no-sync"_s}))
        start();
}

TemporaryServer::~TemporaryServer()
{
    stop();
}

bool TemporaryServer::run(const QStringList &command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QStringList arguments = command;
    if (geteuid() == 0 && command.constFirst() != "chown"_L1)
        arguments
            = QStringList{u"setpriv"_s, u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s} + arguments;
    process.setWorkingDirectory(m_folder.path());
    const QString program = arguments.takeFirst();
    process.start(program, arguments);
    if (process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_errorMessage = program + u": "_s + process.errorString() + u' ' + QString::fromUtf8(process.readAll());
    return false;
}

void TemporaryServer::start()
{
    const QString options = u"-k %1 -c listen_addresses='' -c fsync=off -c full_page_writes=off"_s.arg(m_folder.path());
    m_running = run({binaries + u"pg_ctl"_s, u"-D"_s, m_folder.path() + u"/data"_s, u"-l"_s,
        m_folder.path() + u"/log"_s, u"-o"_s, options, u"-w"_s, u"start"_s});
}

void TemporaryServer::stop()
{
    if (!m_running)
        return;
    m_running = false;
    run({binaries + u"pg_ctl"_s, u"-D"_s, m_folder.path() + u"/data"_s, u"-m"_s, u"immediate"_s, u"-w"_s, u"stop"_s});
}

postgres::Settings TemporaryServer::settings(const QString &database) const
{
    return postgres::Settings::parse(u"host='%1' user=postgres dbname='%2'"_s.arg(m_folder.path(), database)).value();
}

void TemporaryServer::applyMigrations(const QString &database)
{
    auto session = postgres::Session::open(settings(database));
    if (!session)
        qFatal("%s", qPrintable(session.error().message));
    QByteArray script = "create schema if not exists wuquan;\n";
    for (const QString &name : resourceNames(u"sql/migrations"_s))
        script += readResource(u"sql/migrations/"_s + name).value();
    if (const auto done = session->run(script); !done)
        qFatal("%s", qPrintable(done.error().message));
}

} // namespace wuquan
