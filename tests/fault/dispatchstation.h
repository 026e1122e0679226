// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/session.h"
#include "data/postgres/settings.h"

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace wuquan::fault {

/// What a station wants done with an incident.
struct DispatchCommand {
    std::int64_t incident = 0;
    std::optional<std::int64_t> seen; ///< the version on its screen
    QByteArray action;
    QByteArray detail = "{}"; ///< JSON
};

/// What came of a command.
struct DispatchAnswer {
    enum class Outcome { Done, Conflict, Refused };
    Outcome outcome = Outcome::Refused;
    std::int64_t version = 0; ///< of Done and Conflict
    std::optional<std::int64_t> order; ///< of Done
    QByteArray reason; ///< of Refused
};

/// A station as the program's is: each command has one key for ever. Where the link breaks before the answer it
/// connects again and asks with the same key until it knows what came of it. Blocks; one thread.
class DispatchStation {
public:
    using SettingsSource = std::function<Result<postgres::Settings>()>;

    explicit DispatchStation(SettingsSource settings);

    /// Fails when the server refuses the statement itself, or was not there for a minute.
    [[nodiscard]] Result<DispatchAnswer> ask(const DispatchCommand &command);
    /// Asks once: ErrorKind::Connection where nobody knows what came of it. What a careless client is made of.
    [[nodiscard]] Result<DispatchAnswer> askOnce(const DispatchCommand &command, const QByteArray &key);
    [[nodiscard]] static QByteArray newKey();
    /// Any other statement on the same link.
    [[nodiscard]] Result<postgres::ResultSet> query(const QByteArray &sql, const postgres::Parameters &parameters);
    /// Now instead of with the first command.
    [[nodiscard]] Result<void> connect();

    [[nodiscard]] int repeats() const { return m_repeats; }
    /// Deadlocks and serialisation failures, after which it asked again.
    [[nodiscard]] int collisions() const { return m_collisions; }

private:
    [[nodiscard]] Result<void> connectWithin(std::chrono::steady_clock::time_point deadline);

    SettingsSource m_settings;
    std::optional<postgres::Session> m_session;
    int m_repeats = 0;
    int m_collisions = 0;
};

} // namespace wuquan::fault
