// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace wuquan {

/// Time since the kernel started this process, to its tick of 10 ms.
[[nodiscard]] std::chrono::milliseconds timeSinceProcessStart();

/// Resident memory of this process in bytes: now, and the most it ever was.
struct ResidentMemory {
    std::int64_t now = 0;
    std::int64_t peak = 0;
};
[[nodiscard]] ResidentMemory residentMemory();

/// Makes every large block go back to the system when it is freed. By default glibc keeps what is not larger than the
/// largest block freed so far, so that the memory of one save of the state would stay with the process. Call it first.
void returnFreedBlocks();

} // namespace wuquan
