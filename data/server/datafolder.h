// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QString>

#include <sys/types.h>

namespace wuquan {

/// The account that the database server runs as: ours, or user postgres when we are root, which PostgreSQL refuses.
struct ServerAccount {
    uid_t user = 0;
    gid_t group = 0;
    bool differs = false; ///< we are root and child processes must change to it

    [[nodiscard]] static Result<ServerAccount> present();
};

/// The files of the embedded server. Everything lies in DATA/server, which only the server's account (and root) may
/// enter; that is what guards the socket, on which the server trusts everybody.
class DataFolder {
public:
    /// --data when given, else $WUQUAN_DATA, else /var/lib/wuquan for root and $XDG_DATA_HOME/wuquan for others.
    [[nodiscard]] static QString location(const QString &given = {});

    /// Makes the folder when it is new. Errors: unwritable, another user's, or out of reach for user postgres.
    [[nodiscard]] static Result<DataFolder> prepare(const QString &path);
    /// Names the files of a folder without touching it.
    explicit DataFolder(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString serverFolder() const;
    [[nodiscard]] QString clusterFolder() const;
    [[nodiscard]] QString logFolder() const;
    /// Shared by every program that uses the server; exclusive while it is being stopped.
    [[nodiscard]] QString holdersLock() const;
    /// Held by whoever makes sure that the server runs, one at a time.
    [[nodiscard]] QString startLock() const;
    /// Held by the supervisor; its content is the supervisor's process id.
    [[nodiscard]] QString supervisorLock() const;
    /// Held by the supervisor and by every process of the server, so that two servers can never share the files,
    /// not even from different process namespaces, where PostgreSQL's own check by process id is blind.
    [[nodiscard]] QString serverLock() const;

    /// The folder of the socket: the server folder, or a short one elsewhere when that path is too long for a socket.
    [[nodiscard]] Result<QString> socketFolder() const;
    /// The same, made new when it is a short one that is gone. Only for the holder of the server lock.
    [[nodiscard]] Result<QString> makeSocketFolder(const ServerAccount &account) const;
    void removeSocketFolder() const;

private:
    [[nodiscard]] bool fitsSocket() const;
    [[nodiscard]] QString socketFolderNote() const;

    QString m_path;
};

} // namespace wuquan
