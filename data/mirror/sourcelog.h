// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/cursor.h"
#include "data/mirror/mirrorsource.h"
#include "data/mirror/mirrortarget.h"

#include <map>

namespace wuquan {

/// Follows the change log of a source by the overlap-horizon cursor, so that no transaction that commits late is lost.
class SourceLog {
public:
    /// What one poll told.
    struct News {
        std::map<Entity, std::vector<std::int64_t>> keys; ///< that changed, each once
        bool readAnew = false; ///< another history, or changes that are gone: everything has to be compared
    };

    /// Begins at the position, or at the source's present one when that no longer holds; News::readAnew tells.
    [[nodiscard]] static Result<SourceLog> open(
        MirrorSource &source, const std::optional<MirrorPosition> &position, bool &readAnew);

    [[nodiscard]] Result<News> poll(MirrorSource &source);
    /// All before it has been told by poll(); to be stored once that has been written. None without an epoch.
    [[nodiscard]] std::optional<MirrorPosition> position() const;
    /// Whether the source has more to tell at once.
    [[nodiscard]] bool isInRound() const { return m_cursor.isInRound(); }

private:
    ChangeCursor m_cursor;
    std::optional<FeedEpoch> m_epoch;
    bool m_onStandby = false;
    std::uint64_t m_droppedThrough = 0;
};

} // namespace wuquan
