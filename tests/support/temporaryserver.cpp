// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporaryserver.h"

#include "data/postgres/session.h"
#include "data/server/migration.h"
#include "data/server/serverbinaries.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
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

/// A port on 127.0.0.1 that nobody has at present, 0 when there is none.
int freePort()
{
    const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(socket.get(), reinterpret_cast<sockaddr *>(&address), size) != 0
        || getsockname(socket.get(), reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

} // namespace

TemporaryServer::TemporaryServer(TemporaryServerOptions options)
    : m_options(std::move(options))
    , m_folder(QDir::tempPath() + u"/wuquan-test-XXXXXX"_s)
{
    if (m_options.onLoopback)
        m_port = freePort();
    if (const auto made = makeCluster(); made)
        start();
    else
        m_errorMessage = made.error().message;
}

TemporaryServer::~TemporaryServer()
{
    stop();
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
    const auto account = ServerAccount::present();
    if (!account)
        return std::unexpected(account.error());
    const QByteArray folder = native(m_folder.path());
    if (account->differs && chown(folder.constData(), account->user, account->group) != 0)
        return systemFailure(m_folder.path());
    ChildStart start;
    start.account = *account;
    start.endSignal = SIGTERM;
    start.command = *command
        + QByteArrayList{
            "-D", folder + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"};
    if (const auto made = runChild(start); !made)
        return std::unexpected(made.error());
    return {};
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
    if (!m_process)
        return;
    m_process->signal(SIGQUIT);
    if (!m_process->waitForEnd(stopTimeout))
        m_process->signal(SIGKILL);
    waitpid(m_process->pid(), nullptr, 0);
    m_process.reset();
    // An immediate stop leaves its note, which a start must not take for its own.
    QFile::remove(m_folder.path() + u"/data/postmaster.pid"_s);
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
