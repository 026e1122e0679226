// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/day/ground.h"

#include <QUuid>

namespace wuquan::day {

/// Who checks on site in a street, without a screen: dispatch() by a field login. Asks again with the same key until it
/// has an answer, as a client has to.
class OnSite {
public:
    OnSite(const Ground &ground, QString login);

    /// Says that an incident, as it is at this version, is solved; false while nobody answers, or when it has changed.
    [[nodiscard]] bool check(std::int64_t incident, std::int64_t version);

private:
    const Ground &m_ground;
    QString m_login;
    std::optional<postgres::Session> m_session;
    QUuid m_key;
    std::int64_t m_incident = 0, m_version = 0; ///< what the key is for
};

} // namespace wuquan::day
