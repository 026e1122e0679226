// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/dispatchdesk.h"

#include <QJsonObject>
#include <QObject>

#include <chrono>
#include <functional>
#include <vector>

namespace wuquan {

/// Keeps on disk what was decided about incidents and is not known to be done, so that a program that ended in the
/// middle asks again under the same key, which the database does once. Files and callers' numbers are not kept: both
/// are asked for by somebody who is there. Lives in the GUI thread; the desk must outlive it.
class RequestJournal : public QObject {
    Q_OBJECT
public:
    /// A decision that is older is not carried out by itself any more: whoever took it is told.
    static constexpr std::chrono::minutes longestWait{15};

    /// With an empty path nothing is kept.
    RequestJournal(DispatchDesk &desk, const QString &path, std::function<Instant()> now, QObject *parent = nullptr);

    /// Who is logged in is known: what they asked for in an earlier run is asked for again, what another one did is
    /// not.
    void resumeAs(const QString &user);

private:
    struct Kept {
        DispatchRequest request;
        Instant at;
        QString user;
    };

    void keep(const DispatchRequest &request);
    /// Forgets what has become final.
    void review();
    void save();
    void resume(const QJsonObject &from);

    DispatchDesk &m_desk;
    QString m_path;
    std::function<Instant()> m_now;
    QString m_user; ///< empty: not known yet
    std::vector<Kept> m_kept;
};

} // namespace wuquan
