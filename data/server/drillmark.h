// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"

namespace wuquan {

/// Whether a database is a drill's, by the mark in wuquan.attribute; false where there is no such table.
[[nodiscard]] Result<bool> isDrill(postgres::Session &session);

/// ErrorKind::Refused when it is one, with what may not be done there.
[[nodiscard]] Result<void> refuseDrill(postgres::Session &session, const QString &what);

/// Makes this session the only one that prepares or runs the drill of its database, until it ends; ErrorKind::Refused
/// when another one does.
[[nodiscard]] Result<void> claimDrill(postgres::Session &session);

} // namespace wuquan
