// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/demoincident.h"

namespace wuquan {

/// Writes a new incident and its first events in one statement; fills in its key.
Result<void> reportIncident(postgres::Session &session, const DemoWorld &world, DemoIncident &incident);

/// Writes the step from one state of an incident to the next, with its event and its responder, in one statement.
/// False when somebody else has moved it meanwhile.
Result<bool> moveIncident(
    postgres::Session &session, const DemoWorld &world, const DemoIncident &before, const DemoIncident &after);

} // namespace wuquan
