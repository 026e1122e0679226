// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/temporaryserver.h"

#include <memory>

namespace wuquan::fault {

/// A primary, migrated and with the district of prepareDistrict, and its hot standby.
class Pair {
public:
    enum class Replication { Asynchronous, Synchronous };
    [[nodiscard]] static Result<std::unique_ptr<Pair>> make(Replication replication);

    /// Whichever of the two is the primary.
    [[nodiscard]] postgres::Settings settings() const;
    [[nodiscard]] TemporaryServer &primary() { return *m_primary; }
    [[nodiscard]] TemporaryServer &standby() { return *m_standby; }

    /// From now on the standby receives nothing: what the primary acknowledges is lost with it.
    [[nodiscard]] Result<void> cutReplication();
    /// Waits until the standby shows all that the primary has committed.
    [[nodiscard]] Result<void> waitForReplay();
    /// The primary dies at once and the standby takes its place.
    [[nodiscard]] Result<void> failOver();

private:
    Pair() = default;
    [[nodiscard]] Result<void> setUp(Replication replication);

    std::unique_ptr<TemporaryServer> m_primary;
    std::unique_ptr<TemporaryServer> m_standby;
};

} // namespace wuquan::fault
