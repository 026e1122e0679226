// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace wuquan {

struct Theme;

/// Gives the whole program the theme's colours and font: one palette and one style sheet made from its tokens.
void applyTheme(QApplication &application, const Theme &theme);

} // namespace wuquan
