// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/filedescriptor.h"

namespace wuquan {

/// Turns SIGINT and SIGTERM into something that can be waited for: readable as soon as one arrives. Call it before any
/// thread is started; the signals don't end the program any more.
[[nodiscard]] Result<FileDescriptor> stopSignals();

/// Takes the one that has arrived; another one ends the program at once, for who does not want to wait.
void takeStopSignal(const FileDescriptor &signals);

} // namespace wuquan
