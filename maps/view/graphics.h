// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wuquan {

/// Chooses how Qt Quick draws: its software backend where there is no usable GPU, for which a software OpenGL counts.
/// Call once in main, after the application object and before the first window. QT_QUICK_BACKEND overrides it.
void chooseGraphics();

} // namespace wuquan
