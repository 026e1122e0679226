// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QStringList>

namespace wuquan {

/// Replaces built-in resources by the files below folder; call once, before anything is read.
void setResourceFolder(const QString &folder);

/// The path of a resource such as "styles/day.toml": the user's own file where there is one, else the built-in one.
[[nodiscard]] QString resourcePath(const QString &name);

/// The whole content of a resource; ErrorKind::Io when it is missing.
[[nodiscard]] Result<QByteArray> readResource(const QString &name);

/// The names of the files in a resource folder such as "sql/migrations", sorted.
[[nodiscard]] QStringList resourceNames(const QString &folder);

} // namespace wuquan
