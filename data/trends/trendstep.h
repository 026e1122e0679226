// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace wuquan {

/// Length of one step of the trend charts.
enum class TrendStep : std::uint8_t { Day, Week, Month };

} // namespace wuquan
