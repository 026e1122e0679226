// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/bookmarks.h"

#include "data/geo/mercator.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// One line, and no half of a character at its end.
QString bookmarkName(const QString &text)
{
    QString name = text.left(4 * Bookmarks::nameLimit).simplified().left(Bookmarks::nameLimit);
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    return name.trimmed();
}

} // namespace

const Bookmark *Bookmarks::find(BookmarkId id) const
{
    const auto at = std::ranges::find(m_all, id, &Bookmark::id);
    return at == m_all.end() ? nullptr : &*at;
}

QString Bookmarks::freeName(const QString &name) const
{
    const auto isTaken = [&](const QString &other) { return std::ranges::contains(m_all, other, &Bookmark::name); };
    QString made = name;
    for (int number = 2; isTaken(made); ++number) {
        const QString tail = u' ' + QString::number(number);
        made = bookmarkName(name.left(nameLimit - tail.size())) + tail;
    }
    return made;
}

std::optional<BookmarkId> Bookmarks::keep(Bookmark bookmark)
{
    bookmark.name = bookmarkName(bookmark.name);
    if (isFull() || bookmark.name.isEmpty() || !worldPlace(bookmark.centre) || !std::isfinite(bookmark.zoom))
        return std::nullopt;
    bookmark.id = {++m_lastId};
    bookmark.name = freeName(bookmark.name);
    bookmark.zoom = std::clamp(bookmark.zoom, farthestZoom, nearestZoom);
    m_all.push_back(bookmark);
    Q_EMIT changed();
    return bookmark.id;
}

bool Bookmarks::rename(BookmarkId id, const QString &name)
{
    const auto at = std::ranges::find(m_all, id, &Bookmark::id);
    const QString wanted = bookmarkName(name);
    if (at == m_all.end() || wanted.isEmpty())
        return false;
    if (wanted == at->name)
        return true;
    at->name = freeName(wanted);
    Q_EMIT changed();
    return true;
}

void Bookmarks::remove(BookmarkId id)
{
    const auto at = std::ranges::find(m_all, id, &Bookmark::id);
    if (at == m_all.end())
        return;
    m_removed.emplace_back(std::size_t(at - m_all.begin()), *at);
    if (m_removed.size() > most)
        m_removed.erase(m_removed.begin());
    m_all.erase(at);
    Q_EMIT changed();
}

std::optional<BookmarkId> Bookmarks::takeBack()
{
    if (!hasRemoved())
        return std::nullopt;
    auto [row, bookmark] = m_removed.back();
    m_removed.pop_back();
    bookmark.name = freeName(bookmark.name);
    m_all.insert(m_all.begin() + std::ptrdiff_t(std::min(row, m_all.size())), bookmark);
    Q_EMIT changed();
    return bookmark.id;
}

void Bookmarks::setSafe(bool safe)
{
    if (m_isSafe == safe)
        return;
    m_isSafe = safe;
    Q_EMIT safetyChanged();
}

} // namespace wuquan
