// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/sideworker.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

bool isNotOffered(const Error &error)
{
    return std::ranges::contains(std::array{"42883"_ba, "42501"_ba, "25006"_ba, "3F000"_ba}, error.sqlState);
}

SideWorker::SideWorker(SettingsSource settings, Line line)
    : m_settings(std::move(settings))
    , m_line(line)
    , m_connection(this)
{
}

void SideWorker::stop()
{
    m_stopping = true;
    const bool wasRunning = m_running; // closing ends it
    m_connection.close();
    wake();
    if (!wasRunning)
        Q_EMIT stopped();
}

void SideWorker::end()
{
    if (m_line == Line::Opened || m_stopping)
        m_connection.close();
    m_running = false;
    if (m_stopping)
        Q_EMIT stopped();
}

QCoro::Task<Result<void>> SideWorker::open()
{
    if (m_connection.isOpen())
        co_return Result<void>();
    const Result<postgres::Settings> found = settings();
    if (!found)
        co_return std::unexpected(found.error());
    auto opened = co_await m_connection.open(*found);
    co_return opened;
}

} // namespace wuquan
