// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace wuquan::postgres {

/// The exact decimal of a numeric in binary form, with as many digits after the point as its scale says; "NaN",
/// "Infinity", "-Infinity". None for bytes that are no numeric.
[[nodiscard]] std::optional<QByteArray> numericText(QByteArrayView bytes);
/// The nearest double; none beyond the largest.
[[nodiscard]] std::optional<double> numericDouble(QByteArrayView bytes);
/// None when it has a fraction, is not finite or does not fit.
[[nodiscard]] std::optional<std::int64_t> numericInteger(QByteArrayView bytes);

} // namespace wuquan::postgres
