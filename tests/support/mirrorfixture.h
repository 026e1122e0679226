// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/mirror/mirror.h"
#include "data/server/filedescriptor.h"
#include "tests/support/temporaryserver.h"

#include <QStringList>

#include <memory>
#include <mutex>
#include <random>
#include <thread>

namespace wuquan {

/// A mirror at work in a thread of its own, until it is stopped or destroyed.
class RunningMirror {
public:
    /// options.stop and options.say are the fixture's.
    explicit RunningMirror(MirrorOptions options);
    RunningMirror(const RunningMirror &) = delete;
    RunningMirror &operator=(const RunningMirror &) = delete;
    ~RunningMirror();

    /// Asks it to end, and waits for that.
    [[nodiscard]] Result<MirrorReport> stop();
    /// What it has said so far.
    [[nodiscard]] QStringList said() const;
    [[nodiscard]] bool hasSaid(const QString &part) const;

private:
    FileDescriptor m_stop;
    mutable std::mutex m_mutex;
    QStringList m_said;
    std::optional<Result<MirrorReport>> m_report;
    std::thread m_thread;
};

/// One database on each side, with what tests ask of both.
struct MirrorSides {
    postgres::Session source; ///< as its administrator
    postgres::Session target;

    MirrorSides(postgres::Session from, postgres::Session to)
        : source(std::move(from))
        , target(std::move(to))
    {
    }
    /// Makes tests/data/foreign.sql with what the extensions add, files beside it, and role reader that may read its
    /// views.
    [[nodiscard]] static Result<void> makeForeign(postgres::Session &source, const QStringList &extensions = {});
    /// Relations whose rows differ between source and target, with the number of those that do; empty: none.
    [[nodiscard]] QStringList differences();
    /// The first value of a statement's answer; −1 when it fails or there is none.
    [[nodiscard]] static std::int64_t number(postgres::Session &session, const QByteArray &sql);
    /// One of the changes that a governance system makes: rows of any kind added, changed, moved or removed.
    [[nodiscard]] Result<void> changeAtRandom(std::minstd_rand &random);

private:
    std::int64_t m_next = 1'000'000; ///< key of the next row added
};

} // namespace wuquan
