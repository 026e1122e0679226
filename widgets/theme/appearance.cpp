// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/appearance.h"

#include <utility>

namespace wuquan {

Appearance::Appearance(Theme theme, QObject *parent)
    : QObject(parent)
    , m_theme(std::move(theme))
{
}

void Appearance::setTheme(const Theme &theme)
{
    if (m_theme == theme)
        return;
    m_theme = theme;
    Q_EMIT changed();
}

} // namespace wuquan
