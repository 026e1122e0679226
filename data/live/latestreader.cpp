// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/latestreader.h"

namespace wuquan {

void LatestReader::wish()
{
    m_wished = true;
    if (isRunning())
        connection().cancel();
    else if (!isStopping())
        run();
}

QCoro::Task<> LatestReader::run()
{
    begin();
    while (!isStopping() && m_wished) {
        m_wished = false;
        co_await answer();
    }
    end();
}

} // namespace wuquan
