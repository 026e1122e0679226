// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"

#include <QHash>
#include <QString>

#include <optional>

namespace wuquan {

/// What a database that is a mirror (wuquanctl mirror) says of its source. A plain value.
struct MirrorNotice {
    QString from; ///< the source, without user and password
    QString promise; ///< how soon a change of the source is here, Chinese
    QString promiseEn;
    std::optional<Instant> seenAt; ///< all that the source held then is here, by the clock of the machine that mirrors
    std::chrono::seconds within{30}; ///< how long ago that should be at most
    qint64 rejected = 0; ///< rows that can't be here as they are there
    qint64 suppressed = 0; ///< incidents of kinds that privacy keeps out

    /// None when the attributes are not those of a mirror. Values that make no sense are left out.
    [[nodiscard]] static std::optional<MirrorNotice> of(const QHash<QString, QString> &attributes);

    /// Whether the source has been out of sight for longer than promised: it is told every ten seconds.
    [[nodiscard]] bool isLate(Instant now) const;

    bool operator==(const MirrorNotice &) const = default;
};

} // namespace wuquan
