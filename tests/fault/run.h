// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fault/recorder.h"
#include "tests/fault/workload.h"

#include <chrono>
#include <memory>

namespace wuquan::fault {

/// Whether the long forms are asked for (tests/run --faults): 1,000 instead of 50, minutes instead of seconds.
[[nodiscard]] bool isLong();

/// The value of the form that runs.
template <class T>
[[nodiscard]] T shortOrLong(T shortForm, T longForm)
{
    return isLong() ? longForm : shortForm;
}

/// Lets the event loop run until a condition holds; false when the time is up first.
[[nodiscard]] bool waitFor(const std::function<bool()> &condition, std::chrono::milliseconds limit);

/// One run: writers on a server, a feed that follows it, and the verdict over both. The test breaks things meanwhile.
class Run {
public:
    /// Where the feed and where the writers connect.
    Run(SettingsSource forFeed, SettingsSource forWriters, const WorkloadOptions &options = {});

    /// Starts the feed and, once it shows a whole state, the writers; why not otherwise.
    [[nodiscard]] Result<void> start();
    /// Waits until so many more changes were acknowledged; false when none was for 30 s.
    [[nodiscard]] bool writeMore(std::size_t changes);
    /// Waits until the feed is live, pressing retry each time it is not.
    [[nodiscard]] bool waitUntilLive(std::chrono::milliseconds limit = std::chrono::seconds(30));
    /// Ends the writers, waits until the feed has caught up, and judges the run: what is wrong, a line each.
    [[nodiscard]] QString finish();
    [[nodiscard]] History history() const { return m_history; }
    /// After finish(): acknowledged changes of the first timeline that the last primary does not have.
    [[nodiscard]] std::size_t lost() const;
    /// Changes that were told to be withdrawn.
    [[nodiscard]] std::size_t withdrawn() const;

    [[nodiscard]] Recorder &reader() { return m_reader; }
    [[nodiscard]] const Recorder &reader() const { return m_reader; }
    [[nodiscard]] Workload &writers() { return m_writers; }

private:
    [[nodiscard]] Result<void> takeHistory();

    Recorder m_reader;
    SettingsSource m_forWriters;
    Workload m_writers;
    History m_history;
};

} // namespace wuquan::fault
