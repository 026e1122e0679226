// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/geo/point.h"
#include "data/view/maplayers.h"

#include <QObject>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace wuquan {

/// Of one run of the program.
using BookmarkId = StrongId<struct BookmarkIdTag, std::int32_t>;

/// A view of the map that somebody gave a name.
struct Bookmark {
    BookmarkId id; ///< given when it is kept
    QString name; ///< one line of plain text
    GeoPoint centre;
    double zoom = farthestZoom; ///< as on a screen of 1080 lines
    MapLayers layers; ///< that are shown

    bool operator==(const Bookmark &) const = default;
};

/// The named views of this station, in the order in which they were kept. Lives in the GUI thread; owned by app.
class Bookmarks : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t most = 40;
    static constexpr qsizetype nameLimit = 40; ///< UTF-16 units of a name

    using QObject::QObject;

    [[nodiscard]] const std::vector<Bookmark> &all() const { return m_all; }
    [[nodiscard]] const Bookmark *find(BookmarkId id) const;
    [[nodiscard]] bool isFull() const { return m_all.size() >= most; }

    /// Keeps a view; a name that another one has gets a number. None when there are enough, or when it has no name or
    /// no place on Earth.
    std::optional<BookmarkId> keep(Bookmark bookmark);
    /// False, and nothing done, when nothing is left of the name.
    bool rename(BookmarkId id, const QString &name);
    void remove(BookmarkId id);
    /// Whether a removal can be taken back.
    [[nodiscard]] bool hasRemoved() const { return !m_removed.empty() && !isFull(); }
    /// Puts the one that was removed last where it was.
    std::optional<BookmarkId> takeBack();

    /// Whether what is here will be there at the next start; app alone says so.
    [[nodiscard]] bool isSafe() const { return m_isSafe; }
    void setSafe(bool safe);

Q_SIGNALS:
    void changed(); ///< which there are, or their names
    void safetyChanged();

private:
    [[nodiscard]] QString freeName(const QString &name) const;

    std::vector<Bookmark> m_all;
    std::vector<std::pair<std::size_t, Bookmark>> m_removed; ///< with where they were, the last one last
    std::int32_t m_lastId = 0;
    bool m_isSafe = true;
};

} // namespace wuquan
