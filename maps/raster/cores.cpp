// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/cores.h"

#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <latch>

namespace wuquan {

std::size_t coreCount()
{
    return std::size_t(std::max(1, QThreadPool::globalInstance()->maxThreadCount()));
}

void onAllCores(std::size_t count, const std::function<void(std::size_t)> &task)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            task(i);
    };
    const std::size_t helpers = std::min(coreCount(), std::max<std::size_t>(count, 1)) - 1;
    std::latch finished{std::ptrdiff_t(helpers)};
    for (std::size_t i = 0; i < helpers; ++i) {
        const auto help = [&] {
            work();
            finished.count_down();
        };
        // Where every thread is busy with something else nobody waits for one.
        if (!QThreadPool::globalInstance()->tryStart(help))
            finished.count_down();
    }
    work();
    finished.wait();
}

} // namespace wuquan
