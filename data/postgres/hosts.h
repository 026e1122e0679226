// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <vector>

struct pg_conn;

namespace wuquan::postgres {

/// One server to try, and what its session must be like.
struct HostAttempt {
    QByteArray host; ///< name, or folder of a Unix socket; empty for libpq's default
    QByteArray address; ///< numeric, empty when the name is to be looked up
    QByteArray port;
    QByteArray sessionAttributes; ///< target_session_attrs for this server alone

    /// Name and port for people.
    [[nodiscard]] QString description() const;
    bool operator==(const HostAttempt &) const = default;
};

/// The servers of a connection string in the order in which they are tried. libpq's own rotation never leaves a server
/// that is silent, because it applies connect_timeout in its blocking functions only.
struct HostPlan {
    std::vector<HostAttempt> attempts; ///< at least one; prefer-standby takes a second pass over all servers
    std::chrono::seconds limit{5}; ///< for each attempt: connect_timeout, 5 s when it is not given or not above 0
};

/// Reads host, hostaddr, port, target_session_attrs, load_balance_hosts (random is shuffled here) and connect_timeout
/// from the settings, their service file and the environment. Mismatched lists become one attempt without a host of
/// its own, so that libpq says what is wrong.
[[nodiscard]] HostPlan planHosts(const Settings &settings);

/// PQconnectStart to that server alone; a name is looked up before it returns (libpq has no other way).
[[nodiscard]] pg_conn *startConnecting(const Settings &settings, const HostAttempt &attempt);

} // namespace wuquan::postgres
