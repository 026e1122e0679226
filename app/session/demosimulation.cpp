// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/demosimulation.h"

#include "data/core/log.h"
#include "data/server/simulatorloop.h"

#include <poll.h>
#include <sys/eventfd.h>

using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr auto reopenInterval = 5s;

/// Simulates until stop can be read from.
void simulate(const postgres::Settings &settings, int stop)
{
    const SystemClock clock;
    pollfd stopped{stop, POLLIN, 0};
    QString told;
    do {
        const Instant now = clock.now();
        auto simulator = Simulator::open(settings, {.seed = std::uint64_t(now.time_since_epoch().count())}, now);
        const auto changes
            = simulator ? run(*simulator, {.stop = stop}) : Result<std::int64_t>(std::unexpected(simulator.error()));
        if (changes)
            return;
        // Told once; a demo that is being made anew is none for a while.
        if (std::exchange(told, changes.error().message) != changes.error().message)
            qCInfo(logServer).noquote() << "no simulation:" << told;
    } while (poll(&stopped, 1, int(std::chrono::milliseconds(reopenInterval).count())) == 0);
}

} // namespace

DemoSimulation::~DemoSimulation()
{
    if (!m_thread.joinable())
        return;
    eventfd_write(m_stop.get(), 1);
    m_thread.join();
}

void DemoSimulation::start()
{
    if (!m_settings || m_thread.joinable())
        return;
    m_stop = FileDescriptor(eventfd(0, EFD_CLOEXEC));
    if (!m_stop.isOpen()) {
        qCWarning(logServer) << "no simulation: no event descriptor";
        return;
    }
    m_thread = std::thread(simulate, *m_settings, m_stop.get());
}

} // namespace wuquan
