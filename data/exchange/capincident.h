// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/exchange/capmessage.h"

namespace wuquan {

namespace postgres {
class Session;
}

/// How a message about an incident is sent.
struct CapEnvelope {
    QString sender; ///< who sends it, as the standard wants a name
    QString status; ///< empty: Actual, or Exercise out of a drill, where nothing else is allowed
    QString restriction; ///< to whom
    QString note; ///< of an exercise: which; empty: the drill's title
};

/// What became of a message that was taken in.
struct CapIntake {
    IncidentId incident;
    bool isNew = false; ///< else it had been taken before
};

/// A message about an incident, as the session's login may see it: what kind, how grave, since when, in which community
/// and grid, and where. What people wrote about it stays here. ErrorKind::Refused when there is none, or a rule of the
/// standard would be broken, or a drill is to look real.
[[nodiscard]] Result<CapMessage> capOfIncident(
    postgres::Session &session, IncidentId incident, const CapEnvelope &envelope, Instant sent);

/// Takes a message in as an incident, once for each sender and identifier: an actual alert whose event is a type of
/// ours, by its code or its name. The first circle, else the first corner of the first polygon, is where it is.
/// Exercises, tests, drafts, and messages about earlier ones are refused, and all of them by a drill.
[[nodiscard]] Result<CapIntake> takeCap(postgres::Session &session, const CapMessage &message);

} // namespace wuquan
