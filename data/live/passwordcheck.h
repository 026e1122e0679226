// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/latestreader.h"

namespace wuquan {

/// Finds out whether a password is that of the login of this station, by opening a connection with it and nothing
/// else: no password file is looked at. A server that asks for none takes any.
class PasswordCheck final : public LatestReader {
    Q_OBJECT
public:
    explicit PasswordCheck(SettingsSource settings)
        : LatestReader(std::move(settings), Line::Opened)
    {
    }

public Q_SLOTS:
    void check(const QString &password);

Q_SIGNALS:
    void checked(bool isRight, const QString &reason);

private:
    [[nodiscard]] QCoro::Task<> answer() override;

    QString m_password; ///< the newest, until it has been tried
};

} // namespace wuquan
