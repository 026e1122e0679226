// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/latestreader.h"

#include <utility>

namespace wuquan {

LatestReader::LatestReader(SettingsSource settings, Line line)
    : m_settings(std::move(settings))
    , m_line(line)
    , m_connection(this)
{
}

void LatestReader::wish()
{
    m_wished = true;
    if (m_running)
        m_connection.cancel();
    else if (!m_stopping)
        run();
}

void LatestReader::stop()
{
    m_stopping = true;
    const bool wasRunning = m_running; // closing ends it
    m_connection.close();
    if (!wasRunning)
        Q_EMIT stopped();
}

QCoro::Task<> LatestReader::run()
{
    m_running = true;
    while (!m_stopping && m_wished) {
        m_wished = false;
        co_await answer();
    }
    if (m_line == Line::Opened || m_stopping)
        m_connection.close();
    m_running = false;
    if (m_stopping)
        Q_EMIT stopped();
}

QCoro::Task<Result<void>> LatestReader::open()
{
    if (m_connection.isOpen())
        co_return Result<void>();
    const Result<postgres::Settings> settings = m_settings();
    if (!settings)
        co_return std::unexpected(settings.error());
    auto opened = co_await m_connection.open(*settings);
    co_return opened;
}

} // namespace wuquan
