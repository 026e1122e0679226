// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/supervisor.h"

#include "data/core/log.h"
#include "data/postgres/session.h"
#include "data/server/holders.h"
#include "data/server/postmaster.h"
#include "data/server/quickdeaths.h"

#include <QFile>

#include <future>
#include <thread>

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr auto leftoverTimeout = 30s;

/// The one supervisor of a data folder.
class Supervisor {
public:
    explicit Supervisor(const DataFolder &folder)
        : m_folder(folder)
    {
    }

    Result<bool> start();
    void watch();

private:
    Result<void> takeServerLock();
    Result<void> makeDatabase();
    bool bringBack();

    DataFolder m_folder;
    FileLock m_supervisorLock;
    FileLock m_serverLock;
    std::optional<Postmaster> m_postmaster;
    QuickDeaths m_deaths;
};

/// Every process of the server is our child or, its parent being dead, has become so: ends and reaps them all.
void reapAll()
{
    QFile children(u"/proc/self/task/%1/children"_s.arg(getpid()));
    if (children.open(QIODevice::ReadOnly)) {
        for (const QByteArray &pid : children.readAll().simplified().split(' ')) {
            if (const auto process = ProcessHandle::open(pid.toInt()))
                process->signal(SIGQUIT);
        }
    }
    while (waitpid(-1, nullptr, 0) > 0 || errno == EINTR) { }
}

Result<void> Supervisor::takeServerLock()
{
    auto lock = FileLock::open(m_folder.serverLock());
    if (!lock)
        return std::unexpected(lock.error());
    m_serverLock = std::move(*lock);
    if (m_serverLock.tryExclusive())
        return {};
    Postmaster::stopLeftover(m_folder);
    // Sessions of a killed server may need a moment to see it; flock has no timeout of its own.
    std::promise<void> taken;
    auto whenTaken = taken.get_future();
    FileLock copy{FileDescriptor(fcntl(m_serverLock.descriptor(), F_DUPFD_CLOEXEC, 10))};
    std::thread([waiting = std::move(copy), promise = std::move(taken)]() mutable {
        if (waiting.lockExclusive())
            promise.set_value();
    }).detach();
    if (whenTaken.wait_for(leftoverTimeout) == std::future_status::ready)
        return {};
    return failure(
        ErrorKind::Refused, u"processes of an earlier database server still use %1"_s.arg(m_folder.serverFolder()));
}

Result<void> Supervisor::makeDatabase()
{
    const auto settings = clusterSettings(m_folder, u"postgres"_s);
    if (!settings)
        return std::unexpected(settings.error());
    auto session = postgres::Session::open(*settings);
    if (!session)
        return std::unexpected(session.error());
    const auto known = session->query("select from pg_database where datname = 'wuquan'");
    if (!known)
        return std::unexpected(known.error());
    if (known->rowCount() > 0)
        return {};
    return session->run("create database wuquan");
}

/// True when the cluster is new.
Result<bool> Supervisor::start()
{
    auto lock = FileLock::open(m_folder.supervisorLock());
    if (!lock)
        return std::unexpected(lock.error());
    m_supervisorLock = std::move(*lock);
    if (!m_supervisorLock.tryExclusive())
        return failure(ErrorKind::Refused, u"%1 has a supervisor already"_s.arg(m_folder.serverFolder()));
    if (const auto noted = m_supervisorLock.setContent(QByteArray::number(getpid())); !noted)
        return std::unexpected(noted.error());
    if (const auto taken = takeServerLock(); !taken)
        return std::unexpected(taken.error());
    const auto isNew = Postmaster::makeCluster(m_folder, m_serverLock.descriptor());
    if (!isNew)
        return isNew;
    auto postmaster = Postmaster::start(m_folder, m_serverLock.descriptor());
    if (!postmaster)
        return std::unexpected(postmaster.error());
    m_postmaster.emplace(std::move(*postmaster));
    m_deaths.began();
    if (const auto made = makeDatabase(); !made) {
        m_postmaster->stop();
        reapAll();
        return std::unexpected(made.error());
    }
    return isNew;
}

bool Supervisor::bringBack()
{
    reapAll();
    if (!m_deaths.died()) {
        qCWarning(logServer) << "the server died too often; giving up";
        return false;
    }
    qCWarning(logServer) << "the server died; bringing it back";
    auto postmaster = Postmaster::start(m_folder, m_serverLock.descriptor());
    if (!postmaster) {
        qCWarning(logServer).noquote() << postmaster.error().message;
        return false;
    }
    m_postmaster.emplace(std::move(*postmaster));
    m_deaths.began();
    return true;
}

void Supervisor::watch()
{
    auto holders = Holders::watch(m_folder);
    if (!holders)
        qCWarning(logServer).noquote() << holders.error().message;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    const FileDescriptor signalled(signalfd(-1, &signals, SFD_CLOEXEC));
    bool goOn = holders.has_value();
    while (goOn) {
        pollfd waited[] = {{m_postmaster->process().descriptor(), POLLIN, 0}, {(*holders)->descriptor(), POLLIN, 0},
            {signalled.get(), POLLIN, 0}};
        if (poll(waited, 3, -1) < 0 && errno != EINTR)
            break;
        if (waited[2].revents) {
            signalfd_siginfo information{};
            if (read(signalled.get(), &information, sizeof information) != ssize_t(sizeof information))
                break;
            qCInfo(logServer) << (information.ssi_signo == SIGUSR1 ? "asked to keep the server running"
                                                                   : "asked to stop");
            if (information.ssi_signo != SIGUSR1)
                break;
            (*holders)->keep();
        }
        if (waited[1].revents)
            break;
        if (waited[0].revents)
            goOn = bringBack();
    }
    m_postmaster->stop();
    reapAll();
    m_folder.removeSocketFolder();
    qCInfo(logServer) << "the server is stopped";
    // The exclusive lock on the holders' file ends with the process, not before: whoever waits there starts afresh.
    _exit(0);
}

void reply(FileDescriptor &channel, const QByteArray &text)
{
    // Whoever started us may be dead; the server is then stopped in good time like after any last holder.
    if (write(channel.get(), text.constData(), size_t(text.size())) != text.size())
        qCInfo(logServer) << "nobody waits for the start any more";
    channel.close();
}

} // namespace

int runSupervisor(const char *dataFolder)
{
    if (const pid_t child = fork(); child != 0)
        return child > 0 ? 0 : 1;
    setsid();
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1})
        sigaddset(&signals, number);
    // Before any thread is made, so that all of them inherit it and only the signalfd sees these.
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    umask(077);
    if (chdir("/") != 0)
        return 1;
    qSetMessagePattern(u"%{time yyyy-MM-ddThh:mm:ss.zzzt} %{message}"_s);
    fcntl(supervisorStartLock, F_SETFD, FD_CLOEXEC);
    fcntl(supervisorReply, F_SETFD, FD_CLOEXEC);
    FileDescriptor startLock(supervisorStartLock);
    FileDescriptor channel(supervisorReply);

    Supervisor supervisor{DataFolder(QFile::decodeName(dataFolder))};
    const auto started = supervisor.start();
    if (!started) {
        qCWarning(logServer).noquote() << started.error().message;
        reply(channel, QByteArray::number(int(started.error().kind)) + ' ' + started.error().message.toUtf8());
        _exit(1);
    }
    qCInfo(logServer) << "the server is ready";
    reply(channel, *started ? "new" : "ready");
    startLock.close();
    supervisor.watch();
    return 0;
}

} // namespace wuquan
