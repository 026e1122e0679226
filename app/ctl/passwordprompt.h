// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QTextStream>

namespace wuquan {

/// A new password from the standard input: asked for twice and not shown where that is a terminal, its first line
/// otherwise. ErrorKind::Input when both differ or it is too weak, ErrorKind::Cancelled on Ctrl+C or Ctrl+D. The server
/// gets a verifier only and can't look at a password, so that its rules are kept here: 8 to 256 bytes, three of small
/// letters, capitals, digits and others, and not the login.
[[nodiscard]] Result<QByteArray> readNewPassword(const QString &login, QTextStream &err);

} // namespace wuquan
