// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/dispatch.h"

#include <QByteArray>

#include <optional>

namespace wuquan {

/// What wuquan.case_file() told; none when it is no such answer. What is missing in it stays empty; texts are cut to
/// what a screen shows.
[[nodiscard]] std::optional<CaseFile> readCaseFile(const QByteArray &json);

} // namespace wuquan
