// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace wuquan {

/// Takes "--NAME VALUE" or "--NAME=VALUE" out of the arguments, wherever it stands; none when it is not there.
/// An empty value when the last argument is "--NAME" alone.
[[nodiscard]] std::optional<QString> takeOption(QStringList &arguments, const QString &name);
/// Takes "--NAME" out of the arguments; false when it is not there.
[[nodiscard]] bool takeFlag(QStringList &arguments, const QString &name);

} // namespace wuquan
