// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wuquan {

/// The language of the screen. Texts of the program are written in Chinese in the code and translated to English.
enum class Language {
    Chinese,
    English,
};

/// The name of a thing from the database in the language of the screen; the Chinese one where there is no English one.
inline const QString &localName(Language language, const QString &name, const QString &nameEn)
{
    return language == Language::English && !nameEn.isEmpty() ? nameEn : name;
}

} // namespace wuquan
