// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"

#include <QLatin1StringView>

// How a database says that it is a drill's (演练), in which nothing is real.
namespace wuquan::drill {

inline constexpr QLatin1StringView markAttribute("drill"); ///< there: it is one; its value is the word for it
inline constexpr QLatin1StringView dayAttribute("drill_day"); ///< the day that it replays, as YYYY-MM-DD

/// What every title of a drill begins with.
[[nodiscard]] inline QString titlePrefix(Language language)
{
    return language == Language::English ? QStringLiteral("Exercise · ") : QStringLiteral("演练 · ");
}

/// A title without that beginning, for where the word stands beside it already.
[[nodiscard]] inline QString withoutPrefix(const QString &title)
{
    for (const Language language : {Language::Chinese, Language::English}) {
        if (const QString prefix = titlePrefix(language); title.startsWith(prefix))
            return title.sliced(prefix.size());
    }
    return title;
}

} // namespace wuquan::drill
