// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>

namespace wuquan {

/// How a mirror learns of changes.
enum class MirrorWay : std::uint8_t {
    Log, ///< the source's change log
    Versions, ///< keys and versions often, whole rows less often
    Snapshots, ///< whole rows, slice by slice
};

/// What a mirror promises to those who look at it.
struct MirrorPromise {
    MirrorWay way = MirrorWay::Snapshots;
    std::chrono::seconds everything{30}; ///< after this time every difference has been seen
    std::chrono::seconds versions{10}; ///< after this one new and changed rows; for MirrorWay::Versions
    double load = 0.05; ///< share of a core at the source that is not exceeded
    static constexpr std::chrono::seconds logged{1}; ///< after this time a change that the source logs has been seen
    QStringList missing; ///< relations that can't be copied at present

    /// How long ago at most the source was last seen as a whole.
    [[nodiscard]] std::chrono::seconds within() const { return way == MirrorWay::Log ? logged : everything; }
    [[nodiscard]] QString chinese() const;
    [[nodiscard]] QString english() const;

    bool operator==(const MirrorPromise &) const = default;
};

struct SourceCapabilities;

/// What a source allows to promise before anything has been measured.
[[nodiscard]] MirrorPromise firstPromise(const SourceCapabilities &source, double load);

} // namespace wuquan
