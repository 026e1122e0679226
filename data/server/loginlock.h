// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QString>

#include <optional>

namespace wuquan {

namespace postgres {
class Session;
}

/// Whether the server locks a login after wrong passwords. PostgreSQL itself never does; the extension credcheck does
/// when the server loads it at its start.
struct LoginLock {
    std::optional<bool> isLoaded; ///< credcheck is in shared_preload_libraries; none when we may not see that
    std::optional<int> failures; ///< credcheck.max_auth_failure; none when there is no such setting, 0 never locks
    bool takesVerifiers = true; ///< credcheck.encrypted_password_allowed: else no seat can be given a password

    /// After one to five wrong passwords, as it is demanded.
    [[nodiscard]] bool isEnforced() const { return isLoaded == true && failures && *failures >= 1 && *failures <= 5; }
    /// One sentence for people, in English.
    [[nodiscard]] QString english() const;

    bool operator==(const LoginLock &) const = default;
};

[[nodiscard]] Result<LoginLock> readLoginLock(postgres::Session &session);

} // namespace wuquan
