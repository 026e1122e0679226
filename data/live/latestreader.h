// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/sideworker.h"

namespace wuquan {

/// Reads what somebody wants to see while they want it: a new wish ends the one before. A failure is told once: whoever
/// wished decides whether to try again.
class LatestReader : public SideWorker {
    Q_OBJECT
protected:
    using SideWorker::SideWorker;

    /// There is a new wish: what is being read for the one before is of no use.
    void wish();
    /// Whether a newer wish has come since the answer was begun.
    [[nodiscard]] bool isOutdated() const { return m_wished || isStopping(); }
    /// Reads what is wished for now and tells it, unless it is outdated by then.
    [[nodiscard]] virtual QCoro::Task<> answer() = 0;

private:
    QCoro::Task<> run();

    bool m_wished = false;
};

} // namespace wuquan
