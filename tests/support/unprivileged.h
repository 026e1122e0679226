// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#include <unistd.h>

namespace wuquan::test {

/// While it lives, nothing can be written into a folder: its mode says so, and root, whom no mode stops, is another
/// user.
class Unprivileged {
public:
    explicit Unprivileged(const QString &folder)
        : m_folder(folder)
        , m_before(QFile::permissions(folder))
        , m_user(geteuid())
    {
        constexpr QFile::Permissions readable = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::ExeOther;
        m_effective = QFile::setPermissions(folder, readable) && (m_user != 0 || seteuid(nobody) == 0);
    }
    ~Unprivileged()
    {
        // Neither can fail: this is what was before.
        [[maybe_unused]] const int done = seteuid(m_user);
        QFile::setPermissions(m_folder, m_before);
    }
    Unprivileged(const Unprivileged &) = delete;
    Unprivileged &operator=(const Unprivileged &) = delete;

    [[nodiscard]] bool isEffective() const { return m_effective; }

private:
    static constexpr uid_t nobody = 65534;

    QString m_folder;
    QFile::Permissions m_before;
    uid_t m_user;
    bool m_effective = false;
};

} // namespace wuquan::test
