// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace wuquan {

namespace postgres {
class Session;
}

/// A login with its one role and post, as wuquan.seat has it.
struct Seat {
    QString login;
    QString role; ///< code of wuquan.role
    QString post; ///< recorded with what the login does; never a person's name
    std::optional<std::int32_t> street;
    std::optional<std::int16_t> department;
    std::optional<std::int64_t> responder;
    QString streetName, departmentName; ///< for people; empty without one
    Instant since = {};
    std::optional<Instant> until; ///< from when it holds no more
    bool canConnect = false; ///< whether its database role may log in at all

    bool operator==(const Seat &) const = default;
};

/// All seats by login, those that have ended too. ErrorKind::Database when who asks may not see them.
[[nodiscard]] Result<std::vector<Seat>> readSeats(postgres::Session &session);
/// Codes of the roles, administrators last.
[[nodiscard]] Result<QStringList> readRoles(postgres::Session &session);
/// A street that is valid today by its code or name, or a department by its code; ErrorKind::Input names those there
/// are.
[[nodiscard]] Result<std::int32_t> findStreet(postgres::Session &session, const QString &codeOrName);
[[nodiscard]] Result<std::int16_t> findDepartment(postgres::Session &session, const QString &code);

/// Gives a seat, and makes the login when there is none: wuquan.seat_put(), whose reasons an error tells. The password
/// comes as Session::passwordVerifier made it; empty leaves it as it is.
[[nodiscard]] Result<void> putSeat(postgres::Session &session, const Seat &seat, const QByteArray &verifier);
/// Ends a seat; its open connections are cut off.
[[nodiscard]] Result<void> endSeat(postgres::Session &session, const QString &login);

} // namespace wuquan
