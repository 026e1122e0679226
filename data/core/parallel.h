// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace wuquan {

/// How many threads inParallel takes.
[[nodiscard]] inline std::size_t parallelThreads()
{
    return std::max(1u, std::thread::hardware_concurrency());
}

/// Into how many pieces so many things are best divided: one while they are fewer than what is worth a thread.
[[nodiscard]] inline std::size_t piecesOf(std::size_t count, std::size_t worthAThread)
{
    return count < worthAThread ? 1 : parallelThreads();
}

/// Fork and join: work(0) … work(count − 1), each once and in any order, on as many threads as there are cores, the
/// calling one among them. Returns when all are done. The work must not throw.
template <class Work>
void inParallel(std::size_t count, const Work &work)
{
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::jthread> others(std::min(count, parallelThreads()) - (count > 0));
    for (std::jthread &thread : others)
        thread = std::jthread(run);
    run();
}

/// The same over the numbers 0 … size − 1 in pieces: work(piece, from, to), one piece a thread; returns the count of
/// pieces.
template <class Work>
std::size_t inPieces(std::size_t size, std::size_t pieces, const Work &work)
{
    inParallel(pieces, [&](std::size_t i) { work(i, size * i / pieces, size * (i + 1) / pieces); });
    return pieces;
}

} // namespace wuquan
