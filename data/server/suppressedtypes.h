// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wuquan {

/// Condition on the alias it of incident_type: the kinds that privacy keeps out of every copy (domain.md), by the words
/// that sources use for them.
[[nodiscard]] QByteArray suppressedTypeCondition();

} // namespace wuquan
