// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/cluster.h"

#include "data/core/log.h"
#include "data/server/holders.h"
#include "data/server/postmaster.h"
#include "data/server/quickdeaths.h"
#include "data/server/supervisorlink.h"

#include <QFile>

#include <thread>

#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

// The server's own time to stop, and a little more.
constexpr auto stopTimeout = 90s;

} // namespace

struct Cluster::State {
    explicit State(const DataFolder &dataFolder)
        : folder(dataFolder)
    {
    }
    State(const State &) = delete;
    State &operator=(const State &) = delete;
    ~State()
    {
        eventfd_write(end.get(), 1);
        if (guard.joinable())
            guard.join();
    }

    void bringSupervisorBack();

    DataFolder folder;
    FileLock share;
    bool isNew = false;
    FileDescriptor end{eventfd(0, EFD_CLOEXEC)};
    std::thread guard;
};

void Cluster::State::bringSupervisorBack()
{
    QuickDeaths deaths;
    while (true) {
        deaths.began();
        const SupervisorState supervisor = supervisorOf(folder);
        if (supervisor.isAlive && !supervisor.process)
            return;
        if (supervisor.process) {
            pollfd waited[] = {{supervisor.process->descriptor(), POLLIN, 0}, {end.get(), POLLIN, 0}};
            while (poll(waited, 2, -1) < 0 && errno == EINTR) { }
            if (waited[1].revents)
                return;
        }
        if (!deaths.died()) {
            qCWarning(logServer) << "the supervisor of the embedded database died too often; it stays dead";
            return;
        }
        if (const auto running = ensureServer(folder); !running) {
            qCWarning(logServer).noquote() << running.error().message;
            return;
        }
    }
}

Cluster::Cluster(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Cluster::Cluster(Cluster &&other) noexcept = default;
Cluster &Cluster::operator=(Cluster &&other) noexcept = default;
Cluster::~Cluster() = default;

Result<Cluster> Cluster::acquire(const QString &dataFolder)
{
    const auto folder = DataFolder::prepare(dataFolder);
    if (!folder)
        return std::unexpected(folder.error());
    auto state = std::make_unique<State>(*folder);
    auto share = FileLock::open(folder->holdersLock());
    if (!share)
        return std::unexpected(share.error());
    state->share = std::move(*share);
    if (const auto locked = state->share.lockShared(); !locked)
        return std::unexpected(locked.error());
    if (const auto announced = Holders::announce(state->share); !announced)
        return std::unexpected(announced.error());
    const auto isNew = ensureServer(*folder);
    if (!isNew)
        return std::unexpected(isNew.error());
    state->isNew = *isNew;
    state->guard = std::thread(&State::bringSupervisorBack, state.get());
    return Cluster(std::move(state));
}

Result<postgres::Settings> Cluster::settings(const QString &database) const
{
    return clusterSettings(m_state->folder, database);
}

const QString &Cluster::dataFolder() const
{
    return m_state->folder.path();
}

bool Cluster::isNew() const
{
    return m_state->isNew;
}

Result<void> Cluster::keepRunning() const
{
    const SupervisorState supervisor = supervisorOf(m_state->folder);
    if (!supervisor.process)
        return failure(ErrorKind::Io, u"the supervisor of %1 is gone"_s.arg(m_state->folder.serverFolder()));
    supervisor.process->signal(SIGUSR1);
    return {};
}

ClusterStatus Cluster::status(const QString &dataFolder)
{
    const DataFolder folder(dataFolder);
    ClusterStatus status;
    status.isMade = QFile::exists(folder.clusterFolder());
    status.isRunning = supervisorOf(folder).isAlive;
    if (status.isRunning) {
        auto holders = FileLock::open(folder.holdersLock());
        status.isUsed = holders && !holders->tryExclusive();
    }
    return status;
}

Result<bool> Cluster::stop(const QString &dataFolder)
{
    const DataFolder folder(dataFolder);
    const SupervisorState state = supervisorOf(folder);
    if (!state.isAlive)
        return false;
    if (!state.process)
        return failure(ErrorKind::Refused, u"the server of %1 runs in another container"_s.arg(folder.path()));
    const ProcessHandle &supervisor = *state.process;
    auto holders = FileLock::open(folder.holdersLock());
    if (!holders)
        return std::unexpected(holders.error());
    // Held until we return, so that whoever wants the server meanwhile starts it anew afterwards.
    if (!holders->tryExclusive()) {
        // Perhaps the supervisor itself has it, because it is just stopping.
        if (supervisor.waitForEnd(1s))
            return true;
        if (!holders->tryExclusive())
            return failure(ErrorKind::Refused, u"other programs use the embedded database; close them first"_s);
    }
    supervisor.signal(SIGTERM);
    if (!supervisor.waitForEnd(stopTimeout))
        return failure(ErrorKind::Io, u"the database server of %1 does not end"_s.arg(folder.serverFolder()));
    return true;
}

} // namespace wuquan
