// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/passwordcheck.h"

#include <utility>

namespace wuquan {

void PasswordCheck::check(const QString &password)
{
    m_password = password;
    wish();
}

QCoro::Task<> PasswordCheck::answer()
{
    const QString password = std::exchange(m_password, {});
    const bool isEmpty = password.isEmpty(); // for which libpq has an error of its own
    const Result<postgres::Settings> known = settings();
    if (!known) {
        Q_EMIT checked(false, known.error().message);
        co_return;
    }
    const auto opened = co_await connection().open(known->withPassword(password));
    if (isOutdated())
        co_return;
    const bool isWrong = !opened && (isEmpty || opened.error().sqlState.startsWith("28"));
    Q_EMIT checked(opened.has_value(), opened ? QString() : isWrong ? tr("密码不对") : opened.error().message);
}

} // namespace wuquan
