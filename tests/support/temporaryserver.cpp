// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporaryserver.h"

#include "data/postgres/session.h"
#include "data/server/migration.h"
#include "data/server/serverbinaries.h"
#include "tests/support/freeports.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr auto startTimeout = 30s;
constexpr auto stopTimeout = 30s;
// Between two looks at a server that is starting; it takes about 0.1 s.
constexpr auto lookInterval = 10ms;

QByteArray native(const QString &path)
{
    return QFile::encodeName(path);
}

} // namespace

TemporaryServer::TemporaryServer(Unmade, TemporaryServerOptions options)
    : m_options(std::move(options))
    , m_folder(QDir::tempPath() + u"/wuquan-test-XXXXXX"_s)
{
    if (!m_options.onLoopback)
        return;
    const std::vector<int> ports = freePorts(1);
    m_port = ports.empty() ? 0 : ports.front();
}

TemporaryServer::TemporaryServer(TemporaryServerOptions options)
    : TemporaryServer(Unmade(), std::move(options))
{
    if (const auto made = makeCluster(); made)
        start();
    else
        m_errorMessage = made.error().message;
}

std::unique_ptr<TemporaryServer> TemporaryServer::standbyOf(
    const TemporaryServer &primary, TemporaryServerOptions options)
{
    std::unique_ptr<TemporaryServer> standby(new TemporaryServer(Unmade(), std::move(options)));
    if (const auto copied = standby->copyCluster(primary); copied)
        standby->start();
    else
        standby->m_errorMessage = copied.error().message;
    return standby;
}

TemporaryServer::~TemporaryServer()
{
    stop();
}

/// Runs one of PostgreSQL's programs as the server's account, in a folder that this account may enter.
Result<void> TemporaryServer::runAsServer(QByteArrayList command)
{
    const auto account = ServerAccount::present();
    if (!account)
        return std::unexpected(account.error());
    if (account->differs && chown(native(m_folder.path()).constData(), account->user, account->group) != 0)
        return systemFailure(m_folder.path());
    ChildStart start;
    start.account = *account;
    start.endSignal = SIGTERM;
    start.command = std::move(command);
    if (const auto made = runChild(start); !made)
        return std::unexpected(made.error());
    return {};
}

Result<QByteArrayList> TemporaryServer::program(const QByteArray &name) const
{
    if (m_options.oldServer.isEmpty()) {
        const auto binaries = ServerBinaries::find();
        if (!binaries)
            return std::unexpected(binaries.error());
        return QByteArrayList{native(binaries->folder) + '/' + name};
    }
    const QByteArray root = native(m_folder.path()) + "/server";
    QByteArrayList libraries;
    for (const char *folder : {"/usr/lib", "/lib"}) {
        for (const QString &triplet : QDir(QFile::decodeName(root + folder)).entryList({u"*-linux-gnu*"_s}))
            libraries << root + folder + '/' + native(triplet);
    }
    return QByteArrayList{
        "/usr/bin/env", "LD_LIBRARY_PATH=" + libraries.join(':'), root + "/usr/lib/postgresql/13/bin/" + name};
}

/// User postgres may not be able to reach it where it is.
Result<void> TemporaryServer::takeOldServer()
{
    if (m_options.oldServer.isEmpty())
        return {};
    ChildStart start;
    start.command = {"/bin/cp", "-r", native(m_options.oldServer) + "/root", native(m_folder.path()) + "/server"};
    if (const auto copied = runChild(start); !copied)
        return std::unexpected(copied.error());
    return {};
}

Result<void> TemporaryServer::makeCluster()
{
    if (const auto taken = takeOldServer(); !taken)
        return taken;
    const auto command = program("initdb");
    if (!command)
        return std::unexpected(command.error());
    const QByteArray data = native(m_folder.path()) + "/data";
    QByteArrayList arguments{
        "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"};
    if (!m_options.walFolder.isEmpty())
        arguments << "-X" << native(m_options.walFolder) << "--wal-segsize=1";
    if (auto made = runAsServer(*command + arguments); !made || !m_options.trustsEveryAddress)
        return made;
    QFile access(m_folder.path() + u"/data/pg_hba.conf"_s);
    if (!access.open(QIODevice::Append) || access.write("host all all all trust\n") < 0 || !access.flush())
        return failure(ErrorKind::Io, access.errorString());
    return {};
}

Result<void> TemporaryServer::copyCluster(const TemporaryServer &primary)
{
    const auto binaries = ServerBinaries::find();
    if (!binaries)
        return std::unexpected(binaries.error());
    return runAsServer({native(binaries->folder + u"/pg_basebackup"_s), "-D", native(m_folder.path()) + "/data", "-R",
        "-X", "stream", "-c", "fast", "--no-sync", "-d",
        "user=postgres host=" + native(primary.socketFolder()) + " port=" + QByteArray::number(primary.port())});
}

void TemporaryServer::start()
{
    if (const auto started = startServer(); !started)
        m_errorMessage = started.error().message;
}

