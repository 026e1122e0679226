// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace wuquan {

/// How many parts of a drawing run at once.
[[nodiscard]] std::size_t coreCount();

/// Calls task(0) … task(count − 1) on all cores, the calling thread among them; returns when all are done. The task
/// must not throw and must be safe to run beside itself.
void onAllCores(std::size_t count, const std::function<void(std::size_t)> &task);

} // namespace wuquan
