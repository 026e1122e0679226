// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/store/districtstore.h"
#include "data/view/room.h"

namespace wuquan::words {

/// What is known of the last thing a station asked for in its room; empty when all is settled.
[[nodiscard]] QString roomRequest(const RoomDesk &desk);

/// Where somebody is missing, and since when: "兴隆一网格 无人在岗 · 2 小时".
[[nodiscard]] QString voidAlert(const VoidAlert &alert, const DistrictStore &store, Instant now, Language language);

/// What somebody wants all to look at.
[[nodiscard]] QString pointedAt(const RoomPointer &pointer, const DistrictStore &store, Instant now, Language language);

} // namespace wuquan::words
