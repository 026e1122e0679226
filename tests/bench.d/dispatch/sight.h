// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"
#include "tests/support/temporaryserver.h"

namespace wuquan::bench {

/// Prints visible_…: from sending a command at one station until the store of another one has what it made; 50 commands
/// a second for 20 s.
void measureSight(const TemporaryServer &server, const postgres::Settings &keeper);

} // namespace wuquan::bench
