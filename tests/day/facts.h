// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"

#include <QCoroTask>

#include <functional>

namespace wuquan::day {

/// Comes back once something is so, true, or after the limit, which is for what never comes.
[[nodiscard]] QCoro::Task<bool> until(
    std::function<bool()> isSo, std::chrono::milliseconds limit = std::chrono::seconds(90));

/// What the database knows, as one who sees everything; nothing is known while the server is away.
class Facts {
public:
    explicit Facts(postgres::Settings settings);

    [[nodiscard]] std::optional<std::int64_t> number(
        const QByteArray &sql, const postgres::Parameters &parameters = {});
    /// Of the newest event; a mark for what comes later.
    [[nodiscard]] std::optional<std::int64_t> newestEvent();
    /// How many commands of a login are waiting for a lock in the server.
    [[nodiscard]] int waitingCommands(const QString &login = {});

private:
    postgres::Settings m_settings;
    std::optional<postgres::Session> m_session;
};

} // namespace wuquan::day