Result<void> TemporaryServer::startServer()
{
    const auto command = program("postgres");
    if (!command)
        return std::unexpected(command.error());
    const auto account = ServerAccount::present();
    if (!account)
        return std::unexpected(account.error());
    const QByteArray folder = native(m_folder.path());
    const FileDescriptor log(open((folder + "/log").constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!log.isOpen())
        return systemFailure(m_folder.path());
    ChildStart start;
    start.account = *account;
    start.output = log.get();
    start.endSignal = SIGQUIT;
    const QByteArray addresses = m_options.onLoopback ? "listen_addresses=127.0.0.1" : "listen_addresses=";
    start.command = *command
        + QByteArrayList{"-D", folder + "/data", "-k", folder, "-p", QByteArray::number(m_port), "-c", addresses, "-c",
            "fsync=off", "-c", "full_page_writes=off"};
    for (const QByteArray &setting : m_options.configuration)
        start.command << "-c" << setting;
    auto process = startChild(start);
    if (!process)
        return std::unexpected(process.error());
    const auto deadline = std::chrono::steady_clock::now() + startTimeout;
    while (!acceptsConnections()) {
        if (process->waitForEnd(lookInterval) || std::chrono::steady_clock::now() > deadline) {
            process->signal(SIGKILL);
            waitpid(process->pid(), nullptr, 0);
            QFile said(m_folder.path() + u"/log"_s);
            return failure(ErrorKind::Io, said.open(QIODevice::ReadOnly) ? QString::fromUtf8(said.readAll()) : u"?"_s);
        }
    }
    m_process = std::move(*process);
    return {};
}

bool TemporaryServer::acceptsConnections() const
{
    // Line 8 is the state (src/include/utils/pidfile.h).
    QFile note(m_folder.path() + u"/data/postmaster.pid"_s);
    return note.open(QIODevice::ReadOnly) && note.readAll().split('\n').value(7).trimmed() == "ready";
}

void TemporaryServer::stop()
{
    end(SIGQUIT);
}

void TemporaryServer::shutDown()
{
    end(SIGINT);
}

void TemporaryServer::end(int number)
{
    if (!m_process)
        return;
    // A process that was stopped by suspend() would never read the other signal.
    m_process->signal(number);
    signalAll(SIGCONT);
    if (!m_process->waitForEnd(stopTimeout))
        m_process->signal(SIGKILL);
    waitpid(m_process->pid(), nullptr, 0);
    m_process.reset();
    // An immediate stop leaves its note, which a start must not take for its own.
    QFile::remove(m_folder.path() + u"/data/postmaster.pid"_s);
}

void TemporaryServer::kill9()
{
    if (!m_process)
        return;
    const std::vector<ProcessHandle> orphans = children();
    m_process->signal(SIGKILL);
    waitpid(m_process->pid(), nullptr, 0);
    m_process.reset();
    // They notice by themselves, and the next server must not start beside them.
    for (const ProcessHandle &orphan : orphans) {
        if (!orphan.waitForEnd(stopTimeout))
            orphan.signal(SIGKILL);
    }
    QFile::remove(m_folder.path() + u"/data/postmaster.pid"_s);
}

void TemporaryServer::suspend()
{
    signalAll(SIGSTOP);
}

void TemporaryServer::resume()
{
    signalAll(SIGCONT);
}

/// The postmaster first, so that it starts no process that we would not know.
void TemporaryServer::signalAll(int number) const
{
    if (!m_process)
        return;
    m_process->signal(number);
    for (const ProcessHandle &child : children())
        child.signal(number);
}

std::vector<ProcessHandle> TemporaryServer::children() const
{
    std::vector<ProcessHandle> found;
    const QStringList processes = QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs);
    for (const QString &process : processes) {
        QFile file(u"/proc/%1/stat"_s.arg(process));
        if (!file.open(QIODevice::ReadOnly))
            continue; // it has ended since
        // "pid (name) state parent …"; the name may hold anything (proc_pid_stat(5)).
        const QByteArray line = file.readAll();
        const QByteArrayList after = line.sliced(line.lastIndexOf(')') + 1).trimmed().split(' ');
        if (after.value(1).toInt() != m_process->pid())
            continue;
        if (auto child = ProcessHandle::open(process.toInt()))
            found.push_back(std::move(*child));
    }
    return found;
}

Result<void> TemporaryServer::promote()
{
    auto session = postgres::Session::open(settings());
    if (!session)
        return std::unexpected(session.error());
    const auto promoted = session->query("select pg_promote(true, 60)");
    if (!promoted)
        return std::unexpected(promoted.error());
    if (!promoted->value<bool>().value_or(false))
        return failure(ErrorKind::Database, u"the standby was not promoted within 60 s"_s);
    return {};
}

postgres::Settings TemporaryServer::settings(const QString &database) const
{
    return postgres::Settings::parse(
        u"host='%1' port=%2 user=postgres dbname='%3'"_s.arg(m_folder.path()).arg(m_port).arg(database))
        .value();
}

void TemporaryServer::applyMigrations(const QString &database)
{
    auto session = postgres::Session::open(settings(database));
    if (!session)
        qFatal("%s", qPrintable(session.error().message));
    if (const auto done = migrate(*session); !done)
        qFatal("%s", qPrintable(done.error().message));
}

} // namespace wuquan
