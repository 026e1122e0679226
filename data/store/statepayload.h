// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/store/changebatch.h"

#include <functional>

namespace wuquan::state {

/// The version of what follows: count it up with every change of a field, here or in the values themselves.
inline constexpr std::uint32_t formatVersion = 4;

/// Writes what a state file holds between its head and its end (statefile.h), a piece at a time.
void writePayload(const ChangeBatch &state, const std::function<void(QByteArrayView)> &sink);

/// The state out of a payload; ErrorKind::Input with the place of the first byte that can't be used. Total: whatever
/// the bytes are, it reads none beyond them and takes no more memory than a small multiple of their number. What it
/// returns is as what the decoders of the database return: enumerations in range, points usable, the cube consistent.
[[nodiscard]] Result<ChangeBatch> batchFromPayload(QByteArrayView payload);

} // namespace wuquan::state
