// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/bookmarks.h"

#include <QObject>

namespace wuquan {

/// Keeps the named views of a station in a file, which is written anew at each change and replaced as a whole. What the
/// file has that can't be used is passed over, each view by itself. GUI thread; the bookmarks must live longer.
class BookmarkKeeper : public QObject {
    Q_OBJECT
public:
    /// Adds what is in the file. An empty path keeps nothing.
    BookmarkKeeper(Bookmarks &bookmarks, const QString &path, QObject *parent = nullptr);

private:
    void load();
    void save();

    Bookmarks *m_bookmarks;
    const QString m_path;
};

} // namespace wuquan
