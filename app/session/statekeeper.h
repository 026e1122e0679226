// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/store/changelog.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <optional>

namespace wuquan {

class DistrictStore;

/// Keeps the store's state in a file (data/store/statefile.h), at intervals and at the end. Lives in the GUI thread,
/// where it copies the state; a thread of its own encodes and writes. Owned by the session, whose store must live
/// longer.
class StateKeeper : public QObject {
    Q_OBJECT
public:
    StateKeeper(const DistrictStore &store, const QString &path,
        std::chrono::milliseconds interval = std::chrono::minutes(10), QObject *parent = nullptr);
    /// Saves what has changed since the last time and waits until it is written.
    ~StateKeeper() override;

    /// Begins a write unless one is under way, the store is not complete, or its position is the one that is saved.
    /// Whether one was begun. A write that failed is logged, once as long as the reason is the same, and tried again at
    /// the next turn.
    bool save();

    /// Why the last write failed; empty when it did not.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    void finish();

    const DistrictStore *m_store;
    const QString m_path;
    std::optional<FeedPosition> m_saved;
    std::optional<FeedPosition> m_writing; ///< of the write under way
    Result<void> m_outcome; ///< of that write; the worker's until finish() is called or the pool is idle
    QString m_problem;
    QTimer m_timer;
    QThreadPool m_pool;
};

} // namespace wuquan
