// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wuquan {
class TemporaryServer;
}

namespace wuquan::bench {

/// The peer graphile-worker: from the commit of a job, added by SQL, until its handler in a Node.js process has it, at
/// 50 jobs a second; prints "peer graphile-worker feed …". Nothing, and why on the error output, where tests/bench did
/// not find it (WUQUAN_PEERS).
void measureWorker(const TemporaryServer &server);

} // namespace wuquan::bench
