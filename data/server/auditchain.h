// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

class QIODevice;

namespace wuquan {

namespace postgres {
class Session;
}

/// One event of a chain by its hash. Kept outside of the database, the last one of a day proves what stood before it.
struct ChainHead {
    std::int64_t incident = 0;
    std::int32_t seq = 0;
    QByteArray hash; ///< 32 bytes, SHA-256

    auto operator<=>(const ChainHead &) const = default;
};

/// What is wrong with one event.
struct ChainFault {
    std::int64_t incident = 0;
    std::optional<std::int32_t> seq; ///< none when it stands outside of the chain
    QString english;
};

struct AuditReport {
    std::int64_t chains = 0, events = 0, faults = 0;
};

/// Follows every chain of wuquan.incident_event, in one snapshot and one row after the other: its numbers, its hashes,
/// and that heads are in it as they were. The hashes are computed here and not by wuquan.audit_verify(), which whoever
/// forges an event could replace as well. ErrorKind::Refused for a login that does not see all events.
[[nodiscard]] Result<AuditReport> verifyChains(
    postgres::Session &session, std::vector<ChainHead> heads, const std::function<void(const ChainFault &)> &told);

/// The last event on that day (Asia/Shanghai) of each chain that grew on it, by incident.
[[nodiscard]] Result<void> readHeads(
    postgres::Session &session, QDate day, const std::function<void(const ChainHead &)> &take);

/// The first line of a file of heads, and one head as such a line.
[[nodiscard]] QByteArray headsTitle();
[[nodiscard]] QByteArray headLine(const ChainHead &head);
/// Reads such a file; ErrorKind::Input names the line that is none.
[[nodiscard]] Result<std::vector<ChainHead>> parseHeads(QIODevice &file, const QString &name);

} // namespace wuquan
