// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/stallwatch.h"

#include <algorithm>
#include <utility>

namespace wuquan {

StallWatch::StallWatch(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const auto now = std::chrono::steady_clock::now();
        m_longest = std::max(m_longest, now - std::exchange(m_last, now) - interval);
    });
}

void StallWatch::start()
{
    m_last = std::chrono::steady_clock::now();
    m_timer.start();
}

std::chrono::milliseconds StallWatch::longest() const
{
    return std::chrono::ceil<std::chrono::milliseconds>(m_longest);
}

} // namespace wuquan
