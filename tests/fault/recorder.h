// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/feed.h"
#include "data/store/districtstore.h"
#include "tests/fault/history.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>

namespace wuquan::fault {

/// A Feed in a data thread of its own with a store in the thread of the test, as in the desktop; keeps all that the
/// feed gave out. The thread of the test must run its event loop for batches to arrive.
class Recorder : public QObject {
    Q_OBJECT
public:
    explicit Recorder(SettingsSource settings, QObject *parent = nullptr);
    /// Stops the feed and waits for its thread.
    ~Recorder() override;

    void start();
    void retryNow();

    [[nodiscard]] const DistrictStore &store() const { return m_store; }
    [[nodiscard]] const std::vector<SeenBatch> &batches() const { return m_batches; }
    [[nodiscard]] FeedStatus status() const { return m_status; }
    [[nodiscard]] bool isLive() const { return m_status.state == FeedStatus::State::Live; }
    /// How often the connection was lost so far.
    [[nodiscard]] int losses() const { return m_losses; }
    /// How often the whole state was read.
    [[nodiscard]] int readAnew() const;
    /// Answered polls so far.
    [[nodiscard]] int heard() const { return m_heard; }
    /// Time since the last answered poll, in milliseconds.
    [[nodiscard]] qint64 silence() const { return m_sinceHeard.elapsed(); }
    /// Whether a state is on its way of which only parts have arrived.
    [[nodiscard]] bool isInState() const { return m_isInState; }
    /// Whether this row has arrived.
    [[nodiscard]] bool holds(const RowKey &row) const;
    /// Whether the line of this change has been given out.
    [[nodiscard]] bool hasSeen(const Write &write) const;
    /// Incidents and devices of the store.
    [[nodiscard]] RowVersions rows() const;

private:
    void onBatch(const std::shared_ptr<const ChangeBatch> &batch);

    DistrictStore m_store;
    std::vector<SeenBatch> m_batches;
    FeedStatus m_status;
    FeedEpoch m_epoch; ///< of the last position given out
    std::size_t m_unnamed = 0; ///< first batch whose history is not certain yet
    bool m_isInState = false;
    int m_losses = 0;
    int m_heard = 0;
    QElapsedTimer m_sinceHeard;
    QThread m_thread;
    Feed *m_feed; ///< lives in m_thread, which deletes it
};

} // namespace wuquan::fault
