// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/view/bookmarks.h"
#include "data/view/selection.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace wuquan {

class DistrictStore;

/// "cqj", "caiqu" and "cai qu" all find "cai qu jiao": the beginning of the letters, or of the first letters, of
/// syllables from any on. Takes no memory: a list of 50,000 rows is filtered at each letter.
[[nodiscard]] bool pinyinMatches(const QString &pinyin, const QString &typed);

/// How well a name fits what is typed, the best first.
enum class NameFit : std::uint8_t { Whole, Beginning, Within, Pinyin };

/// None when it doesn't. Upper and lower case are the same; `typed` has no blanks around it and is not empty.
[[nodiscard]] std::optional<NameFit> nameFit(const QString &name, const QString &pinyin, const QString &typed);

/// Something on the map that has a name, or a view of it.
struct FoundName {
    SelectedThing thing;
    QString name;
    QString where; ///< the areas around it, from the largest on; may be empty
    std::optional<BookmarkId> bookmark = {}; ///< a named view, which is no thing

    bool operator==(const FoundName &) const = default;
};

/// At most so many things with a name, a title or a number that fits, the best first: areas, places, teams, devices,
/// open incidents, annotations, and before them the named views, if any are given. Nothing for blanks, and no devices
/// for a single letter, which fits thousands.
[[nodiscard]] std::vector<FoundName> searchNames(const DistrictStore &store, Language language, const QString &text,
    std::size_t most, const Bookmarks *bookmarks = nullptr);

} // namespace wuquan
