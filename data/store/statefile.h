// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/store/changebatch.h"

namespace wuquan {

// The last state heard from the database, kept in a file so that a window can show it before the database answers, and
// so that the feed goes on from its position instead of reading everything anew.
//
// A file is a head of 56 bytes and the payload of statepayload.h. Head: "WUQUANST", the format's version (4 bytes),
// nought (4), the payload's length (8), the payload's SHA-256 (32). Another version's file is not read, only replaced.

/// The bytes of a state file. Written are catalogue, areas, devices, incidents, places, responders, annotations,
/// trends, indicators, irregular rows, server time and position; what else a batch says (removals, log, withdrawn
/// changes) is no state.
[[nodiscard]] QByteArray encodeState(const ChangeBatch &state);

/// A batch that starts anew and is complete; ErrorKind::Input with a sentence when the bytes are no state of this
/// version, are damaged or hold what can't be. Total, as batchFromPayload.
[[nodiscard]] Result<ChangeBatch> decodeState(QByteArrayView file);

/// Writes a state file that only this user may read, making its folder where that is missing. The file is replaced as a
/// whole or stays as it was; ErrorKind::Io says why. Blocks for as long as the disk takes: not for the GUI thread.
[[nodiscard]] Result<void> writeState(const QString &path, const ChangeBatch &state);

/// Reads a state file; ErrorKind::Io when it can't be read (as when there is none), ErrorKind::Input when what it holds
/// can't be used. Takes about 0.1 s for a district of 60,000 devices.
[[nodiscard]] Result<ChangeBatch> readState(const QString &path);

} // namespace wuquan
